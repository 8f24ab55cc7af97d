"""Orders to forget in Chinese, Japanese, Korean and Thai, where words are not set apart.

Each language has its own rule, because what makes an order is the end of a verb (Japanese, Korean)
or what comes before it (Chinese, Thai).
"""

import re
from typing import Final

_SPACES: Final = re.compile(r"\s+")

# Chinese: what is told stands first; who acts in the world stands before the verb.
_ZH_ASIDE: Final = re.compile(
    r"(?:正?如|就像)[你您][们們]?(?:所|都)?(?:知道?|了解|記得|记得)的?(?:那样|那樣)?|[你您]也?知道的?(?=$|我|他|她)"
    r"|[别別勿](?:再)?忘[了记記掉]*|不要忘[了记記掉]*|[没沒]有?忘|不[会會能]忘|忘不了|忘了(?:告诉|告訴|说|說|跟|和|提)"
    r"|不要[删刪]|[别別][删刪]"
)
_ZH_VERB: Final = re.compile(
    r"忘[记記掉却]|遗忘|遺忘|[删刪][除掉去光]|清除|清空|抹[掉去除]|擦除|擦掉|移除|销毁|銷毀|消除|洗掉|去除"
)
_ZH_LOOSE: Final = re.compile(
    r"忘了|忘|[删刪]了?|忽略|[无無][视視]|丢掉|丢弃|丟掉|扔掉|放[弃棄]|重[置设設]|撤[销銷]|划掉|作[废廢]|抛[弃棄]|初始化|格式化"
    r"|不要[再]?[记記]|[别別]再?[记記]|停止[记記]|不[许許]?[记記]|归零|歸零|清理|取消|从零开始|视为|視為|当作|當作"
)
_ZH_TOTAL: Final = re.compile(
    r"一切|所有|全部|全都|都|之前|以前|以上|任何|什么|什麼|[记記][忆憶錄录]|[你您][所]?知道?的?|[你您][记記]|资料|資料|信息|[数數][据據]|内容|事[实實]"
)
_ZH_KNOWN: Final = re.compile(
    r"[你您](?:所|已|已经|已經)?(?:知道|知|了解|[记記]得|[记記]住|存储|儲存|保存|掌握)|[你您]的[记記][忆憶录錄]|[记記][忆憶]|你的知[识識]"
    r"|[我](?:之前|以前|曾经|曾經)?(?:对|對|跟|和|告[诉訴])?[你您]?(?:说|說|讲|講|告[诉訴])[过過]?的"
)
_ZH_MARK: Final = re.compile(
    r"[请請]|麻[烦煩]|把|将|將|[你您]|必[须須]|[应應][该該当當]|命令|要求|需要|得|希望[你您]|立[刻即]|[务務]必|[赶趕][快紧緊]|可以|能不能|能否"
)
_ZH_SUBJECT: Final = re.compile(
    r"(?<![让讓请請给給对對于於])(?:我|我[们們]|咱[们們]|[他她它]|[他她它][们們])(?!的?[要想][你您让讓]|希望|命令|要求|需要[你您]|[请請])"
)
_ZH_ADDRESSED: Final = re.compile(r"[你您].{0,3}(?:必|[应應]|得|要|该|該|[务務]|可以|最好|把)")
_ZH_DONE: Final = re.compile(
    r"(?:忘[记記掉]|[删刪][除掉去]|清[除空]|抹[掉去]|移除|切除|[销銷]毁)了"
)
_ZH_IGNORANCE: Final = re.compile(
    r"[你您].{0,12}(?:什么|什麼|甚么|任何|一[点點]).{0,6}(?:不|[没沒]).{0,2}(?:知|[记記]|[认認]|了解)"
    r"|[你您].{0,16}(?:一[无無]所知|[没沒]有任何[记記])|[你您].{0,6}(?:不|[没沒]).{0,3}(?:知道|[记記]得|[认認][识識]|了解).{0,12}"
    r"(?:任何|什么|什麼|一切)|[你您].{0,4}[没沒]有.{0,10}[记記][忆憶]|[你您]的[记記][忆憶].{0,6}空|[你您].{0,6}不(?:再)?[认認][识識]"
)
_ZH_VOID: Final = re.compile(
    r"作[废廢]|[无無]效|是?假的|不?是真的|[错錯][误誤]的|[过過][时時期]|不再?成立|是[错錯]的|[错錯]了$|清零"
)
_ZH_HAN: Final = re.compile(r"[\u4e00-\u9fff]")

