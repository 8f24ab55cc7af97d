"""Units of measure, with the words and signs that people write for them."""

from collections.abc import Mapping
from typing import Final

_SPELLINGS: Final = {
    # Amounts of data.
    "kb": "kilobyte kilobytes",
    "mb": "megabyte megabytes",
    "gb": "gigabyte gigabytes",
    "tb": "terabyte terabytes",
    "kib": "",
    "mib": "",
    "gib": "",
    "tib": "",
    "kbps": "kbit/s",
    "mbps": "mbit/s",
    "gbps": "gbit/s",
    # Lengths, areas and speeds.
    "mm": "millimetre millimetres millimeter millimeters",
    "cm": "centimetre centimetres centimeter centimeters",
    "m": "metre metres meter meters",
    "km": "kms kilometre kilometres kilometer kilometers",
    "ft": "foot feet",
    "mi": "mile miles",
    "sqm": "m² m2",
    "kmh": "km/h kph",
    "mph": "",
    # Weights and volumes.
    "mg": "milligram milligrams",
    "g": "gram grams",
    "kg": "kgs kilogram kilograms kilo kilos",
    "lb": "lbs",
    "oz": "ounce ounces",
    "ml": "millilitre millilitres milliliter milliliters",
    "l": "litre litres liter liters",
    # Times.
    "ms": "millisecond milliseconds",
    "s": "sec secs second seconds",
    "min": "mins minute minutes",
    "h": "hr hrs hour hours",
    # Electricity, frequencies and screens.
    "v": "volt volts",
    "w": "watt watts",
    "kw": "kilowatt kilowatts",
    "kwh": "",
    "mah": "",
    "hz": "hertz",
    "khz": "",
    "mhz": "",
    "ghz": "",
    "px": "pixel pixels",
    "fps": "",
    # Warmth, shares and money.
    "celsius": "°c ℃",
    "fahrenheit": "°f ℉",
    "percent": "%",
    "usd": "$ dollar dollars",
    "eur": "€ euro euros",
    "gbp": "£",
    "yen": "¥ jpy",
}

UNITS: Final[Mapping[str, str]] = {
    spelling: unit for unit, words in _SPELLINGS.items() for spelling in (unit, *words.split())
}
"""The name of a unit for each of its spellings, in lower case."""
