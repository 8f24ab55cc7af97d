"""The last excerpt of a session is read again whenever another process may have written."""

from dataclasses import replace

from mcp_mem0.adapters.lancedb_records.caches.last_excerpts import SESSIONS_MAX, LastExcerptCache
from tests.support.row_builders import SPACE, adding, changing, episode, excerpt, fact

FIRST = excerpt(episode(1), text="Where do you live?")
SECOND = excerpt(episode(2), text="In Rome")
MORNING = (SPACE, FIRST.session)


def read_first() -> LastExcerptCache:
    cache = LastExcerptCache()
    cache.note_read(7, *MORNING, FIRST)
    return cache


def test_an_excerpt_is_known_in_its_own_version_and_session_only() -> None:
    cache = read_first()

    assert cache.has_session(7, *MORNING)
    assert cache.get_excerpt(*MORNING) == FIRST
    assert not cache.has_session(8, *MORNING)
    assert not cache.has_session(7, SPACE, "evening")
    assert not cache.has_session(7, "work", "morning")


def test_a_session_without_excerpts_is_known_as_one() -> None:
    cache = LastExcerptCache()
    cache.note_read(7, *MORNING, None)

    assert cache.has_session(7, *MORNING)
    assert cache.get_excerpt(*MORNING) is None


def test_what_this_process_appends_is_the_last_of_its_session() -> None:
    cache = read_first()
    elsewhere = replace(SECOND, session="evening", vector=(1.0, 0.0, 0.0, 0.0))

    cache.note_append(8, [SECOND])
    cache.note_append(9, [elsewhere])

    assert cache.has_session(9, *MORNING)
    assert cache.get_excerpt(*MORNING) == SECOND
    assert cache.get_excerpt(SPACE, "evening") == replace(elsewhere, vector=None)


def test_after_a_write_of_another_process_nothing_is_known() -> None:
    for version in (9, 7, None):
        cache = read_first()
        cache.note_append(version, [SECOND])

        assert not any(cache.has_session(number, *MORNING) for number in range(7, 11))


def test_a_change_that_keeps_an_excerpt_makes_it_the_last() -> None:
    cache = read_first()

    cache.note_commit(8, [replace(adding(fact(1)), kept=(SECOND,))])

    assert cache.get_excerpt(*MORNING) == SECOND
    assert cache.has_session(8, *MORNING)


def test_a_session_of_which_something_was_closed_is_read_again() -> None:
    cache = read_first()
    cache.note_append(8, [replace(SECOND, session="evening")])

    cache.note_commit(9, [replace(changing(revision=2), closed=(FIRST,))])

    assert not cache.has_session(9, *MORNING)
    assert cache.has_session(9, SPACE, "evening")


def test_only_so_many_sessions_are_kept_those_used_last() -> None:
    cache = read_first()
    cache.note_read(7, SPACE, "evening", None)
    for number in range(SESSIONS_MAX - 1):
        cache.note_read(7, SPACE, f"session {number}", None)

    assert not cache.has_session(7, *MORNING)
    assert cache.has_session(7, SPACE, "evening")
