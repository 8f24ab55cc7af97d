"""Compare, as `python -m benchmarks.peers`."""

from benchmarks.peers import main

main()
