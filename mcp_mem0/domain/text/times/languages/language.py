"""`TimeLanguage`: the words of time of one language."""

from dataclasses import dataclass


# Each is equal only to itself: to hash all its words takes longer than to read a question.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimeLanguage:
    """The words of time of one language, in lower case.

    Things are separated by semicolons, the forms of one thing by bars. A form after a question mark
    has other meanings, too: it counts only beside another word of time, such as a number or "in".

    Attributes:
        months: January to December.
        weekdays: Monday to Sunday.
        seasons: Spring, summer, autumn, winter.
        feasts: Christmas, Easter, New Year's Eve and New Year's Day, and Christmas and Easter by
            the Julian calendar.
        units: Hour, day, weekend, week, month, year.
        pairs: Two of a unit in one word; the order of `units`.
        numbers: One to twelve.
        few: A few, of no known number.
        shifts: Before the last, last, this, next and after the next one of a unit.
        back: Up to now: "past" in "the past two weeks".
        days: Two days ago, yesterday, today, tomorrow, in two days.
        years: Two years ago, last year, this year, next year, where that is one word.
        ago: After a span of time, that it lies in the past; `ago_ahead` before it.
        into: Prepositions before a date or a time.
        links: Small words inside a date, as in "the 7th of May".
        since, until, between: Before a date.
        since_behind, until_behind: After a date.
        before, after: Before the words of an event; `loosely` those that also mean a place, and
            count only before an article or a possessive.
        before_behind, after_behind: After the words of an event.
        articles: Articles and possessives.
        when, how_long: What asks for a time, or for a span of it.
        interrogatives: Other words that begin a question.
        first, last: What asks for the first or the last of several times.
        future: What speaks of plans and of what is to come.
        rests: Phrases whose words mean nothing of all this.
        endings: Endings of case that follow months, weekdays, seasons, units and days.
    """

    months: str
    weekdays: str
    seasons: str
    feasts: str = ""
    units: str
    pairs: str = ""
    numbers: str
    few: str = ""
    shifts: str
    back: str = ""
    days: str
    years: str = ""
    ago: str = ""
    ago_ahead: str = ""
    into: str = ""
    links: str = ""
    since: str = ""
    until: str = ""
    between: str = ""
    since_behind: str = ""
    until_behind: str = ""
    before: str = ""
    after: str = ""
    before_loosely: str = ""
    after_loosely: str = ""
    before_behind: str = ""
    after_behind: str = ""
    articles: str = ""
    when: str
    how_long: str
    interrogatives: str = ""
    first: str
    last: str
    future: str = ""
    rests: str = ""
    endings: str = ""
