"""BLEU-1: how many of an answer's words a right one has, with a penalty for a shorter answer.

The measure of Papineni et al. (2002) with single words only: each word of the answer counts at most
as often as in the right one, and an answer shorter than the right one is multiplied by
exp(1 - right words / answer words). Nothing is smoothed: without a common word it is 0.

Words are in lower case and unstemmed, articles stay, and each punctuation mark is a word of its
own, as where the paper's evaluation uses NLTK. A sign of a script without spaces is a word.
"""

import math
import re
from collections import Counter
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS, unify_marks
from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.scoring.answer_f1 import select_right_part

# A mark inside a word or number ("well-known", "3.5", "9:30") does not divide it. An apostrophe
# begins a word: "Ana's" is "ana" and "'s".
_WORD: Final = re.compile(r"\w+(?:[-.,:/]\w+)*|'\w+|[^\w\s]")


def compute_bleu_1(answer: str, right: str) -> float:
    """Return BLEU-1 from 0 to 1 of an answer against one right answer."""
    given, wanted = split_bleu_words(answer), split_bleu_words(right)
    common = (Counter(given) & Counter(wanted)).total()
    if not common:
        return 0.0
    penalty = min(1.0, math.exp(1 - len(wanted) / len(given)))
    return penalty * common / len(given)


def score_bleu_1(question: DatasetQuestion, answer: str) -> float:
    """Return BLEU-1 of an answer, of several right answers the best."""
    right_answers = (question.answer, *question.also_right)
    return max(compute_bleu_1(answer, select_right_part(question, each)) for each in right_answers)


def split_bleu_words(text: str) -> tuple[str, ...]:
    """Return the words and punctuation marks of a text, in lower case and in order."""
    spaced = SPACELESS.sub(lambda match: f" {match[0]} ", unify_marks(text).lower())
    return tuple(_WORD.findall(spaced))
