"""Sentences of several languages with the names that stand in them."""

from typing import Final

NAMED_SENTENCES: Final[tuple[tuple[str, frozenset[str]], ...]] = tuple(
    (text, frozenset(names.split("|")) if names else frozenset[str]())
    for text, names in (
        # English.
        ("Sofia uses Vim.", "Sofia|Vim"),
        ("Karin prefers tea.", "Karin"),
        ("Ana moved to Bergen.", "Ana|Bergen"),
        ("Emil restores old pianos.", "Emil"),
        ("Noor never eats meat.", "Noor"),
        ("Tomas bought a boat in Split.", "Tomas|Split"),
        ("Ines doesn't drive.", "Ines"),
        ("Priya, Omar and Lee share a flat.", "Priya|Omar|Lee"),
        ("Marta and her sister row on Sundays.", "Marta"),
        ("Hugo often visits his aunt.", "Hugo"),
        ("Fridays are for pizza.", ""),
        ("We ship on Fridays and Mondays.", ""),
        ("Breakfast is at eight.", ""),
        ("Dogs bark at night.", ""),
        ("Coffee keeps me awake.", ""),
        ("Deadline moved to June.", ""),
        ("Server alpha has 16 GB of memory.", ""),
        ("Shipped release 1.9 of the parser.", ""),
        ("Team members meet on Mondays.", ""),
        ("She works for Acme & Co.", "Acme"),
        ("Bread and butter is enough.", ""),
        ("Fixed bugs in the parser.", ""),
        ("TODO: ask Ben, FYI.", "Ben"),
        # German.
        ("Anna wohnt in Köln.", "Anna|Köln"),
        ("Jürgen mag keine Katzen.", "Jürgen"),
        ("Bei Anna gibt es Tee.", "Anna"),
        ("Am Montag fahren wir nach Bremen.", "Bremen"),
        ("Sabine hat einen Hund.", "Sabine"),
        ("Lukas arbeitet bei Siemens.", "Lukas|Siemens"),
        ("Wer kennt Paul?", "Paul"),
        ("Freitags gehen wir schwimmen.", ""),
        # French.
        ("Marie habite à Lyon.", "Marie|Lyon"),
        ("Luc a deux chats.", "Luc"),
        ("Chez Paul, on dîne tard.", "Paul"),
        ("Camille n'aime pas le fromage.", "Camille"),
        ("Samedi, nous allons à Nantes.", "Nantes"),
        ("Élodie s'est installée à Metz.", "Élodie|Metz"),
        ("Anne-Marie Duval travaille chez Lumen.", "Anne-Marie Duval|Lumen"),
        # Spanish.
        ("Pablo vive en Sevilla.", "Pablo|Sevilla"),
        ("Lucía se mudó a Bilbao.", "Lucía|Bilbao"),
        ("En Madrid hace calor.", "Madrid"),
        ("Jorge no come carne.", "Jorge"),
        ("Los lunes trabajo desde casa.", ""),
        ("Hoy comemos con Elena.", "Elena"),
        # Italian.
        ("Giulia lavora a Torino.", "Giulia|Torino"),
        ("Marco ha una barca.", "Marco"),
        ("Con Chiara parliamo inglese.", "Chiara"),
        ("Domani partiamo per Bari.", "Bari"),
        # Portuguese.
        ("João mora em Braga.", "João|Braga"),
        ("Rita não bebe café.", "Rita"),
        ("Em Faro faz sol.", "Faro"),
        # Dutch and Swedish.
        ("Pieter woont in Gent.", "Pieter|Gent"),
        ("Bij Sanne drinken we thee.", "Sanne"),
        ("Björn bor i Malmö.", "Björn|Malmö"),
        ("Hos Karin finns en katt.", "Karin"),
        # Polish.
        ("Kasia mieszka w Gdańsku.", "Kasia|Gdańsku"),
        ("U Piotra jest pies.", "Piotra"),
        ("Marek kupił rower.", "Marek"),
        ("Co robi Ewa?", "Ewa"),
        ("W Krakowie pada deszcz.", "Krakowie"),
        # Russian.
        ("Ольга живёт в Казани.", "Ольга|Казани"),
        ("У Ольги есть кошка.", "Ольги"),
        ("Иван работает в Яндексе.", "Иван|Яндексе"),
        ("В Москве идёт снег.", "Москве"),
        ("Маша купила велосипед.", "Маша"),
        ("По пятницам мы играем в шахматы.", ""),
        # No capitals.
        ("我住在北京。", ""),
        ("ケンは東京に住んでいる。", ""),
    )
)
