"""How long a session of a browser lasts, and how many there are."""

from datetime import timedelta

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


def test_of_too_many_the_one_that_was_used_least_lately_ends() -> None:
    sessions = BrowserSessions(now=FixedClock())
    first, second = sessions.open_session(None), sessions.open_session(None)
    assert sessions.find_session(first.cookie, first.key) is not None
    for _ in range(SESSIONS_MAX - 1):
        sessions.open_session(None)

    assert sessions.has_session(first.cookie)
    assert not sessions.has_session(second.cookie)
