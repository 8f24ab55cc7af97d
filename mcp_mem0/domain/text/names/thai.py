"""Finding names in Thai, which has no capitals and hardly any spaces.

Only what is introduced is found, up to a space or a word that goes on with the sentence: "ผมชื่อX",
"คุณX" before a verb would be "you", so it needs a space or a sign after it.
"""

from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.text.languages.late_patterns import compile_late

_THAI: Final = "[\u0e01-\u0e3a\u0e40-\u0e4e]"
_GOES_ON: Final = "เป็น|อยู่|ครับ|ค่ะ|คะ|นะ|และ|ทำงาน|ชอบ|ไม่|มี|อายุ|จะ|กับ|ที่|แพ้|พูด|กิน|ไป|มา"
_NAMED: Final = (
    f"ชื่อ(?:เล่น)?(?:ว่า)? ?(?!อะไร|ของ|เสียง|ไฟล์|ผู้|เล่น|เต็ม|จริง|สกุล|ใคร|นี้|นั้น|ตัว|บริษัท|ใหม่|เดิม|ย่อ)"
    f"(?P<name>{_THAI}{{2,12}}?)(?=$|[^\u0e01-\u0e4e]|{_GOES_ON})"
)
_TITLED: Final = (
    f"(?:นางสาว|ดร\\.|อาจารย์|คุณหมอ|คุณครู|น้อง|พี่)(?!ชาย|สาว|ของ|น้อง|เลี้ยง|หมา|แมว|คน|เขย|สะใภ้|ใน|ที่"
    f"|มหาวิทยาลัย|ใหญ่|ประจำ|สอน|บอก|ให้)"
    f"(?P<name>{_THAI}{{2,10}}?)(?=$|[^\u0e01-\u0e4e]|{_GOES_ON})"
)
_PLACE: Final = (
    f"(?:อาศัยอยู่ที่|อยู่ที่จังหวัด|อยู่จังหวัด|เกิดที่|ย้ายไปอยู่ที่?)(?!นี่|นั่น|บ้าน|หอ|คอนโด|โรง|ต่าง|เมือง|หมู่บ้าน|ไหน)"
    f"(?P<name>{_THAI}{{3,14}}?)(?=$|[^\u0e01-\u0e4e]|{_GOES_ON})"
)


def find_thai_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in Thai text."""
    for pattern in (_NAMED, _TITLED, _PLACE):
        for match in compile_late(pattern).finditer(text):
            yield match.span("name")
