"""What is kept of a forgotten statement, so that later words that say the same are recognised.

Salted hashes of what it names two by two, of all of it, and short ones of single values: no words.
Whoever has the store has the salt, too, and can try a list of words against them.
"""

from dataclasses import dataclass, replace

from mcp_mem0.domain.model.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One statement, as hashes of 16 hexadecimal digits each, if nothing else is said.

    Attributes:
        size: How many things it names.
        whole: All that it names.
        pairs: Each two of them that are no names.
        named: Each two of them of which one is a name or a value.
        core: Each two of the names, the values and the user; those are among `named`, too.
        claims: What it claims, as canonical values.
        is_denied: Whether it says that something is not so.
        values: Each name, number or rare word that tells what it says: together with the user, if
            it is about the user, else alone, with 4 digits. Prints of before have none.
    """

    size: int
    whole: str
    pairs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    is_denied: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint(Row):
    """The prints of one forgotten fact or message.

    `said_at` is the moment when it was forgotten, also in a copy that an undo opened; `salt` is
    that of its space, in hexadecimal digits. `heard_in` are hashes of the sessions that it was said
    in; rows of before have none. `revisions` are the row ids of facts that were closed before and
    are forgotten as long as this row is open: they stand in a row of their own, without prints.
    `whole_of` are hashes of the sessions and authors of which all was forgotten: whatever was said
    there, or by them, until then.
    """

    salt: str
    prints: tuple[Print, ...] = ()
    heard_in: tuple[str, ...] = ()
    revisions: tuple[str, ...] = ()
    whole_of: tuple[str, ...] = ()

    def drop_prints(self, gone: frozenset[Print]) -> "Fingerprint":
        """Return it without some of its prints, for words of later: no session is told any more."""
        left = tuple(each for each in self.prints if each not in gone)
        return replace(self, prints=left, heard_in=())
