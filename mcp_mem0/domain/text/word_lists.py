"""Lists of common words, for the rules that work without a model.

They are English first, with the smallest words of a few other languages. A word that is
missing costs a little precision and nothing else.
"""


def build_set(*lines: str) -> frozenset[str]:
    """Return the words of some lines."""
    return frozenset(word for line in lines for word in line.split())


JOINING = build_set("of de da do dos del della di du la le el al van von der den bin ibn y")
"""Small words that may stand inside a name."""

ROLE_WORDS = build_set(
    "user assistant system developer tool function human model ai agent",
)
"""Words for the roles in a conversation with a model."""

ANSWER_WORDS = build_set(
    "add update delete noop remember recall relate forget undo quoted changed lately change fact",
    "recent changes",
    "episode excerpt excerpts revision since until space session author quote score found replaced",
    "replaces retired ended forgotten undone undoes closes outdated dropped conflict decided",
    "recorded words note notes said unknown kept corrected extended withdrawn restored hidden",
    "passage passages",
)
"""Words of our own answers: a name must not pass for one of them."""

DATES = build_set(
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec",
    "january february march april may june july august september october november december",
    "am pm utc",
)

SMALL_WORDS = build_set(
    "a an the this that these those here there it its he she they we you i me my your his her our",
    "their mine yours ours theirs him them us who whom whose which what when where why how and or",
    "but nor so yet for if then than because although though while whereas since until unless",
    "before after as at by from in into of off on onto out over to under up with without within",
    "about across against along among around behind beside between despite during except inside",
    "near outside through towards upon via no not yes yeah is am are was were be been has have had",
    "do does did",
)
"""Words that mean nothing alone, and that no name begins with."""

VERBS_OF_ONE = build_set("is was has had will does did can could and or")
"""Small words that follow somebody's name, and hardly ever another first word."""

OPENERS = build_set(
    # Greetings, fillers, adverbs.
    "ca could might must shall should will wo would can let lets ok okay oh ah wow hey hi hello",
    "bye thanks thank please sorry sure well now today tomorrow yesterday tonight maybe perhaps",
    "plus however instead otherwise later soon once meanwhile besides therefore thus hence",
    "honestly also again already still just only even ever too very more most much many few less",
    "least some any each every all both either neither another never always often sometimes",
    "nothing yup nobody none congrats congratulations glad happy sad sounds looks whatever",
    "whenever wherever everyone everybody everything someone somebody something anyone anybody",
    "anything together anyway anyways nope alright definitely lately recently currently finally",
    "actually woah whoa yep really almost apparently hopefully probably overall",
    # People and things without a name.
    "people person user users friend friends family mum mom dad mother father sister brother",
    "husband wife kids life work home school time day week month year music dinner lunch food",
    "things lots",
    # Orders to a computer or an assistant, and other verbs.
    "add ask avoid build call change check choose clean close come commit configure copy create",
    "delete deploy edit enable disable ensure explain find fix follow forget get give go install",
    "keep leave list load look love like hate make meet merge move moved need note open pay pick",
    "prefer prefers push put read remember remind remove rename replace reply report reset",
    "restart return run save say see send set ship show start stop store switch take tell test",
    "try turn update upgrade use uses wait want wants warn watch write got gonna gotta wanna hope",
    "guess believe enjoy appreciate talk stay seems wish bet",
    # Small words of Spanish, French, Italian, Portuguese and German.
    "el los las un una unos unas yo tú él ella nosotros ellos mi tu su es son está sí pero porque",
    "cuando donde como le les une des je il elle nous vous ils elles mon ton ma ta sa mes ses ce",
    "cette est sont et ou mais quand où comme lo gli uno io lui lei noi voi loro mio che perché",
    "os um uma eu ele ela nós eles meu minha der die das ein eine einen ich er sie wir ihr mein",
    "meine ist sind und oder aber wenn wo wie nicht",
)
"""Words that are not part of a name when they open a sentence."""

