"""The steps of a run: building, searching, answering and judging what is not done yet."""
