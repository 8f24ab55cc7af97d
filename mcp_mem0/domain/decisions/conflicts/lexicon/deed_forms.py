"""Forms of verbs of change and of giving up, made from their stems."""

from typing import Final

from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_words, inflect_words

_FRENCH: Final = "é ée és ées e es ons ez ent"
_ITALIAN: Final = "o a i e"
_SPANISH: Final = "é ó amos aron o a ado ada ados adas"
_PORTUGUESE: Final = "ei ou amos aram o a ado ada ados adas"
_POLISH: Final = "łem łam ł ła liśmy łyśmy li ły no ny na ne"
_RUSSIAN: Final = "л ла ли ло"

SHIFT_FORMS: Final = (
    inflect_words("pass chang déplac report décal augment baiss migr adopt repouss avanc", _FRENCH)
    | inflect_words("passat cambiat spostat rinviat aumentat migrat anticipat posticipat", _ITALIAN)
    | inflect_words("cambi pas aplaz migr aument baj adelant adopt retras traslad", _SPANISH)
    | inflect_words("mud pass adi migr troc aument baix antecip adot alter", _PORTUGUESE)
    | inflect_words("zmieni przełoży przesunę podnie przenio obniży", _POLISH)
    | inflect_words("przeniesi zmieni przesunię przełożo podniesi", "ony ona one ono eni")
    | inflect_words("перенес измени сдвину подня повыси сниз перевы переш перенесё", _RUSSIAN)
    | inflect_words("перенес измен повыш смен сдвинут", "ён ена ены ено ен а ы")
    | fold_words("verlegen verschiebt vorverlegt vertagt verplaatsen opgeschoven vervroegd")
)
"""More forms of verbs of change."""

MOVE_FORMS: Final = (
    inflect_words("déménag emménag install", _FRENCH)
    | inflect_words("trasferit traslocat", _ITALIAN)
    | inflect_words("mud traslad", _SPANISH)
    | inflect_words("mud", _PORTUGUESE)
    | inflect_words("przeprowadzi przenios wyprowadzi", _POLISH)
    | inflect_words("переехa переехал переселилс", "- а и ся ась ись")
)
STOP_FORMS: Final = (
    inflect_words("arrêt cess abandonn résili annul", _FRENCH)
    | inflect_words("smess abbandonat disdett annullat", _ITALIAN)
    | inflect_words("dej cancel abandon", _SPANISH)
    | inflect_words("par deix cancel larg abandon", "ei ou amos aram")
    | inflect_words("przesta rzuci zrezygnowa porzuci", _POLISH)
    | inflect_words("броси переста отмени прекрати завяза отказалс", _RUSSIAN)
)
LEAVE_FORMS: Final = (
    inflect_words("quitt démissionn", _FRENCH)
    | inflect_words("licenziat lasciat dimess", _ITALIAN)
    | inflect_words("renunci dej", _SPANISH)
    | inflect_words("deix larg", "ei ou amos aram")
    | inflect_words("zwolni rzuci porzuci opuści", _POLISH)
    | fold_words("odszedłem odeszłam odszedł odeszła уволилась уволился ушла ушел покинула")
)
LOSE_FORMS: Final = (
    inflect_words("vendu donn revendu", "- e s es é ée és ées")
    | inflect_words("vendut regalat perdut", _ITALIAN)
    | inflect_words("vend perd", "í ió imos ieron ido ida")
    | inflect_words("vend perd", "i eu emos eram ido ida")
    | inflect_words("sprzeda odda zgubi", _POLISH)
    | inflect_words("прода отда потеря", _RUSSIAN)
)
