"""`Language`, the words of one language that a checker of answers has to know."""

import tomllib
from functools import cached_property, lru_cache
from importlib import resources
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mcp_mem0.domain.errors import RequestError, quote_value

ENGLISH: Final = "en"


class Language(BaseModel):
    """The words of one language, folded to lower case.

    Attributes:
        user: What the user is called.
        self: Words with which a speaker means themselves or whom they speak to.
        negators: Words that deny.
        concord: Several of them in one clause deny only once.
        suffixes: Endings of verbs that deny.
        ends: Words for what is over or was given up.
        denials: Words that call a statement false.
        hedges: Words for what is not, or not yet, so.
        reports: Words before what somebody said.
        relative: Days that only the day of the message explains.
        joins: Words that begin another clause.
        months: Their names, each with its forms.
        weekdays: Their names.
        number_words: Words for numbers, each with its number: "two=2".
        negate: How a statement is denied, the first that fits: a pattern and the verb it needs.
        things: Nouns that no paraphrase adds.
        untils: Words before an end.
        sinces: Words before a start.
        sources: Words before where something comes from.
        targets: Words before where it goes.
        small: Words that add nothing of their own.
        same: Groups of words of which one may stand for another.
        spaced: Words are separated by spaces.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    user: str
    self: str
    negators: list[str]
    concord: bool = False
    suffixes: list[str] = []
    ends: list[str]
    denials: list[str]
    hedges: list[str]
    reports: list[str]
    relative: list[str]
    joins: list[str]
    months: list[str]
    weekdays: str
    number_words: str = Field(alias="numbers")
    negate: list[str]
    things: str = ""
    untils: list[str] = []
    sinces: list[str] = []
    sources: list[str] = []
    targets: list[str] = []
    small: str
    same: list[str]
    spaced: bool = True

    # Each language is loaded once, so it can be a key of a cache.
    def __hash__(self) -> int:
        """Tell it by which one it is."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        """Tell it by which one it is."""
        return self is other

    @cached_property
    def user_words(self) -> tuple[str, ...]:
        """What the user is called."""
        return tuple(self.user.split())

    @cached_property
    def self_words(self) -> frozenset[str]:
        """Words with which a speaker means themselves."""
        return frozenset(self.self.split())

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that add nothing of their own."""
        return frozenset(self.small.split())

    @cached_property
    def thing_words(self) -> frozenset[str]:
        """Nouns that no paraphrase adds."""
        return frozenset(self.things.split())

    @cached_property
    def weekday_words(self) -> frozenset[str]:
        """The names of weekdays."""
        return frozenset(self.weekdays.split())

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers that words stand for."""
        pairs = (pair.split("=") for pair in self.number_words.split())
        return {word: int(number) for word, number in pairs}

    @cached_property
    def synonyms(self) -> dict[str, frozenset[str]]:
        """For each word, those that may stand for it."""
        found: dict[str, frozenset[str]] = {}
        for group in self.same:
            words = frozenset(group.split("|"))
            for word in words:
                found[word] = found.get(word, frozenset()) | words
        return found


@lru_cache(maxsize=64)
def load_language(code: str) -> Language:
    """Return the words of a language.

    Raises:
        RequestError: There is no file for it.
    """
    folder = resources.files("mcp_mem0.evals") / "languages"
    known = sorted(each.name[:-5] for each in folder.iterdir() if each.name.endswith(".toml"))
    if code not in known:
        raise RequestError(
            f"a case is in the language {quote_value(code)}; the checker knows {', '.join(known)}"
        )
    text = (folder / f"{code}.toml").read_text(encoding="utf-8")
    try:
        return Language.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise RequestError(f"the words of the language {code!r} cannot be read: {error}") from error
