"""A Word file is read in reading order: headings, paragraphs, tables, tracked changes."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from corpus.problems import UnreadableError
from corpus.reading_docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(fill: Callable[[Any], object]) -> bytes:
    word = docx.Document()
    fill(word)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def append(word: Any, xml: str) -> None:
    word.element.body.insert(0, parse_xml(xml))


def test_headings_are_sections_and_tables_stand_where_they_were() -> None:
    def fill(word: Any) -> None:
        word.add_heading("Threats", 1)
        word.add_paragraph("First paragraph.")
        table = word.add_table(2, 2)
        for at, text in enumerate(["actor", "skill", "anyone", "none"]):
            table.cell(at // 2, at % 2).text = text
        word.add_heading("Defences", 2)
        word.add_paragraph("Last paragraph.")

    document = read_docx(made(fill), "paper.docx")
    assert document.text.split("\n\n")[:-1] == [
        "Threats", "First paragraph.", "actor | skill", "anyone | none", "Defences", "Last paragraph.",
    ]  # fmt: skip
    assert [(one.label, document.text.index(one.label)) for one in document.sections] == [
        (one.label, one.start) for one in document.sections
    ]


def test_a_merged_cell_is_read_once() -> None:
    def fill(word: Any) -> None:
        table = word.add_table(1, 3)
        table.cell(0, 0).text = "once"
        table.cell(0, 0).merge(table.cell(0, 2))

    assert read_docx(made(fill), "x.docx").text == "once\n\n"


def test_a_table_that_is_there_for_layout_is_read_as_paragraphs() -> None:
    def fill(word: Any) -> None:
        cell = word.add_table(1, 1).cell(0, 0)
        cell.text = "A letter."
        cell.add_paragraph("Its second paragraph.")

    assert read_docx(made(fill), "x.docx").text == "A letter.\n\nIts second paragraph.\n\n"


def test_tracked_insertions_links_and_form_fields_are_read_and_deletions_are_not() -> None:
    def fill(word: Any) -> None:
        append(
            word,
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Kept </w:t></w:r>"
            "<w:ins w:id='1' w:author='a'><w:r><w:t>inserted</w:t></w:r></w:ins>"
            "<w:del w:id='2' w:author='a'><w:r><w:delText>deleted</w:delText></w:r></w:del>"
            "<w:moveFrom w:id='3' w:author='a'><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
            "<w:r><w:br/><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>"
            "</w:p></w:sdtContent></w:sdt>",
        )

    assert read_docx(made(fill), "x.docx").text == "Kept inserted well-known\n\n"


def test_a_text_box_is_read_once_and_apart_from_the_paragraph_it_hangs_on() -> None:
    def fill(word: Any) -> None:
        box = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
        append(
            word,
            f'<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:r><w:t>Outside.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>",
        )

    assert read_docx(made(fill), "x.docx").text == "Outside.\n\nBoxed.\n\n"


def test_what_the_file_says_of_itself_is_kept() -> None:
    def fill(word: Any) -> None:
        word.add_paragraph("Text.")
        word.core_properties.title, word.core_properties.author = "On risk", "Ada Lovelace; Bob Smith"
        word.core_properties.created = datetime(2024, 3, 27, tzinfo=UTC)

    csl = read_docx(made(fill), "x.docx").csl
    assert csl["title"] == "On risk"
    assert csl["author"] == [{"literal": "Ada Lovelace"}, {"literal": "Bob Smith"}]
    assert csl["issued"] == {"date-parts": [[2024, 3, 27]]}


def test_the_first_heading_is_the_title_where_there_is_no_other() -> None:
    assert read_docx(made(lambda word: word.add_heading("Threats", 1)), "x.docx").csl["title"] == "Threats"


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made_archive:
        for name, content in parts.items():
            made_archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"just words", "not a DOCX file", id="no archive"),
        pytest.param(archive(readme=b"hello"), "damaged DOCX", id="another archive"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted, or an older Word", id="encrypted"),
        pytest.param(archive(a=bytes(600_000_000)), "unfolds to 600,000,000 bytes", id="a trap"),
        pytest.param(made(lambda word: word.add_paragraph(" ")), "holds no text", id="blank"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_docx(raw, "x.docx")
