"""The gate lets each right close of the shipped cases through, with no more words quoted than
a model is asked for."""

import pytest

from mcp_mem0.domain.decisions.validation import ShownFacts, validate
from mcp_mem0.domain.grounding.close_limits import Grounds
from mcp_mem0.domain.model.operations import Delete, Operation, Update
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.evals.case_files import load_decision_cases
from mcp_mem0.evals.decision_evaluation import build_decision_input

CASES = {case.name: case for case in load_decision_cases()}

# The case, a fact that it closes, the quote, and what takes its place ("" if nothing does).
RIGHT = [
    ("moved-to-another-city", "home", "moved to Oslo", "Ana lives in Oslo"),
    ("new-employer", "work", "my first day at Nordlicht Energy", "Felix works at Nordlicht Energy"),
    ("new-employer", "work", "I left Brandt", ""),
    ("meeting-moved", "standup", "stand-up is at 10:00", "The team's stand-up is at 10:00"),
    ("phone-replaced", "phone", "I have a Fairphone 6", "Sofia uses a Fairphone 6"),
    ("became-a-vegetarian", "food", "stopped eating meat", "Ben stopped eating meat"),
    ("engaged-to-married", "engaged", "Tom and I got married", "Yuki is married to Tom"),
    ("project-tool-switched", "db", "Heron is on Postgres", "Project Heron uses Postgres"),
    ("age-after-birthday", "age", "Emil turned seven", "Emil is seven years old"),
    ("two-facts-at-once", "home", "I live in Bilbao", "Rosa lives in Bilbao"),
    ("two-facts-at-once", "work", "work at the Guggenheim museum", "Rosa works at the Guggenheim"),
    ("preference-turned", "theme", "switched to light mode", "The user prefers light mode"),
    ("birthday-one-day-off", "birthday", "the 15th of June", "Marta's birthday is on 15 June"),
    ("name-misspelled", "sister", "my sister writes her name Cathrin", "The sister is Cathrin"),
    ("assistant-misheard", "allergy", "No, hazelnuts", "Jonas is allergic to hazelnuts"),
    ("number-of-children", "children", "It's three", "Deniz has three children"),
    ("wrong-person", "flute", "my brother Arjun who plays the flute", "Arjun plays the flute"),
    ("unit-confusion", "commute", "30 miles", "Owen's commute is 30 miles each way"),
    ("correction-of-one-of-several", "study", "studied maths in Delft", "Noor studied maths"),
    ("it-was-never-so", "vegan", "never been vegan", ""),
    ("german-move", "home", "wohne ich in Bremen", "Jana wohnt in Bremen"),
    ("spanish-contradiction", "trabajo", "Dejé el banco", ""),
    ("spanish-contradiction", "trabajo", "soy profesor de matemáticas", "Diego es profesor"),
    ("contradiction-across-languages", "home", "Mi sono trasferita a Bologna", "Giulia a Bologna"),
    ("chinese-new-job", "work", "离开了华星", ""),
    ("chinese-new-job", "work", "现在在青云科技上班", "李娜在青云科技上班"),
    ("russian-end", "work", "больше не работаю в музее", ""),
    ("one-less-on-a-list", "tools", "dropped Slack", "The Wren team uses Linear and Figma"),
    (
        "favourite-is-one",
        "book",
        "My new favourite book is Piranesi",
        "Frida's favourite: Piranesi",
    ),
    ("one-of-two-cars-sold", "golf", "sold the Golf", ""),
    ("two-projects", "lark", "For Lark we decided to go trunk-based", "Lark goes trunk-based"),
    ("more-detail", "dog", "My dog Rusty", "Bill's dog Rusty is a border collie"),
    ("doubles-among-the-known", "one", "left Mira Film", ""),
    ("doubles-among-the-known", "two", "left Mira Film", ""),
    ("no-longer-works-there", "work", "don't work at Lindqvist any more", ""),
    ("gave-up-smoking", "smokes", "quit smoking", ""),
    ("pet-died", "dog", "Balu died", ""),
    ("separated", "partner", "Leo and I broke up", ""),
    ("subscription-cancelled", "gym", "cancelled my membership at Atlas", ""),
    ("plan-became-true", "home", "we've been in Lisbon", "Ana lives in Lisbon"),
    ("plan-became-true", "plan", "been in Lisbon", ""),
    ("plan-given-up", "plan", "won't move to Lisbon", ""),
    ("plan-changed-date", "wedding", "postpone the wedding", "Sara and Nils plan to marry later"),
    ("one-about-the-other", "mara", "promoted to head gardener", "Mara is head gardener"),
    ("same-first-name", "cousin", "cousin Peter moved to Salzburg", "Peter lives in Salzburg"),
]


@pytest.mark.parametrize(("name", "closed", "quote", "text"), RIGHT)
def test_a_right_close_of_a_case_passes(name: str, closed: str, quote: str, text: str) -> None:
    case = CASES[name]
    asked = build_decision_input(case)
    facts = tuple(near.fact for near in asked.shown)
    [target] = [fact for fact, known in zip(facts, case.known, strict=True) if known.name == closed]
    operation: Operation = (
        Update(target=target, statement=Statement.from_words(text, quote=quote), reason="so")
        if text
        else Delete(target=target, reason="so", quote=quote, position=0)
    )
    shown = ShownFacts(
        known_ids=frozenset(fact.id for fact in facts),
        facts=facts,
        grounds=Grounds(before=asked.recent[-1] if asked.recent else None),
    )

    result = validate([operation], asked.episode, shown)

    assert result.dropped == ()
    assert result.operations == (operation,)


def test_each_close_of_each_case_is_among_them() -> None:
    closes = {(case.name, closed) for case in CASES.values() for closed in case.closes}

    assert closes <= {(name, closed) for name, closed, _, _ in RIGHT}
