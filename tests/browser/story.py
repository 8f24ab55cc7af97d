"""A made-up memory to look at: who restores the lightship Lanternfish, and what they agreed on.

Each part of a story is told so many days before the memory is looked at, so that it is never old.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

Names: TypeAlias = tuple[tuple[str, str], ...]
"""Names with what they stand for."""

Triples: TypeAlias = tuple[tuple[str, str, str], ...]

MIRA: Final = ("Mira", "person")
JONAS: Final = ("Jonas", "person")
TUVA: Final = ("Tuva", "person")
EMIL: Final = ("Emil", "person")
SIGRID: Final = ("Sigrid", "person")
SHIP: Final = ("Lanternfish", "thing")
PIER: Final = ("Pier 4", "place")
SKAGEN: Final = ("Skagen", "place")
BERGEN: Final = ("Bergen", "place")
YARD: Final = ("Hallum Yard", "organisation")
MUSEUM: Final = ("Harbour Museum", "organisation")
CHOIR: Final = ("Harbour Choir", "organisation")
OPENING: Final = ("open day", "event")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFact:
    """One fact that a model finds in what was said.

    Attributes:
        text: The fact.
        quote: The words that support it.
        names: Whom and what it names.
        relations: What it states, as subject, predicate and object.
        valid_from: Since when it is so.
    """

    text: str
    quote: str
    names: Names
    relations: Triples = ()
    valid_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """What was said at once.

    Attributes:
        days_ago: When, before the memory is looked at.
        said: The words.
        facts: What a model finds in them; none: they are a statement, and stored as it is.
        author: Through which assistant.
        session: In which conversation.
        replaces: The text of the fact that it replaces.
        kind: What becomes of that one.
        tags: The tags.
        space: Whose memory it is.
    """

    days_ago: float
    said: str
    facts: tuple[StoryFact, ...] = ()
    author: str = "desktop-chat"
    session: str = "restoration"
    replaces: str = ""
    kind: str = "change"
    tags: tuple[str, ...] = ()
    space: str = "default"


MEETING: Final = "The restoration crew meets on Wednesdays at 18:00 on Pier 4."
MEETING_NOW: Final = "The restoration crew meets on Thursdays at 17:30 on Pier 4."
MEETING_LAST: Final = "The restoration crew meets on Thursdays at 17:00 on Pier 4."
ALLERGY: Final = "Jonas is allergic to hazelnuts."
PAINT: Final = "The hull of the Lanternfish will be painted red."
PAINT_LATER: Final = "The hull of the Lanternfish will be painted dark green."
UNDECIDED: Final = "The lantern room needs new glass before the frost, and Emil knows a glazier."

STORY: Final[tuple[StoryPart, ...]] = (
    StoryPart(
        days_ago=84,
        said="I should introduce everyone. I run the restoration of the lightship Lanternfish for"
        " the Harbour Museum. Jonas is our shipwright, he works at Hallum Yard. Tuva keeps the"
        " accounts.",
        facts=(
            StoryFact(
                text="Mira leads the restoration of the lightship Lanternfish for the"
                " Harbour Museum.",
                quote="I run the restoration of the lightship Lanternfish for the Harbour Museum",
                names=(MIRA, SHIP, MUSEUM),
                relations=(
                    ("Mira", "leads_restoration_of", "Lanternfish"),
                    ("Harbour Museum", "owns", "Lanternfish"),
                ),
            ),
            StoryFact(
                text="Jonas is the shipwright of the Lanternfish and works at Hallum Yard.",
                quote="Jonas is our shipwright, he works at Hallum Yard",
                names=(JONAS, SHIP, YARD),
                relations=(
                    ("Jonas", "works_at", "Hallum Yard"),
                    ("Jonas", "shipwright_of", "Lanternfish"),
                ),
            ),
            StoryFact(
                text="Tuva keeps the accounts of the restoration.",
                quote="Tuva keeps the accounts",
                names=(TUVA, SHIP),
                relations=(("Tuva", "keeps_accounts_of", "Lanternfish"),),
            ),
        ),
    ),
    StoryPart(days_ago=83, said=MEETING, tags=("schedule",), session="planning"),
    StoryPart(
        days_ago=77,
        said="The Lanternfish lies at Pier 4 in Skagen until the refit is done.",
        facts=(
            StoryFact(
                text="The Lanternfish lies at Pier 4 in Skagen until the refit is done.",
                quote="lies at Pier 4 in Skagen",
                names=(SHIP, PIER, SKAGEN),
                relations=(
                    ("Lanternfish", "lies_at", "Pier 4"),
                    ("Pier 4", "is_in", "Skagen"),
                ),
            ),
        ),
    ),
    StoryPart(
        days_ago=71,
        said="Careful with the snacks on board: Jonas is allergic to hazelnuts.",
        facts=(StoryFact(text=ALLERGY, quote="Jonas is allergic to hazelnuts", names=(JONAS,)),),
        author="phone",
    ),
    StoryPart(
        days_ago=66,
        said="Keep the tone of our newsletter dry. Our readers cannot stand exclamation marks.",
        facts=(
            StoryFact(
                text="Mira wants the newsletter in a dry tone, without exclamation marks.",
                quote="Keep the tone of our newsletter dry",
                names=(MIRA, ("newsletter", "work")),
                relations=(("Mira", "edits", "newsletter"),),
            ),
        ),
        session="newsletter",
    ),
    StoryPart(
        days_ago=58,
        said="Emil moved from Bergen to Skagen in September, so he can sing in the Harbour Choir"
        " again.",
        facts=(
            StoryFact(
                text="Emil lives in Skagen; he moved there from Bergen.",
                quote="Emil moved from Bergen to Skagen in September",
                names=(EMIL, SKAGEN, BERGEN),
                relations=(("Emil", "lives_in", "Skagen"), ("Emil", "comes_from", "Bergen")),
            ),
            StoryFact(
                text="Emil sings in the Harbour Choir.",
                quote="he can sing in the Harbour Choir again",
                names=(EMIL, CHOIR),
                relations=(("Emil", "sings_in", "Harbour Choir"),),
            ),
        ),
        author="phone",
    ),
    StoryPart(
        days_ago=51,
        said=MEETING_NOW,
        replaces=MEETING,
        tags=("schedule",),
        session="planning",
    ),
    StoryPart(days_ago=44, said=PAINT, session="planning", tags=("decision",)),
    StoryPart(
        days_ago=39,
        said="Sigrid conducts the Harbour Choir, and she promised a concert on the open day.",
        facts=(
            StoryFact(
                text="Sigrid conducts the Harbour Choir.",
                quote="Sigrid conducts the Harbour Choir",
                names=(SIGRID, CHOIR),
                relations=(("Sigrid", "conducts", "Harbour Choir"),),
            ),
            StoryFact(
                text="The Harbour Choir gives a concert on the open day.",
                quote="promised a concert on the open day",
                names=(CHOIR, OPENING),
                relations=(("Harbour Choir", "sings_on", "open day"),),
            ),
        ),
    ),
    StoryPart(
        days_ago=30,
        said="Hallum Yard wants half of the money up front: 42,000 crowns. Tuva agreed with them.",
        facts=(
            StoryFact(
                text="Hallum Yard gets 42,000 crowns up front, which is half of the price.",
                quote="half of the money up front: 42,000 crowns",
                names=(YARD,),
                relations=(("Hallum Yard", "restores", "Lanternfish"),),
            ),
            StoryFact(
                text="Tuva agreed with Hallum Yard on the payment.",
                quote="Tuva agreed with them",
                names=(TUVA, YARD),
                relations=(("Tuva", "agreed_with", "Hallum Yard"),),
            ),
        ),
        author="terminal-agent",
        session="budget",
    ),
    StoryPart(
        days_ago=21,
        said="The museum wants the open day on the second Saturday of May.",
        facts=(
            StoryFact(
                text="The Harbour Museum holds an open day on the second Saturday of May.",
                quote="the open day on the second Saturday of May",
                names=(MUSEUM, OPENING),
                relations=(("Harbour Museum", "holds", "open day"),),
            ),
        ),
        session="planning",
    ),
    StoryPart(
        days_ago=12,
        said="Jonas borrowed the big winch from Emil's brother in Bergen.",
        facts=(
            StoryFact(
                text="Jonas borrowed the big winch from Emil's brother in Bergen.",
                quote="borrowed the big winch from Emil's brother in Bergen",
                names=(JONAS, ("winch", "thing"), EMIL, BERGEN),
                relations=(("Jonas", "borrowed", "winch"), ("winch", "comes_from", "Bergen")),
            ),
        ),
        author="phone",
    ),
    StoryPart(
        days_ago=6,
        said=MEETING_LAST,
        replaces=MEETING_NOW,
        kind="correction",
        tags=("schedule",),
        author="terminal-agent",
        session="planning",
    ),
    StoryPart(days_ago=2, said=PAINT_LATER, session="planning", tags=("decision",)),
    StoryPart(
        days_ago=1,
        said="Rye, 400 g, and feed it the evening before.",
        space="kitchen",
        session="sourdough",
    ),
    StoryPart(
        days_ago=0.1,
        said="Tuva found the old log book of the Lanternfish in the Harbour Museum.",
        facts=(
            StoryFact(
                text="Tuva found the old log book of the Lanternfish in the Harbour Museum.",
                quote="found the old log book of the Lanternfish",
                names=(TUVA, ("log book", "work"), SHIP, MUSEUM),
                relations=(
                    ("Tuva", "found", "log book"),
                    ("log book", "belongs_to", "Lanternfish"),
                ),
            ),
        ),
        author="terminal-agent",
    ),
)