# Japanese and Korean: the ending of the verb is the order.
_JA_STEM = (
    r"(?:忘れ去っ|忘れ|消し去っ|消し|消去し|削除し|抹消し|破棄し|抹殺し|リセットし|クリアし|初期化し|デリートし|取り消し|なかったことにし"
    r"|白紙に戻し|除去し|わすれ|けし|空にし)"
)
_JA_LOOSE = (
    r"(?:無視し|捨て|すて|クリアし|放棄し|忘却し|処分し|取り除い|無効にし|やめ"
    r"|覚えないようにし|覚えていないことにし|記憶しないようにし)"
)
_JA_ASK = (
    r"(?:て|で)(?:ください|下さい|くれ|ほしい|欲しい|もらえ|もらい|もらお|いただけ|いただき|頂|ちょうだい|頂戴|ね|よ|おいて|しまって(?:ください|くれ|$)"
    r"|もいい|構|$|(?=と))"
)
_JA_ORDER: Final = re.compile(
    rf"{_JA_STEM}(?:{_JA_ASK}|なさい|たまえ|ろ|せよ|てしまえ|ちゃって|といて|とけ)|忘れろ|消せ|消しなさい|消去(?:せよ|しろ)|削除(?:せよ|しろ|願|お願|のこと|を?お?願|を依頼|を要求)"
    r"|お忘れ(?:ください|下さい|願)|ご?(?:削除|消去|破棄|抹消)(?:ください|下さい|を?お?願|$)|忘れるよう|削除するよう|消すよう|消去するよう|なかったことに(?:して|$)"
    r"|忘れること(?:$|を[命求])|削除すること$|消去すること$|初期化(?:せよ|しろ|して$)"
)
_JA_LOOSE_ORDER: Final = re.compile(
    rf"{_JA_LOOSE}(?:{_JA_ASK}|なさい|ろ|せよ)|リセット|取り消せ|捨てろ|破棄|クリア$"
)
_JA_DUTY: Final = re.compile(
    r"(?:忘れ|消さ|消去し|削除し|消去され|削除され|抹消し|抹消され|破棄し|破棄され|消され|忘れられ)"
    r"(?:なければ(?:なら|なり|いけ)|ないと(?:いけ|なら|だめ)|なくては|なきゃ|ねば)(?!なかった|ませんでした)"
    r"|(?:忘れる|消す|消去する|削除する|消去される|削除される|消される|忘れられる|破棄する|破棄される|抹消される)(?:べき|必要が(?:ある|あり)|義務|時)"
)
_JA_TOTAL: Final = re.compile(
    r"すべて|全て|全部|一切|何もかも|今まで|これまで|メモリ|記憶|記録|知っている|知ってる|知識|データ|情報|あらゆる|事実|覚えている|まるごと|完全に"
)
_JA_IGNORANCE: Final = re.compile(
    r"(?:あなた|君|きみ|お前|あんた|貴方).{0,24}(?:何も|なにも|一切|もう|全く).{0,12}(?:知ら|覚えて|知りま|存じ|記憶)"
    r"|(?:あなた|君|お前).{0,8}(?:記憶|メモリ).{0,6}(?:空|なく|無く|ない|ありません)|何も(?:知らない|覚えていない)(?:もの|こと|ふり|ように)"
)
_JA_VOID: Final = re.compile(
    r"(?:あなた|君|お前).{0,10}(?:知識|記憶|知っている).{0,14}(?:間違|誤り|嘘|無効|古い)|(?:記憶|事実|情報|データ)は(?:すべて|全て|全部)(?:無効|嘘|誤り|間違)"
)
_JA_SUBJECT: Final = re.compile(
    r"(?:私|僕|俺|彼|彼女|弟|妹|母|父|医者|会社)(?:たち|達|ら)?(?:は|が|も)"
)

