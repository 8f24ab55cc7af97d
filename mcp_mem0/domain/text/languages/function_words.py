"""The commonest small words of languages written in Latin letters, and letters that show one.

They tell languages apart, so words that several share count less. No word is in a list that is also
a frequent name, and none of code.
"""

from collections.abc import Mapping
from typing import Final

from mcp_mem0.domain.text.word_lists import build_set

WORDS_BY_LANGUAGE: Final[Mapping[str, frozenset[str]]] = {
    "en": build_set(
        "the of and to in is are was were be been it that this these those with for from on at by",
        "as",
        "my your his her our their i you he she we they me him us them not no do does did has",
        "have had",
        "what which who where when why how can could will would should if but or so than there",
        "about",
        "an any some all out up into after before because been being get got every",
    ),
    "de": build_set(
        "der die das den dem des ein eine einen einem einer ist sind war waren und oder aber",
        "nicht kein",
        "keine ich du er sie wir ihr mein meine meinen meiner dein seine unser unsere hat habe",
        "haben hatte",
        "wird werden kann mit von vom zu zum zur bei auf für aus nach im am um an über unter seit",
        "was wer",
        "wo wie wann warum in will soll darf außer wem wen welche welcher welches welchen es man",
        "auch noch nur schon immer jeden wenn dass",
    ),
    "fr": build_set(
        "le la les un une des du de au aux et ou mais est sont était a ont avait je j tu il elle",
        "nous vous",
        "ils elles mon ma mes ton son sa ses notre nos leur ce cette ces que faut qui quoi quel",
        "quelle quels où",
        "quand comment pourquoi combien dans pour par avec sur sans chez pas ne plus en y très on",
        "peut",
    ),
    "es": build_set(
        "el la los las un una unos unas de del al y o pero es son era está están fue hay yo tú él",
        "ella",
        "nosotros mi mis tu su sus nuestro nuestra que qué quién cuál cuándo dónde cómo cuánto",
        "por para con",
        "sin sobre en entre desde hasta no se me te le lo nos ya muy más también cada tiene tengo",
        "vive a",
    ),
    "it": build_set(
        "il lo la i gli le un una uno di del della dei delle al alla da in dal nel nella su sul",
        "con per tra e",
        "o ma è sono era ha ho hanno io tu lui lei noi mio mia miei sua suo nostro nostra che chi",
        "cosa quale",
        "quando dove come perché quanto non si mi ti ci anche più molto ogni sempre dell all",
    ),
    "pt": build_set(
        "o a os as um uma de do da dos das no na nos nas ao à e ou mas é são era está foi tem",
        "tenho eu ele",
        "ela nós meu minha meus seu sua nosso que quem qual quando onde como por para com sem",
        "sobre em não",
        "se me lhe também mais muito cada pelo pela porque já você",
    ),
    "nl": build_set(
        "de het een van en of maar is zijn was waren ik jij je hij zij ze wij we mijn jouw haar",
        "ons onze hun",
        "niet geen met voor naar bij op aan in uit over om door tot wat wie waar wanneer waarom",
        "hoe welke",
        "welk heeft heb hebben had wordt kan ook nog maar als dat die deze dit er te elke altijd",
    ),
    "pl": build_set(
        "i w we z ze na do od dla po przez przy pod nad o u a ale lub jest są był była było nie",
        "się to ten ta",
        "te tego tej jak co kto gdzie kiedy dlaczego ile czy który która które mój moja moje mam",
        "ma jej jego",
        "nasz nasza już też tylko bardzo każdy mnie mi po za",
    ),
    "tr": build_set(
        "ve bir bu şu o da de mi mı mu mü ne kim nerede nasıl neden hangi kaç ne zaman ile için",
        "gibi daha çok",
        "var yok ben sen biz siz benim senin onun bizim değil ama veya her ki olan olarak sonra",
        "önce en",
    ),
    "sv": build_set(
        "och att det är en ett den som på av för med till från inte jag du han hon vi min mitt",
        "mina har hade",
        "vad vem var när hur varför vilken vilket men eller också om sin kan ska över varje",
    ),
    "da": build_set(
        "og at det er en et den som på af for med til fra ikke jeg du han hun vi min mit mine har",
        "havde hvad",
        "hvem hvor hvornår hvordan hvorfor hvilken men eller også om sin kan skal over hver",
    ),
    "cs": build_set(
        "a v ve z ze na do od pro po při pod nad o u s se si je jsou byl byla bylo není to ten ta",
        "kdo co kde",
        "kdy proč jak kolik který která můj moje má mám ale nebo už také jen jsem každý",
    ),
    "ro": build_set(
        "și în la de cu pe din pentru este sunt era nu un o al a ale mea meu ce cine unde când",
        "cum care mai",
        "am are ai dar sau că să se îmi fiecare",
    ),
    "fi": build_set(
        "ja on ei se että oli mutta tai kun myös minä hän me minun mikä kuka missä milloin miten",
        "miksi ovat",
        "olen ole joka kanssa jos nyt",
    ),
    "id": build_set(
        "yang dan di ke dari ini itu untuk dengan tidak adalah saya kami kita dia apa siapa kapan",
        "mana",
        "bagaimana mengapa ada pada akan sudah atau juga",
    ),
}
"""Function words, in lower case with their accents."""

SCRIPT_WORDS: Final = build_set(
    "в на и не что как где кто когда это у с к по для из за от до ли мой моя моё мне меня я он",
    "она мы есть",
    "какой какая какие каком сколько почему был была живёт его её або що як де хто є та у це мій",
    "моя",
    "και το τα η ο του της στο στη με για που τι ποιος πού πότε είναι δεν από μου",
    "في من على إلى عن مع هل ما ماذا أين متى كيف هو هي هذا التي الذي أنا لي لا كان أن",
    "در از به با که این را است کجا چه کی چرا من",
    "של את על עם לא הוא היא אני מה מי איפה מתי איך יש זה לי",
    "का की के में है हैं को से ने और क्या कौन कहाँ कहां कब कैसे मेरा मेरी मैं पर नहीं कितने कितना",
)
"""Function words of other scripts: a text without one may be names alone."""

LETTERS_BY_LANGUAGE: Final[Mapping[str, str]] = {
    "de": "ß",
    "fr": "œêëîûç",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "pl": "łżźąęśń",
    "tr": "ığş",
    "sv": "å",
    "da": "æø",
    "cs": "ůřěč",
    "ro": "țșă",
}
"""Letters that are found in hardly any other of these languages."""
