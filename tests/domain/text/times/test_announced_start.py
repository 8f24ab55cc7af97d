"""An announcement says from which day it holds, and reads as what will be so then."""

from datetime import date

import pytest

from mcp_mem0.domain.text.times.announced_start import read_announced_start, read_announcement

WEDNESDAY = date(2026, 3, 4)
MONDAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("From Monday the standup will be in room 310.", MONDAY),
        ("The standup is in room 310 from Monday.", MONDAY),
        ("Anna will lead the team from June.", date(2026, 6, 1)),
        ("Jonas will be our manager from 1 May.", date(2026, 5, 1)),
        ("Starting next month, Ida works at Borealis.", date(2026, 4, 1)),
        ("Ab Montag ist das Standup in Raum 310.", MONDAY),
        ("À partir de lundi, la réunion sera en salle 310.", MONDAY),
        ("A partir del lunes la reunión será en la sala 310.", MONDAY),
        ("Da lunedì la riunione sarà in sala 310.", MONDAY),
        ("A partir de segunda a reunião será na sala 310.", MONDAY),
        ("Vanaf maandag is de vergadering in zaal 310.", MONDAY),
        ("Od poniedziałku spotkanie będzie w sali 310.", MONDAY),
        ("С понедельника встреча будет в комнате 310.", MONDAY),
        ("Pazartesiden itibaren toplantı 310 numaralı odada.", MONDAY),
        ("PAZARTESİDEN İTİBAREN TOPLANTI 310 NUMARALI ODADA.", MONDAY),
        ("Pazartesiden sonra toplantı 310 numaralı odada.", MONDAY),
        ("ابتداءً من الاثنين الاجتماع في الغرفة 310", MONDAY),
        ("بدءًا من الاثنين الاجتماع في الغرفة 310", MONDAY),
        ("اعتبارًا من الاثنين الاجتماع في الغرفة 310", MONDAY),
        ("从下周一起，站会在310房间。", MONDAY),
        ("来週から会議は310号室です。", MONDAY),
        ("다음 주부터 회의는 310호입니다.", MONDAY),
    ],
)
def test_the_day_of_an_announcement_is_the_next_one_that_it_names(text: str, start: date) -> None:
    assert read_announced_start(text, WEDNESDAY) == start


@pytest.mark.parametrize(
    "text",
    [
        "The shop is open from Monday to Friday.",
        "I got a letter from June.",
        "She is from May Street.",
        "Flights from 30 euros.",
        "Since Monday the standup is in room 310.",
        "Seit Mai wohne ich in Bonn.",
        "Desde mayo vivo en Lugo.",
        "I worked there from March until May.",
        "The standup will be in room 310.",
    ],
)
def test_a_span_a_place_or_what_has_begun_announces_nothing(text: str) -> None:
    assert read_announcement(text) is None
    assert read_announced_start(text, WEDNESDAY) is None


def test_an_announcement_reads_as_what_will_be_so_then() -> None:
    announced = read_announcement("From Monday Anna will lead the team.")

    assert announced is not None
    assert announced.text == "Anna leads the team now"
