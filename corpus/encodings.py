"""Which encoding bytes are in that are not UTF-8, told from what they would say in it."""

import re

from corpus.problems import UnreadableError

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_WESTERN = re.compile(r"[À-ÖØ-öø-ÿŠšŽžŒœŸ‘’“”„–—…•€£§©®°«»·½¡¿™\xa0]")
"""What texts in Western languages have beside ASCII; mojibake mostly has other things."""
_ASIAN = ["cp932", "euc_jp", "gb18030", "big5", "cp949"]
_WINDOW = 20_000
"""Bytes that are enough to guess from."""


def guess(raw: bytes) -> str:
    """The likeliest encoding of bytes that hold something beside ASCII and are not UTF-8."""
    sample = _from_first_telling(raw)
    if _is_western(sample):
        return "cp1252"
    if _is_cyrillic(sample):
        return "cp1251"
    return _likeliest(sample)


def without_signature(sample: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` when every NUL is the half of an ASCII character, else None."""
    halves = sample[: len(sample) // 2 * 2]
    for encoding, full, empty in (("utf-16-le", halves[::2], halves[1::2]), ("utf-16-be", halves[1::2], halves[::2])):
        if b"\x00" in full or b"\x00" not in empty:
            continue
        text = halves.decode(encoding, errors="replace")
        if all(character.isprintable() or character.isspace() for character in text):
            return encoding
    return None


def _from_first_telling(raw: bytes) -> bytes:
    """A stretch around the first bytes that are not ASCII, in whole lines where there are some."""
    found = _HIGH_RUN.search(raw)
    first = found.start() if found else 0
    stretch = raw[max(0, first - _WINDOW // 10) : first + _WINDOW]
    last_line = stretch.rfind(b"\n")
    return stretch[:last_line] if last_line > len(stretch) // 2 else stretch


def _is_western(sample: bytes) -> bool:
    """Whether bytes beside ASCII mostly stand alone among letters, as accents and curly quotes do."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    runs = _HIGH_RUN.findall(sample)
    high = sum(map(len, runs))
    alone = sum(len(run) == 1 for run in runs)
    return alone * 2 >= high and len(_WESTERN.findall(text)) * 10 >= high * 9


def _is_cyrillic(sample: bytes) -> bool:
    """Whether bytes beside ASCII are mostly where Windows keeps Cyrillic small letters."""
    high = sum(map(len, _HIGH_RUN.findall(sample)))
    small = sum(byte >= 0xE0 for byte in sample)
    return small * 4 >= high * 3


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_ASIAN).best() or from_bytes(sample).best()
    if best is None:
        raise UnreadableError("its encoding cannot be told", "Save it as UTF-8.")
    return best.encoding
