"""A filler stands below everything that says something, so nothing with content is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.fillers import FILLER_CHARS_MAX, is_filler


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "done",
        "thanks",
        "哈哈",
        "danke dir",
        "👍",
        "Thanks Ana!",
        "Ok, thanks a lot!",
        "haha that's great",
        "好的，谢谢你",
        "知道了",
        "嗯嗯",
        "收到",
        "了解です",
        "ありがとうございます！",
        "なるほど",
        "ㅋㅋㅋ",
        "네 알겠습니다",
        "고마워요",
        "شكراً جزيلاً",
        "تمام",
        "ठीक है",
        "धन्यवाद जी",
        "merci beaucoup !",
        "D'accord",
        "vale, gracias",
        "va bene",
        "tá bom",
        "dank je wel",
        "Dzięki!",
        "ок спасибо",
        "Tamam, teşekkürler",
        "sure, will do",
        "You're welcome!",
        "Got it.",
        "...",
        "โอเคครับ",
        "ขอบคุณมากค่ะ",
        "תודה רבה",
        "笑",
        "wwww",
        "哈哈哈哈",
        "太好了",
        "Guten Morgen, Jonas!",
        "yes",
        "no",
        "hahaha",
        "лол",
        "Danke schön!",
        "No problem at all",
    ],
)
def test_a_message_that_only_acknowledges_is_a_filler(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize(
    "text",
    [
        "Oslo",
        "42",
        "Yes, Oslo",
        "我在北京",
        "thanks, I moved to Oslo",
        "Ana",
        "ok I am allergic to nuts",
        "我都知道他是医生",
        "done with smoking",
        "Nein, ich esse kein Fleisch",
        "no nuts",
        "はい、大阪です",
        "대전",
        "네, 서울이요",
        "लखनऊ",
        "ok port 6433",
        "no gluten please",
        "sì, a Roma",
        "好人",
        "ok, we ship on Friday",
        "Non fumeur",
        "Tak, w Krakowie",
        "Well, Ana left",
        "Thanks to Ana and Ben",
        "ok 7",
        "да, в Омске",
        "evet, Ankara",
    ],
)
def test_a_message_with_content_is_no_filler(text: str) -> None:
    assert not is_filler(text)


@given(st.integers(min_value=0), st.sampled_from(["ok {}", "{}", "danke, {}", "好的{}"]))
def test_a_number_is_content(number: int, form: str) -> None:
    # Fives alone are how Thai laughs.
    assert set(str(number)) == {"5"} or not is_filler(form.format(number))


def test_a_long_message_is_no_filler() -> None:
    assert is_filler("ok " * 3)
    assert not is_filler("ok " * FILLER_CHARS_MAX)
