"""Words of marriage and birth, as states of a life that exclude each other.

Phrases are written as they are found among folded words, in any place.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_letters, fold_words

LifeState: TypeAlias = Literal["single", "engaged", "married", "pregnant", "born"]


def _fold_phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(map(fold_letters, phrase.split()))
        for line in lines
        for phrase in line.split(",")
        if phrase.strip()
    )


_STATE_WORDS: Final[Mapping[LifeState, str]] = {
    "single": "single unmarried ledig unverheiratet celibataire soltero soltera nubile"
    " solteiro solteira vrijgezel ongehuwd singlem singielka singlem niezamezna niezonaty"
    " холост неженат незамужем bekar اعزب عزباء कुंवारा कुंवारी अविवाहित",
    "engaged": "engaged verlobt fiance fiancee comprometido comprometida fidanzato fidanzata"
    " noivo noiva verloofd zareczony zareczona помолвлен помолвлена nisanli nisanliyim مخطوب"
    " مخطوبة",
    "married": "married marries heiratete heirateten geheiratet verheiratet marie mariee maries"
    " mariees casado casada caso casaron case sposato sposata sposati sposate casou casaram"
    " casei getrouwd gehuwd trouwde zonaty zamezna ozenil ozenilem женат замужем женился"
    " поженились evli evliyim evlendi evlendim evlendik evlendiler متزوج متزوجة تزوج تزوجت"
    " تزوجنا शादीशुदा विवाहित",
    "pregnant": "pregnant schwanger enceinte embarazada incinta gravida zwanger беременна"
    " hamile hamileyim حامل गर्भवती",
    "born": "accouche entbunden pario pari partorito bevallen urodzila urodzilam родила dogurdu"
    " dogurdum miscarried انجبت انجبنا",
}
LIFE_WORDS: Final[Mapping[str, LifeState]] = {
    word: state for state, words in _STATE_WORDS.items() for word in fold_words(words)
}
"""Words that tell a state, or the event by which it begins."""

_STATE_PHRASES: Final[tuple[tuple[LifeState, tuple[tuple[str, ...], ...]], ...]] = (
    ("single", _fold_phrases("nie jest zonaty,nie jest zamezna,не замужем,не женат")),
    ("married", _fold_phrases("tied the knot,wyszla za maz,wyszlam za maz,вышла замуж")),
    ("married", _fold_phrases("вышла за,शादी हो गई,शादी हो गयी,शादी कर ली,wzieli slub")),
    ("married", _fold_phrases("wziela slub,wzial slub,got hitched")),
    ("pregnant", _fold_phrases("expecting a baby,expecting a child,expecting twins,w ciazy")),
    ("pregnant", _fold_phrases("expecting her first,expecting their first,erwartet ein kind")),
    ("born", _fold_phrases("gave birth,given birth,had her baby,had my baby,had the baby")),
    ("born", _fold_phrases("had their baby,had our baby,had a miscarriage,lost the baby")),
    ("born", _fold_phrases("zur welt gebracht,ihr kind bekommen,mein kind bekommen")),
    ("born", _fold_phrases("ihr baby bekommen,mein baby bekommen,unser kind bekommen")),
    ("born", _fold_phrases("dio a luz,di a luz,dado a luz,dato alla luce")),
    ("born", _fold_phrases("deu a luz,dei a luz,mis au monde,ter wereld gebracht")),
    ("born", _fold_phrases("haar kind gekregen,haar baby gekregen,dogum yapti,dogum yaptim")),
    ("born", _fold_phrases("को जन्म दिया,fehlgeburt,وضعت مولودها,وضعت مولودتها")),
)
LIFE_PHRASES: Final[tuple[tuple[tuple[str, ...], LifeState], ...]] = tuple(
    (phrase, state) for state, phrases in _STATE_PHRASES for phrase in phrases
)
"""The same in several words."""

NOT_YET_WORDS: Final = fold_words("getting gets planning planned hoped")
"""Words beside which such an event is still to come."""
