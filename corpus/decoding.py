"""Bytes into text, whatever the encoding; what is not text is told apart."""

from corpus.problems import UnreadableError

_SIGNATURES = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_BINARY = (
    b"\x7fELF",
    b"MZ",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"%PDF",
    b"SQLite format 3",
)
SAMPLE = 200_000
"""Bytes that are looked at to tell the encoding."""


def decode(raw: bytes) -> str:
    """The text of a file; raises UnreadableError when it is empty or not text."""
    if not raw.strip():
        raise UnreadableError("it is empty", "Remove it, or give the file that was meant.")
    if raw.startswith(_BINARY):
        raise UnreadableError("it is a binary file, not text", "Convert it to text, PDF, DOCX or HTML first.")
    return clean(raw.decode(encoding_of(raw), errors="replace"))


def encoding_of(raw: bytes) -> str:
    """The encoding of a file's bytes: its signature, UTF-8 if it fits, else the likeliest other."""
    for signature, encoding in _SIGNATURES.items():
        if raw.startswith(signature):
            return encoding
    sample = raw[:SAMPLE]
    if b"\x00" in sample:
        raise UnreadableError("it is a binary file, not text", "Convert it to text, PDF, DOCX or HTML first.")
    # A sample may end within a character; the three bytes that can be missing are cut off.
    for cut in range(4):
        try:
            sample[: len(sample) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8"
    return _likeliest(sample)


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=["cp932", "euc_jp", "cp1252", "cp1251", "gb18030", "big5", "cp949"]).best()
    if best is None:
        raise UnreadableError("its encoding cannot be told", "Save it as UTF-8.")
    return best.encoding


def clean(text: str) -> str:
    """Line ends as line feeds, and nothing a database or JSON could not hold; otherwise as it was."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    return text.encode("utf-8", errors="replace").decode("utf-8") if not text.isascii() else text
