"""What makes a question tell something, too: who says it, what is asked to be done, a tag.

Patterns are over words of `split_plain_words` with a space before and after, except those over
signs of scripts without spaces.
"""

from typing import Final

from mcp_mem0.domain.text.normalise import split_plain_words, word_set


def _join_phrases(*lines: str) -> str:
    phrases = (phrase for line in lines for phrase in line.split("|"))
    return "|".join(" ".join(split_plain_words(phrase)) for phrase in phrases)


CONDITIONS: Final = word_set(
    "when while if whenever before after until during since once at in on for by from with about",
    "wenn als falls während bevor nachdem bei auf im am um seit nach vor wanneer toen terwijl",
    "voor na",
    "quand lorsque si pendant avant après depuis dans en à chez cuando mientras antes después",
    "desde",
    "durante quando mentre prima dopo da nel nella a al se enquanto antes depois no na desde",
    "gdy kiedy jeśli jeżeli podczas przed po w na когда если пока до после во в на при с eğer iken",
    "عندما إذا لو قبل بعد منذ في जब अगर यदि पहले बाद",
)
"""Words that begin a time, a place or a condition, which a question may open with."""

SAYING_SUBJECTS: Final = word_set(
    # Pronouns that are the subject of a verb, and verbs of the first person where none is said.
    "i im ive we weve he she they it is are was were has isn",
    "ich wir er sie es ist sind war hat habe bin ik wij hij heeft heb ben",
    "je j nous il elle ils elles c est suis ai sont a yo nosotros soy estoy tengo vivo somos es",
    "esta",
    "están tiene hay eu nós sou estou tenho moro somos está são tem io noi sono ho abbiamo è ha",
    "ja my mam jestem mieszkam on ona oni jest są ma я мы он она они у ben biz benim var yok im ım",
    "أنا نحن هو هي لدي عندي मैं हम वह है हूँ हूं हैं 저는 나는 제가 내가 우리",
)
"""Words that make a clause before a question a statement."""

STATES: Final = "[我他她它们們是有在了]|です|ます|でした|ました|[だたい]$|ครับ|ค่ะ|ฉัน|ผม"
"""The same in scripts without spaces."""

TAGS: Final = frozenset(
    split_plain_words(tag)
    for line in (
        "right|correct|yes|no|eh|isn't it|aren't i|isn't that so|don't you think|doesn't she",
        "doesn't he",
        "don't they|don't i|didn't i|didn't she|didn't he|didn't they|isn't he|isn't she",
        "aren't they",
        "wasn't it|wasn't he|wasn't she|is that right|is that correct|or not|okay|ok|you know",
        "oder|nicht wahr|nicht|stimmt's|stimmt das|gell|ne|hè|toch|niet waar|klopt dat",
        "n'est-ce pas|non",
        "hein|pas vrai|c'est ça|verdad|no es así|cierto|vale|vero|giusto|no è vero|né|não é|certo",
        "prawda|nie|nie prawda|czy nie|tak|да|правда|верно|не так ли|так|değil mi|di mi|tamam mı",
        "أليس كذلك|صحيح|है ना|ना|सही|그렇지|맞지|맞죠|그쵸|对吧|對吧|对吗|對嗎|是吧|是吗|是嗎",
        "不是吗|好吗|ですよね|よね|でしょ",
    )
    for tag in line.split("|")
)
"""What asks only for a confirmation of what stands before it."""

