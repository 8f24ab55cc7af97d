"""Lists of small words by which claims are read, folded and without accents.

A word that is missing costs one mark and nothing else.
"""

from collections.abc import Mapping
from typing import Final

from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_letters, fold_words

_PHRASES: Final = {
    "phone number": "number",
    "telephone number": "number",
    "mobile number": "number",
    "cell number": "number",
    "no longer": "nolonger",
    "any longer": "anymore",
    "any more": "anymore",
    "not anymore": "nolonger",
    "gave up": "stopped",
    "given up": "stopped",
    "giving up": "stopped",
    "came off": "stopped",
    "got rid": "sold",
    "gave away": "sold",
    "given away": "sold",
    "passed away": "died",
    "broke up": "divorced",
    "broken up": "divorced",
    "split up": "divorced",
    "laid off": "fired",
    "let go": "fired",
    "dropped out": "left",
    "used to": "formerly",
    "nicht mehr": "nolonger",
    "kein mehr": "nolonger",
    "ya no": "nolonger",
    "non piu": "nolonger",
    "nao mais": "nolonger",
    "ja nao": "nolonger",
    "niet meer": "nolonger",
    "geen meer": "nolonger",
    "juz nie": "nolonger",
    "больше не": "nolonger",
    "уже не": "nolonger",
    "artik degil": "nolonger",
    "छोड़ दिया": "छोड़",
    "छोड़ दी": "छोड़",
    "बंद कर": "बंद",
    "काम करता": "काम",
    "काम करती": "काम",
    "line manager": "manager",
    "team lead": "teamlead",
    "family doctor": "gp",
    "general practitioner": "gp",
    "medecin traitant": "gp",
    "medico famiglia": "gp",
    "mother tongue": "mothertongue",
    "stand up": "standup",
    "go to": "goto",
    "goes to": "goto",
    "numer telefonu": "number",
    "номер телефона": "number",
    "telefon numaram": "numaram",
    "these days": "now",
    "from now": "now",
    "from today": "now",
    "from tomorrow": "now",
    "from this": "now",
    "as of": "now",
    "ab heute": "jetzt",
    "ab sofort": "jetzt",
    "a partir": "ahora",
    "d aujourd": "maintenant",
    "vanaf nu": "nu",
    "vanaf vandaag": "nu",
    "od teraz": "teraz",
    "od dzis": "teraz",
    "с сегодня": "теперь",
    "bundan boyle": "artik",
    "together with": "dating",
    "goes out": "dating",
    "going out": "dating",
    "go out": "dating",
    "relationship with": "dating",
    "love with": "dating",
    "works out": "trains",
    "work out": "trains",
    "answers to": "reports",
    "answer to": "reports",
    "put off": "postponed",
    "dropped off": "visited",
    "stopped by": "visited",
    "stopped at": "visited",
    "stopped in": "visited",
    "stopped for": "visited",
    "plan to": "hope",
    "plans to": "hope",
    "am planning": "hope",
    "are planning": "hope",
    "is planning": "hope",
    "password policy": "passwordpolicy",
    "फोन नंबर": "number",
    "after all": "instead",
    "चला गया": "चलागया",
    "चला गयी": "चलागया",
    "चली गई": "चलागया",
    "चली गयी": "चलागया",
    "चले गए": "चलागया",
    "चले गये": "चलागया",
    "बस गया": "शिफ्ट",
    "बस गई": "शिफ्ट",
    "बस गए": "शिफ्ट",
    "रहने लगा": "शिफ्ट",
    "रहने लगी": "शिफ्ट",
    "रहने लगे": "शिफ्ट",
}
PHRASES: Final[Mapping[tuple[str, str], str]] = {
    (first, second): joined
    for phrase, joined in _PHRASES.items()
    for first, second in [map(fold_letters, phrase.split())]
}
"""Two words that mean one thing, as that one word."""

SYNONYMS: Final[Mapping[str, str]] = {
    word: chosen
    for chosen, group in {
        "database": "db datenbank database",
        "production": "prod production produktion",
        "repository": "repo repository",
        "application": "app application",
        "environment": "env environment",
        "configuration": "config configuration",
        "standup": "stand-up standup",
        "landlord": "landlady",
        "number": "number phone telephone mobile cell nummer telefonnummer handynummer handy numero"
        " telephone telefono telefone telefoonnummer номер телефон telefon",
        "price": "price cost preis prix precio prezzo preco prijs cena цена",
        "rent": "rent miete loyer alquiler affitto aluguel huur hyra czynsz аренда kira",
        "deadline": "deadline frist",
        "meeting": "meeting besprechung reunion riunione reuniao vergadering spotkanie spotkania"
        " встреча встречу встречи встрече meetings toplanti اجتماع الاجتماع बैठक मीटिंग",
    }.items()
    for word in fold_words(group)
}
"""Words of things that have one number, price or time, as the first that stands for all."""

