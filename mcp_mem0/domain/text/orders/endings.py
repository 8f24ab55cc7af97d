"""Words that say that something in the world changed: "no longer", "it was cancelled"."""

import re
from typing import Final

from mcp_mem0.domain.text.normalise import split_plain_words
from mcp_mem0.domain.text.orders.grammar import build_pattern

_CHANGES: Final = build_pattern(
    # English
    "no longer|not any more|not anymore|anymore|any more|cancelled|canceled|called off|is over"
    "|are over|is gone|are gone|sold|quit|moved|left|died|ended|closed|postponed|broke up"
    "|gave up|stopped|instead|after all|actually|is off|isn t happening|not going|changed"
    "|not coming|isn t coming|fell through|switched|divorced|split up|deleted|removed|dropped"
    # German, Dutch, Scandinavian
    "|nicht mehr|kein * mehr|abgesagt|vorbei|verkauft|gekündigt|stattdessen|umgezogen"
    "|fällt aus|niet meer|geen ~ meer|afgezegd|voorbij|verkocht|toch|verhuisd|afgelast"
    "|inte längre|inte ~ längre|inställd|inställt|såld|flyttat|ikke længere|ikke ~ længere"
    "|ikke lenger|ikke ~ lenger|aflyst|avlyst|solgt|flyttet|alligevel|likevel|trots allt"
    # Romance and Greek
    "|ne ~ plus|n ~ plus|annulé*|terminé*|vendu*|finalement|déménagé|ya no|cancelad*"
    "|vendí|vendido|al final|se acabó|mudé|terminó|non ~ più|annullat*|vendut*|finit*"
    "|alla fine|já não|não ~ mais|vendi|acabou|mudei|afinal|nu mai|anulat*|vândut*"
    "|s a terminat|πια|ακυρώθηκε|τελείωσε|πούλησα|τελικά"
    # Slavic, Finnish, Hungarian
    "|już nie|nie ~ już|odwołan*|sprzedał*|jednak|už ne*|zrušen*|prodal*|nakonec"
    "|skončil*|больше не|уже не|отменил*|отменен*|продал*|все таки|більше не|вже не"
    "|скасува*|скасован*|enää|peruttu|peruttiin|myin|sittenkin|loppu|már nem|elmarad"
    "|lemond*|eladt*|mégis|vége"
    # Others
    "|artık|iptal edildi|sattım|bitti|لم أعد|لم يعد|لم تعد|ألغي|ألغيت|بعت|انتهى|انتهت"
    "|כבר לא|יותר לא|בוטל|בוטלה|מכרתי|נגמר|دیگر|لغو شد|فروختم|تمام شد|रद्द|बेच"
    "|không còn|đã hủy|đã bán|bị hủy|tidak lagi|dibatalkan|sudah tidak|dijual"
)
_SPACELESS_CHANGES: Final = re.compile(
    "不再|已经不|已經不|取消了|卖了|賣了|结束了|其实|其實|中止|終わ|売っ|やっぱり"
    "|더이상|더 이상|취소됐|취소되|팔았|끝났|ไม่.*แล้ว|ยกเลิกแล้ว|ขายแล้ว"
)
_ADDRESSED: Final = build_pattern(
    "you|your|memory|du|dein*|ihnen|je geheugen|tu|vous|votre|ta|tes|te|usted|tus|ti|tua|tuo|lei"
    "|você|sua|tua|ты|вы|тебе|твою|твоя|ти|ви|ty|twoja|tvá|tvoje|sen|senin|أنت|אתה|את|تو|तुम|आप"
    "|bạn|kamu|anda|εσύ|σου"
)
_SPACELESS_ADDRESSED: Final = re.compile("你|您|あなた|君|お前|너|넌|당신|คุณ|记忆|記憶|기억|ความจำ")


def is_change(clause: str) -> bool:
    """Return whether a clause says that something changed or ended, and not for the listener."""
    words = split_plain_words(clause)
    joined = f" {' '.join(words)} "
    if _ADDRESSED.search(joined) or _SPACELESS_ADDRESSED.search(clause):
        return False
    # One word alone, "instead!", says nothing of the world.
    is_said = len(words) > 1 and _CHANGES.search(joined) is not None
    return is_said or _SPACELESS_CHANGES.search(clause) is not None
