"""Lists of words for finding names by rule: what opens a sentence, and what follows a name.

A word that is missing costs a name or invents one, and nothing else. Words that are common given
names ("Ben", "Kim", "Julio") are in no list of words that are never names.
"""

from mcp_mem0.domain.text.word_lists import build_set

DATES_WITH_CAPITALS = build_set(
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays weds thurs tues montag",
    "dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags mittwochs",
    "donnerstags freitags samstags sonnabends sonntags januar jänner februar märz juni juli",
    "oktober dezember",
)
"""Days and months that are written with a capital anywhere in a sentence, beside `DATES`."""

OTHER_DATES = build_set(
    "lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis",
    "samedis dimanches janvier février juin juillet août septembre octobre novembre décembre lunes",
    "martes miércoles jueves viernes sábado sábados enero febrero mayo junio agosto septiembre",
    "octubre noviembre diciembre lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio",
    "febbraio maggio giugno luglio settembre ottobre dicembre segunda-feira terça-feira",
    "quarta-feira quinta-feira sexta-feira janeiro fevereiro junho julho setembro outubro dezembro",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart augustus",
    "måndag tisdag onsdag torsdag fredag lördag söndag måndagar mandag tirsdag lørdag søndag",
    "poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę stycznia",
    "lutego marca kwietnia maja czerwca lipca sierpnia września понедельник вторник среда среду",
    "четверг пятница пятницу суббота субботу воскресенье понедельникам вторникам средам четвергам",
    "пятницам субботам воскресеньям январь января февраль февраля март марта апрель апреля июнь",
    "июня июль июля август августа сентябрь сентября октябрь октября ноябрь ноября декабрь декабря",
)
"""Days and months of languages that write them small, but for the beginning of a sentence."""

FIRST_WORDS = build_set(
    # German.
    "bei mit nach seit aus auf für über unter ohne gegen um an im ins zum zur beim vom neben",
    "hinter gestern heute morgen übermorgen dann jetzt hier dort auch noch nur schon warum wer was",
    "wann welche welcher welches diese dieser dieses alle viele kein keine weil dass ob obwohl",
    "bitte danke ja nein hallo unser unsere seine ihre ihr es sein als bis wegen während zwischen",
    # French.
    "chez avec pour dans sur sous sans par en à au aux depuis pendant après avant vers entre hier",
    "aujourd'hui demain maintenant ici là oui non merci bonjour salut cet ces ça son ses notre nos",
    "votre vos leur leurs qui que quoi quel quelle quels quelles quand comment pourquoi combien si",
    "donc puis aussi très tous toutes tout toute c'est j'ai y",
    # Spanish.
    "con para por desde hasta sin sobre según hoy ayer mañana ahora aquí allí también tampoco",
    "nunca siempre ya muy más todo todos toda todas este esta estos estas ese esa eso nuestro",
    "nuestra sus qué quién quiénes cuál cuándo dónde cómo cuánto hola gracias hay e",
    # Italian.
    "su tra fra senza dopo prima oggi ieri domani adesso ora qui lì anche sempre già molto tutto",
    "tutti questo questa questi queste quello i nel nella nei alla della dal dalla chi cosa quale",
    "quando dove perché quanto se ciao grazie c'è",
    # Portuguese.
    "em com sem até no na nos nas ao hoje ontem amanhã agora aqui ali também sempre já muito isso",
    "nosso nossa seu sua quem qual onde quanto sim não olá obrigado obrigada um",
    # Dutch.
    "met voor bij naar uit op aan onder zonder tussen sinds tot vandaag gisteren nu daar ook",
    "altijd nooit deze dit dat onze ons mijn jouw zijn haar wie wat waar wanneer hoe waarom omdat",
    "nee het een",
    # Swedish, Danish and Norwegian.
    "hos med på från till för utan efter före över mellan idag igår imorgon här där också alltid",
    "aldrig denna detta vår vårt våra vem vad när hur varför vilken nej hej tack fra til ikke hvem",
    "hvad hvor",
    # Polish and Czech.
    "u w we z ze od dla przy przez po pod nad bez za dziś dzisiaj wczoraj jutro teraz tam też",
    "także zawsze nigdy już bardzo wszystkie wszyscy ten nasz nasza mój moja jego jej kto co gdzie",
    "kiedy jak dlaczego czy jeśli tak nie cześć dziękuję v ve s k ke kdo kde kdy proč dnes včera",
    "zítra",
    # Russian and Ukrainian.
    "у в во на с со к ко о об обо от до для из по под надо над за при про через без между после",
    "перед сегодня вчера завтра сейчас теперь тут там здесь тоже также всегда никогда уже очень",
    "все всё этот эта это эти тот та то те наш наша наше наши мой моя моё мои его её их кто что",
    "где когда как почему зачем сколько какой какая если да нет не ни привет спасибо и а но или",
    "есть мне меня нам нас з із від що хто де коли чому це цей ця та але",
)
"""Prepositions, questions and other small words: no part of a name where they open a sentence."""

