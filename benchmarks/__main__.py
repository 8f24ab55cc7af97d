"""Every benchmark, one after the other: `python -m benchmarks`, or `make bench`.

Each is a module with a `main()`; run one alone with `python -m benchmarks.NAME`. They stop by
themselves, write to temporary folders only, and need nothing but this package.
"""

import importlib
import pkgutil

import benchmarks

_SHARED = {"__main__", "measure", "corpus"}
_ALONE = {"growth", "peers", "recall_weights"}
"""Those that need to be told what to do, that install something or take long."""


def main() -> None:
    """Run each benchmark and print its table."""
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name not in _SHARED | _ALONE:
            importlib.import_module(f"benchmarks.{module.name}").main()


if __name__ == "__main__":
    main()
