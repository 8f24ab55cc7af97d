"""A conversation in our own format that was written for these tests."""

from typing import Final

OWN: Final = """
title = "A harp and a boat"
language = "en"
speakers = { Ines = "user", Tomas = "user", assistant = "assistant", ferry = "tool" }

[[session]]
at = "2026-01-05T19:30:00+01:00"
said = [
    "Ines: I play the harp in Lyon.",
    "Tomas: Since when?",
    "Ines: Since May: a long time.",
]

[[session]]
at = 2026-02-03T08:00:00+00:00
said = [
    "Tomas: Which ferry do we take?",
    { who = "ferry", says = "07:10 Lyon\\n09:40 Lyon", at = "2026-02-03T08:05:00+00:00" },
    "assistant：The one at 07:10.",
    "Ines: My locker is number 31.",
]

[[session]]
at = 2026-03-01T21:00:00+01:00
said = ["Ines: I sold the harp and play the horn in Porto."]

[[fact]]
id = "ines-harp"
said_in = ["1:1", "1:3"]
who = "Ines"
says = ["plays", "harp"]
relations = ["Ines -> plays -> harp"]
ended = { turn = "3:1", as = "change" }

[[fact]]
id = "ines-horn"
said_in = ["3:1"]
who = ["Ines"]
says = ["plays", "horn"]
on = "2026-03-01"

[[forget]]
after = 2
turns = ["2:4"]

[[ask]]
id = "plays-then"
question = "What does Ines play?"
category = "single-hop"
answer = "the harp"
evidence = ["1:1"]
until = 2

[[ask]]
id = "plays-now"
question = "What does Ines play?"
category = "update"
answer = "the horn"
also_right = ["a horn"]
evidence = ["3:1"]

[[ask]]
id = "locker-then"
question = "Which locker does Ines have?"
category = "single-hop"
answer = "31"
evidence = ["2:4"]
until = 2

[[ask]]
id = "locker-now"
question = "Which locker does Ines have?"
category = "adversarial"
evidence = ["2:4"]
after = 3

[[ask]]
id = "towns"
question = "Where did Ines play?"
category = "multi-hop"
answer = "Lyon, Porto"
rule = "list"
rubric = ["names Lyon", "names Porto"]
evidence = ["1:1", "3:1"]

[[ask]]
id = "brother"
question = "What is the name of Tomas's brother?"
category = "adversarial"
"""
