"""What is written in several ways has a word in common with each of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.normalise import split_plain_words
from mcp_mem0.domain.text.words.spellings import SPELLINGS_MAX, WORD_CHARS_MAX, list_spellings


def split_all(text: str) -> set[str]:
    """The words of a text as the index splits it, and its further spellings."""
    return {*split_plain_words(text.replace("_", " ")), *list_spellings(text)}


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("reconcileLedger", "reconcile_ledger", {"reconcile", "ledger", "reconcileledger"}),
        ("reconcile-ledger", "reconcile.ledger", {"reconcileledger"}),
        ("RECONCILE_LEDGER", "reconcileLedger", {"reconcileledger", "reconcile"}),
        ("parseHTMLDoc", "parse html doc", {"parse", "html", "doc"}),
        ("v1.7", "version 1.7", {"1d7"}),
        ("v2", "version 2", {"2"}),
        ("python3.12", "Python 3.12", {"3d12"}),
        ("7:30", "7.30", {"7d30"}),
        ("07:30", "7:30 am", {"7d30"}),
        ("7.30 pm", "19:30", {"19d30"}),
        ("7:30 p.m.", "19h30", {"19d30"}),
        ("12 am", "0:00", {"0d00"}),
        ("12:15 pm", "12:15", {"12d15"}),
        ("19 Uhr", "7pm", {"19d00"}),
        ("10GB", "10 GB", {"10", "gb", "10gb"}),
        ("10 gigabytes", "10GB", {"10gb"}),
        ("5km", "5 kilometres", {"5km"}),
        ("1.5 GB", "1,5GB", {"1d5gb"}),
        ("20 °C", "20°C", {"20celsius"}),
        ("50%", "50 percent", {"50percent"}),
        ("$1,000", "1000 dollars", {"1000usd"}),
        ("1,000", "1000", {"1000"}),
        ("1.000.000", "1000000", {"1000000"}),
        ("1\u202f000", "1000", {"1000"}),
        ("1'000", "1,000", {"1000"}),
        ("1,00,000", "100000", {"100000"}),
        ("1,234.56", "1.234,56", {"1234d56"}),
        ("3,5", "3.5", {"3d5"}),
        ("10k", "10,000", {"10000"}),
        ("GPT-4", "GPT4", {"gpt4"}),
        ("GPT 4", "GPT-4", {"gpt4"}),
        ("B12", "B 12", {"b12"}),
        ("iPhone15", "iPhone 15", {"iphone15"}),
        ("e-mail", "email", {"email"}),
        ("Wi-Fi", "WiFi", {"wifi"}),
        ("555-0134", "5550134", {"5550134"}),
        ("0170 12 34 567", "0170/1234567", {"01701234567"}),
        ("R&D", "RD", {"rd"}),
        ("2023-05-07", "7 May 2023", {"7", "may", "2023"}),
        ("the 7th of May", "7 May 2023", {"7", "may"}),
        ("１０ＧＢ", "10 GB", {"10gb"}),
        ("plan A", "Is it plan a?", {"plana"}),
    ],
)
def test_two_ways_to_write_one_thing_share_a_word(one: str, other: str, shared: set[str]) -> None:
    assert shared <= split_all(one)
    assert shared <= split_all(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.2.4", "4.2.3"),
        ("7:30", "30:7"),
        ("192.168.0.1", "192.168.1.0"),
        ("C++", "C#"),
        (".NET", "net"),
        ("vitamin D", "vitamin C"),
        ("Route 7, room 9", "Route 9, room 7"),
    ],
)
def test_things_that_signs_tell_apart_have_each_a_word_of_their_own(one: str, other: str) -> None:
    assert split_all(one) - split_all(other)
    assert set(list_spellings(one)) - split_all(other)


def test_plain_prose_has_no_further_spellings() -> None:
    assert (
        list_spellings("Yesterday Ana moved to Rome with me, and I am so happy. Then a dog") == []
    )


def test_a_hash_has_no_parts() -> None:
    assert list_spellings("3f43939a77e0b1c2") == []


def test_an_address_of_a_machine_is_no_amount() -> None:
    assert list_spellings("192.168.0.1:8080") == ["192d168d0d1"]


@given(st.text(alphabet="aB1 2.,:-_'+#$%hkmp\u00e9\u4e2d", max_size=200))
def test_whatever_the_signs_the_spellings_are_few_short_words(text: str) -> None:
    spellings = list_spellings(text)

    assert len(spellings) == len(set(spellings)) <= SPELLINGS_MAX
    assert all(0 < len(word) <= WORD_CHARS_MAX and " " not in word for word in spellings)
