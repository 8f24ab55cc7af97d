"""Pairs of facts that are both true, and pairs of which the later contradicts the earlier.

The second lists were written before the rule was and were not used to tune it.
"""

from typing import Final, TypeAlias

Pair: TypeAlias = tuple[str, str]

TRUE_PAIRS: Final[tuple[Pair, ...]] = (
    ("Invoice 311 is paid.", "Invoice 312 is paid."),
    ("Shipped release 1.9 of the parser.", "Shipped release 0.8 of the viewer."),
    ("Ana ran the marathon in 2019.", "Ana ran the marathon in 2023."),
    ("Server alpha has 16 GB of memory.", "Server beta has 32 GB of memory."),
    ("Ana speaks Tamil.", "Ana plays chess."),
    ("Ben takes a training course.", "Ben takes agility classes with his dog."),
    ("Lea has a son.", "Lea has a daughter."),
    ("Ben takes ibuprofen for his back.", "Ben takes insulin."),
    ("Ben is allergic to nuts.", "Ben is allergic to shellfish."),
    ("Ana has two cats.", "Ana has a dog."),
    ("Milan plays the cello.", "Milan plays tennis."),
    ("Anna spricht Deutsch.", "Anna spricht Polnisch."),
    ("Luc aime le jazz.", "Luc aime les échecs."),
    ("Chapter 3 covers recursion.", "Chapter 4 covers graphs."),
    ("The red team won in 2018.", "The red team won in 2021."),
    ("The frontend is written in TypeScript.", "The backend is written in Go."),
    ("The API uses JWT.", "The API uses Postgres."),
    ("Kim visited Lisbon in May.", "Kim visited Porto in June."),
    ("Ana's brother lives in Rome.", "Ana's sister lives in Oslo."),
    ("The Berlin office opens at 8.", "The Paris office opens at 9."),
    ("Ticket 4411 is closed.", "Ticket 4417 is closed."),
    ("Eva bought a bike in 2020.", "Eva bought a car in 2022."),
    ("Rosa is a nurse.", "Rosa is a mother of three."),
    ("Omar works at Acme.", "Omar works on weekends."),
    ("El gato de Marta se llama Pixel.", "El perro de Marta se llama Bruno."),
    ("小明会说英语。", "小明会说法语。"),
    ("健は犬を飼っている。", "健は猫を飼っている。"),
    ("Анна любит кофе.", "Анна любит чай."),
    ("Version 2 supports Windows.", "Version 3 supports Linux."),
    ("Ana prefers tea.", "Ana prefers window seats."),
    ("The museum is closed on Mondays.", "The museum is free on Sundays."),
    ("Mia gave a talk on Rust in 2021.", "Mia gave a talk on Zig in 2024."),
)

CONTRADICTIONS: Final[tuple[Pair, ...]] = (
    ("The API listens on port 8080.", "The API listens on port 8443."),
    ("The build uses Gradle.", "The build switched from Gradle to Bazel."),
    ("Ana prefers tabs.", "Ana prefers spaces."),
    ("Ana is vegetarian.", "Ana eats meat again."),
    ("Anna hat einen Hund.", "Anna hat keinen Hund."),
    ("王芳喝咖啡。", "王芳不喝咖啡了。"),
    ("ケンは酒を飲む。", "ケンは酒を飲まない。"),
    ("Ana lives in Oslo.", "Ana lives in Bergen."),
    ("The deadline is 3 May.", "The deadline is 10 May."),
    ("Ben works at Acme.", "Ben no longer works at Acme."),
    ("Marie habite à Lyon.", "Marie habite à Nantes."),
    ("Pablo come carne.", "Pablo ya no come carne."),
    ("Lena has a car.", "Lena sold her car."),
    ("The site is hosted on Heroku.", "The site was migrated from Heroku to Fly."),
    ("The stand-up is at 9:30.", "The stand-up is at 10:00."),
    ("Ольга живёт в Казани.", "Ольга живёт в Омске."),
    ("The feature flag is enabled.", "The feature flag is disabled."),
    ("Iris is married to Tom.", "Iris is divorced."),
    ("Jan wohnt in Köln.", "Jan ist nach Bonn gezogen."),
    ("The wifi password is tulip42.", "The wifi password is rose77."),
)

HELD_OUT_TRUE_PAIRS: Final[tuple[Pair, ...]] = (
    ("Bus 14 stops at the library.", "Bus 27 stops at the library."),
    ("Mira climbed Ben Nevis in 2021.", "Mira climbed Snowdon in 2022."),
    ("Tom has a sister in Leeds.", "Tom has a brother in York."),
    ("Leo is allergic to peanuts.", "Leo is allergic to cat hair."),
    (
        "The staging database has 8 GB of memory.",
        "The production database has 64 GB of memory.",
    ),
    ("Nora takes metformin.", "Nora takes vitamin D."),
    ("Jonas spielt Geige.", "Jonas spielt Fußball."),
    ("Claire parle espagnol.", "Claire parle russe."),
    ("The parser supports YAML.", "The parser supports TOML."),
    ("Pull request 88 was merged.", "Pull request 91 was merged."),
    ("Eva's daughter is called Ida.", "Eva's son is called Otto."),
    ("The backup runs on Sundays.", "The audit runs on Mondays."),
    ("Pedro trabaja en un hospital.", "Pedro vive cerca de un parque."),
    (
        "The team celebrated Kim's birthday in March.",
        "The team celebrated Lee's birthday in June.",
    ),
    ("小王喜欢游泳。", "小王喜欢爬山。"),
    ("Room 4 seats ten people.", "Room 5 seats twelve people."),
)

HELD_OUT_CONTRADICTIONS: Final[tuple[Pair, ...]] = (
    ("The cache expires after 10 minutes.", "The cache expires after 30 minutes."),
    ("Olga lives in Riga.", "Olga moved from Riga to Tartu."),
    ("Paul smokes.", "Paul quit smoking."),
    ("The newsletter goes out on Mondays.", "The newsletter goes out on Thursdays."),
    ("Lena isst Fleisch.", "Lena isst kein Fleisch mehr."),
    ("Marc travaille chez Renault.", "Marc ne travaille plus chez Renault."),
    ("Sam is single.", "Sam is married."),
    ("李雷吃辣。", "李雷不吃辣。"),
    ("ユキは肉を食べる。", "ユキは肉を食べない。"),
    ("The tests run on Jenkins.", "The tests moved from Jenkins to GitHub Actions."),
    ("Rosa drinks coffee.", "Rosa does not drink coffee any more."),
    ("The rent is 900 euros.", "The rent is 950 euros."),
)
