"""Every promise about what comes back from a file holds for maps that the program itself made."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cruxmap import outside
from cruxmap.settings import load_settings
from cruxmap.wiring import open_session
from debate.framing import frame
from debate.handout import Audience, Handout, hand_out
from debate.session import Session
from debate.sources import Problem
from debate.verdicts import Decision
from debate.withholding import OPERATIONAL
from tests.store.exchange import (
    test_arguments,
    test_graphs,
    test_markdown,
    test_own_json,
    test_references,
    test_refi_qda,
    test_report,
    test_svg,
    test_tables,
    test_w3c,
)
from tui.outside import ExportWish

PROMISES: tuple[Callable[..., None], ...] = (
    test_own_json.test_a_map_comes_back_the_same,
    test_own_json.test_documents_side_by_side_come_back_the_same,
    test_tables.test_marks_come_back_from_csv,
    test_tables.test_marks_come_back_from_jsonl,
    test_tables.test_marks_come_back_from_parquet,
    test_tables.test_a_claim_comes_back_from_each_kind_of_table,
    test_tables.test_pandas_and_pyarrow_read_the_same_quotes,
    test_w3c.test_every_label_comes_back_the_same,
    test_w3c.test_pyld_finds_the_quote_the_place_and_the_source_of_every_mark,
    test_arguments.test_an_argument_comes_back_whole_from_aif_and_xaif,
    test_arguments.test_an_argument_comes_back_from_argdown_on_single_lines,
    test_arguments.test_an_argument_comes_back_from_kialo_by_its_words,
    test_arguments.test_every_argued_mark_comes_back_as_a_label,
    test_arguments.test_no_edge_of_aif_joins_two_statements,
    test_graphs.test_networkx_reads_back_every_node_and_edge,
    test_references.test_csl_json_brings_every_field_back,
    test_references.test_bibtex_brings_back_what_it_declares_to_carry,
    test_references.test_ris_brings_back_what_it_declares_to_carry,
    test_references.test_pybtex_reads_our_bibtex,
    test_references.test_rispy_reads_our_ris,
    test_markdown.test_no_word_of_a_source_becomes_markup,
    test_report.test_no_word_of_a_source_becomes_an_element_or_an_attribute,
    test_report.test_every_quote_claim_and_source_can_be_read,
    test_svg.test_words_are_text_and_nothing_else,
)
"""Property tests of the formats, which hold for generated maps; each is asked here about real ones."""
CLAIMS = (
    "Compared with the Internet, open models increase the risk of bioweapons by novices today.",
    "Open weights increase the risk of pathogens as weapons, compared with hosted models.",
)


@pytest.fixture(scope="module")
def session(imported: Path, encoder_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    project = tmp_path_factory.mktemp("round-trips") / "debate.cruxmap"
    project.write_bytes(imported.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRUXMAP_CACHE", str(encoder_cache))
        patch.setenv("CRUXMAP_CONFIG", str(project.with_name("settings.toml")))
        with open_session(load_settings({"project": str(project)}), lambda _: None) as opened:
            yield opened


@pytest.fixture(scope="module")
def made(session: Session) -> list[Handout]:
    """Maps of two claims, judged in part, one of them for the public; and three sources side by side."""
    handouts = []
    for sentence, audience in zip(CLAIMS, Audience, strict=True):
        claim = frame(session.framework, sentence)
        placed = list(session.analyze(claim).placed)
        for mark_id, decision in zip(placed, (Decision.ACCEPTED, Decision.REJECTED, Decision.ACCEPTED), strict=False):
            session.decide(mark_id, decision, "ada", note=OPERATIONAL if mark_id == placed[0] else "")
        handouts.append(hand_out(session.store, session.analyze(claim), "cruxmap 0", session.now(), audience=audience))
    return handouts


def test_the_program_made_maps_worth_asking_about(made: list[Handout]) -> None:
    for handout in made:
        assert len(handout.map.placed) > 20
        assert handout.stays
        assert handout.map.tally.confirmed
    assert not made[0].withheld
    assert made[1].withheld


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_what_holds_for_generated_maps_holds_for_real_ones(promise: Callable[..., None], made: list[Handout]) -> None:
    for handout in made:
        promise.hypothesis.inner_test(handout)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "referee",
    [
        test_arguments.arguebuf_reads,
        test_arguments.argdown_reads,
        test_graphs.mermaid_reads,
        pytest.param(
            test_graphs.graphviz_draws,
            marks=pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed"),
        ),
    ],
)
def test_referees_read_real_maps_too(referee: Callable[[list[Handout]], None], made: list[Handout]) -> None:
    referee(made)


def test_every_mark_of_a_real_map_is_coded_in_refi_qda(made: list[Handout], tmp_path: Path) -> None:
    for handout in made:
        test_refi_qda.pyrefiqda_finds(tmp_path, handout)


def test_the_application_writes_every_format_under_the_name_it_proposes(
    session: Session, made: list[Handout], tmp_path: Path
) -> None:
    for form in outside.export_formats():
        target = tmp_path / f"map.{form.ending}"
        lost = outside.write_export(session, made[0].map, ExportWish(form.name, target))
        assert target.is_dir() if form.ending.endswith("-tables") else target.stat().st_size > 100
        assert lost[0] == f"rejected marks, which stay home ({made[0].stays})"
        assert "rejected marks" not in lost


def test_the_application_names_a_file_that_is_broken_and_takes_in_the_next(session: Session, tmp_path: Path) -> None:
    (tmp_path / "broken.bib").write_text("@misc{a, title = {open", encoding="utf-8")
    (tmp_path / "claims.csv").write_text("claim\nOpen weights add risk to nobody.\n", encoding="utf-8")
    said = list(outside.bring(session, [str(tmp_path / "broken.bib"), str(tmp_path / "claims.csv")]))
    assert [isinstance(one, Problem) for one in said] == [False, True]
    assert said[0] == "1 claim taken over; `cruxmap claims` lists them."
