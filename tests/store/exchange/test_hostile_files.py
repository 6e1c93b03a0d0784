"""A file made to be slow or to break a reader is read, or refused with a sentence, in the time of its length."""

import time
from collections.abc import Callable

import pytest

from store.exchange import aif, argdown_reading, bibtex, csl_json, csv_tables, jsonl_tables, kialo, ris
from store.exchange.errors import NotReadable

SIZE = 30_000
READERS: dict[str, Callable[[str], object]] = {
    "aif": aif.read,
    "argdown": argdown_reading.read,
    "bibtex": bibtex.read,
    "csl": csl_json.read,
    "csv": csv_tables.read,
    "jsonl": jsonl_tables.read,
    "kialo": kialo.read,
    "ris": ris.read,
}
PATTERNS = (
    "[", "{", "<", "(", "<!--", "/*", "//", "**a ", "__a **b ", "@[", "#(", "\\", " ", "\n", "\n\n", "[a](", "]:", "-",
    "(1) a\n--\n", "  + a\n", "@a{", "@a{b,", '"', "a=", "1.", "1. a\n", "1.1.1. Pro: ", "TY  - X\n", "===\n", "\x00",
    "\ufeff",    "<a>: b {c: d} ", "% \n", ",", "a,b\n",
)  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_a_hostile_file_is_done_with_soon(name: str) -> None:
    refused: list[str] = []
    for pattern in PATTERNS:
        for text in (pattern * (SIZE // len(pattern)), "Discussion Title: x\n1. a " + pattern * (SIZE // len(pattern))):
            began = time.process_time()
            try:
                READERS[name](text)
            except NotReadable as wrong:
                refused.append(str(wrong))
            assert time.process_time() - began < 3, pattern
    assert all(len(said) < 1000 for said in refused)
