"""Authors in one string, taken apart where it is plain that they are several, and left alone where it is not."""

import re

_BETWEEN = re.compile(r"\s*[;、]\s*")
_AND = re.compile(r",?\s+(?:and|&)\s+", re.IGNORECASE)
_OF_A_BODY = re.compile(
    r"\b(?:of|for|the|on|in|und|für|university|institute|center|centre|department|ministry|office|committee"
    r"|association|foundation|company|council|agency|group)\b",
    re.IGNORECASE,
)
"""Words in names of organizations, where “and” parts no authors."""
_AFTER_COMMA = re.compile(r"(?:inc|ltd|llc|llp|corp|co|plc|gmbh|ag|jr|sr|ph\.?\s?d|m\.?d|esq)\.?", re.IGNORECASE)
"""What follows a comma without being a given name."""
_MOST_WORDS = 4
"""Words of a person's name."""


def names_in(text: str) -> list[dict[str, str]]:
    """The authors as CSL names."""
    return [name for part in _BETWEEN.split(text) if part for name in _people(part)]


def _people(text: str) -> list[dict[str, str]]:
    """One part of a list: a name, or several names between commas and “and”."""
    parts = [part for half in _AND.split(text) for part in half.split(", ")]
    if len(parts) > 1 and all(map(_is_full_name, parts)) and not _OF_A_BODY.search(text):
        return [{"literal": part} for part in parts]
    halves = _AND.split(text)
    if len(halves) > 1 and all("given" in _name(half) for half in halves):
        return [_name(half) for half in halves]
    return [_name(text)]


def _is_full_name(text: str) -> bool:
    """Two words or more, as in `Ada Lovelace`: with one, `Lovelace, Ada` would be two people."""
    return 1 < len(text.split()) <= _MOST_WORDS


def _name(text: str) -> dict[str, str]:
    """`Family, Given` is taken apart; anything else stays as it is written."""
    family, _, given = (part.strip() for part in text.partition(","))
    is_person = given and "," not in given and len(family.split()) <= 3 and not _AFTER_COMMA.fullmatch(given)
    if is_person and not _OF_A_BODY.search(text) and not _AND.search(f" {text} "):
        return {"family": family, "given": given}
    return {"literal": text}
