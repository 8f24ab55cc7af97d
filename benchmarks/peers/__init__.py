"""Our server beside other memory servers: the same work, interleaved, in one run.

    python -m benchmarks.peers [--statements 500] [--questions 200]

It installs the peers into environments of their own in `build/peers` (pinned and hashed; the first
time it needs the package registries), starts each of them on an empty folder, states short facts
one by one and then asks questions: each statement goes to all systems in turn, in an order that
rotates, before the next one is made. All of them use the embedding model of this package; peers
take it from a process of its own, whose memory is not counted for them.
"""
