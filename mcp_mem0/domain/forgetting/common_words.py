"""Words that name a kind of thing and no value: "salary" tells nothing of anybody, 84,000 does."""

from typing import Final

from mcp_mem0.domain.forgetting.forms import find_forms
from mcp_mem0.domain.text.normalise import word_set

_KINDS: Final = word_set(
    "salary pay wage wages income earn earns earned earning money euro euros dollar dollars pound"
    " pounds eur usd gbp chf phone telephone mobile number numbers code pin password address email"
    " mail street house flat apartment room place city town country door key birthday birth born"
    " date day days week weeks month months year years hour hours age old name nickname",
    "job work office company team school university doctor hospital clinic therapy therapist"
    " treatment medicine medication pill pills dose tablet illness disease disorder syndrome"
    " condition problem diagnosis diagnosed type test result food dish drink colour color car bike"
    " dog cat pet animal child baby family friend friends favourite favorite party church group",
    "like likes love loves hate hates want wants need needs plan plans use uses buy buys bought go"
    " goes went make makes made take takes took get gets see saw meet met live lives good bad big"
    " small new long nice first second last next great left right time way life people",
    "gehalt lohn einkommen geld euro telefon telefonnummer handynummer nummer adresse straße haus"
    " wohnung zimmer ort stadt land tür schlüssel geburtstag datum tag woche monat jahr stunde"
    " alter arbeit beruf firma büro schule arzt ärztin krankenhaus therapie medikament krankheit"
    " problem auto hund katze tier kind familie freunde partei kirche verdienst",
    "sueldo salario dinero teléfono número dirección calle casa piso cuarto ciudad país puerta"
    " cumpleaños fecha día semana mes año años hora edad trabajo empresa oficina escuela médico"
    " hospital enfermedad problema coche perro gato niño familia partido iglesia",
    "salaire argent téléphone numéro adresse rue maison appartement chambre ville pays porte"
    " anniversaire date jour semaine mois an ans année heure âge travail entreprise bureau école"
    " médecin hôpital maladie problème voiture chien chat enfant famille parti église",
    "зарплата деньги евро рублей телефон номер адрес улица дом квартира комната город страна дверь"
    " день неделя месяц год лет час возраст работа компания школа врач больница болезнь проблема"
    " машина собака кошка ребёнок семья",
    "nehme nehmen nimmt tomo toma tomar prends prend prendre verdiene verdient gano gana gagne"
    " arbeite arbeitet trabajo trabaja travaille works worked working lebe lebt vive vivo habite",
    "laun peningar sími númer heimilisfang gata hús íbúð herbergi borg land dyr afmæli dagur vika"
    " mánuður ár vinna læknir sjúkdómur hundur köttur barn fjölskylda",
    "january february march april may june july august september october november december monday"
    " tuesday wednesday thursday friday saturday sunday januar februar märz mai juni juli oktober"
    " dezember montag dienstag mittwoch donnerstag freitag samstag sonntag enero febrero marzo"
    " abril mayo junio julio agosto septiembre octubre noviembre diciembre janvier février mars"
    " avril juin juillet août septembre octobre novembre décembre",
    "i you he she it we they this that there here today tomorrow yesterday yes no ok",
)
_SIGNS: Final = frozenset(
    (
        *("家", "部屋", "自宅", "公寓", "房子", "电话", "電話", "号码", "番号", "給料", "年収"),
        *("月収", "工资", "生日", "誕生日", "地址", "住所", "医生", "医者", "病", "病気", "仕事"),
        *("名前", "名字", "城市", "公司", "会社", "学校", "朋友", "友達", "今天", "今日", "明天"),
    )
)


def _spell(word: str) -> str:
    """Return the form of a word that no other kind of word shares."""
    if word.isascii():
        return f"={word}"
    return next(form for form in find_forms(word) if not form.startswith("#"))


COMMON_FORMS: Final = _SIGNS | frozenset(map(_spell, _KINDS))
"""The ways to write them, as sentences are read."""
