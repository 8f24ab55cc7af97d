"""Whether something is said or denied, counted clause by clause, in the languages of the cases."""

import pytest

from mcp_mem0.evals.checking.language import load_language
from mcp_mem0.evals.checking.polarity import Polarity
from mcp_mem0.evals.checking.text_forms import find_value, fold_text


def is_denied(text: str, value: str, code: str) -> bool:
    language = load_language(code)
    folded = fold_text(text)
    span = find_value(folded, value, language)
    assert span is not None
    return Polarity(folded, language).has_denied([span], [])


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "Mila no longer works at Lindqvist.", "Lindqvist"),
        ("en", "Mila left Lindqvist.", "Lindqvist"),
        ("en", "It is a lie that Mila works at Lindqvist.", "Lindqvist"),
        ("en", "Mila works at Lindqvist. That is not true.", "Lindqvist"),
        ("en", "Viktor is a non-smoker.", "smoke"),
        ("de", "Wie Sie wissen, arbeitet Udo nicht mehr bei Siemens.", "Siemens"),
        ("fr", "Chloé ne mange jamais de crevettes.", "crevettes"),
        ("es", "Diego no vive nunca en Soria.", "Soria"),
        ("it", "Giulia non abita più a Torino.", "Torino"),
        ("pt", "Rui não mora no Porto.", "Porto"),
        ("ru", "Ольга больше не работает в музее.", "музее"),
        ("pl", "Zofia nie mieszka w Gdyni.", "Gdyni"),
        ("tr", "Selin Kadıköy'de oturmuyor.", "Kadıköy"),
        ("ja", "健太は大阪に住んでいない。", "大阪"),
        ("zh", "李娜不在华星工作。", "华星"),
        ("ko", "민준은 부산에 살지 않는다.", "부산"),
        ("ar", "ليلى لا تعمل في القاهرة.", "القاهرة"),
        ("hi", "मीरा दिल्ली में नहीं रहती।", "दिल्ली"),
        ("fi", "Aino ei asu Oulussa.", "Oulu"),
    ],
)
def test_what_is_denied_is_seen(code: str, text: str, value: str) -> None:
    assert is_denied(text, value, code)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "Mila works at Lindqvist.", "Lindqvist"),
        ("en", "Mila did not leave Lindqvist.", "Lindqvist"),
        ("en", "It is a lie that Mila left Lindqvist.", "Lindqvist"),
        ("en", "Marta's birthday is on 15 June, not on 14 June.", "15 June"),
        ("en", "Aiko likes coffee, but it does not let her sleep.", "coffee"),
        ("de", "Udo arbeitet bei Siemens, nicht bei Bosch.", "Siemens"),
        ("fr", "Chloé mange des crevettes.", "crevettes"),
        ("zh", "李娜在华星工作。", "华星"),
    ],
)
def test_two_denials_and_a_contrast_are_none(code: str, text: str, value: str) -> None:
    assert not is_denied(text, value, code)
