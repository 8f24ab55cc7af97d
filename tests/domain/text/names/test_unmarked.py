"""In scripts without capitals a name is found by grammar, and a wrong one is worse than none."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.names.unmarked import find_unmarked_names
from mcp_mem0.domain.text.normalise import normalise_name

SENTENCES = Path(__file__).parent / "sentences"
LANGUAGES = ["zh", "ja", "ko", "ar", "hi"]


def read_sentences(language: str) -> list[tuple[str, str]]:
    """Return the sentences of a language, each with the name that it holds, or ""."""
    lines = (SENTENCES / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, name) for text, _, name in (line.partition("\t") for line in lines)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_all_names_are_found(language: str) -> None:
    named = [each for each in read_sentences(language) if each[1]]
    missed = [text for text, name in named if name not in extract_entities(text)]

    assert len(named) >= 60
    assert len(missed) <= 4, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_invented_in_sentences_without_one(language: str) -> None:
    plain = [text for text, name in read_sentences(language) if not name]
    invented = {text: names for text in plain if (names := extract_entities(text))}

    assert len(plain) >= 75
    assert invented == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("我用PostgreSQL存数据", ("PostgreSQL",), id="Latin inside Chinese"),
        pytest.param("昨天和Jonas开会", ("Jonas",), id="a Latin name inside Chinese"),
        pytest.param("Google Cloudを使っています", ("Google Cloud",), id="Latin before kana"),
        pytest.param("저는 Vim을 써요", ("Vim",), id="Latin before a particle"),
        pytest.param("أستخدم Docker كل يوم", ("Docker",), id="Latin in Arabic"),
        pytest.param("我用PDF和WIFI，OK", (), id="borrowed words"),
        pytest.param("我在看《三体》", ("三体",), id="the title of a book"),
        pytest.param("I met 陈伟 at the station", ("陈伟",), id="inside English"),
        pytest.param("קוראים לי דנה", ("דנה",), id="Hebrew"),
        pytest.param("אני גרה בתל אביב", ("תל אביב",), id="a place in Hebrew"),
        pytest.param("نام من سارا است", ("سارا",), id="Persian"),
        pytest.param("ผมชื่อสมชายครับ", ("สมชาย",), id="Thai"),
        pytest.param("คุณชื่ออะไร", (), id="a question of a name in Thai"),
    ],
)
def test_a_name_is_found_among_other_scripts(text: str, names: tuple[str, ...]) -> None:
    assert extract_entities(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("看到蓝鲸计划了", "蓝鲸计划"),
        ("ブルースカイの件です", "ブルースカイ"),
        ("블루스카이 건입니다", "블루스카이"),
        ("مشروع الزرقاء انتهى", "الزرقاء"),
        ("नीलांबर का काम खत्म हुआ", "नीलांबर"),
    ],
)
def test_a_known_name_needs_nothing_around_it(text: str, name: str) -> None:
    assert extract_entities(text) == ()
    assert extract_entities(text, {normalise_name(name)}) == (name,)


@given(st.text(alphabet="陈伟是小王叫我在东京住，さん田中김민수는محمدराहुल जी \nA", max_size=60))
def test_names_never_overlap_and_lie_inside_the_text(text: str) -> None:
    spans = sorted(find_unmarked_names(text))

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