TELLING: Final = (
    # "Did you know that", "have I told you that", "can you remember I'm".
    r" (?:know|knew|remember|note|noted|save|saved|store|believe|hear|heard|mention|mentioned"
    r"|tell you|told you|forget|realise|realize|add|imagine)(?: down)?"
    r" (?:that|i|i m|im|we|he|she|they|about (?:my|our) new) "
    r"| did (?:you know|i tell you|i mention|you hear)(?! (?:what|where|when|who|which|how|why"
    r"|if)\b)"
    r" | have i (?:told|mentioned)(?! you (?:what|where|when|who|which|how|why|if)\b) "
    r"| (?:weisst|wusstest|wussten|wissen|merk|merken|glaubst|erinnerst|gesagt|erzahlt|notieren) "
    r"(?:.* )?dass "
    r"| (?:wist|weet|onthouden|noteren|verteld|gezegd) (?:.* )?dat "
    r"| (?:savais|saviez|noter|retenir|dit|te souviens|rappelles|raconte|croire) (?:.* )?qu(?:e)? "
    r"| (?:sabias|sabes|sabiais|recordar|anotar|dije|conte|creer|acuerdas) (?:de )?que (?!es |hay )"
    r"| (?:sapevi|sai|ricordare|segnare|annotare|detto|raccontato) (?:.* )?che (?!cosa )"
    r"| (?:sabia|lembrar|anotar|disse|contei|sabe) que (?!e |ha |dia |hora )"
    r"| (?:wiesz|wiedziałes|wiedziałas|zapamietac|zapisac|mowiłem|mowiłam) ze "
    r"| (?:знаешь|знал|знала|знали|запомнить|записать|говорил|говорила|рассказывал"
    r"|рассказывала) что (?:я|у|мы|мои|моя|он|она) "
    r"| (?:biliyor|soyledim|soylemis|hatırlar|not eder) "
    r"| (?:تعلم|تعرف|اخبرتك|قلت لك) (?:ان|اني|انني) "
    r"| (?:पता|मालूम|बताया|याद) (?:है|था|हैं|रखना|रखोगे) कि "
    r"| [^ ]+(?:다고|라고|다는|라는)(?: [^ ]+)*? (?:알고|말했|기억|들었)"
)
"""What tells by asking whether it is known."""

TELLING_SIGNS: Final = (
    # Told by asking, or an order to do something.
    "(?:知道|知不知道|告诉过你|告訴過你|记住|記住|说过|說過)(?:我|他|她|我们"
    "|我們)(?![^，。？?]*(?:什么|什麼|哪|谁|誰|多少|几|幾|怎么|怎麼|吗))"
    "|你知道(?!.*(?:什么|什麼|哪|谁|誰|多少|几|幾|怎么|怎麼)).{2,}[了吗嗎].?$|帮我(?!找|查|想"
    "|回忆)|幫我(?!找|查|想|回憶)|请你(?!告诉)|(?:って|こと(?:を|は)?)(?:知って|覚えて|言った"
    "|言いました)"
    "|(?:て|で)(?:くれ(?:ます|ない|る)|もらえ(?:ます|ない|る)|ください"
    "|いただけ)(?<!教えてくれます)(?<!教えてください)(?<!教えてもらえます)"
    "|[^ ]+(?:다고|라고|다는|라는) ?(?:거|것)? ?(?:[^ ]+ )?(?:알고|알아|말했|기억|들었)"
    "|(?<!알려) ?줄 수|(?<!알려) ?줄래|(?<!알려) ?주세요|(?<!알려)주실"
)

_ASKED_TO: Final = _join_phrases(
    "can you|could you|would you|will you|can we|could we|shall we|would you mind|can u",
    "kannst du|könntest du|können sie|könnten sie|würdest du|kun je|kan je|kunt u|zou je",
    "peux tu|pouvez vous|pourrais tu|pourriez vous|tu peux|vous pouvez",
    "puedes|podrías|puede usted|podría|me ayudas|puoi|potresti|può|potrebbe|mi aiuti",
    "você pode|você poderia|podes|poderias|pode me|poderia me|pode ajudar",
    "możesz|mógłbyś|mogłabyś|może pan|можешь|можете|не мог бы|не могла бы|могли бы",
    "هل يمكنك|هل تستطيع|ممكن|क्या आप|क्या तुम",
)
_TO_ANSWER: Final = _join_phrases(
    "tell|say|remember|recall|remind|show|list|know|find|name|eat|see|explain what|please tell",
    "mir sagen|sagen|erinnern|mir noch sagen|me vertellen|zeggen|me dire|dire|rappeler|me rappeler",
    "decirme|recordarme|recordar|dirmi|ricordarmi|dizer|me dizer|lembrar|powiedzieć|mi powiedzieć",
    "сказать|напомнить|мне сказать|أن تخبرني|إخباري|अपने|बता|मुझे बता",
)
REQUESTS: Final = f" (?:{_ASKED_TO}) (?!(?:{_TO_ANSWER}) )[^ ]"
"""What asks for something to be done and not only for an answer: "can you write"."""
