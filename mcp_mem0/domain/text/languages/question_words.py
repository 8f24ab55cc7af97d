"""What asks in each language that writes with spaces: question words, and verbs that come first.

Words are folded as `split_plain_words` gives them, so without accents. Where a word also says
something else ("when I was young", "wie gesagt"), what must follow it is listed.
"""

from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.text.normalise import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGrammar:
    """How a language asks without a question mark.

    Attributes:
        openers: Words that ask wherever they open a sentence.
        question_words: Words that ask if a verb soon follows, before any subject.
        verbs: Verbs that show it; empty where any word but a subject does.
        inverted: Verbs that ask if a subject follows at once.
        subjects: Pronouns and articles that a subject begins with.
        has_named_subjects: Whether a name may be the subject that follows an inverted verb.
        has_capital_nouns: Whether nouns have capitals, so that a capital is no sign of a subject.
        has_commas: Whether a subordinate clause ends with a comma, so that a comma shows that
            nothing is asked.
    """

    openers: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    inverted: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    has_named_subjects: bool = False
    has_capital_nouns: bool = False
    has_commas: bool = False


ENGLISH: Final = QuestionGrammar(
    question_words=word_set("what which who whom whose when where why how whats whos wheres hows"),
    verbs=word_set(
        "is are was were am do does did has have had can could will would should shall may might s",
        "isn aren wasn weren don doesn didn hasn haven won",
    ),
    inverted=word_set("is are was were am does did has isn aren wasn doesn didn hasn"),
    subjects=word_set(
        "i you he she it we they this that these those there my your his her its our their the a",
        "an",
        "any anyone anybody somebody someone everyone",
    ),
    has_named_subjects=True,
)
# "Do the dishes", "Have a nice day" and "Will Moss rows" ask nothing.
ENGLISH_ORDERS: Final = QuestionGrammar(
    inverted=word_set("do don have haven can could will would should shall may"),
    subjects=word_set("i you he she it we they any anyone anybody these those"),
)
# "Who works here", but not "What works is tea".
ENGLISH_PERSONS: Final = QuestionGrammar(
    question_words=word_set("who"),
    verbs=word_set(
        "works lives likes plays owns leads runs speaks eats drinks teaches said told uses moved"
        " wrote made owns manages needs wants"
    ),
    subjects=word_set("i you he she it we they"),
)
GERMAN: Final = QuestionGrammar(
    openers=word_set("wieso weshalb wessen"),
    question_words=word_set(
        "wer wen wem was wann warum wie wo woher wohin womit wofur woran worauf worüber wozu wovon",
        "wieviel wieviele welche welcher welches welchen welchem",
    ),
    verbs=word_set(
        "ist sind war waren hat habe haben hast hatte wird werden wurde wurden kann kannst können",
        "könnte konnte muss müssen musste soll sollte sollen darf will wollte mag möchte heißt",
        "heißen heiße",
        "wohnt wohne wohnen wohnst lebt lebe leben lebst arbeitet arbeite arbeiten",
        "arbeitest spielt spielst kommt kommst komme geht gehst gehe gehen macht machst mache",
        "machen",
        "liegt läuft steht gibt isst trinkt fährt spricht lernt kauft braucht brauche nutzt nutzen",
        "verwendet verwenden benutzt bin bist beginnt fängt endet findet kostet bedeutet",
        "frühstückt",
        "hört liest schreibt studiert reist zog zieht begann kam ging fand sagte sagt kennt kenne",
    ),
    inverted=word_set(
        "ist sind war waren hat habe haben hast hatte hatten wird werden wurde kann kannst können",
        "könnte konnte muss müssen soll sollte sollen darf darfst mag magst möchte wohnt wohne",
        "wohnst lebt",
        "arbeitet spielt kommt kommst geht gibt isst trinkt spricht braucht bin bist weißt kennst",
        "wollte",
    ),
    subjects=word_set(
        "ich du er sie es wir ihr man das der die den ein eine mein meine dein deine sein seine",
        "unser",
        "unsere jemand irgendwer irgendein dieser diese dieses",
    ),
    has_named_subjects=True,
    has_capital_nouns=True,
    has_commas=True,
)
DUTCH: Final = QuestionGrammar(
    question_words=word_set("wie wat waar wanneer waarom hoe welke welk hoeveel waarheen wiens"),
    verbs=word_set(
        "is zijn was waren heeft heb hebben had kan kun kunnen kon moet moeten zal zou zullen wil",
        "wilde mag wordt worden werd heet heten woont woon wonen werkt werk werken speelt komt",
        "gaat",
        "doet doen ligt staat draait eet drinkt rijdt spreekt leert koopt gebruikt begint kost",
    ),
    inverted=word_set(
        "is zijn was waren heeft heb hebben had kan kun kunnen moet moeten zal zou wil mag wordt",
        "woont werkt speelt komt gaat eet drinkt spreekt weet ken",
    ),
    has_named_subjects=True,
    subjects=word_set(
        "ik je jij hij zij ze we wij jullie u men het de een mijn jouw zijn haar onze ons er",
        "iemand",
        "dit dat deze die",
    ),
)
FRENCH: Final = QuestionGrammar(
    openers=word_set(
        "combien pourquoi comment quel quelle quels quelles lequel laquelle qu'est-ce"
    ),
    question_words=word_set("où qui quand que quoi"),
    verbs=word_set(
        "est sont était a ont avait va vont vient fait font peut doit habite habitent vit",
        "travaille",
        "joue parle aime mange boit s se dois puis ai as suis es sera utilise part commence finit",
    ),
    subjects=word_set("je j tu il elle on nous vous ils elles le la les un une mon ma mes ce c"),
)
SPANISH: Final = QuestionGrammar(
    openers=word_set("cuál cuáles quiénes cuántos cuántas adónde"),
    question_words=word_set("dónde quién cuánto cuánta cuándo"),
    verbs=word_set(
        "es esta están son era fue vive viven trabaja tiene hay va van puede puedo debo come bebe",
        "se me te le nos cuesta corre empieza termina hace usa juega habla",
    ),
    subjects=word_set("yo tu el ella nosotros ellos ellas usted ustedes vivo trabajo estoy"),
)
ITALIAN: Final = QuestionGrammar(
    openers=word_set("quale quali qual cos'e dov'e com'e quant'e quanti quante"),
    question_words=word_set("dove chi cosa che quando quanto quanta come"),
    verbs=word_set(
        "ora ore cosa tipo giorno",
        "e sono era ha ho hanno aveva va vanno viene puo posso devo deve abita abito vive vivo",
        "lavora",
        "lavoro gioca parla mangia beve piace si mi ti ci sta stai fa fanno costa usa usiamo",
        "inizia",
    ),
    subjects=word_set("io tu lui lei noi voi loro il la lo i gli le un una mio mia"),
)
PORTUGUESE: Final = QuestionGrammar(
    openers=word_set("qual quais quantos quantas cade"),
    question_words=word_set("onde quem quanto quanta quando como"),
    verbs=word_set(
        "e esta estão são era foi foram tem tenho ha vai vao vem pode posso devo deve mora moro",
        "vive",
        "trabalha trabalho joga fala come bebe gosta se custa usa usamos começa fica",
    ),
    subjects=word_set("eu tu voce ele ela nos voces eles elas o a os as um uma meu minha"),
)
POLISH: Final = QuestionGrammar(
    openers=word_set("czy gdzie dlaczego czyj czyja czyje skąd dokąd który która które którym ile"),
    question_words=word_set("kto kogo komu czego kiedy jaki jaka jakie jakim jakiego"),
    subjects=word_set("ja ty on ona ono my wy oni one tam tu ten ta to"),
    has_commas=True,
)
# "Co roku" and "jak zawsze" ask nothing.
POLISH_THINGS: Final = QuestionGrammar(
    question_words=word_set("co jak"),
    verbs=word_set(
        "jest są robi robię lubi lubię mam ma masz je jem pije piję powinienem powinnam mogę się",
        "mówiłem mówiłam działa nazywa kupił kupiła brzmi wygląda dostał dostała",
    ),
    subjects=word_set("zawsze zwykle mówiłem mówiłam"),
    has_commas=True,
)
RUSSIAN: Final = QuestionGrammar(
    openers=word_set("почему зачем сколько чей чья чье чьи откуда неужели разве"),
    question_words=word_set(
        "где кто кого кому кем что чего чем когда как какой какая какое какие каком какую какого",
        "какому какими куда который которая",
    ),
    subjects=word_set("я ты он она оно мы вы они тут там это"),
    has_commas=True,
)
ARABIC: Final = QuestionGrammar(
    openers=word_set("هل أين متى كيف لماذا ماذا كم بكم ألا أليس لمن"),
    question_words=word_set("من ما"),
    verbs=word_set("هو هي هم هذا هذه الذي اسم رقم عنوان لون عمر موعد تاريخ نوع لغة مكان"),
    subjects=word_set("أنا أنت نحن"),
)

