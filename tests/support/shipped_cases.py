"""The decision cases that are shipped, read once for all tests."""

from typing import Final

from mcp_mem0.evals.deciding.case_files import load_decision_cases

SHIPPED_CASES: Final = load_decision_cases()
