"""F1 over the words of an answer and of a right one, as LoCoMo's own script defines it.

Precision is the share of the answer's words that the right one has, recall the share of the right
one's words that the answer has, each occurrence counted once; F1 is their harmonic mean.
"""

import re
from collections import Counter
from statistics import fmean
from typing import Final

from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.scoring.answer_words import split_answer_words

# The Arabic and Chinese ones, too.
_COMMA: Final = re.compile("[,،、，]")
_SEMICOLON: Final = re.compile("[;؛；]")


def compute_f1(answer: str, right: str, language: str) -> float:
    """Return F1 from 0 to 1 of an answer as a whole; without a common word it is 0."""
    given = split_answer_words(answer, language)
    wanted = split_answer_words(right, language)
    common = (Counter(given) & Counter(wanted)).total()
    return 2 * common / (len(given) + len(wanted)) if common else 0.0


def compute_list_f1(answer: str, right: str, language: str) -> float:
    """Return the mean, over the parts of a right list, of the best F1 of any part of the answer.

    Parts are divided by commas. What the answer has beyond the right list costs nothing.
    """
    parts = _COMMA.split(answer)
    return fmean(
        max(compute_f1(part, wanted, language) for part in parts) for wanted in _COMMA.split(right)
    )


def score_f1(question: DatasetQuestion, answer: str, language: str) -> float:
    """Return F1 by the question's own rule, of several right answers the best."""
    right_answers = (question.answer, *question.also_right)
    return max(_compute_by_rule(question, answer, right, language) for right in right_answers)


def select_right_part(question: DatasetQuestion, right: str) -> str:
    """Return what of a right answer is compared: by the rule "first" what is before a semicolon."""
    return _SEMICOLON.split(right)[0].strip() if question.rule == "first" else right


def _compute_by_rule(question: DatasetQuestion, answer: str, right: str, language: str) -> float:
    wanted = select_right_part(question, right)
    compute = compute_list_f1 if question.rule == "list" else compute_f1
    return compute(answer, wanted, language)
