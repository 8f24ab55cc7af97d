"""What was forgotten, and what was said before: what names a value of it, or says it of others."""

from typing import Final

from mcp_mem0.domain.model.rows import Role

NAMING: Final[tuple[tuple[str, tuple[tuple[Role, str], ...]], ...]] = (
    (
        "The user lives in Oslo.",
        (
            ("user", "Oslo it is then, third floor."),
            ("assistant", "In Oslo the winters are long."),
            ("user", "I'm from Oslo."),
            ("user", "Weather for Oslo tomorrow?"),
            ("user", "Ég er frá Osló."),
            ("assistant", "The Oslo Accords were signed in 1993."),
            ("user", "My sister thinks Oslo is a good place to live."),
            ("user", "My parents' house in Oslo was sold."),
        ),
    ),
    (
        "The user's salary is 84,000 euros.",
        (
            ("assistant", "With 84 000 a year you can afford it."),
            ("user", "84k is not bad."),
            ("user", "Das sind 84.000 vor Steuern."),
            ("user", "They raised it to 84000 in May."),
        ),
    ),
    (
        "Tove has epilepsy.",
        (
            ("assistant", "Epilepsy can be treated with valproate."),
            ("user", "Is epilepsy hereditary?"),
            ("user", "Tove's epilepsy is getting better."),
        ),
    ),
    (
        "The user takes sertraline.",
        (
            ("assistant", "Sertraline can cause nausea."),
            ("user", "I no longer take sertraline."),
            ("user", "What does sertraline cost?"),
        ),
    ),
    (
        "The user is allergic to walnuts.",
        (("user", "No walnuts for me please."), ("user", "The cake has walnuts in it.")),
    ),
    (
        "The user's girlfriend is Camille.",
        (("user", "Camille is coming over tonight."), ("assistant", "Say hello to Camille!")),
    ),
    (
        "The user's phone number is 612-555-0199.",
        (("user", "You can reach me at 612-555-0199."), ("user", "Call +1 612 555 0199.")),
    ),
    ("Der Nutzer hat Diabetes.", (("assistant", "Diabetes ist gut behandelbar."),)),
    ("El usuario trabaja en Telefónica.", (("user", "Mi jefe en Telefónica es amable."),)),
    (
        "L'utilisateur habite à Lyon.",
        (("assistant", "Lyon est belle au printemps."), ("user", "Je viens de Lyon.")),
    ),
    ("Пользователь живёт в Осло.", (("assistant", "В Осло длинные зимы."),)),
    ("ユーザーはオスロに住んでいます。", (("assistant", "オスロの冬は長いですね。"),)),
    ("用户住在奥斯陆。", (("assistant", "奥斯陆的冬天很长。"), ("user", "奥斯陆冬天很冷。"))),
)
"""A forgotten statement, and sentences of before that name a value of it."""

NOT_NAMING: Final[tuple[tuple[str, tuple[tuple[Role, str], ...]], ...]] = (
    (
        "The user lives in Oslo.",
        (
            ("user", "Ben lives in Oslo."),
            ("user", "Ana moved to Oslo last year."),
            ("user", "My brother Ben has a flat in Oslo."),
            ("user", "The flat is cold in winter."),
            ("user", "I live in Bergen."),
        ),
    ),
    ("The user works for Siemens.", (("user", "Rosa works for Siemens."),)),
    (
        "The user's salary is 84,000 euros.",
        (
            ("user", "Ben earns 84,000 euros."),
            ("user", "I earn 61,000 euros."),
            ("user", "Euros are fine for the trip."),
        ),
    ),
    (
        "Tove has epilepsy.",
        (("user", "Jonas has epilepsy."), ("user", "Tove likes skating.")),
    ),
    (
        "Ana lives in house 2.",
        (("user", "Ana lives in Rome."), ("user", "Ana lives here.")),
    ),
    ("The user lives in house 2.", (("user", "We have 2 cats."),)),
    ("The user is allergic to walnuts.", (("user", "I am allergic to cats."),)),
    ("Ben is the user's brother.", (("user", "Ben bought a car."),)),
    ("The user's birthday is on 14 June.", (("user", "I fly to Rome in June."),)),
    ("The user moved house in 2019.", (("user", "The firm was founded in 2019."),)),
    ("El usuario toma metformina.", (("user", "Tomo café por la mañana."),)),
    ("Пользователь живёт в Осло.", (("user", "Бен живёт в Осло."),)),
)
"""A forgotten statement, and sentences of before that name no value of it but somebody else's."""
