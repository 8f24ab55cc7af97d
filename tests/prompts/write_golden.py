"""Writes the golden file of each prompt version that has none.

Run it with `python -m tests.prompts.write_golden`.

A file that is there is never touched: a changed prompt gets a new version, and a new file.
"""

from pathlib import Path

from tests.prompts.examples import REQUESTS, written

GOLDEN = Path(__file__).parent / "golden"


def main() -> None:
    for request in REQUESTS:
        file = GOLDEN / f"{request.version}.txt"
        if not file.exists():
            file.write_text(written(request), encoding="utf-8")


if __name__ == "__main__":
    main()