_KO_ORDER: Final = re.compile(
    r"(?:잊어|잊어버려|지워|지워버려|삭제해|삭제해버려|제거해|없애|없애버려|말소해|소거해|폐기해|초기화해|리셋해|비워)"
    r"(?:줘|주세요|주십|주시|주겠|주실|줄래|줄수|라(?!고요)|달라|다오|주길|주기|주면|주었으면|줬으면|요?$|버리세요|버려라|버려줘|두세요|라고)"
    r"|잊으(?:세요|십시오|시오|라|시기|셔야|시길)|지우(?:세요|십시오|시오|라|시기|셔야|도록)|비우(?:세요|십시오|라)|잊도록|잊기(?:를)?바|없애(?:라|세요)"
    r"|(?:삭제|제거|초기화|폐기|말소|소거|리셋)(?:하세요|하십시오|하시오|하라|할것|바랍|부탁|하도록|하기바|해야(?:해|합|한|돼|된|됩)|요청)"
    r"|(?:잊|지우|삭제하|없애)(?:는게좋|는것이좋|길바|기를바|라고(?:했|하|말|지시|명령))|잊어버리세요|지워버리세요|(?:잊었|잊어버렸|지웠|삭제했|없앴|지워버렸)으면(?:좋|해|합|한)|없던(?:일|것)으로"
)
_KO_LOOSE: Final = re.compile(
    r"무시(?:해|하)|초기화|버려|없애|비워|취소(?:해|하)|리셋|잊어|지워|삭제|폐기|기억하지(?:마|말)|저장하지(?:마|말)"
)
_KO_DUTY: Final = re.compile(
    r"(?:잊어|지워|지워져|삭제해|삭제되어|삭제돼|제거해|제거되어|없애|비워|폐기해|폐기되어|잊혀져|초기화해|초기화되어)야(?:해|하고|합니다|한다|하며|할|된다|됩니다|돼|만)"
)
_KO_PAST: Final = re.compile(r"[았었했됐웠렸쳤졌뒀줬겼]|기로(?:했|결)|려고|싶")
_KO_TOTAL: Final = re.compile(
    r"모든|모두|전부|다(?:잊|지우|지워|삭제|없애)|기억|메모리|지금까지|아는|알고있는|정보|기록|데이터|싹|완전히|사실|전체|일체"
)
_KO_NEVER: Final = re.compile(r"(?:잊|지우|삭제하)지(?:마|말|않|못)|잊을수없|잊지")
_KO_IGNORANCE: Final = re.compile(
    r"(?:너|넌|네|당신|니)(?:는|은|가|이)?.{0,20}(?:아무것도|하나도|전혀|더이상|누구인지).{0,10}(?:모르|모른|몰라|모릅|기억(?:하지|못|나지|이)|알지)"
    r"|(?:네|너의|당신의|니)(?:기억|메모리)(?:은|는|이|가).{0,8}(?:비|없|지워|삭제)"
)
_KO_VOID: Final = re.compile(
    r"(?:네|당신이|너의|네가|당신의).{0,16}(?:틀렸|거짓|무효|잘못)|(?:기억|사실|정보)(?:은|는)(?:모두|전부|다)(?:틀|거짓|무효)"
)
_KO_ADDRESSED: Final = re.compile("너[는를에가]|네가|당신|넌")
_KO_SUBJECT: Final = re.compile(
    r"^(?:나는|난|내가|저는|제가|전|우리는?|우린|그는|그녀는|그들은|의사가|형이|누나가|엄마가|아빠가)"
)

# Thai: a subject of the world stands first, an order begins with its verb or a polite word.
_TH_NEVER: Final = re.compile("อย่าลืม|ไม่ลืม|ห้ามลืม|อย่าลบ|ไม่เคยลืม|ลืมบอก")
_TH_ASIDE: Final = re.compile(
    "(?:อย่าง|ตาม)ที่คุณ(?:ก็)?(?:รู้|ทราบ)(?:แล้ว|กันดี|ดี|อยู่)?|คุณ(?:ก็)?รู้(?:ว่า|ดีว่า)"
)
_TH_VERB: Final = re.compile("ลืม|ลบ|ล้าง|ทิ้ง|กำจัด|เพิกเฉย|ละเว้น|รีเซ็ต|ทำลาย|ยกเลิก|เคลียร์|เอา.{0,20}ออก")
_TH_STRONG: Final = re.compile("ลืม|ลบ")
_TH_MARK: Final = re.compile(
    "จง|โปรด|กรุณา|ช่วย|ต้อง|ควร|ขอให้|ให้คุณ|อยากให้|ได้โปรด|รบกวน|วาน|สั่งให้|ให้หมด|ซะ|เสีย|เถอะ|เดี๋ยวนี้|ได้ไหม|หน่อย"
)
_TH_TOTAL: Final = re.compile(
    "ทั้งหมด|ทุกอย่าง|ทุกสิ่ง|ทุก|ความจำ|ความทรงจำ|สิ่งที่คุณรู้|ที่คุณรู้|ข้อมูล|หมด|บันทึก|หน่วยความจำ|เรื่องราว|ที่คุณจำ"
)
_TH_KNOWN: Final = re.compile(
    "คุณรู้|คุณทราบ|ของคุณ|คุณจำ|ความจำ|ความทรงจำ|หน่วยความจำ|คุณต้อง|คุณควร|ให้คุณ|ที่ฉันบอก|ที่ผมบอก|ที่ฉันพูด"
)
_TH_SUBJECT: Final = re.compile(
    "^(?:เมื่อวาน|เมื่อ.{0,12}|วันนี้)?(?:พวกเรา|เรา|ฉัน|ผม|ดิฉัน|หนู|เขา|เธอ|พวกเขา|หมอ|แพทย์|แม่|พ่อ|พี่|น้อง|เพื่อน|บริษัท|ทีม|ภรรยา|สามี)"
)
_TH_DONE: Final = re.compile("แล้ว$|ตัดสินใจ|เพิ่ง|เมื่อ|ไปแล้ว")
_TH_IGNORANCE: Final = re.compile(
    "คุณ.{0,12}ไม่.{0,8}(?:รู้|จำ|ทราบ|รู้จัก|มีความ).{0,30}(?:อะไร|ใด|เลย|อีก)|คุณ.{0,6}จำ.{0,40}(?:ไม่ได้|ไม่ออก)|ความจำของคุณ.{0,12}(?:ว่าง|ไม่มี)|คุณไม่รู้จัก"
)


