"""Runs mem0 in its own environment: a line of JSON in, a line out. It imports nothing of ours.

python mem0_worker.py FOLDER EMBEDDINGS_URL
"""

# pyright: basic, reportMissingImports=false

import json
import os
import sys
from pathlib import Path

USER = "benchmark"


def main() -> None:
    """Answer lines until there are no more."""
    folder, url = Path(sys.argv[1]), sys.argv[2]
    os.environ |= {"MEM0_TELEMETRY": "False", "MEM0_DIR": str(folder / "mem0")}
    from mem0 import Memory  # noqa: PLC0415 - it reads the variables when it is imported

    embedder = {
        "model": "all-MiniLM-L6-v2",
        "api_key": "none",
        "openai_base_url": url,
        "embedding_dims": 384,
    }
    memory = Memory.from_config(
        {
            "history_db_path": str(folder / "history.db"),
            "vector_store": {
                "provider": "qdrant",
                "config": {
                    "path": str(folder / "qdrant"),
                    "on_disk": True,
                    "embedding_model_dims": 384,
                },
            },
            "embedder": {"provider": "openai", "config": embedder},
            "llm": {"provider": "openai", "config": {"api_key": "none", "openai_base_url": url}},
        }
    )
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "add" in asked:
            memory.add(asked["add"], user_id=USER, infer=False)
            print("{}", flush=True)
        else:
            found = memory.search(asked["search"], filters={"user_id": USER}, top_k=10)
            print(json.dumps([each["memory"] for each in found["results"]]), flush=True)


if __name__ == "__main__":
    main()