USER_WORDS: Final = fold_words(
    "i me my mine myself user users ich mich mir mein meine meinen meinem meiner meines je j moi",
    "mon mes yo mi mis mio mia miei mie io eu meu minha meus minhas ik mij mijn ja mnie moj moja",
    "moje mojego mojej moim я меня мне мой моя мое мои моего моей моим мной ben benim bana jag min",
    "mitt mina انا لي عندي لدي मैं मेरा मेरी मेरे मुझे मैंने मैने nutzer nutzerin utilisateur",
    "utilisatrice usuario usuaria utente usuaria gebruiker uzytkownik пользователь kullanici",
)
GROUP_WORDS: Final = fold_words(
    "we us our ours wir uns unser unsere unserem unseren nous notre nos nosotros nuestro nuestra",
    "noi nostro nostra nos nosso nossa  wij ons onze my nasz nasza nasze мы нас наш наша",
    "наше biz bizim bizi vi var vart نحن لنا हम हमारा हमारी हमने",
)
OWNING_WORDS: Final = fold_words(
    "my mein meine meinen meinem meiner mon ma mes mi mis mio mia miei mie meu minha mijn moj",
    "moja moje moim мой моя мое мои моим моей benim min mitt मेरा मेरी मेरे",
)
"""Words that stand before what belongs to the user."""

GROUP_OWNING_WORDS: Final = fold_words(
    "our unser unsere unseren unserem notre nos nuestro nuestra nostro nostra nosso nossa onze ons",
    "nasz nasza наш наша bizim var vart हमारा हमारी",
)
OTHERS_WORDS: Final = fold_words(
    "he she they his her their hers theirs him them er sie ihr ihre sein seine il elle ils",
    "elles son sa ses el ella ellos su sus lui lei loro suo sua ele ela seu hij zij zijn haar",
    "hun on ona jego jej ich он она они его ее их o onun هو هي वह उसका उसकी उनके",
)
OF_WORDS: Final = fold_words("of de von vom du des di del della van da do dos for fur")
INDIC_OF: Final = fold_words("का की के")
ARTICLE_WORDS: Final = fold_words(
    "a an the o der die das den dem des ein eine einen einem einer le la les l un une el los",
    "las uno una unos unas lo il gli i os as um uma het een this that these those",
)
COPULA_WORDS: Final = fold_words(
    "estoy estou sommes etes siamo siete somos sois هو هي is are am be being been ist sind bin",
    "est sont suis es son soy e sono sao sou zijn ben jest sa jestem to есть это है हैं हूं हूँ",
    "होता dir dur s called named heisst appelle llama chiama chama heet nazywa зовут называется",
    "adi ar er",
)
PAST_WORDS: Final = fold_words(
    "was were formerly former ex previous previously old used until till earlier once war waren",
    "fruher fruhere fruherer ehemalige ehemaliger alter alte ancien ancienne etait avant",
    "antiguo antigua era fue antes vecchio vecchia precedente prima anterior vorige voormalige",
    "oude byl byla dawny dawna poprzedni poprzednia был была бывший бывшая прежний прежняя",
    "раньше eski eskiden كان كانت السابق السابقة سابقا था थी थे पुराना पुरानी पहले",
)
"""Words beside which a statement tells what was so once."""

UNCERTAIN_WORDS: Final = fold_words(
    "would could might should want wants wanted hope hopes wish wishes if when whether maybe",
    "perhaps probably consider considers considering think thinks thinking will going",
    "considered tried wonder dream dreams dreamed soon someday never always almost mochte wenn",
    "vielleicht plant plane hoffe veut veux voudrait voudrais si peut espere quiere quiero",
    "quisiera espero vuole voglio vorrei vorrebbe se forse spero quer quero talvez wil wilt",
    "misschien als chce chcialbym chcialabym moze jesli хочет хочу если может istiyor istiyorum",
    "belki eger اريد يريد ربما اذا चाहता चाहती शायद अगर advised recommended asked said says",
    "told asks recommends suggests like likes love loves miss misses hate hates",
)
"""Words with which a statement does not say what is so."""

DEMAND_VERBS: Final = fold_words("wants want veut quiere vuole quer wil chce хочет")
"""Some of these that set the date of a thing: "they want the form on 12 May"."""

NEW_WORDS: Final = fold_words(
    "now new newest newly currently nowadays today meanwhile instead anymore again since",
    "changed lately recently stattdessen jetzt neu neue neuer neuen neues neuem nun inzwischen",
    "mittlerweile",
    "seit maintenant desormais nouveau nouvelle nouvel depuis ahora nuevo nueva nuevos nuevas",
    "actualmente desde ora adesso nuovo nuova nuovi ormai agora novo nova atualmente nu nieuw",
    "nieuwe tegenwoordig voortaan teraz nowy nowa nowe nowym nowego nowej obecnie od теперь",
    "сейчас новый новая новое новым новой новую нового artik yeni simdi bundan boyle su anda",
    "الان حاليا الجديد الجديدة جديد جديدة अब नया नई नए अभी ab numera ny nytt already finally",
)
"""Words by which a statement says that it is so only now."""