LONE_FIRST_WORDS = build_set(
    "da de han hon vi du jag min mina din von van don om al je ik jij hij zij wij se me te ti ci",
    "mi ja ty ma my on ona oni jest mam mars domingo domingos quite half rather such please yes я",
    "ты он она оно мы вы они был была было были fyi asap todo todos btw omg lol imo idk faq eta",
    "tbd nb ps wip fixme ok ie eg",
)
"""Words that may begin a name of two words where they open a sentence, but are none alone."""

NEVER_NAMES_ALONE = build_set(
    "mai co inc ltd corp llc gmbh ag plc kg sa mr mrs ms dr prof st jr sr no nr vol fig vs etc kb",
    "mb gb tb mhz ghz kw kwh km cm mm mg ml usd eur gbp chf fyi asap todo btw omg lol imo idk tbd",
    "wip fixme ps nb",
)
"""Parts of names, units and abbreviations, which are no names where they stand alone."""

COMMON_NOUNS = build_set(
    "breakfast brunch supper coffee tea milk water beer wine bread butter rice sugar salt meat",
    "fish chicken cheese fruit pizza pasta soup salad cake chocolate ice money rent salary tax",
    "insurance health sleep exercise yoga pain medicine therapy weather rain snow wind sun winter",
    "summer spring autumn traffic parking art dance cinema theatre poetry literature history",
    "mathematics maths math physics chemistry biology college university homework practice class",
    "dog dogs cat cats children parents grandma grandpa grandmother grandfather son daughter boss",
    "deadline deadlines standup stand-up sync kickoff retro demo sprint release releases deploy",
    "deploys deployment rollout launch review pipeline server servers client clients database",
    "databases backup backups cache queue cluster container service services module package",
    "library framework code hardware software firmware documentation docs readme test tests",
    "integration production staging development prod config configuration log logs error errors",
    "bug bugs issue issues ticket tickets invoice invoices payment payments order orders delivery",
    "shipment customer customers team teams staff management support sales engineering design",
    "product project plan budget contract meetings appointment interview call email mail message",
    "notes task tasks reminder version branch master port endpoint access authentication login",
    "password token key keys flight train bus tram taxi car bike boat house flat apartment room",
    "kitchen garden garage office birthday wedding party holiday vacation trip travel part chapter",
    "option question answer reason result summary status progress feedback context background goal",
    "idea problem solution example warning info details half noise love life mama papa hund hunde",
    "katze katzen kaffee tee arbeit schule wetter собака собаки кошка кошки мама папа сестра брат",
    "муж жена работа погода дом",
)
"""Things that open a sentence without an article and are followed by a verb, as a name is."""

NOUN_MARKERS = build_set(
    "ein eine einen einem einer eines kein keine keinen keinem keiner mein meine meinen meinem",
    "meiner dein deine deinen seine seinen seinem seiner ihren ihrem ihrer unser unsere unseren",
)
"""Articles of German after which a word with a capital is a common noun."""

ADVERBS = build_set(
    "also often never always still just now already usually sometimes only really even once soon",
    "today yesterday both ever hardly rarely seldom currently recently finally ne se me y en te le",
    "lo la les no non não ya nunca siempre también jamás já si ci ne mai sempre nie się już też",
    "zawsze nigdy не уже тоже всегда никогда часто больше сейчас теперь",
)
"""Adverbs, reflexives and negations that may stand between a name and its verb."""

AND_WORDS = build_set("and or y e et ou und oder o en och eller og i и или та")

OWNERS = build_set(
    "her his their my our the a ihr ihre sein seine su sus sa son ses leur sua suo haar zijn",
    "hennes",
)
"""Words that begin a second subject: "Marta and her sister"."""

SINGULAR_VERBS = build_set(
    "likes loves hates dislikes enjoys avoids adores lives works plays owns eats drinks",
    "drives reads writes speaks studies teaches learns keeps knows rides sings swims runs",
    "cooks bakes smokes collects visits misses trusts thinks believes hopes plans wishes",
    "fears rents hires leads",
)
"""Verbs before which a word on -s is no plural: "James likes tea"."""

