"""Polish and Russian: question words and nouns have a plural of their own.

Polish "jakie" and "które" stand before a plural and before a neuter, which its ending shows.
"""

import re
from typing import Final

from mcp_mem0.domain.retrieval.shapes.grammar import ShapeGrammar, build_phrases
from mcp_mem0.domain.text.word_lists import build_set

POLISH: Final = ShapeGrammar(
    many=build_phrases(
        "jacy|którzy|jakich|których|jakimi|którymi|kto jeszcze|co jeszcze|gdzie jeszcze"
        "|kogo jeszcze|kto poza|co poza|kto oprócz|co oprócz|kim są",
        "wymień|wymieńcie|wylicz|podaj wszystk*|podaj listę|zrób listę|lista wszystk*"
        "|powiedz ~ wszystk*|wszystko co|wszyscy którzy|w jakich|w których",
    ),
    which=build_phrases("jakie|które|jakie są|jakie były|wszystkie|wszystkich"),
    counts=build_phrases("ile|ilu"),
    shared=build_phrases("wspólne*|wspólnych|oboje|obaj|obie|obydwoje|obydwie|zarówno|łączy"),
    plural=re.compile(r"\w{2,}(?:i|y|[^niź]e|[^nc]ie|a)"),
    singular=build_set(
        "jest są miasto zdanie morze pole serce życie ma była było ona lata dni godziny tygodnie"
        " miesiące lubi mówi robi czyta zna nosi czy aby były imię"
    ),
    skipped=build_set("są były inne nowe jej jego jego ich moje twoje nasze rodzaje"),
    stops=build_set("ma mam mają jest w na z do o u dla i lub się on ona oni"),
    measures=build_set(
        "lat lata czasu miesięcy tygodni dni godzin minut sekund kilometrów metrów złotych euro"
        " kilo kilogramów gramów stopni procent litrów pieniędzy kalorii"
    ),
)

RUSSIAN: Final = ShapeGrammar(
    many=build_phrases(
        "какие|каких|каким|какими|которые|которых|кто еще|что еще|кого еще|кому еще|где еще"
        "|куда еще|кто кроме|что кроме|кто такие|кто все|что все",
        "перечисли|перечислите|назови все*|назовите все*|назови их|список|составь список"
        "|все что|все кто|все о|расскажи все|покажи все*|скажи все*",
    ),
    which=build_phrases("все|всех|всем|всеми|назови|назовите"),
    counts=build_phrases("сколько|количество"),
    shared=build_phrases("общего|общие|общих|оба|обе|обоим|обеим|обоих|обеих"),
    plural=re.compile(r"\w{2,}(?:[ыи]|ья|ов|ев|ей|ях|ах|ами|ями|ам|ям)|города|дома|острова|дети"),
    singular=build_set(
        "дни годы недели месяцы часы время времени своей ней людей если или ли ей им нам вам"
    ),
    skipped=build_set("есть у ее его их мои твои наши другие новые были"),
    stops=build_set("в на с к о от до для из по и или он она они ты вы я мы"),
    measures=build_set(
        "лет года времени месяцев недель дней часов минут секунд километров метров рублей евро"
        " килограммов граммов градусов процентов литров денег калорий"
    ),
)
