"""A made-up memory to look at in a browser: some weeks of a small project."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from mcp_mem0.app.running import App
from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.requests import parsing
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.model import RememberRequest

AUTHORS: Final = ("claude-code", "cursor")

STATEMENTS: Final[tuple[tuple[int, str, str], ...]] = (
    (40, "project", "Mira restores the old tram 17 for the Harbour Museum."),
    (40, "people", "Jonas is the electrician of the tram project."),
    (38, "people", "Tuva keeps the accounts of the tram project."),
    (36, "home", "Mira is allergic to walnuts."),
    (33, "project", "Tram 17 was built in Karlstad in 1931."),
    (30, "preferences", "Mira prefers short answers with the numbers first."),
    (27, "project", "Jonas works at Hallum Yard."),
    (24, "project", "The budget of the tram project is 48,000 euros."),
    (21, "home", "Mira lives in Oslo."),
    (18, "project", "Tram 17 will be painted cream and dark green."),
    (14, "people", "Tuva works at the Harbour Museum."),
    (10, "project", "The first ride of tram 17 is planned for May."),
    (6, "home", "Mira lives in Bergen."),
    (3, "project", "Jonas works at Norrlys Electric."),
    (1, "preferences", "Mira drinks tea, never coffee."),
)
"""How many days ago each was said, its tag, and the statement."""

RELATIONS: Final[tuple[tuple[str, str, str], ...]] = (
    ("Mira", "leads", "tram project"),
    ("Jonas", "works_on", "tram project"),
    ("Tuva", "works_on", "tram project"),
    ("Harbour Museum", "owns", "tram 17"),
    ("tram project", "restores", "tram 17"),
    ("Mira", "knows", "Jonas"),
    ("Mira", "knows", "Tuva"),
)


async def fill_demo_memory(app: App) -> int:
    """Fill an empty memory; return how many statements it was told."""
    count = 0
    for request in _list_requests(app):
        await app.remember(request)
        count += 1
    return count


def _list_requests(app: App) -> Iterator[RememberRequest]:
    terms = app.terms
    now: datetime = terms.now()
    for number, (days, tag, text) in enumerate(STATEMENTS):
        yield parsing.parse_remember_request(
            caller=Caller(
                author=AUTHORS[number % len(AUTHORS)],
                session=f"day {STATEMENTS[0][0] - days}",
                space=terms.caller.space,
                read_spaces=terms.caller.read_spaces,
                zone=terms.caller.zone,
            ),
            limits=terms.limits,
            content=text,
            tags=[tag],
            said_at=format_moment(now - timedelta(days=days)),
        )
    for subject, predicate, object_ in RELATIONS:
        yield parsing.parse_relate_request(
            caller=Caller(
                author=AUTHORS[0],
                session="people and things",
                space=terms.caller.space,
                read_spaces=terms.caller.read_spaces,
                zone=terms.caller.zone,
            ),
            limits=terms.limits,
            subject=subject,
            predicate=predicate,
            object=object_,
        )