NEVER_ALONE = build_set(
    "new old great good nice cool awesome amazing best better bad true right wrong big little long",
    "one two three four five six seven eight nine ten first second third last next other same such",
    "own hard crazy super way",
)
"""Words that a name may begin with (New York), but that are no name alone."""

NEGATIONS = build_set("not no never cannot neither nor longer anymore stopped quit")
"""Words that deny; "no longer" and "any more" count with them."""

ENDINGS = build_set(
    "left leave leaves leaving former formerly ex ended over moved sold gave returned lost broke",
    "divorced separated died dead deceased cancelled canceled dropped fired resigned retired was",
    "were used",
    "ehemals früher nicht kein keine mehr verließ gekündigt verkauft gestorben getrennt war",
    "plus ancien ancienne quitté vendu mort était ne pas",
    "ya dejó antes vendió murió era no ex",
    "non più ex lasciato venduto morto",
    "não mais deixou vendeu morreu",
    "niet geen meer voormalig verkocht overleden",
    "without given quit ohne verschenkt weggegeben verlassen sans donné offert perdu sin regaló",
    "dado perdió senza regalato sem deu doou zonder weggegeven verliet utan såld sålde dog lämnade",
    "uden solgt døde już nie bez sprzedał sprzedała zmarł zmarła oddał oddała odszedł odeszła",
    "не нет без больше продал продала умер умерла отдал отдала ушёл ушла бросил бросила",
    "artık değil öldü sattı ayrıldı",
    "ليس ليست لم لن سابقا سابق السابق السابقة ترك تركت توفي توفيت باع باعت طلق انفصل فقد",
    "नहीं छोड़ दिया छोड़ा बेच बेचा पूर्व निधन तलाक मृत्यु भूतपूर्व",
    "더 이상 아니다 않는다 않아요 아니에요 없다 그만뒀다 그만두었다 팔았다 떠났다 죽었다 헤어졌다",
)
"""Words of a clause that says that something is not so any more, in the languages of the rules."""

TIME_WORDS = build_set(
    "now currently nowadays today presently recently lately already still just finally",
    "instead since",
)
"""Words that only say that a fact is true now."""

MANY_VALUED = build_set(
    "like love enjoy prefer hate dislike want know meet met have has had own use need",
    "speak learn study studied play read watch watched listen visit visited see saw seen",
    "bought buy sold made make wrote write finished started began went attended joined",
    "cooked baked painted celebrated tried try said told asked mentioned recommended suggested",
    "include includes contain support hobby hobbies friend pet interest skill",
)
"""Words that go with many values at once, or with something that happened once."""

