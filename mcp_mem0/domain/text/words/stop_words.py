"""The words that full text does not index, because they occur in sentences about anything.

The list is small on purpose: a word counts less the more texts have it, so a list has to name only
those that most questions begin with. No digit is in it and no letter but "a" and "I", for they tell
versions and vitamins apart ("plan A" is one more word, `spellings.py`), and no word of another
language that is a word with content in English ("die", "war", "men").

They are compared with what the index makes of a word: in lower case, without its ending, before
accents are removed ("does" is "doe", "why" is "whi").
"""

from typing import Final

from mcp_mem0.domain.text.word_lists import build_set

_ENGLISH: Final = build_set(
    "a an the this that these those it i he she we they you me my your his her our their him them",
    "who whom whose which what when where how whi and or but nor so for if than as at by from in",
    "into of on to with is am are was were be been being has have had do doe did ive youv im dont",
)

_LATIN: Final = build_set(
    # German and Dutch.
    "der das dem ein einen einem einer und oder ist sind nicht ich wir auf für mein meinen meiner",
    "wo wann wie het een en niet zijn ik wij mijn wat waar wanneer",
    # French, Spanish, Italian and Portuguese.
    "le et une du qui que quel je nous vous où una por para mi quién qué dónde cuándo cuando cómo",
    "lo gli quando cosa um não ond quem",
    # Polish and Turkish.
    "się nie jest gdzie kiedi kto jak ve bir için",
)

_OTHER_SCRIPTS: Final = build_set(
    "не на что где когда кто как это он она мы меня мой моя",
    "και το να είναι που τι ποιος πότε",
    "في من على ما هو هي أين متى هل",
    "של את על מה מי איפה מתי",
    "है का की के में से और मेरा मेरी",
)

STOP_WORDS: Final = _ENGLISH | _LATIN | _OTHER_SCRIPTS
"""The words that are not indexed, as the index compares them."""
