"""Recognising a question for all that is known about the user: "What do you know about me?".

Its words are about memory, not about what is remembered, so no search can answer it.
"""

import re
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.matters.lexicon import TEXTS_KEPT
from mcp_mem0.domain.text.normalise import unify_marks

CHARS_MAX: Final = 100
"""Longer questions ask for something more."""

_SOME: Final = r"(?: \w+){0,4}"
_FORMS: Final = (
    rf"(?:you(?: \w+)? (?:know|remember|recall)|is known){_SOME} about (?:me|myself|the user)",
    rf"(?:you|have) (?:learn(?:ed|t)|stored){_SOME} about (?:me|myself|the user)",
    rf"tell me (?:everything|all|more|something|what){_SOME} about (?:me|myself|the user)",
    rf"(?:weißt du|wissen sie|du weißt|erzähl mir|ist bekannt|alles){_SOME} über mich(?: \w+)?",
    rf"(?:sais tu|tu sais|savez vous|vous savez|dis moi){_SOME} (?:sur|de|à propos de) moi",
    rf"(?:sabes|sabe usted|recuerdas|cuéntame){_SOME} (?:sobre|de|acerca de) mí",
    rf"(?:sai|ricordi|dimmi){_SOME} (?:su di|di) me",
    rf"(?:você|tu|que|o quê) (?:sabes?|lembra){_SOME} (?:sobre|de) mim",
    rf"(?:weet je|je weet|vertel me){_SOME} (?:over|van) (?:mij|me)",
    rf"(?:wiesz|pamiętasz|powiedz mi){_SOME} (?:o|na temat) mnie",
    rf"(?:ты знаешь|вы знаете|ты помнишь|расскажи|известно){_SOME} обо мне",
    rf"(?:benim )?hakkımda{_SOME} (?:biliyorsun|hatırlıyorsun)(?: \w+)?",
    r"(?:你|您)(?:都|还)?(?:知道|了解|记得|記得)(?:关于|關於)?我(?:的)?(?:什么|什麼|哪些|哪些事|多少|吗|嗎)?",
    r"(?:关于|關於|对|對)我(?:你|您)?(?:都)?(?:知道|了解|记得|記得)(?:什么|什麼|哪些|多少)",
    r"(?:私|僕|わたし)(?:について|のこと(?:を|について)?)(?:何を|なにを)?(?:知って|覚えて)いますか",
    r"(?:나|저)에 대해 (?:무엇을 |뭘 |뭐 )?(?:알고|알아|아는|기억)\w*(?: \w+)?",
    rf"(?:تعرف|تعرفه|تتذكر|تعلم){_SOME} عني",
    r"मेरे बारे में (?:\S+ )?(?:क्या )?(?:जानते|जानती|पता|याद|मालूम) (?:हो|हैं|है)",
)
_ASKED: Final = re.compile(rf"(?:^|.*\s)(?:{'|'.join(_FORMS)})")
_PLAIN: Final = re.compile(r"[\s\-'’?!.,。？！¿¡؟।]+")


@lru_cache(maxsize=TEXTS_KEPT)
def asks_for_overview(text: str) -> bool:
    """Return whether a question asks for all that is known about whoever asks."""
    if len(text) > CHARS_MAX:
        return False
    plain = _PLAIN.sub(" ", unify_marks(text).lower()).strip()
    return _ASKED.fullmatch(plain) is not None
