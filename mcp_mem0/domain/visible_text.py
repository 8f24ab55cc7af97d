"""Stripping invisible characters from a text before a model or a terminal reads it.

A model reads characters that a person does not see: tags, zero-width marks, variation selectors.
Whole instructions can hide in them. So they are stripped wherever a text is shown; the stored text
keeps them. Those that a script or an emoji needs stay, and only where it needs them:

- a joiner (U+200C, U+200D) between two letters of a script whose letters join, or after a virama;
- a variation selector or a joiner inside an emoji, and the tags of the three flags that have them;
- a prepended mark of Arabic or Syriac numbers, which is a format character that can be seen.

The ranges are those of Unicode 16.0: `Default_Ignorable_Code_Point` of DerivedCoreProperties.txt
and `Extended_Pictographic` of emoji-data.txt. Both hold unassigned ones too, so a newer Unicode
changes little.
"""

import re
import unicodedata
from functools import cache
from typing import Final

JOINED_EMOJI_MAX: Final = 8
"""Most parts of one joined emoji; the longest that exist have four."""

_INVISIBLE: Final = (
    # Default_Ignorable_Code_Point.
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    # Other format characters without a look of their own, and halves of characters.
    "\ufff9-\ufffb\U00013430-\U0001343f\ud800-\udfff"
    # Drawn as nothing: the blank of Braille, placeholders and fillers.
    "\u2800\ufffc\U00016fe4\U0001d159"
    # Noncharacters.
    "\ufdd0-\ufdef"
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))

_EMOJI: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u2388\u23cf"
    "\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2605\u2607-\u2612"
    "\u2614-\u2685\u2690-\u2705\u2708-\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747"
    "\u274c\u274e\u2753-\u2755\u2757\u2763-\u2767\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f0ff"
    "\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171\U0001f17e\U0001f17f\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1ad-\U0001f1e5\U0001f201-\U0001f20f\U0001f21a\U0001f22f"
    "\U0001f232-\U0001f23a\U0001f23c-\U0001f23f\U0001f249-\U0001f3fa\U0001f400-\U0001f53d"
    "\U0001f546-\U0001f64f\U0001f680-\U0001f6ff\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff"
    "\U0001f80c-\U0001f80f\U0001f848-\U0001f84f\U0001f85a-\U0001f85f\U0001f888-\U0001f88f"
    "\U0001f8ae-\U0001f8ff\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001faff"
    "\U0001fc00-\U0001fffd"
)

# The scripts in which a joiner changes how letters are drawn: Arabic, Syriac, N'Ko, Mandaic and
# those of India and its neighbours, Khmer, Mongolian, Adlam.
_JOINING: Final = re.compile(
    "[\u0600-\u074f\u0750-\u077f\u07c0-\u07ff\u0840-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af"
    "\u1a20-\u1aaf\u1b00-\u1bff\ua800-\ua82f\ua840-\ua8ff\ua980-\ua9df\uaa60-\uaaff\uabc0-\uabff"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00010aff\U00011000-\U00011fff"
    "\U0001e900-\U0001e95f]"
)
_VIRAMA_CLASS: Final = 9
_BRAILLE: Final = re.compile("[\u2801-\u28ff]")

_TAGS: Final = {
    country: "".join(chr(0xE0000 + ord(letter)) for letter in country)
    for country in ("gbeng", "gbsct", "gbwls")
}
_FLAG: Final = f"\U0001f3f4(?:{'|'.join(_TAGS.values())})\U000e007f"
_ONE_EMOJI: Final = f"[{_EMOJI}](?:[\ufe0e\ufe0f]|[\U0001f3fb-\U0001f3ff])?"


def strip_invisible(text: str) -> str:
    """Return a text without the characters that cannot be seen and that no script needs."""
    if text.isascii():
        return text
    return _compile_pattern().sub(lambda match: match[0] if _is_needed(match) else "", text)


def count_invisible(text: str) -> int:
    """Return how many characters of a text `strip_invisible` removes."""
    return len(text) - len(strip_invisible(text))


# Most texts are ASCII and never need it; and a hook has only milliseconds.
@cache
def _compile_pattern() -> re.Pattern[str]:
    return re.compile(
        f"(?P<whole>{_FLAG}|[0-9#*]\ufe0f\u20e3"
        f"|{_ONE_EMOJI}(?:\u200d{_ONE_EMOJI}){{0,{JOINED_EMOJI_MAX - 1}}})"
        f"|[{_INVISIBLE}]"
    )


def _is_needed(match: re.Match[str]) -> bool:
    if match["whole"] is not None:
        return True
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    match match[0]:
        case "\u200c" | "\u200d":
            is_after_virama = unicodedata.combining(before or " ") == _VIRAMA_CLASS
            return _is_joining(before) and (is_after_virama or _is_joining(after))
        case "\u2800":
            return all(map(_BRAILLE.match, (before, after)))
        case _:
            return False


def _is_joining(char: str) -> bool:
    """Whether a character is a letter or a mark, and a visible one, of a script that joins."""
    if _JOINING.match(char) is None or _compile_pattern().match(char) is not None:
        return False
    return unicodedata.category(char)[0] in "LM"