def is_spaceless_order(clause: str) -> bool:
    """Return whether a clause of Chinese, Japanese, Korean or Thai is an order to forget."""
    run = _SPACES.sub("", clause)
    return _is_chinese_order(run) or _is_japanese(run) or _is_korean(run) or _is_thai(run)


def _is_chinese_order(clause: str) -> bool:
    run = _ZH_ASIDE.sub("", clause)
    if not _ZH_HAN.search(run):
        return False
    is_known = _ZH_KNOWN.search(run) is not None
    if _ZH_IGNORANCE.search(run) or (is_known and _ZH_VOID.search(run)):
        return True
    is_total = _ZH_TOTAL.search(run) is not None
    verb = _ZH_VERB.search(run) or (_ZH_LOOSE.search(run) if is_total else None)
    if verb is None:
        return False
    is_done = _ZH_DONE.search(run) is not None
    if _is_acted_in_chinese(run, verb):
        return is_known and not is_done
    mark = _ZH_MARK.search(run)
    if mark is not None and mark.start() < verb.start():
        return True
    return is_known if is_done else verb.start() == 0 or is_total


def _is_acted_in_chinese(run: str, verb: re.Match[str]) -> bool:
    """Whether the verb has a subject of the world, and nobody is told to do it."""
    mark, subject = _ZH_MARK.search(run), _ZH_SUBJECT.search(run)
    return (
        subject is not None
        and subject.start() < verb.start()
        and not _ZH_ADDRESSED.search(run, subject.end(), verb.start())
        and not (mark is not None and mark.start() < subject.start())
    )


def _is_japanese(run: str) -> bool:
    if _JA_IGNORANCE.search(run) or _JA_VOID.search(run):
        return True
    is_total = _JA_TOTAL.search(run) is not None
    if _JA_ORDER.search(run) or (is_total and _JA_LOOSE_ORDER.search(run)):
        return True
    return is_total and _JA_DUTY.search(run) is not None and not _JA_SUBJECT.search(run)


def _is_korean(run: str) -> bool:
    if _KO_IGNORANCE.search(run) or _KO_VOID.search(run):
        return True
    if _KO_NEVER.search(run):
        return False
    if _KO_ORDER.search(run):
        return True
    is_acted = _KO_SUBJECT.search(run) is not None and not _KO_ADDRESSED.search(run)
    if not _KO_TOTAL.search(run) or is_acted:
        return False
    return _KO_DUTY.search(run) is not None or (
        _KO_LOOSE.search(run) is not None and not _KO_PAST.search(run)
    )


def _is_thai(clause: str) -> bool:
    run = _TH_ASIDE.sub("", _TH_NEVER.sub("", clause))
    if _TH_IGNORANCE.search(run):
        return True
    verb = _TH_VERB.search(run)
    if verb is None:
        return False
    is_total = _TH_TOTAL.search(run) is not None
    if _TH_SUBJECT.search(run):
        return _TH_KNOWN.search(run) is not None and not _TH_DONE.search(run)
    is_told = _TH_MARK.search(run) is not None or verb.start() == 0
    is_strong = _TH_STRONG.search(run) is not None
    return is_told and (is_total or is_strong) and not (_TH_DONE.search(run) and not is_total)
