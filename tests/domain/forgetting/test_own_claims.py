"""A home, a pay and a medicine are recognised in other verbs, and what is none is not."""

import pytest

from mcp_mem0.domain.forgetting.own_claims import read_own_claims
from mcp_mem0.domain.model.rows import Role
from tests.support.forgotten_texts import forget

HOME = "The user lives in Oslo."
PAY = "The user's salary is 84,000 euros."
TAKES = "The user takes sertraline."


@pytest.mark.parametrize(
    ("forgotten", "same", "other"),
    [
        (HOME, "My flat in Oslo is cold.", "My parents' flat in Oslo is cold."),
        (HOME, "We're renting a small house in Oslo.", "I'm from Oslo."),
        (HOME, "Meine Wohnung in Oslo hat zwei Zimmer.", "Ich komme aus Oslo."),
        (HOME, "Mi piso en Oslo es muy frío.", "El piso de Ana en Oslo es frío."),
        (HOME, "Mon appartement à Oslo est petit.", "Je viens de Oslo."),
        (HOME, "Íbúðin mín í Osló er köld.", "Ég er frá Osló."),
        ("Пользователь живёт в Осло.", "Мой дом в Осло.", "Я из Осло."),
        (
            "ユーザーはオスロに住んでいます。",
            "私の家はオスロにあります。",
            "私はオスロから来ました。",
        ),
        ("用户住在奥斯陆。", "我的公寓在奥斯陆。", "我来自奥斯陆。"),
        (PAY, "I earn 84,000 euros.", "The car cost me 84,000 euros."),
        (PAY, "I make 84k a year.", "I make 84,000 steps a day."),
        (PAY, "Ich verdiene 84.000 Euro im Jahr.", "Das Auto kostet mich 84.000 Euro."),
        (PAY, "Gano 84.000 euros al año.", "Ana gana 84.000 euros."),
        (PAY, "Je gagne 84 000 euros par an.", "Ma maison vaut 84 000 euros."),
        (PAY, "Я зарабатываю 84000 евро.", "Я потратил 84000 евро."),
        (PAY, "私の年収は84000ユーロです。", "私の車は84000ユーロです。"),
        (PAY, "我的年薪是84000欧元。", "我的车是84000欧元。"),
        (PAY, "Launin mín eru 84.000 evrur.", "Bíllinn kostar 84.000 evrur."),
        (TAKES, "I'm on sertraline.", "My mother takes sertraline."),
        (TAKES, "I take 50 mg of sertraline.", "I sell sertraline."),
        ("Der Nutzer nimmt Sertralin.", "Ich nehme Sertralin.", "Meine Mutter nimmt Sertralin."),
        ("El usuario toma metformina.", "Estoy tomando metformina.", "Ana toma metformina."),
        ("L'utilisateur prend du lithium.", "Je prends du lithium.", "Ana prend du lithium."),
        ("Пользователь принимает литий.", "Я принимаю литий.", "Мой брат принимает литий."),
        (
            "ユーザーはリチウムを服用している。",
            "私はリチウムを飲んでいます。",
            "私は車を買いました。",
        ),
        ("用户服用二甲双胍。", "我在吃二甲双胍。", "我买了二甲双胍。"),
        ("Notandinn tekur litíum.", "Ég tek litíum.", "Ana tekur litíum."),
    ],
)
def test_the_same_is_recognised_and_its_look_alike_is_not(
    forgotten: str, same: str, other: str
) -> None:
    assert forget(forgotten).find_in_text(same)
    assert not forget(forgotten).find_in_text(other)


@pytest.mark.parametrize(
    ("role", "text", "claims"),
    [
        ("assistant", "Your flat in New York is cold.", ("@user|home|@user|=|new|york",)),
        ("user", "Your flat in Oslo is cold.", ()),
        ("assistant", "My flat in Oslo is cold.", ()),
        ("assistant", "Since when are you on sertraline?", ("@user|takes|=|sertr",)),
        ("user", "I take the train.", ()),
        ("user", "My brother earns 84,000 euros.", ()),
        ("user", "I earn 84 euros.", ()),
        ("user", "Ben's flat in Oslo is cold.", ()),
    ],
)
def test_whose_it_is_depends_on_who_says_it(role: Role, text: str, claims: tuple[str, ...]) -> None:
    assert read_own_claims(text, role) == claims