DENIAL_WORDS: Final = fold_words(
    "not no never nolonger nicht kein keine keinen keinem keiner nie pas plus aucun aucune non nao",
    "niet geen nooit nie nigdy не нет degil yok ليس ليست لم لا لن नहीं nunca jamais mai nem inte",
)
ADDING_WORDS: Final = fold_words(
    "also too another second third both additionally besides auch ausserdem weiterer weitere",
    "zweite aussi egalement encore autre tambien otro otra anche pure altro altra tambem outro",
    "outra ook nog tez takze rowniez inny inna также тоже ещё другой другая ayrica baska ايضا",
    "भी दूसरा दूसरी",
)
"""Words by which a statement adds something to what is known."""

ADJECTIVES: Final = fold_words(
    "good great nice kind strict late sick ill away back busy happy angry broken big small old",
    "full empty slow fast expensive cheap far near close here there very really too so",
    "nett streng krank gut gross klein gentil strict malade bueno buena amable enfermo gentile",
    "malato simpatico bravo bom boa doente aardig ziek mily chory добрый болен строгий iyi hasta",
    "nazik جيد لطيف مريض अच्छा अच्छी बीमार",
)
TITLES: Final = fold_words(
    "meneer mevrouw frau dr mr mrs ms miss prof professor sir madam herr hr sr sra dott dra mme",
    "mlle monsieur madame dottor dottore dottoressa senor senora pan pani доктор bey hanim",
    "doktor docteur doctor doctora doutor doutora dokter",
)
MONTH_WORDS: Final = fold_words(
    "january february march april may june july august september october november december jan",
    "feb mar apr jun jul aug sep sept oct nov dec januar februar marz mai juni juli oktober",
    "dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro",
    "marco maio junho julho setembro outubro dezembro januari februari maart mei augustus",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada",
    "grudnia января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "мае январе феврале марте апреле июне июле августе сентябре октябре ноябре декабре ocak",
    "subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik मई जून जुलाई जनवरी",
    "मार्च يناير فبراير مارس ابريل مايو يونيو",
)
WEEKDAYS: Final = fold_words(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays",
    "thursdays fridays saturdays sundays montag dienstag mittwoch donnerstag freitag samstag",
    "sonntag montags dienstags mittwochs donnerstags freitags samstags sonntags lundi mardi",
    "mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado",
    "domingo lunedi martedi mercoledi giovedi venerdi domenica segunda terca quarta quinta",
    "sexta maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedzialek wtorek sroda",
    "srode czwartek piatek sobota sobote niedziela niedziele понедельник вторник среда среду",
    "четверг пятница пятницу суббота субботу воскресенье pazartesi sali carsamba persembe cuma",
    "cumartesi pazar الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد सोमवार मंगलवार बुधवार",
    "गुरुवार शुक्रवार शनिवार रविवार",
)
TIME_WORDS: Final = fold_words(
    "last this next month week year day days weeks months years ago yesterday today tonight",
    "morning evening afternoon night spring summer autumn winter early late recently just",
    "finally completely letzten letzte letztes monat woche jahr vor gestern heute seit",
    "endgultig dernier derniere mois semaine annee an hier aujourd hui completement pasado",
    "pasada mes semana ano hace ayer hoy mese settimana anno fa ieri oggi scorso scorsa passado",
    "passada ontem hoje atras vorige maand jaar geleden gisteren vandaag miesiac miesiacu",
    "tydzien tygodniu rok roku temu wczoraj zeszlym zeszly прошлом прошлой месяце неделе году",
    "месяц неделю назад вчера сегодня gecen ay hafta yil once dun bugun الماضي الماضية شهر سنة",
    "اسبوع امس اليوم पिछले महीने साल हफ्ते कल आज",
)
PREPOSITIONS: Final = fold_words(
    "in at on to from by with as for about into onto since im am an auf zu zum zur mit bei nach",
    "aus und and y et e i или и oder dans en a au aux sur chez pour avec depuis por para con al",
    "su per sul sulla dalla dal dallo alla allo all nella negli degli agli presso nel no na nas",
    "nos em pelo pela bij voor met naar sinds op te w we z ze do od po в во на с со по из у от",
    "для ve ile icin في من الى على مع عن بعد में से को पर ने होने or up down also too that it",
    "its ne se s si sich me aussi auch ook anche tambien tambem tez тоже de del it's och till",
    "fran hos pa ved til fra da",
)
HELPERS: Final = fold_words(
    "ete stato stata sido must shall have has had having did do does done been get got gotten",
    "hat habe haben wurde worden wird ai as avons avez ont ha he ho hemos han abbiamo hanno tem",
    "tenho temos foi heb heeft hebben werd is zostal zostala zostalo mam ma masz był کیا दिया",
    "किया गया गई रहा रही है हैं",
)
