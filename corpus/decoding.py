"""Bytes into text, whatever the encoding; what is not text is told apart."""

import codecs
import re
from collections.abc import Iterable

from corpus.encodings import guess, without_signature
from corpus.problems import UnreadableError

_SIGNATURES = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""First bytes of a file -> its encoding; the longer ones first."""
_BINARY = (b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"SQLite format 3")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
"""Bytes that text has no use for; a stray one is forgiven, more than one in a hundred are not."""
_JAPANESE_BY_MAIL = (b"\x1b$B", b"\x1b$@")
"""How ISO-2022-JP turns from ASCII to Japanese; all its bytes are ASCII."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, and halves of characters that JSON can write but UTF-8 cannot."""
SAMPLE = 200_000
"""Bytes that are looked at to tell text from other things."""


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text of a file, which may declare its encoding; raises UnreadableError when it is empty or not text."""
    text = clean(raw.decode(encoding_of([raw], declared), errors="replace")) if raw else ""
    if not text.strip():
        raise UnreadableError("it is empty", "Remove it, or give the file that was meant.")
    return text


def encoding_of(chunks: Iterable[bytes], declared: str | None = None) -> str:
    """The encoding of a file that comes in chunks: its signature, UTF-8 if it fits, else the likeliest other.

    A few bytes that are not UTF-8 among many that are mean damage, not another encoding. What a file declares
    is believed where it is not UTF-8 and the bytes bear it out.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    damaged = sound = 0
    suspect = b""
    for number, chunk in enumerate(chunks):
        if not number and (told := _told_at_once(chunk[:SAMPLE])):
            return told
        if chunk.isascii():
            continue
        text = decoder.decode(chunk)
        bad = text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd")
        damaged += bad
        sound += len(text) - len(text.encode("ascii", errors="ignore")) - bad
        suspect = suspect or (chunk if bad else b"")
    if damaged * 10 <= sound:
        return "utf-8"
    return declared if declared and _fits(suspect, declared) else guess(suspect)


def clean(text: str) -> str:
    """Line ends as line feeds, and nothing a database or JSON could not hold; otherwise as it was."""
    return _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _told_at_once(sample: bytes) -> str | None:
    """The encoding, where the first bytes suffice; raises UnreadableError when they are no text at all."""
    for signature, encoding in _SIGNATURES:
        if sample.startswith(signature):
            return encoding
    if b"\x00" in sample and (halves := without_signature(sample)):
        return halves
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if sample.startswith(_BINARY) or controls * 100 > len(sample):
        raise UnreadableError("it is a binary file, not text", "Convert it to text, PDF, DOCX or HTML first.")
    return "iso2022_jp" if any(turn in sample for turn in _JAPANESE_BY_MAIL) else None


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
