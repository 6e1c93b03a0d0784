"""Bytes become the text that was written, and what is no text is told apart."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decoding import clean, decode, encoding_of
from corpus.problems import UnreadableError

JAPANESE = "公開モデルの限界リスクは、既存の技術と比べて測る必要がある。"
ENGLISH = "The report says it’s “marginal” — at the café. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(ENGLISH, "utf-8", id="UTF-8"),
        pytest.param(ENGLISH, "utf-8-sig", id="UTF-8 with a byte-order mark"),
        pytest.param(JAPANESE, "utf-16", id="UTF-16"),
        pytest.param("plain ASCII text", "utf-16-le", id="UTF-16 without a mark"),
        pytest.param("plain text\nと日本語\n", "utf-16-be", id="UTF-16, big-endian, without a mark"),
        pytest.param(JAPANESE, "utf-32", id="UTF-32"),
        pytest.param(JAPANESE, "cp932", id="Shift-JIS"),
        pytest.param("リスク評価。", "cp932", id="short Shift-JIS"),
        pytest.param("English first. " * 40 + "公開モデル", "cp932", id="English with a Shift-JIS word"),
        pytest.param(JAPANESE, "euc_jp", id="EUC-JP"),
        pytest.param(JAPANESE, "iso2022_jp", id="ISO-2022-JP"),
        pytest.param(ENGLISH, "cp1252", id="Windows Latin with curly quotes"),
        pytest.param("English all the way. " * 100 + "It’s", "cp1252", id="one curly quote in much ASCII"),
        pytest.param("señor año", "latin-1", id="Latin-1"),
        pytest.param("Die Größe der Überschätzung", "latin-1", id="German Latin-1"),
        pytest.param("Открытые модели повышают риск", "cp1251", id="Windows Cyrillic"),
        pytest.param("开放模型的边际风险必须与现有技术进行比较。", "gb18030", id="Chinese, GB"),
        pytest.param("開放模型的邊際風險必須與現有技術進行比較。", "big5", id="Chinese, Big5"),
        pytest.param("공개 모델의 한계 위험은 기존 기술과 비교해야 한다.", "cp949", id="Korean"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.binary(max_size=500))
def test_any_bytes_become_a_text_that_can_be_kept_or_are_refused(raw: bytes) -> None:
    with suppress(UnreadableError):
        text = decode(raw)
        assert text.encode()
        assert "\x00" not in text
        assert "\r" not in text


@pytest.mark.parametrize("raw", [b"", b" \n\t ", b"\xef\xbb\xbf", "\n".encode("utf-16")])
def test_an_empty_file_is_said_to_be_empty(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="it is empty"):
        decode(raw)


@pytest.mark.parametrize(
    "raw",
    [b"\x89PNG\r\n\x1a\n....", b"MZ\x90\x00\x03\x00\x00\x00\x04" * 9, bytes(range(256)) * 4, b"PK\x03\x04 and so on"],
    ids=["picture", "program", "all bytes", "archive"],
)
def test_a_binary_file_is_said_to_be_one(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary file"):
        decode(raw)


def test_a_text_that_starts_like_a_program_is_a_text() -> None:
    assert decode(b"MZ is how the letter begins.") == "MZ is how the letter begins."


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert decode(b"some words " * 30 + b"\x00 more") == "some words " * 30 + "\ufffd more"


def test_a_damaged_byte_in_utf8_is_one_character_lost_and_not_all() -> None:
    raw = JAPANESE.encode() + b"\x92" + JAPANESE.encode()
    assert decode(raw) == f"{JAPANESE}\ufffd{JAPANESE}"
    assert decode(JAPANESE.encode()[:-1]) == JAPANESE[:-1] + "\ufffd"


def test_a_replacement_character_that_was_written_is_no_damage() -> None:
    assert decode("it\ufffds".encode()) == "it\ufffds"


def test_one_foreign_byte_late_in_a_long_file_decides_as_well() -> None:
    assert decode(b"plain words. " * 100_000 + "It’s late.".encode("cp1252")).endswith("It’s late.")


def test_a_file_in_chunks_has_the_encoding_of_the_whole() -> None:
    lines = ["plain words\n".encode("cp1252")] * 50 + ["It’s “late”\n".encode("cp1252")]
    assert encoding_of(lines) == "cp1252"


def test_what_a_file_declares_is_believed_only_where_it_fits() -> None:
    raw = "Ärger".encode("cp1250")
    assert decode(raw, "cp1250") == "Ärger"
    assert decode("Ärger".encode(), "cp1252") == "Ärger"
    assert decode("リスク評価。".encode("cp932"), "euc_jp") == "リスク評価。"


def test_line_ends_are_line_feeds_and_half_characters_are_replaced() -> None:
    assert clean("a\r\nb\rc\x00\ud800") == "a\nb\nc\ufffd\ufffd"
