"""Whatever a document, a claim or a person writes, nothing that is printed drives a terminal or is read as markup."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cruxmap.cli import run
from cruxmap.context import print_json
from cruxmap.show.assessment_tables import show_assessments, show_detail
from cruxmap.show.console import console, row, text
from cruxmap.show.hits import show_hits
from cruxmap.show.map_tables import show_map
from cruxmap.show.reasons import show_reasons
from cruxmap.show.source_list import show_sources
from debate.claims import Claim
from debate.framework import load_framework
from debate.session import Session
from debate.sources import Document
from debate.verdicts import Decision
from tests.cruxmap.comments import HOSTILE, HOSTILE_TITLE
from tests.cruxmap.conftest import Command
from tests.cruxmap.printing import assert_fits, assert_harmless
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter

SNIPPETS = (
    *("\x1b[2J", "\x1b[31m", "\x1b]52;c;ZXZpbA==\x07", "\x1b]8;;https://evil.example\x1b\\", "\x1b]0;title", "\x1bP"),
    *("\x9b2J", "\x9d52;c;x\x9c", "\r", "\n", "\t", "\x07", "\x00", "\x7f", "\x85", "\u2028"),
    *("[red]", "[/]", "[/red]", "[link=https://evil.example]", "[@click=quit]", ":boom:", "\\[", "[[", "]", "%s{0}"),
    *("\u202e", "\u2066", "\u200f", "\u061c", "\u200d", "\ufeff"),
    *("e\u0301", "日本語の長い題名", "ｶﾞ", "👩\u200d🔬", "❤\ufe0f", "averylongwordwithoutanyblankinit" * 3),
    *("RAISES", "DOUBTS", " THREAT-1a ", " THREAT-1c ", " PAST-2a ", " MARGIN-4d ", "NOVELTY", "SUBSTITUTES", "/", " "),
)
"""What drives terminals, what Rich reads as markup, what is wide, and the words that the annotator marks."""
letters = st.text(st.characters(max_codepoint=0x2FFF, categories=["Ll", "Lo", "P", "Cc", "Cf", "Z"]), max_size=4)
hostile = st.lists(st.sampled_from(SNIPPETS) | letters, max_size=14).map("".join)


def session_of(*documents: Document) -> Session:
    store = MemoryStore()
    session = Session(
        load_framework(),
        store,
        OneLineCutter(),
        MemoryRetriever(store),
        KeywordAnnotator(),
        0.6,
        lambda: "2026-01-02T03:04:05Z",
    )
    list(session.keep(documents))
    list(session.catch_up())
    return session


@contextmanager
def printing(columns: int, *, styled: bool) -> Iterator[StringIO]:
    """What is printed while the block runs, on a page this wide."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("TERM", "xterm-256color")
        patch.delenv("NO_COLOR", raising=False)
        patch.setenv("FORCE_COLOR", "1") if styled else patch.delenv("FORCE_COLOR", raising=False)
        console.cache_clear()
        with redirect_stdout(StringIO()) as page:
            yield page
    console.cache_clear()


def show_everything(session: Session, claim: Claim, note: str) -> None:
    """Every table the command line has, on one debate."""
    show_sources(session.store.sources())
    show_hits(session.search("anything"))
    picture = session.analyze(claim)
    for cell in picture.cells:
        for mark_id in cell.mark_ids:
            session.decide(mark_id, Decision.ACCEPTED, by=note, note=note)
    picture = session.redraw(picture)
    show_map(picture, words=3, tentative=True)
    for cell in picture.cells:
        show_reasons(picture, cell, session.why(picture, cell))
    assessments = session.assess()
    show_assessments(session.framework, assessments)
    for one in assessments:
        show_detail(session.framework, one)
    if len(session.sources()) > 1:
        show_map(session.compare([source.id for source in session.sources()]))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(hostile, hostile, hostile), min_size=1, max_size=4),
    hostile,
    st.sampled_from([40, 80]),
    st.booleans(),
)
def test_no_table_prints_what_a_terminal_obeys_or_runs_over_its_edge(
    documents: list[tuple[str, str, str]], words: str, columns: int, styled: bool
) -> None:
    session = session_of(
        *(
            Document(
                f"{at}{name}", f"RAISES THREAT-1a {body}\nDOUBTS MARGIN-4d {body}", {"title": title}, f"{name}.txt"
            )
            for at, (name, title, body) in enumerate(documents)
        )
    )
    claim = Claim("c1", f"claim {words}", vector="bio", actor=words or None, horizon=words or None)
    with printing(columns, styled=styled) as page:
        show_everything(session, claim, words)
    assert_harmless(page.getvalue())
    assert_fits(page.getvalue(), columns)
    assert styled or "\x1b" not in page.getvalue()


@given(hostile)
@example("half a character \ud83d")
def test_json_spells_out_what_a_terminal_obeys_and_means_the_same(words: str) -> None:
    with redirect_stdout(StringIO()) as page:
        print_json({"words": words})
    assert_harmless(page.getvalue())
    assert json.loads(page.getvalue())["words"] == words


@pytest.mark.parametrize("markup", ["[red]danger[/red]", "[/]", "[link=https://evil.example]x[/link]", "[b", ":boom:"])
def test_markup_in_a_document_is_printed_as_the_letters_it_is(markup: str) -> None:
    with printing(80, styled=True) as page:
        row(markup)
        console().print(text(markup))
    assert page.getvalue().splitlines() == [markup, markup]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["sources"], id="sources"),
        pytest.param(["search", "weights that terrorists use", "--limit", "20"], id="search"),
        pytest.param(["assess", "--all", "--detail"], id="assess"),
        pytest.param(["compare", "[red]Loud", "alarm.md"], id="compare"),
        pytest.param(["analyze", HOSTILE[:400]], id="analyze"),
        pytest.param(["why", "[red]Loud:threat"], id="why"),
        pytest.param(["search", "weights", "--json"], id="search as JSON"),
        pytest.param(["sources", "--json"], id="sources as JSON"),
    ],
)
def test_a_project_with_a_hostile_document_is_read_safely(cruxmap: Command, arguments: list[str]) -> None:
    code, out, err = cruxmap(*arguments)
    assert (code, err) == (0, "")
    assert_harmless(out)
    if "--json" not in arguments:
        assert_fits(out, 80)
        assert "\x1b" not in out
        assert "Loud" in out or "terrorists" in out


def test_errors_print_names_out_of_documents_safely(cruxmap: Command) -> None:
    for arguments in (
        ["assess", HOSTILE_TITLE],
        ["why", f"{HOSTILE_TITLE}:2"],
        [HOSTILE_TITLE],
        ["schema", HOSTILE_TITLE],
    ):
        code, out, err = cruxmap(*arguments)
        assert (code, out) == (2, "")
        assert_harmless(err)
        assert "Loud" in err


def test_what_import_says_of_a_hostile_file_is_safe(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "bad\x1b[2J\u202e[red].pdf").write_bytes(b"not a PDF")
    assert run(["--project", str(folder / "p.cruxmap"), "import", str(folder)]) == 1
    assert_harmless(capsys.readouterr().err)