FUNCTION_WORDS = build_set(
    # English beside its small words: adverbs and verbs that go with everything.
    "also again only even ever too very more most much many any some each every all both either",
    "another such same other else ever always often sometimes usually never nothing something",
    "anything everything everyone somebody well really actually honestly maybe perhaps please",
    "can could will would shall should may might must being having doing done going gone goes get",
    "gets got gotten let lets make makes come comes came become becomes became take takes took",
    "don doesn didn isn aren wasn weren won wouldn couldn shouldn haven hasn hadn ain ll ve re",
    "thing things way one ones lot lots there here then about",
    # German, Dutch, Scandinavian.
    "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist",
    "sind war waren hat habe haben hatte wird werden mit von vom aus auf für bei nach seit zum zur",
    "als wie auch noch schon nur mehr sehr ich mein meine meinen meiner wir uns unser unsere sie",
    "ihr ihre dass wenn weil het een van niet geen zijn was heeft heb hebben met voor naar uit ook",
    "maar meer mijn hij zij wij deze dit dat ett och men inte som för med till från har hade jag",
    "min mitt mina han hon den det ikke jeg vi til fra ikke mer",
    # Romance languages.
    "los las una uno unos unas del con por para que qué como cuando pero porque más muy sin sobre",
    "este esta esto ese esa son era fue soy hay mis les des une pour dans sur avec sans plus pas",
    "mais est sont était sera qui quoi mon mes ses nous vous ils elles elle cette cet aux che non",
    "per con sul sulla della delle degli dei gli mio mia miei sono era più come anche nel nella",
    "uma uns umas dos das pelo pela não mas mais muito meu minha meus minhas ele ela eles está",
    "din mai sau dar este sunt fost care pentru ale",
    # Slavic languages.
    "что как это она они его её был была было были есть для или уже ещё еще мой моя моё мои наш",
    "больше меня мне теперь так только все всё",
    "nie jest się sie jak ale czy już juz mój moja moje był była było dla przez nad pod tak też",
    "jsem jsi jsou byl byla bylo není neni ale nebo jako pro při pri také taky můj moje více",
    "nisam sam smo bio bila nije kao ili ali više vise щe ще або але немає моя моє",
    # Turkish, Hungarian, Finnish.
    "bir ve ile için icin ama değil degil var yok daha çok cok gibi benim artık artik nem egy hogy",
    "van volt már mar még meg csak ezt azt ami aki már ja on ei ole oli että myös mutta kun enää",
    "minun olen",
    # Greek, Arabic, Hebrew, Persian, Hindi.
    "και είναι ήταν δεν που στο στη στην στον από για μου σου του της των τον την έχω έχει πια",
    "في من على إلى عن مع هذا هذه ذلك التي الذي كان كانت هو هي لا لم لن ما أو ثم قد أنا لي بعد",
    "של את על עם לא הוא היא זה זאת אני לי יש אין היה היתה גם כי אבל או יותר",
    "از در به با که این آن را است بود من برای هم نیست دیگر",
    "है हैं था थी थे में से को का की के और नहीं मैं मेरा मेरी मेरे यह वह अब पर भी हूँ हूं",
    # Vietnamese, Indonesian, Swahili.
    "tôi đã và của không một các là có cho với này đó được ở nữa còn thì",
    "mà rất cũng yang dan di ke",
    "dari ini itu tidak saya aku dengan untuk sudah adalah pada lagi kami na ya wa kwa ni si",
    # Korean.
    "나는 저는 내가 제가 이제 더 이상 그리고 있다 있어요 없다 없어요 않아요 합니다 했어요",
)
"""Words that occur in sentences about anything, so sharing one means nothing."""

COMMON_VERBS = build_set(
    "live lives lived living work works worked working plays played playing used using speaks",
    "spoke studies reads moved moving moves stay stays stayed owns owned goes drives wants likes",
    "loves called named calls knows knew thinks think thought says said tells feel feels felt",
    "wohnt wohne wohnen wohnte lebt lebe leben arbeitet arbeite arbeiten spielt spiele heißt mag",
    "vive vivo trabaja trabajo tiene tengo juega habita habite travaille joue aime lavora lavoro",
    "abita gioca mora trabalha trabalho gosta woont werkt speelt bor jobbar arbetar arbejder",
    "mieszka mieszkam pracuje pracuję lubi bydlí pracuje hraje живет живёт живу работает работаю",
    "играет любит живе працює yaşıyor çalışıyor yaşar él lakik dolgozik asuu työskentelee",
    "يعيش تعيش يعمل تعمل يسكن تسكن sống làm sinh tinggal bekerja रहता रहती करता करती",
)
"""Verbs that are neither the subject nor the value of a statement."""

COMMON_PAIRS = build_set(
    "我们 我的 你们 他们 她们 这个 那个 这是 那是 现在 已经 没有 不是 不再 什么",
    "一个 可以 知道 因为 所以 但是",
    "如果 自己 就是 还是 今天 昨天 明天 时候 以后 以前 了我 我在 我是 我不 在我",
    "我上 上个 个月 一年 一次",
    "我們 這個 這是 現在 已經 沒有 什麼 一個 因為",
)
"""Pairs of Chinese signs of the same kind."""
