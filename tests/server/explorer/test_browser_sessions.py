"""How long a session of a browser lasts, and how many there are."""

from datetime import timedelta

from mcp_mem0.domain.access import Access, Grant
from mcp_mem0.server.explorer.browser_sessions import (
    AGE_MAX,
    IDLE_MAX,
    SESSIONS_MAX,
    BrowserSessions,
)
from tests.support.doubles import FixedClock

HOUR = timedelta(hours=1)


def test_a_session_ends_after_twelve_hours_without_a_call() -> None:
    clock = FixedClock()
    sessions = BrowserSessions(now=clock)
    opened = sessions.open_session(None)
    clock.advance(hours=IDLE_MAX / HOUR)
    used = sessions.find_session(opened.cookie, opened.key)
    clock.advance(hours=IDLE_MAX / HOUR, seconds=1)

    assert used is not None
    assert IDLE_MAX == 12 * HOUR
    assert not sessions.has_session(opened.cookie)
    assert sessions.find_session(opened.cookie, opened.key) is None


def test_a_session_ends_after_seven_days_however_much_it_is_used() -> None:
    clock = FixedClock()
    sessions = BrowserSessions(now=clock)
    opened = sessions.open_session(None)
    calls = 0
    while sessions.find_session(opened.cookie, opened.key) is not None:
        clock.advance(hours=6)
        calls += 1

    assert calls == AGE_MAX / (6 * HOUR) + 1


def test_looking_whether_it_is_open_does_not_use_it() -> None:
    clock = FixedClock()
    sessions = BrowserSessions(now=clock)
    opened = sessions.open_session(None)
    clock.advance(hours=7)
    seen = sessions.has_session(opened.cookie)
    clock.advance(hours=7)

    assert seen
    assert not sessions.has_session(opened.cookie)


def grant(number: int) -> Grant:
    access = Access(subject=f"member-{number}", spaces=("team",), right="read")
    return Grant(id=f"{number:012x}", access=access, digest="", created_at=FixedClock()())


def test_of_too_many_the_one_that_was_used_least_lately_ends() -> None:
    sessions = BrowserSessions(now=FixedClock())
    first, second = sessions.open_session(grant(0)), sessions.open_session(grant(1))
    assert sessions.find_session(first.cookie, first.key) is not None
    for number in range(2, SESSIONS_MAX + 1):
        sessions.open_session(grant(number))

    assert sessions.has_session(first.cookie)
    assert not sessions.has_session(second.cookie)


def test_nobody_ends_the_sessions_of_others_by_opening_many() -> None:
    sessions = BrowserSessions(now=FixedClock())
    of_other, own = sessions.open_session(grant(0)), sessions.open_session(grant(1))
    for _ in range(SESSIONS_MAX):
        sessions.open_session(grant(1))
    newest = sessions.open_session(grant(1))

    assert sessions.has_session(of_other.cookie)
    assert not sessions.has_session(own.cookie)
    assert sessions.has_session(newest.cookie)
