"""Lists of words for telling a changed value from another thing, of a few languages.

A word that is missing costs one mark and nothing else.
"""

from typing import Final

from mcp_mem0.domain.decisions.conflicts.change_words import ARTICLES
from mcp_mem0.domain.text.word_lists import build_set

RESIDENCE_VERBS: Final = build_set(
    "live lives living reside resides residing wohnt wohne lebt lebe habite vit vive vivo mora",
    "moro reside abita abito woont woon bor mieszka mieszkam живёт живет живу проживает живе asuu",
    "lakik bydlí žije žiju",
)
WORK_VERBS: Final = build_set(
    "work works working employed arbeitet arbeite travaille trabaja trabajo lavora lavoro trabalha",
    "trabalho werkt werk jobbar arbetar arbejder jobber pracuje pracuję работает работаю працює",
)
STUDY_VERBS: Final = build_set(
    "study studies studying enrolled studiert étudie estudia studia studeert studerar studiuje",
    "учится",
)
PLACE_PREPOSITIONS: Final = build_set(
    "in at near on around im bei à en au aux a no na em te w we v ve в во у på i hos",
)
COMPANY_PREPOSITIONS: Final = build_set("at for bei für chez pour para presso per bij voor hos")
TO_PREPOSITIONS: Final = build_set("to nach zu à a para naar till til do в на into in")
UNCERTAIN: Final = build_set(
    "to will would could might may should want wants plans hopes wishes used if when until möchte",
    "will würde veut voudrait quiere quisiera vuole vorrebbe quer wil vill chce хочет",
)
"""Words before a verb that keep it from saying what is so now."""

QUALIFIERS: Final = build_set(
    "before previously formerly once earlier früher vorher avant antes prima vroeger dawniej",
    "раньше weekend weekends weekdays sometimes during winter summer spring autumn mondays",
    "tuesdays wednesdays thursdays fridays saturdays sundays holidays part-time nights mornings",
    "evenings",
)
"""Words that leave room for another place or company."""

COPULAS: Final = build_set(
    "is are am was were be 's ist sind bin war est sont suis était es son está é è sono sta são",
    "zijn är er jest są oli",
)
PAST_COPULAS: Final = build_set("was were war était era fue")
AUXILIARIES: Final = COPULAS | build_set(
    "has have had been s se si się sich me mich j hat haben a ai ha ho ont been es heeft har",
)
SCHEDULE_VERBS: Final = COPULAS | build_set(
    "start starts begin begins end ends open opens close closes leave leaves depart departs arrive",
    "arrives run runs meet meets goes go out happen happens takes place due expires expire falls",
    "beginnt endet öffnet schließt findet läuft trifft commence finit ouvre ferme empieza termina",
    "abre cierra inizia finisce apre chiude começa fecha begint eindigt opent sluit börjar slutar",
    "öppnar zaczyna kończy otwiera начинается заканчивается открывается закрывается проходит",
)
PLANNED_WORDS: Final = build_set(
    "due planned scheduled set expected prévu prévue geplant previsto prevista"
)
"""Words between such a verb and its day."""

ATTRIBUTES: Final = build_set(
    "birthday anniversary age address number email password passcode passphrase pin code host url",
    "domain ip path version deadline date time start end budget price cost rent salary fee rate",
    "size weight height length width color colour favourite favorite capital default branch",
    "database editor timezone currency title position status state priority limit timeout quota",
    "threshold target location venue room gate platform headquarters nationality pronouns license",
    "licence theme font framework region zone model brand codename nickname mascot diet budget",
    "stand-up standup meeting geburtstag adresse passwort kennwort frist termin miete preis gehalt",
    "lieblingsfarbe lieblingsessen lieblingsbuch anniversaire passe loyer prix salaire couleur",
    "préférée préféré cumpleaños contraseña alquiler precio sueldo favorito favorita compleanno",
    "affitto prezzo preferito preferita aniversário senha aluguel preço verjaardag wachtwoord huur",
    "prijs födelsedag lösenord hyra pris urodziny hasło czynsz cena пароль цена аренда",
)
PERSON_ATTRIBUTES: Final = build_set(
    "boss manager lead owner ceo cto president maintainer assignee reviewer wife husband spouse",
    "partner girlfriend boyfriend fiancé fiancée dentist landlord supervisor captain coach chef",
    "chefin frau mann femme mari jefe jefa esposa marido moglie marito capo",
)
"""Whose value is somebody's name; anything else that is said of them may be true beside it."""

VALUE_VERBS: Final = build_set(
    "located based situated hosted deployed stored written built backed managed owned maintained",
    "led married engaged dating reports born called named titled headed heißt appelle llama chiama",
    "chama heet heter hedder nazywa зовут называется verheiratet geboren mariée marié née né",
    "casado casada nació sposato sposata nato nata",
)
"""Verbs that go with one name at a time."""

NAMING_VERBS: Final = build_set(
    "called named titled heißt appelle llama chiama chama heet heter hedder nazywa зовут",
    "называется",
)
"""Somebody has many names, a project has one."""

DETERMINERS: Final = ARTICLES | build_set(
    "my our your her his their its this mein meine unser unsere mon ma notre mi nuestro nuestra",
    "mio mia meu minha mijn ons onze vår vårt min mitt mój moja nasz nasza мой моя наш наша",
)
FINAL_VERBS: Final = build_set("yaşıyor yaşar çalışıyor oturuyor रहता रहती करता करती")
"""Such verbs of languages that put them last."""