SPACED_GRAMMARS: Final = (
    ENGLISH,
    ENGLISH_ORDERS,
    ENGLISH_PERSONS,
    GERMAN,
    DUTCH,
    FRENCH,
    SPANISH,
    ITALIAN,
    PORTUGUESE,
    POLISH,
    POLISH_THINGS,
    RUSSIAN,
    ARABIC,
)
"""Languages in which what asks opens the sentence."""

PREPOSITIONS: Final = word_set(
    "at in on with to for from since of by um in im auf mit seit an von bei für zu aus nach vor",
    "op met sinds voor van bij naar à dans en de depuis pour chez avec sur a con desde por para",
    "hasta",
    "di da su per em com no na o z od do na w we za ze во в с со на у о об от до для из к по за",
    "في من إلى على منذ مع",
)
"""Words before a question word: "since when", "auf welchem"."""

CONJUNCTIONS: Final = word_set("and so but well then also und also aber et y pero e ma en i и а но")
"""Words that may join a question to what was said before."""

ASKING_STARTS: Final = word_set(
    "qué cuál cuáles quién cuándo dónde cómo cuánto cuánta qu est as ai ok okay hey hi hello hallo"
)
"""Other first words of sentences that ask; the rest of the sentence decides."""

INTRODUCTIONS: Final = (
    "can you tell me",
    "could you tell me",
    "please tell me",
    "tell me",
    "remind me",
    "do you know",
    "do you remember",
    "i wonder",
    "i want to know",
    "i would like to know",
    "i d like to know",
    "sag mir",
    "weißt du",
    "weißt du noch",
    "kannst du mir sagen",
    "ich möchte wissen",
    "zeg me",
    "weet je",
    "kun je me vertellen",
    "dis moi",
    "dites moi",
    "peux tu me dire",
    "je voudrais savoir",
    "dime",
    "puedes decirme",
    "sabes",
    "quiero saber",
    "dimmi",
    "mi dica",
    "sai",
    "puoi dirmi",
    "diga me",
    "me diga",
    "sabe",
    "você sabe",
    "powiedz mi",
    "czy wiesz",
    "скажи",
    "скажи мне",
    "подскажи",
    "ты знаешь",
    "знаешь",
    "قل لي",
    "أخبرني",
    "هل تعرف",
)
"""What introduces a question that is asked indirectly: "Tell me where she lives"."""