FINITE_VERBS = build_set(
    # English: what no ending shows.
    "is was has had ca wo will does did can could would may might must should went got bought met",
    "made took gave came saw found left kept told said knew thought felt became began broke",
    "brought built caught chose drew drank drove ate fell flew forgot grew heard held hurt led",
    "lent lost paid quit rode ran rang rose sang sat sold sent shook slept spoke spent stood stole",
    "swam taught threw understood woke wore won wrote uses prefers wants needs seems looks sounds",
    "moved",
    # German and Dutch.
    "ist war hat hatte wird wurde kann konnte will wollte muss musste soll darf mag mochte heißt",
    "hieß wohnt wohnte lebt lebte arbeitet arbeitete spielt spielte spricht sprach lernt lernte",
    "liest las isst aß trinkt trank fährt fuhr geht ging kommt kam kauft kaufte macht machte liebt",
    "liebte hasst nutzt benutzt verwendet bevorzugt studiert studierte zieht zog besitzt braucht",
    "weiß kennt denkt glaubt meint sagt sagte findet fand schreibt schrieb kocht reist plant hört",
    "sieht gibt gab nimmt nahm bekommt bekam leitet lehrt unterrichtet raucht singt tanzt malt",
    "sammelt züchtet heiratet heiratete verlor verkaufte leidet verträgt heeft had woont woonde",
    "werkt werkte speelt spreekt leert leest eet drinkt rijdt gaat komt koopt kocht houdt haat",
    "gebruikt heet studeert bezit kent denkt schrijft verhuisde",
    # French.
    "a est était avait sera va vient fait faisait peut veut doit habite habitait vit vivait",
    "travaille travaillait joue parle apprend lit mange boit conduit aime adore déteste préfère",
    "utilise étudie possède connaît pense dit écrit cuisine voyage chante danse fume enseigne",
    "dirige achète acheta déménage part prend met sait suit tient",
    # Spanish and Portuguese.
    "es está fue era ha había tiene tenía va viene hace puede quiere debe vive vivía trabaja",
    "trabajaba juega habla aprende lee come bebe conduce ama adora odia prefiere usa utiliza",
    "estudia posee conoce piensa dice escribe cocina viaja canta baila fuma enseña dirige compra",
    "lleva toca gusta é foi tem tinha vai vem faz pode quer deve mora morava vive trabalha joga",
    "fala aprende lê bebe conduz gosta prefere estuda possui conhece pensa diz escreve cozinha",
    "viaja fuma ensina",
    # Italian.
    "è era ha aveva va viene fa può vuole deve abita abitava vive lavora lavorava gioca parla",
    "impara legge mangia beve guida ama adora odia preferisce usa studia possiede conosce pensa",
    "dice scrive cucina viaggia canta balla fuma insegna suona",
    # Swedish, Danish and Norwegian.
    "är var har hade ska kan vill måste bor bodde jobbar jobbade arbetar arbetade spelar talar",
    "pratar lär läser äter dricker kör går kommer köper köpte gillar älskar hatar föredrar",
    "använder studerar äger känner tycker skriver flyttade heter er bor arbejder spiller taler",
    "læser spiser drikker elsker liker jobber snakker hedder heter flyttet",
    # Polish and Czech.
    "jest był była ma miał miała mieszka mieszkał pracuje gra mówi uczy czyta je pije jedzie idzie",
    "lubi kocha woli używa studiuje zna myśli pisze gotuje śpiewa pali kupił kupiła pojechał bydlí",
    "pracuje hraje mluví čte jí pije má byl byla rád ráda žije studuje",
    # Turkish, Finnish, Hungarian and others that put the verb second.
    "on oli asuu työskentelee pelaa puhuu syö juo rakastaa inhoaa él lakik dolgozik játszik beszél",
)
"""Verbs of sentences about people, in the form that goes with one person."""

BASE_VERBS = build_set(
    "are were have do live work play use need want like love meet go come run make take get give",
    "say know think see look find keep show tell ask try call help start stop move pay bring begin",
    "read write sit stand lose add build ship deploy merge fix remove update change create delete",
    "pass fail break drop support require contain include depend must should can will could would",
    "may might",
)
"""Verbs that go with several, so a word on -s before them is a noun: "Team members meet"."""

PAST_VERBS = build_set(
    "fixed added removed updated changed created deleted merged shipped deployed moved renamed",
    "refactored improved released reverted bumped upgraded replaced implemented tested reviewed",
    "finished started stopped closed opened resolved rejected approved published installed enabled",
    "disabled configured migrated switched extracted cleaned documented reported received",
    "requested discussed agreed decided planned scheduled cancelled postponed ordered booked",
    "called emailed mailed asked talked visited watched learned learnt tried used worked lived",
    "played cooked walked painted based limited required expected needed wanted liked loved hated",
)
"""Past tenses that open a note without a subject: "Fixed bugs in the parser"."""
