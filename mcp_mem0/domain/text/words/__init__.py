"""The words by which texts are found: which count, and how they may be written."""
