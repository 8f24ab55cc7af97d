"""Before a run begins or goes on: what is wanted of it, and what that will cost."""
