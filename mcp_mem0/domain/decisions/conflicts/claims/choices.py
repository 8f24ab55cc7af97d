"""Reading which of several things of a kind somebody uses or prefers: tabs or spaces."""

from collections.abc import Iterator, Mapping
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import GROUP, USER, Claim
from mcp_mem0.domain.decisions.conflicts.claims.word_kinds import (
    DATE_WORDS,
    EMPTY_WORDS,
    read_person,
    tells_past,
)
from mcp_mem0.domain.decisions.conflicts.claims.wording import Wording
from mcp_mem0.domain.decisions.conflicts.lexicon.deed_words import SHIFT_VERBS, STATE_VERBS
from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_letters, fold_words
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import (
    DENIAL_WORDS,
    GROUP_WORDS,
    NEW_WORDS,
    UNCERTAIN_WORDS,
    USER_WORDS,
)
from mcp_mem0.domain.decisions.conflicts.value_words import KINDS

PLACE_WORDS_MAX: Final = 3
"""Most words that may say where or what for the choice is."""

CHOOSE_VERBS: Final = fold_words(
    "usamos usan usa usiamo use uses using prefer prefers indent indents run runs deploy",
    "deploys host hosted write writes nutzen nutze nutzt verwenden verwende verwendet benutze",
    "benutzen benutzt bevorzuge bevorzugt trinke trinkt utilise utilisons utilisent prefere",
    "preferons bois boit uso utilizo utilizamos prefiero prefiere bebo bebe utilizziamo",
    "preferisco preferisce bevo beve prefiro gebruik gebruikt gebruiken verkies drink drinks",
    "drinkt uzywam uzywamy uzywa wole pije использую используем использует предпочитаю пью пьет",
    "kullaniyorum kullaniyoruz kullaniyor tercih iciyorum استخدم نستخدم يستخدم افضل اشرب",
    "इस्तेमाल उपयोग पसंद पीता पीती built written based keep keeps keeping stick sticks sticking",
    "stay stays staying bleibe bleibt bleiben",
)
ADOPT_VERBS: Final = SHIFT_VERBS | fold_words(
    "switching migrating cambiamos cambie wechseln wechselt changed migrated adopted ported",
    "rewrote rewritten converted switched",
    "umgestiegen gewechselt migriert wechselten migre migrons adopte migrado migramos adoptamos",
    "migrato adottato passati adotamos mudei troquei trocamos overgestapt overgeschakeld",
    "przeszlismy przeszedlem przeszlam przeszla przeszedl przestawilem перешли перешел перешла",
    "мигрировали gectik gectim gecti انتقلنا تحولنا تحولت بدلنا अपनाया बदला",
)
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "spaces": "leerzeichen espaces espacios spazi espacos spaties spacje пробелы bosluk bosluklara"
    " مسافات المسافات स्पेस",
    "tabs": "tabulatoren tabulations tabuladores tabulazioni tabulatory табы табуляцию sekme علامات"
    " टैब tabulacje",
    "tea": "tee thee herbate herbata чай cay شاي الشاي चाय",
    "coffee": "kaffee cafe caffe koffie kawe kawa кофе kahve قهوة القهوة कॉफी",
    "postgres": "postgresql",
}
_MERE_QUALITIES: Final = frozenset({"red", "small"})
"""Members of kinds that also tell a thing from another of its kind."""

_LANGUAGES: Final = frozenset(
    [
        "python",
        "go",
        "rust",
        "java",
        "kotlin",
        "typescript",
        "javascript",
        "ruby",
        "php",
        "c++",
        "c#",
        "scala",
        "swift",
        "perl",
        "elixir",
    ]
)
_NAMES_ONLY: Final = frozenset({"go", "swift", "ruby", "rust", "render", "make", "just", "black"})
"""Members that are common words, too, unless they are written as names."""

_MEMBERS: Final[Mapping[str, tuple[int, str]]] = {
    word: (number, _chosen)
    for number, kind in enumerate((*KINDS, _LANGUAGES))
    for member in kind
    if not kind & _MERE_QUALITIES
    for _chosen in [fold_letters(member)]
    for word in {_chosen, *fold_words(_OTHER_NAMES.get(member, ""))}
}


_UNSAID: Final = DENIAL_WORDS | UNCERTAIN_WORDS
_USE_VERBS: Final = CHOOSE_VERBS | STATE_VERBS
_LEFT_OUT: Final = (
    EMPTY_WORDS
    | DATE_WORDS
    | USER_WORDS
    | GROUP_WORDS
    | _USE_VERBS
    | ADOPT_VERBS
    | frozenset({"decided", "decide"})
)


def read_choice_claims(wording: Wording) -> Iterator[Claim]:
    """Read what the statement says is chosen, with what for and where."""
    words = wording.words
    if _MEMBERS.keys().isdisjoint(words) or not _UNSAID.isdisjoint(words) or tells_past(words):
        return
    is_adopted = not ADOPT_VERBS.isdisjoint(words)
    if not is_adopted and _USE_VERBS.isdisjoint(words):
        return
    chosen = [
        found
        for place, word in enumerate(words)
        if (found := _MEMBERS.get(word)) is not None
        and (word not in _NAMES_ONLY or (place and place in wording.capitals))
    ]
    if len(chosen) != 1:
        return
    ((number, member),) = chosen
    place = [word for word in words if word not in _MEMBERS and word not in _LEFT_OUT]
    if len(place) > PLACE_WORDS_MAX:
        return
    person = read_person(words)
    owner = {person} if person in {USER, GROUP} and not place else set[str]()
    if place or owner:
        is_marked = is_adopted or not NEW_WORDS.isdisjoint(words)
        aspect = "changed" if is_adopted else "holds"
        subject = frozenset(owner | set(place))
        yield Claim(f"kind {number}", subject, frozenset({member}), aspect, is_marked)
