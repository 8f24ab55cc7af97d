"""Words of being in charge of something, and of giving and taking that over."""

from typing import Final

from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_words

LEAD_VERBS: Final = fold_words(
    "leads lead heads head runs run manages manage chairs chair coaches coach directs direct",
    "leading leitet leite leiten fuhrt fuhre dirige dirigent dirigeons dirijo conduit guida guido",
    "conduce lidera lidero coordina coordino coordena coordeno leidt leid prowadzi prowadze",
    "kieruje",
    "ведет веду руководит руководим возглавляет yonetiyor yonetiyorum yonetir يقود تقود اقود يدير",
    "تدير नेतृत्व संभालता संभालती",
)
"""Verbs of somebody who leads a group or a piece of work, mostly alone."""

CHARGE_WORDS: Final = LEAD_VERBS | fold_words(
    "owns own maintains maintain responsible charge keys key organises organise organizes organize",
    "edits teamlead captain treasurer chairman chairwoman chairperson president secretary owner",
    "maintainer editor leader besitzt zustandig verantwortlich verantwortet schlussel",
    "schatzmeister",
    "schatzmeisterin vorsitzende vorsitzender responsable charge cles cle tresoriere tresorier",
    "encargado encargada llaves tesorera tesorero responsabile chiavi tesoriere tesoriera chaves",
    "responsavel tesoureira tesoureiro verantwoordelijk sleutels sleutel penningmeester voorzitter",
    "odpowiada klucze skarbnik skarbniczka отвечает ключи казначей sorumlu anahtarlar مسؤول مسؤولة",
    "مفاتيح जिम्मेदार चाबियाँ चाबी",
)
"""Words of whoever has something in their hands that is given over from one to the next."""

HAND_VERBS: Final = fold_words(
    "handed hands stepped passed gave given gives transferred delegated entrusted ceded",
    "ubergeben ubergab",
    "ubergibt abgegeben gibt weitergegeben uberlassen confie cede transmis passe remis laisse paso",
    "cedio entrego traspaso confio dejo ceduto passato affidato consegnato lasciato passou cedeu",
    "entregou confiou overgedragen doorgegeven overgelaten przekazal przekazala oddal oddala",
    "передал передала отдал отдала devretti devrettim verdi सौंप سلم سلمت",
)
TAKE_VERBS: Final = fold_words(
    "ubernommen ubernimmt ubernahm repris reprend reprenait asumio asume assumiu assume",
    "overgenomen",
    "przejal przejela przejmuje принял приняла возглавил возглавила devraldi تولى تولت استلم",
    "استلمت",
)
"""Verbs by which somebody takes over what another had."""

TOOK_FORMS: Final = fold_words("took taken takes taking neemt")
OVER_WORDS: Final = fold_words("over on off along down")
TO_WHOM_WORDS: Final = fold_words("to an a au aux al alla allo ao aan naar до الى को")
FROM_WHOM_WORDS: Final = fold_words("from von de da van od у от من से")
ROLE_FILLERS: Final = fold_words(
    "role post position job duties duty responsibility responsibilities task work rolle posten",
    "aufgabe amt role poste fonction tache puesto cargo papel tarea ruolo posto incarico funcao",
    "tarefa rol taak functie rola stanowisko zadanie роль должность gorev दायित्व",
)
"""Nouns that say nothing of what somebody is in charge of."""
