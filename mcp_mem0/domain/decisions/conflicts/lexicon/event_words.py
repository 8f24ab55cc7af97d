"""Words of plans to move, of studies, and of what is used for a purpose."""

from typing import Final

from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_words

MOVING_WORDS: Final = fold_words(
    "moving move moves relocating relocate relocates zieht ziehe ziehen umziehen demenage",
    "demenager demenageons muda mudarse mudo trasferisce trasferisco trasferirsi traslada",
    "trasladarse mudar mudar-se verhuist verhuis verhuizen przeprowadza przeprowadzam",
    "przeprowadzi переезжает переезжаю переедет переезжаем tasiniyor tasiniyorum tasinacak",
    "ينتقل تنتقل انتقل سينتقل ستنتقل",
)
"""Verbs of a move that somebody plans, or is about to make."""

STAY_VERBS: Final = fold_words(
    "stay stays staying remain remains remaining bleibt bleibe bleiben reste restes restons queda",
    "quedo quedamos resta resto rimane rimango fica fico ficamos permanece blijft blijf blijven",
    "zostaje zostaję zostajemy остается остаюсь остаемся kaliyor kaliyorum سيبقى ستبقى سأبقى",
)
STAY_PLACE_WORDS: Final = fold_words("in at a en em w в te no na with")
MOVE_PLACE_WORDS: Final = fold_words("to nach zu a en para naar do в во na до الى")
RESOLVE_WORDS: Final = fold_words(
    "decided decides chose instead still doch toch jednak finalement finalmente afinal fine final",
    "will going vai vou vao va voy wird entschieden decide decidi decidio deciso besloten statt",
    "stattdessen все-таки все таки",
)
"""Words between the subject and the verb that do not belong to the subject."""

STAY_LIMITS: Final = fold_words("bis until till jusqu hasta fino ate tot do до for")
"""Words by which a stay has an end: it says nothing of where somebody lives."""

DEGREE_VERBS: Final = fold_words(
    "major majors majoring majored studiere studiert studieren studeert studeer studiuje studiujemy"
)
"""Verbs of a degree alone: what one only learns is none of it."""

MAJOR_NOUNS: Final = fold_words(
    "major majors degree studienfach studiengang fach hauptfach filiere cursus carrera grado",
    "facolta corso curso licenciatura studie studierichting opleiding kierunek kierunku studiow",
    "специальность факультет специальности bolum bolumu bolumunu التخصص تخصصي تخصصه تخصصها विषय",
)
CHANGE_VERBS: Final = fold_words(
    "change changes switch gewechselt wechselte wechselt change cambie cambia cambiato cambiata",
    "mudou trocou veranderd gewisseld zmienil zmienila сменил сменила поменял поменяла degistirdi",
    "غير غيرت बदला बदली बदल",
)
NEW_SUBJECT_WORDS: Final = fold_words(
    "to into in nach zu zur auf pour vers a en para naar na do на e ed è passata passato"
)
"""Words before the subject that somebody changes to."""

PURPOSE_WORDS: Final = fold_words("for fur pour para per voor do для")
TOOL_WORDS: Final = fold_words("to auf zu a au para op naar na на over")
"""Words before what somebody uses from now on, or what something runs on."""

RUN_VERBS: Final = fold_words("runs run lauft laufen tourne corre gira roda draait dziala работает")
TEAM_WORDS: Final = fold_words("team teams company firma equipe equipo squadra zespol команда")
