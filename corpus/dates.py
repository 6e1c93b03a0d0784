"""Dates as people and programs write them, as CSL dates."""

import re
from typing import Any

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_FORMS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})(?:\s?[-/.月]\s?(?P<day>\d{1,2}))?(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})(?!\d)"),
    re.compile(rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>\d{4})(?!\d)"),
)
"""What a date may look like. `03/04/2024` is March or April by country, so of it only the year is taken."""


def date_of(text: str) -> dict[str, Any]:
    """`2024-03-27`, `27 March 2024` or `2024年3月27日` as CSL `date-parts`; text that is no date as `literal`."""
    for form in _FORMS:
        if found := form.search(text):
            return {"date-parts": [_parts(found.groupdict())]}
    return {"literal": text}


def _parts(found: dict[str, str | None]) -> list[int]:
    """Year, month and day, up to the first that cannot be."""
    name = found.get("name")
    month = _MONTHS.index(name.lower()) + 1 if name else int(found.get("month") or 0)
    day = int(found.get("day") or 0)
    parts = [int(found["year"] or 0)]
    if 1 <= month <= 12:
        parts += [month, day] if 1 <= day <= 31 else [month]
    return parts
