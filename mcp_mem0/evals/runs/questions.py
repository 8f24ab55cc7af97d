"""Which questions are asked of a conversation when, and finding them again by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import Dataset, DatasetQuestion, LongConversation
from mcp_mem0.evals.systems.session_calls import find_session_end

AT: Final = "@"
"""Between a system's name and the session, counted from 1, after which it was asked."""


def keep_last_questions(dataset: Dataset) -> Dataset:
    """Return a data set with the questions that can be asked at the end of each conversation.

    That is when a run asks them. So those are left out whose answer is right at an earlier time
    only, and those that nothing answers any more because something was forgotten: memories are
    built from what was said, and nothing is forgotten in them.
    """
    kept = (replace(each, questions=_list_last(each)) for each in dataset.conversations)
    return replace(dataset, conversations=tuple(each for each in kept if each.questions))


def _list_last(conversation: LongConversation) -> tuple[DatasetQuestion, ...]:
    last = len(conversation.sessions)
    forgotten = {turn for act in conversation.forgets for turn in act.turns}
    about_forgotten = {
        each.text for each in conversation.questions if forgotten.intersection(each.evidence)
    }
    return tuple(
        each
        for each in conversation.questions
        if (each.asked_until or last) >= last
        and (each.is_answerable or each.text not in about_forgotten)
    )


@dataclass(frozen=True)
class KnownQuestions:
    """The questions of a data set, by conversation and id."""

    dataset: Dataset

    def find(self, conversation: str, question: str) -> DatasetQuestion:
        """Return a question.

        Raises:
            RequestError: The data set does not have it.
        """
        found = self._questions.get((conversation, question))
        if found is None:
            raise RequestError(
                f"the data set {self.dataset.name!r} has no question {conversation}/{question}:"
                " take the data that the run was made with"
            )
        return found

    def find_asking_time(self, conversation: str, question: str, system: str = "") -> datetime:
        """Return when a question is asked.

        Args:
            conversation: The conversation.
            question: The id of the question.
            system: Who is asked; "NAME@3" is asked after the third session, and so is "NAME@3+150",
                beside other things. Any other is asked after the last session after which the
                answer is right.

        Raises:
            RequestError: The data set does not have it.
        """
        found = self.find(conversation, question)
        if found.asked_at is not None:
            return found.asked_at
        sessions = self._conversations[conversation].sessions
        session = system.partition(AT)[2].partition("+")[0]
        number = int(session) if session.isdecimal() else found.asked_until or len(sessions)
        return find_session_end(sessions[number - 1])

    @cached_property
    def _conversations(self) -> Mapping[str, LongConversation]:
        return {each.name: each for each in self.dataset.conversations}

    @cached_property
    def _questions(self) -> Mapping[tuple[str, str], DatasetQuestion]:
        return {
            (each.name, question.id): question
            for each in self.dataset.conversations
            for question in each.questions
        }
