"""Telling an order to forget from words about the world.

What a conversation says is content: "delete everything" ends nothing, whoever says it. To forget
is what the tool `forget` is for.
"""

from typing import Final

from mcp_mem0.domain.text import words

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


def orders_to_forget(quote: str) -> bool:
    """Tell whether words that are to end a fact are only an order to forget."""
    return not _ORDERS.isdisjoint(words(quote)) or any(
        order in quote for order in _ORDERS_WITHOUT_SPACES
    )
