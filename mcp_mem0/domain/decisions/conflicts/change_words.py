"""Lists of words by which a statement says that something has ended or changed.

A word that is missing costs one mark and nothing else.
"""

from typing import Final

from mcp_mem0.domain.text.word_lists import NEGATIONS, TIME_WORDS, build_set

ARTICLES: Final = build_set(
    "a an the der die das den dem des ein eine einen einem einer eines el la los las un una unos",
    "unas le les lo il gli os um uma het ett",
)
FILLERS: Final = TIME_WORDS | build_set(
    "again any more anymore longer mehr wieder nun jetzt mittlerweile plus désormais maintenant ne",
    "ya ahora più ora adesso já agora meer nu längre numera już teraz больше теперь уже",
    "artık do does did da",
)
"""Words that only say that something is true now, and helpers that a denial adds."""

DENIALS: Final = NEGATIONS | build_set(
    "none nicht kein keine keinen keinem keiner keines nie niemals pas jamais aucun",
    "aucune nunca jamás non mai não niet geen nooit inte ikke ingen inget inga aldrig aldri nie",
    "nigdy nikdy není не нет никогда немає değil yok ei eivät nem không tidak bukan δεν नहीं لا",
    "ليس ليست لم לא אין ceased aufgehört arrêté cessé dejó dejado smesso parou deixou gestopt",
    "slutat slutade przestał przestała бросил бросила перестал перестала bıraktı",
)
CONTRASTS: Final = build_set("but sondern sino mais ma mas maar utan lecz а instead rather")
MOVE_VERBS: Final = build_set(
    "moved relocated transferred gezogen umgezogen zog déménagé installé installée mudó mudado",
    "trasferito trasferita mudou verhuisd verhuisde flyttade flyttat flyttet przeprowadził",
    "przeprowadziła переехал переехала переїхав переїхала moves relocates",
)
FROM_WORDS: Final = build_set("from von vom de da do van från fra z ze с со из off")
TO_WORDS: Final = build_set("to zu auf nach à vers a para per naar till til na do на в over into")
CHANGE_VERBS: Final = MOVE_VERBS | build_set(
    "switched migrated changed went gone converted ported upgraded downgraded renamed raised",
    "lowered increased reduced grew fell dropped rose postponed rescheduled shifted pushed",
    "gewechselt wechselte umgestellt umgestiegen migriert verschoben passé migré changé cambió",
    "migró pasó passato passata cambiato migrato passou migrou overgestapt overgeschakeld bytte",
    "bytt gick przeszedł przeszła przeszli przeniesiono przełożono перешёл перешла перешли",
    "перенесли перенесена",
)
LEAVE_VERBS: Final = build_set(
    "left quit resigned retired fired verlassen verließ gekündigt quitté démissionné dejó renunció",
    "lasciato deixou verliet lämnade odszedł odeszła уволился уволилась ушёл ушла",
)
REPLACE_VERBS: Final = build_set(
    "replaced replaces ersetzt ersetzte remplacé reemplazó sostituito vervangen ersatte zastąpił",
    "заменил заменила заменили",
)
WITH_WORDS: Final = build_set("with by durch par por con door med przez na на")
INSTEAD_WORDS: Final = build_set("instead rather statt anstatt lugar lieu invece vez stället")
RETIRE_VERBS: Final = build_set("retired retraité jubilado pensioniert pensionata pensionato")
HAVE_VERBS: Final = build_set(
    "has have owns own drives drive keeps keep hat habe besitzt fährt a ai possède conduit tiene",
    "tengo conduce ha ho possiede guida tem tenho heeft heb bezit har äger ma mam имеет",
)
LOSE_VERBS: Final = build_set(
    "sold lost returned scrapped donated traded gave died verkauft verkaufte verloren gestorben",
    "starb vendu perdu mort morte vendió perdió murió venduto perso morto morta vendeu perdeu",
    "morreu verkocht verloren sålde sålt förlorat dog sprzedał sprzedała zgubił zdechł продал",
    "продала потерял потеряла умер умерла",
)
_MARITAL_WORDS: Final = (
    build_set("single ledig célibataire soltero soltera"),
    build_set("engaged verlobt fiancé fiancée"),
    build_set("married verheiratet marié mariée casado casada sposato sposata"),
    build_set("divorced geschieden divorcé divorcée divorciado divorciada divorziato divorziata"),
    build_set("widowed verwitwet"),
    build_set("separated"),
)
STATES: Final = tuple(
    tuple(build_set(side.replace("/", " ")) for side in group.split())
    for group in (
        "enabled disabled",
        "on off",
        "open/opened closed/shut",
        "manual automatic/automated",
        "works/working broken",
        "alpha beta stable",
        "public private",
        "paid unpaid overdue",
        "active inactive",
        "up down",
        "alive dead/died",
        "true false",
        "required/mandatory optional",
        "allowed/permitted forbidden/banned/prohibited",
        "supported unsupported deprecated",
        "passing/green failing/red/broken",
        "approved rejected pending",
        "draft final",
        "online offline",
        "available unavailable",
        "remote onsite/on-site hybrid",
        "full-time part-time",
        "left-handed right-handed",
        "empty full",
        "synchronous asynchronous",
        "employed unemployed retired",
        "healthy sick/ill",
        "finished/done/complete unfinished/incomplete ongoing cancelled/canceled",
        "accepted declined",
        "with/mit/avec/con/med without/ohne/sans/sin/senza/utan/sem",
        "vegetarian vegan",
        "locked unlocked",
        "safe unsafe dangerous",
        "free paid",
        "offen/geöffnet geschlossen",
        "aktiv inaktiv",
        "ouvert/ouverte fermé/fermée",
        "abierto/abierta cerrado/cerrada",
    )
)
"""Words that exclude each other where all else that is said is the same."""

LIFE_STATES: Final = _MARITAL_WORDS
"""Words that exclude each other whatever else is said of somebody."""

PLANT_EATERS: Final = build_set(
    "vegetarian vegan vegetarier vegetarierin vegetarisch veganer veganerin végétarien",
    "végétarienne végane vegetariano vegetariana vegano vegana vegetariër vegetarisk",
    "wegetarianinem вегетарианец вегетарианка веган",
)
EAT_VERBS: Final = build_set(
    "eats eat eating isst esse mange come come mangia comer eet äter je ест ест едят eaten ate",
)
MEATS: Final = build_set(
    "meat fish chicken beef pork bacon steak ham fleisch fisch viande poisson carne pescado pesce",
    "peixe vlees vis kött fisk mięso ryby мясо рыбу salmon burgers sausages",
)
VEGANS: Final = build_set("vegan veganer veganerin végane vegano vegana веган")
DAIRY: Final = build_set(
    "cheese eggs butter yoghurt yogurt käse eier fromage oeufs œufs queso huevos formaggio uova",
    "queijo ovos kaas eieren ost ägg ser jajka сыр яйца",
)
"""What a vegetarian eats and a vegan does not."""
