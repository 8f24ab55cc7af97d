"""Telling an order to forget from words about the world.

What a conversation says is content: "delete everything" ends nothing, whoever says it. To forget
is what the tool `forget` is for.
"""

import re
from collections.abc import Iterable
from typing import Final

from mcp_mem0.domain.common_words import SMALL_WORDS
from mcp_mem0.domain.text import SPACELESS, words

# Imperatives and infinitives; "I deleted my account" says something about the world.
_ORDERS: Final = frozenset(
    word
    for line in (
        "delete erase forget purge remove wipe unlearn discard",
        "lösche löschen vergiss vergesse vergessen entferne entfernen",
        "oublie oubliez oublier efface effacez effacer supprime supprimez supprimer",
        "olvida olvide olvidar borra borre borrar elimina elimine eliminar",
        "esquece esqueça esquecer apaga apague apagar dimentica dimenticare cancella cancellare",
        "vergeet vergeten wis wissen verwijder verwijderen glem slett glöm radera",
        "zapomnij usuń забудь забудьте удали удалите удалить",
    )
    for word in line.split()
)
_ORDERS_WITHOUT_SPACES: Final = ("忘记", "忘掉", "删除", "删掉", "清除", "忘れて", "消して", "削除")
# A full stop inside a number or an address ends nothing.
_CLAUSE_END: Final = re.compile(
    r"[,;:.!?…](?=\s|$)|[\n、，。！？；：–—]"
    r"|\b(?:and|but|und|aber|et|mais|y|pero|en|maar|og|men|och)\b",
    re.IGNORECASE,
)


def orders_to_forget(quote: str) -> bool:
    """Tell whether words that are to end a fact are only an order to forget."""
    return not _ORDERS.isdisjoint(words(quote)) or any(
        order in quote for order in _ORDERS_WITHOUT_SPACES
    )


def obeys(text: str, quote: str, known: Iterable[str]) -> bool:
    """Tell whether a text that is to replace known ones rests on an order to forget alone.

    "Forget Rome, I live in Oslo" has an order, and a text about Oslo does not rest on that.
    """
    if not orders_to_forget(quote):
        return False
    clauses = (clause for clause in _CLAUSE_END.split(quote) if not orders_to_forget(clause))
    said = {part for clause in clauses for part in _parts(clause)}
    before = {part for each in known for part in _parts(each)}
    return said.isdisjoint(_parts(text) - before - SMALL_WORDS)


def _parts(text: str) -> set[str]:
    """Return the words of a text; pairs of signs where it has no spaces between them."""
    parts: set[str] = set()
    for word in words(text):
        is_run = SPACELESS.search(word) is not None
        parts |= {word[n : n + 2] for n in range(len(word) - 1)} if is_run else {word}
    return parts
