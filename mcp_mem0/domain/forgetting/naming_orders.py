"""Orders to forget that only name what it is: "Scrap that bit about Oslo", "Borra lo de Sevilla".

They are read only of a sentence that names what was forgotten: so "drop", which has many meanings,
may count where it would not if something were to be ended by it. The same holds for what an
assistant says when it has done so.
"""

import re
from typing import Final

_BEFORE: Final = (
    r"(?:^|[.,;:!?…—–(¿¡]\s*|\b(?:please|pls|and|just|now|then|so|ok|okay|can you|could you|you can"
    r"|you could|you may|you should|will you|would you|you to|let s|let us|better|bitte|und|dann"
    r"|por favor|y|et|merci de|e|per favore|och|og|en|пожалуйста|и)\s+)"
)
_THAT: Final = (
    r"(?:\w+ ){0,2}?(?:bits?|things?|stuff|parts?|notes?|entry|entries|facts?|mentions?|lines?|info"
    r"|information|details?|memory|memories|business|idea|anything|everything|all|what|about)\b"
)
_ORDERS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"{_BEFORE}(?:scrap|drop|strike|scratch|ditch|lose|nix|bin|cut|skip|trash|dump|clear|delete"
            rf"|remove|erase|forget|wipe|unlearn|discard|disregard|ignore|let go of"
            rf"|get rid of|stop remembering|don t remember|don t keep|never mind)(?: out)? {_THAT}"
        ),
        r"\b(?:never mind|no need to (?:remember|keep|know|store))\b",
        r"\b(?:take|leave|throw|cross|strike|wipe|scratch)\b.{1,60}\bout\b(?! of)",
        # German and Dutch
        (
            rf"{_BEFORE}(?:streich|lösch|vergiss|vergesst|entfern|tilg|verwirf|ignorier)"
            r"(?:en sie|e|t|st)?\b"
        ),
        rf"{_BEFORE}(?:nimm|lass|wirf|schmeiß|hau)\b.*\b(?:raus|weg|heraus|sein|fallen)\b",
        (
            r"\b(?:das|die sache|alles|was)\b.*\b(?:kannst|könntest|sollst|darfst|magst|bitte)\b.*"
            r"\b(?:streichen|löschen|vergessen|entfernen|weglassen|rausnehmen|verwerfen|tilgen)\b"
        ),
        (
            r"\b(?:kannst|könntest|würdest) du\b.*"
            r"\b(?:streichen|löschen|vergessen|entfernen|weglassen|rausnehmen|verwerfen|tilgen)\b"
        ),
        rf"{_BEFORE}(?:schrap|verwijder|vergeet|wis|laat|haal)\b",
        # Spanish, Portuguese, French, Italian
        (
            rf"{_BEFORE}(?:borr[ae]|bórra|quit[ae]|elimin[ae]|olvid[ae]|olvídate|tach[ae]|suprim[ae]"
            r"|descart[ae])(?:lo|la|los|las)? (?:de )?(?:lo|eso|todo|la|el|esa|ese|aquello|que)\b"
        ),
        rf"{_BEFORE}(?:apag[ae]|esque[cç][ea]|remov[ae]|elimin[ae]|tir[ae]|risqu?[ae])\b",
        rf"{_BEFORE}(?:efface|oublie|supprime|retire|enlève|raye|laisse)(?:z|s)?\b",
        rf"{_BEFORE}(?:cancella|dimentica|togli|elimina|scarta|lascia)(?:re|te)?\b",
        # Scandinavian, Icelandic, Slavic
        rf"{_BEFORE}(?:stryk|glöm|radera|ta bort|släpp|slet|slett|glem|fjern|dropp)\b",
        rf"{_BEFORE}(?:gleymdu|eyddu|strikaðu|slepptu)\b",
        rf"{_BEFORE}(?:удали|забудь|сотри|убери|вычеркни|выброси)(?:те)?\b",
        rf"{_BEFORE}(?:usuń|skasuj|zapomnij|wykreśl|wyrzuć|smaž|zapomeň|škrtni|vymaž)(?:cie|te)?\b",
        # Scripts without spaces
        r"(?:忘れ|消し|消去し|削除し|取り消し|なしにし|無視し)て(?:ください|下さい|くれ|ほしい|欲しい|ね|よ|$)",
        r"(?:のこと|の話|の件)は?(?:もう)?(?:なし|いい|忘れ|消し|削除)",
        r"(?:忘[了掉记記]|[删刪][掉了除]|划掉|去掉|[别別]再?提|[别別]管|不用[记記])",
        r"(?:얘기|이야기|건|것)?[은는을를]?\s*(?:잊어|지워|삭제해|빼|없던)",
    )
)
_DONE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"\bi (?:have|ve|will|ll|won t|no longer|don t|also|just)\b.{0,40}"
            r"\b(?:forg[eo]t(?:ten)?|remov|delet|scrapp?|dropp?|eras|struck|clear|wip|discard|remember"
            r"|know|mention)"
        ),
        (
            r"\b(?:is|are|was|were|been|be|consider it|all)\s+(?:now )?"
            r"(?:forgotten|removed|deleted|dropped|gone|scrapped|erased|struck|wiped|discarded)\b"
        ),
        r"^\W*(?:forgotten|removed|deleted|dropped|scrapped|erased|struck|wiped|discarded)\b",
        (
            r"\b(?:gestrichen|gelöscht|vergessen|entfernt|getilgt|verworfen|geschrapt|verwijderd"
            r"|vergeten|gewist|weiß ich nichts mehr)\b"
        ),
        r"\b(?:borr|elimin|olvid|quit|suprim|descart)(?:ad|id)[oa]s?\b",
        r"\b(?:effacé|oublié|supprimé|retiré|enlevé|rayé)e?s?\b",
        r"\b(?:cancellat|dimenticat|eliminat|rimoss|scartat|apagad|esquecid|removid)[oaie]s?\b",
        r"\b(?:struk(?:it|et)|strøget|glömt|raderat|tagit bort|slettet|glemt|fjernet|gleymt)\b",
        r"\b(?:удал(?:ил|ила|ено|ена|ён)|забыл[аио]?|забыто|ст[её]р(?:ла|то)?|вычеркнул[а]?)\b",
        r"\b(?:usunąłem|usunięto|usunięte|zapomniałem|smazáno|smazal|vymazáno)\b",
        r"(?:忘れ|消し|消去し|削除し|取り消し)(?:ました|た|ます|済み)|削除済み",
        r"(?:忘[了掉记記]|[删刪][掉了除]|划掉|去掉)",
        r"(?:잊었|잊겠|지웠|지우겠|삭제했|삭제하겠|뺐)",
    )
)
_MARKS: Final = re.compile(r"['’‘]")
_DENIED: Final = re.compile(
    r"\b(?:don t|do not|never|nicht|no|n|ne|не) (?:forget|vergessen|olvides|oublie|oublies|oubliez"
    r"|забудь|забывай)|\bnicht vergessen\b|忘れないで|[别別不]要?忘|잊지",
    re.IGNORECASE,
)


def is_naming_order(text: str) -> bool:
    """Return whether a sentence may order to forget what it names."""
    plain = _MARKS.sub(" ", text)
    return _DENIED.search(plain) is None and any(each.search(plain) for each in _ORDERS)


def is_done(text: str) -> bool:
    """Return whether a sentence of an assistant may say that it has forgotten what it names."""
    plain = _MARKS.sub(" ", text)
    return any(each.search(plain) for each in _DONE)