KIN: Final = build_set(
    "son daughter child kid sister brother sibling cousin aunt uncle niece nephew friend cat dog",
    "pet horse rabbit sons daughters children cats dogs sohn tochter kind bruder schwester katze",
    "hund fils fille frère sœur chat chien hijo hija hermano hermana gato perro figlio figlia",
    "fratello sorella gatto cane filho filha irmão irmã cachorro zoon dochter zus broer kat hond",
    "сын дочь брат сестра кот кошка собака colleague neighbour neighbor student",
)
"""Of whom one may have several."""

IDENTIFYING_NOUNS: Final = build_set(
    "invoice ticket bug issue pr request order case chapter episode season page lesson task commit",
    "batch lot bus tram train line bed room server node release milestone sprint week day round",
    "match exam volume part step section level apartment house building account contract claim row",
    "rechnung kapitel aufgabe auftrag facture chapitre commande factura capítulo fattura capitolo",
)
"""Before a number, these words name a thing and not a value."""

UNITS: Final = build_set(
    "am pm uhr h hours hour minutes minute min seconds s ms days day weeks week months month years",
    "year old euros euro dollars pounds francs kronor percent kg g mg ml l km m cm mm gb mb tb kb",
    "mhz ghz w kw kwh degrees people of jahre jahr ans años anni anos jaar år lat лет heures",
)
TIME_UNITS: Final = build_set("am pm uhr h heures")
NUMBER_WORDS: Final = build_set(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty",
    "hundred zwei drei vier fünf sechs sieben acht neun zehn deux trois quatre cinq dos tres",
    "cuatro cinco due tre quattro cinque dois duas três noon midnight",
)
DATES_COMPARED: Final = build_set(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays",
    "thursdays fridays saturdays sundays january february march april may june july august",
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec montag",
    "dienstag mittwoch donnerstag freitag samstag sonntag montags dienstags mittwochs donnerstags",
    "freitags samstags sonntags januar februar märz mai juni juli oktober dezember lundi mardi",
    "mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag",
    "vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag понедельник вторник",
    "среду четверг пятницу субботу воскресенье morning afternoon evening noon",
)
LASTING_DATES: Final = build_set(
    "born founded established since until due expires ends starts begins deadline geboren",
    "gegründet né née fondée nació fundada nato nata fondata родился родилась",
)
"""Words beside which a year is a value; elsewhere it says when something happened."""

PAST_OF_EVENTS: Final = build_set(
    "ran won bought went met made saw gave took wrote read got ate drank came flew drove rode sang",
    "swam spoke taught threw lost found sent sold built began lief lief gewann kaufte",
)
LASTING_PASTS: Final = (
    build_set(
        "limited required allowed priced supposed expected scheduled planned fixed enabled",
        "disabled closed opened paid used set retired red bed",
    )
    | VALUE_VERBS
    | LASTING_DATES
)
"""Words on -ed that tell of a state."""

CHOICE_VERBS: Final = build_set(
    "prefer prefers favours favors use uses indent run runs nutzt benutzt verwendet bevorzugt",
    "préfère utilise prefiere usa utiliza preferisce prefere gebruikt föredrar använder",
    "предпочитает использует",
)
"""Verbs whose value changes only within one kind: tabs or spaces, but not tabs or tea."""

KINDS: Final = tuple(
    frozenset(member.replace("_", " ") for member in kind.split())
    for kind in (
        "tabs spaces",
        "tea coffee",
        "dark light",
        "dark_mode light_mode",
        "dark_theme light_theme",
        "window aisle",
        "window_seats aisle_seats",
        "mornings evenings afternoons nights",
        "vim emacs neovim helix nano vscode vs_code sublime zed intellij pycharm",
        "gradle maven bazel ant make cmake meson ninja sbt buck pants",
        "npm yarn pnpm bun",
        "pip poetry uv pipenv conda pdm hatch",
        "pytest unittest nose",
        "jest mocha vitest jasmine",
        "git mercurial svn subversion",
        "github gitlab bitbucket codeberg",
        "jenkins github_actions circleci travis buildkite teamcity gitlab_ci",
        "postgres postgresql mysql mariadb sqlite mongodb oracle dynamodb cockroachdb",
        "redis memcached valkey",
        "kafka rabbitmq sqs nats",
        "aws gcp azure heroku fly vercel netlify render digitalocean hetzner",
        "slack teams discord mattermost zulip",
        "jira linear asana trello",
        "metric imperial",
        "celsius fahrenheit",
        "single_quotes double_quotes",
        "merge rebase squash",
        "email phone chat",
        "react vue angular svelte",
        "django flask fastapi",
        "webpack vite rollup esbuild parcel",
        "terraform pulumi ansible cloudformation",
        "docker podman",
        "kubernetes nomad swarm",
        "black ruff prettier",
        "rest graphql grpc",
        "json xml yaml toml",
        "red blue green yellow black white orange purple pink brown grey gray",
        "small medium large",
    )
)
PROFESSIONS: Final = build_set(
    "nurse doctor teacher engineer lawyer accountant electrician plumber carpenter pilot dentist",
    "architect pharmacist chef baker butcher mechanic firefighter librarian cashier surgeon",
)
SINGLE_PREDICATES: Final = (
    build_set(
        "employer employed job role occupation profession headquarters birthplace birth city",
        "country home phase department language_of phone school lives_at resides",
    )
    | RESIDENCE_VERBS
    | WORK_VERBS
    | STUDY_VERBS
    | ATTRIBUTES
    | PERSON_ATTRIBUTES
    | VALUE_VERBS
)
"""Words of predicates that go with one object at a time."""

COMPANIONS: Final = build_set("with on alongside known related also aka")
"""Words that make such a predicate go with many: "works with", "works on"."""
