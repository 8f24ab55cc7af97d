"""Checking that a conversation of our own agrees with itself, so that no right answer is missed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations, pairwise
from typing import Final

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import (
    DatasetQuestion,
    ForgetAct,
    LongConversation,
    Session,
    StatedFact,
)

ADVERSARIAL: Final = "adversarial"


def find_session(turn: str) -> int:
    """Return the session, counted from 1, of a turn such as "3:12"."""
    return int(turn.partition(":")[0])


def check_conversation(conversation: LongConversation) -> None:
    """Refuse a conversation that does not agree with itself.

    Raises:
        RequestError: Something in it names what is not there, comes before what it needs, or
            contradicts something else; the message says where.
    """
    _check_times(conversation.sessions)
    _check_ids("fact", (fact.id for fact in conversation.facts))
    _check_ids("ask", (question.id for question in conversation.questions))
    turns = {turn: place for place, turn in enumerate(_list_turns(conversation))}
    for fact in conversation.facts:
        _check_fact(fact, turns)
    _check_forgets(conversation, turns)
    for question in conversation.questions:
        _check_answer(question)
        _check_known(question.evidence, turns, f"the ask {question.id!r} has the evidence")
        _check_span(question, len(conversation.sessions))
    _check_repeated(conversation.questions)


def _list_turns(conversation: LongConversation) -> list[str]:
    return [turn.id for session in conversation.sessions for turn in session.turns]


def _check_times(sessions: Sequence[Session]) -> None:
    for number, (before, session) in enumerate(pairwise(sessions), start=2):
        last = max([before.said_at, *_list_times(before)])
        if session.said_at <= last:
            raise RequestError(
                f"session {number} is at {session.said_at.isoformat()}, not after what was said"
                f" before it, at {last.isoformat()}: put sessions in the order of time"
            )
    for number, session in enumerate(sessions, start=1):
        for before, after in pairwise([session.said_at, *_list_times(session)]):
            if after < before:
                raise RequestError(
                    f"session {number} has a message at {after.isoformat()} after one at"
                    f" {before.isoformat()}: put messages in the order of time"
                )


def _list_times(session: Session) -> list[datetime]:
    return [turn.message.at for turn in session.turns if turn.message.at is not None]


def _check_ids(table: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise RequestError(f"two {table}s have the id {each!r}: rename one")
        seen.add(each)


def _check_known(named: Iterable[str], turns: Mapping[str, int], where: str) -> None:
    unknown = next((turn for turn in named if turn not in turns), None)
    if unknown is not None:
        raise RequestError(f"{where} {unknown!r}, which is no turn: correct it")


def _check_fact(fact: StatedFact, turns: Mapping[str, int]) -> None:
    where = f"the fact {fact.id!r}"
    _check_known(fact.turns, turns, f"{where} is said in")
    for before, after in pairwise(fact.turns):
        if turns[after] <= turns[before]:
            raise RequestError(
                f"{where} is said in {before!r}, then {after!r}: put the first first"
            )
    if fact.end is None:
        return
    _check_known([fact.end.turn], turns, f"{where} ended in")
    if turns[fact.end.turn] <= turns[fact.turns[0]]:
        raise RequestError(
            f"{where} ended in {fact.end.turn!r}, not after {fact.turns[0]!r}, which says it first:"
            " correct one of them"
        )


def _check_forgets(conversation: LongConversation, turns: Mapping[str, int]) -> None:
    for act in conversation.forgets:
        where = f"the forget after session {act.after_session}"
        _check_known(act.turns, turns, f"{where} has the turn")
        _check_session(act.after_session, len(conversation.sessions), where)
        _check_said_by(act.turns, act.after_session, f"{where} has the turn")
        for question in conversation.questions:
            _check_remembered(question, act)


def _check_remembered(question: DatasetQuestion, act: ForgetAct) -> None:
    """Refuse an answer that needs what was forgotten by then."""
    gone = next((turn for turn in question.evidence if turn in act.turns), None)
    if gone is None or not question.is_answerable:
        return
    if question.asked_until is None or question.asked_until > act.after_session:
        raise RequestError(
            f"the ask {question.id!r} has the evidence {gone!r}, which is forgotten after session"
            f" {act.after_session}: set until = {act.after_session}"
        )


def _check_answer(question: DatasetQuestion) -> None:
    where = f"the ask {question.id!r}"
    if question.category == ADVERSARIAL:
        if question.answer or question.also_right:
            raise RequestError(f"{where} is adversarial and has an answer: take it away")
        return
    if not question.answer:
        raise RequestError(f"{where} has no answer, which only an adversarial one may: add it")
    if not question.evidence:
        raise RequestError(f"{where} has no evidence: name the turns that answer it")


def _check_span(question: DatasetQuestion, sessions: int) -> None:
    where = f"the ask {question.id!r}"
    first, last = question.asked_from, question.asked_until
    _check_session(first, sessions, where)
    _check_said_by(question.evidence, first, f"{where} has the evidence")
    if last is not None:
        _check_session(last, sessions, where)
        if last < first:
            raise RequestError(
                f"{where} is asked after session {first} and until {last}: correct one of them"
            )


def _check_session(number: int, sessions: int, where: str) -> None:
    if number > sessions:
        raise RequestError(f"{where} names session {number}: there are {sessions}")


def _check_said_by(named: Iterable[str], session: int, where: str) -> None:
    late = next((turn for turn in named if find_session(turn) > session), None)
    if late is not None:
        raise RequestError(
            f"{where} {late!r}, which is said after session {session}: leave it out, or set"
            f" after = {find_session(late)}"
        )


def _check_repeated(questions: Sequence[DatasetQuestion]) -> None:
    """Refuse a question that has two answers after the same session."""
    for one, other in combinations(questions, 2):
        if one.text == other.text and _overlap(one, other):
            raise RequestError(
                f"the asks {one.id!r} and {other.id!r} ask the same after the same session: set"
                " after and until, so that only one of them is right"
            )


def _overlap(one: DatasetQuestion, other: DatasetQuestion) -> bool:
    return _starts_within(one, other) or _starts_within(other, one)


def _starts_within(one: DatasetQuestion, other: DatasetQuestion) -> bool:
    return other.asked_from <= one.asked_from and (
        other.asked_until is None or one.asked_from <= other.asked_until
    )
