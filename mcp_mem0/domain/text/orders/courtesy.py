"""Polite words in many languages: people mix them into any other."""

from typing import Final

from mcp_mem0.domain.text.normalise import word_set

PLEAS: Final = word_set(
    "please plz pls bitte svp plaît alsjeblieft alstublieft snälla venligst vennligst",
    "proszę prosím пожалуйста ласка lütfen فضلك رجاء בבקשה لطفا कृपया tolong mohon παρακαλώ",
    "kérlek kérem rog",
)
"""Those that mean nothing else."""
POLITE: Final = PLEAS | word_set(
    "s il te vous por favor per favore cortesia vær så snill будь من vui lòng làm ơn vă hey"
)
