"""What asks in languages whose question words stand anywhere: Turkish, Hindi, and East Asia.

Patterns are over one sentence in lower case, without the marks at its end.
"""

import re
from typing import Final

from mcp_mem0.domain.text.languages.late_patterns import compile_late

_CHINESE: Final = (
    "(?:[吗嗎么麼呢]|吧)$"
    "|什么|什麼|甚麼|谁|誰|哪|多少|怎么|怎麼|怎样|怎樣|为什么|為什麼|为何|為何|几点|幾點|几号"
    "|幾號|几岁|幾歲|几月|幾月|第几|第幾"
    "|多大|多久|多长|多長|多远|多遠|是不是|有没有|有沒有|能不能|会不会|會不會|可不可以|要不要"
    "|在不在|对不对"
)
_CHINESE_ELSE: Final = (
    # "Nothing", "anybody", "I know where": the word asks nothing there.
    "[没沒](?:什么|什麼|怎么|怎麼)|不怎么|(?:什么|什麼|谁|誰|哪[里裡儿兒]?|怎么"
    "|怎麼)[^，,]{0,3}[都也]|吧$|无论|無論|不管"
    "|多少有|不知道|不清楚|忘了|我知道|记得[^吗]*$|我(?:问|想)"
)
_JAPANESE: Final = (
    "(?:です|ます|でした|ました|ません|でしょう|だろう|いる|ある|ない|する|なの|だった|た|る"
    "|い)か(?:な|しら)?$"
    "|(?:だっけ|でしたっけ|かい|だい)$|(?:何|誰|だれ|どこ|いつ|どれ|なぜ|どう|いくつ|いくら"
    "|どちら)(?:です|だ|なの|だった|でした)?$"
    "|(?:何|誰|どこ|いつ|どの|どれ|どんな|なぜ|どうして|どうやって|いくつ|いくら"
    "|どちら)(?![もか])[^。]{1,20}(?:の|の？)$"
    "|(?:名前|住所|番号|予定|誕生日|趣味|仕事|職業|場所|ポート|言語|色|食べ物|年齢)は$"
)
_KOREAN: Final = (
    r"(?:까|까요|니|냐|나요|가요|는지요|을까|을까요|ㄹ까)$"
    r"|(?:누구|어디|언제|무엇|뭐|뭘|왜|어떻게|어느|얼마|무슨|몇)(?!나\b|가\s|라도)(?:[^.]*)(?:요"
    r"|야|어|아|지|죠|해|니|는지|예요|이에요)$"
)
_KOREAN_ELSE: Final = (
    "아니$|왜냐|누구나|언제나|어디나|누군가|언젠가|뭔가|어딘가|몇 [^ ]+ 전|얼마 전|모르|몰라"
    "|으니$|하니$|알아$"
)
_HINDI: Final = (
    r"(?:^| )(?:क्या|कौन|कौनसा|कौनसी|कहाँ|कहां|कब|क्यों|कैसे|कैसा|कैसी|कितना|कितनी|कितने|किस|किसका|किसकी"
    r"|किसके|किसने|किसको|किसे)(?= |$)"
)
_HINDI_ELSE: Final = "नहीं पता|नहीं जानत|पता नहीं|याद नहीं| कि "
_TURKISH: Final = (
    r"\bm[ıiuü](?:y?[ıiuü]m|y?[ıiuü]z|s[ıiuü]n(?:[ıiuü]z)?|yd[ıiuü]\w*|d[ıiuü]r|yken)?$"
    r"|^(?:nerede|nereye|nereden|neresi|hangi|kim|kime|kimi|kimin|kiminle|kaç|nasıl|neden|niçin"
    r"|niye)\b"
    r"|\b(?:nerede|nereye|nereden|kim|kimdir|kaç|kaçta|kaça|nasıl|ne|nedir|kimin|hangisi|neler"
    r"|nerelerde)$"
    r"|\b(?:nerede|nereye|nereden|kaç|hangi|ne|kim|nasıl|neden|kiminle)(?: \w+){0,2} \w+(?:yor"
    r"|yorum|yorsun|ıyor|ar|er|ır|ir|ur|ür|dı|di|du|dü|tı|ti|tu|tü|cek|cak|var|lıyım|liyim)$"
)
_TURKISH_ELSE: Final = r"\bbilmiyor|\bbiliyor|\bne\b.*\bne\b|\bher ne\b|\bhatırla"
_TURKISH_SIGN: Final = re.compile(
    "[ığş]|\\b(?:ne|kim|nerede|nereye|nereden|hangi|neden|kaç|kaçta|mi|mu|kime|kimin)\\b"
)

_HAN_OR_KANA: Final = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_KANA: Final = re.compile("[\u3041-\u30ff]")
_HANGUL: Final = re.compile("[\uac00-\ud7af]")
_DEVANAGARI: Final = re.compile("[\u0900-\u097f]")
_THAI: Final = re.compile("[\u0e00-\u0e7f]")
_THAI_QUESTION: Final = (
    "ไหม$|มั้ย$|หรือเปล่า$|ที่ไหน|เมื่อไหร่|เมื่อไร|ทำไม|อย่างไร|ยังไง|เท่าไหร่|เท่าไร|กี่|(?:อะไร|ใคร)$"
)


_ANY: Final = re.compile(
    f"{_HAN_OR_KANA.pattern}|{_HANGUL.pattern}|{_DEVANAGARI.pattern}|{_THAI.pattern}"
    f"|{_TURKISH_SIGN.pattern}"
)


def may_have_question_sign(sentence: str) -> bool:
    """Return whether a sentence may be of one of these languages: a quick look."""
    return _ANY.search(sentence) is not None


def has_question_sign(sentence: str) -> bool:
    """Return whether a sentence of one of these languages asks, by its words or its ending."""
    if _HAN_OR_KANA.search(sentence):
        if _KANA.search(sentence):
            return compile_late(_JAPANESE).search(sentence) is not None
        return _is_matched(sentence, _CHINESE, _CHINESE_ELSE)
    if _HANGUL.search(sentence):
        return _is_matched(sentence, _KOREAN, _KOREAN_ELSE)
    if _DEVANAGARI.search(sentence):
        return _is_matched(sentence, _HINDI, _HINDI_ELSE)
    if _THAI.search(sentence):
        return compile_late(_THAI_QUESTION).search(sentence) is not None
    return _TURKISH_SIGN.search(sentence) is not None and _is_matched(
        sentence, _TURKISH, _TURKISH_ELSE
    )


def _is_matched(sentence: str, asks: str, says: str) -> bool:
    return (
        compile_late(asks).search(sentence) is not None
        and compile_late(says).search(sentence) is None
    )
