"""All languages whose words of time are known."""

from typing import Final

from mcp_mem0.domain.text.times.languages import (
    germanic,
    near_eastern,
    romance,
    slavic,
    spaceless,
)
from mcp_mem0.domain.text.times.languages.language import TimeLanguage

SPACED: Final[tuple[TimeLanguage, ...]] = (
    germanic.ENGLISH,
    germanic.GERMAN,
    romance.FRENCH,
    romance.SPANISH,
    romance.ITALIAN,
    romance.PORTUGUESE,
    germanic.DUTCH,
    slavic.POLISH,
    slavic.RUSSIAN,
    near_eastern.TURKISH,
    near_eastern.ARABIC,
    near_eastern.HINDI,
)
"""Languages that write a space between words; the first of two that fit equally well is read."""

CHINESE: Final = spaceless.CHINESE
JAPANESE: Final = spaceless.JAPANESE
KOREAN: Final = spaceless.KOREAN
