"""The shipped library is complete, says what nobody checked, and cuts into one passage a note."""

from pathlib import Path

import pytest

from corpus import library
from corpus.cutting import Cutter
from corpus.library import library_documents, reference_rows, sample_claims
from corpus.notes import Citer, Lean, Openness, Verified
from corpus.pieces import FEWEST, MOST, piece_at
from corpus.reading_library import LibraryError
from debate.coverage import Level
from debate.framework import load_framework
from debate.lint import lint_claim
from debate.sources import Document, Passage
from debate.topics import named

DOCUMENTS = list(library_documents())
FRAMEWORK = load_framework()
each_source = pytest.mark.parametrize("document", DOCUMENTS, ids=[document.name for document in DOCUMENTS])


def notes_of(document: Document) -> list[dict[str, str | None]]:
    notes = document.extra["notes"]
    assert isinstance(notes, list)
    return notes


def passages_of(document: Document) -> list[Passage]:
    return Cutter().cut(document, document.name)


def vectors_of(document: Document) -> set[str]:
    vectors = document.extra["vectors"]
    assert isinstance(vectors, list)
    return set(vectors)


def test_at_least_forty_four_sources_ship_each_with_a_name_of_its_own() -> None:
    assert len({document.name for document in DOCUMENTS}) == len(DOCUMENTS) >= 44
    assert all(document.name.startswith("library-") for document in DOCUMENTS)


@pytest.mark.parametrize("vector", [topic.id for topic in FRAMEWORK.vectors])
def test_every_misuse_vector_has_sources_that_name_it(vector: str) -> None:
    sources = [document for document in DOCUMENTS if vector in vectors_of(document)]
    assert len(sources) >= 3
    assert all(vector in named(document.text, FRAMEWORK.vectors) for document in sources)


@pytest.mark.parametrize("vector", ["bio", "cyber", "disinformation", "phishing"])
def test_where_both_sides_have_sources_the_library_has_both(vector: str) -> None:
    leans = {document.extra["leans"] for document in DOCUMENTS if vector in vectors_of(document)}
    assert leans >= {Lean.RAISES, Lean.DOUBTS}


@each_source
def test_a_source_is_described_as_csl_with_its_licence_and_origin(document: Document) -> None:
    assert document.csl["title"]
    assert document.csl["author"]
    assert document.csl["issued"]
    assert str(document.csl.get("URL", "https://")).startswith("https://")
    assert document.licence
    assert document.origin.startswith("shipped library")
    assert vectors_of(document) <= {topic.id for topic in FRAMEWORK.vectors}
    assert document.extra["leans"] in set(Lean)


@each_source
def test_a_source_has_several_notes_and_a_note_has_every_field(document: Document) -> None:
    assert len(notes_of(document)) >= 2
    for note in notes_of(document):
        assert note["section"]
        assert note["design"]
        assert note["cited_by"] in set(Citer)
        assert note["model"] in set(Openness)
        assert note["verified"] in set(Verified)


@each_source
def test_a_note_that_was_not_checked_says_so_in_its_words_and_in_every_citation_of_it(document: Document) -> None:
    by_section = {passage.section: passage.text for passage in passages_of(document)}
    for note in notes_of(document):
        caution = Verified(str(note["verified"])).caution
        assert caution in by_section[note["section"]]
        assert str(note["section"]).endswith(caution)


@each_source
def test_what_is_dated_2026_was_read_at_second_hand(document: Document) -> None:
    issued = document.csl["issued"]
    assert isinstance(issued, dict)
    if issued["date-parts"][0][0] >= 2026:
        assert all(note["verified"] != Verified.YES for note in notes_of(document))
        assert Verified.SECOND_HAND.caution in passages_of(document)[0].text


@each_source
def test_the_opening_and_each_note_are_one_passage_each_with_exact_offsets(document: Document) -> None:
    passages = passages_of(document)
    assert [passage.section for passage in passages] == [None, *(note["section"] for note in notes_of(document))]
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert FEWEST <= piece_at(passage.text, 0, len(passage.text)).words <= MOST
        assert passage.language == "en"


@each_source
def test_a_passage_names_no_misuse_that_its_source_is_not_about(document: Document) -> None:
    for passage in passages_of(document):
        assert named(passage.text, FRAMEWORK.vectors) <= vectors_of(document), passage.section


def test_the_reference_rows_rate_every_step_of_the_framework_by_its_levels() -> None:
    steps = {step.id for step in FRAMEWORK.steps}
    vectors = {topic.id for topic in FRAMEWORK.vectors}
    rows = reference_rows()
    assert len(rows) == 7
    for row in rows:
        assert set(row.levels) == steps
        assert set(row.levels.values()) <= {Level.FULL, Level.PARTIAL, Level.ABSENT}
        assert set(row.doubtful) <= steps
        assert row.vector in vectors
        assert row.basis == "reconstructed from Appendix B"


def test_one_of_the_seven_rated_studies_is_complete_and_without_doubt() -> None:
    complete = [row for row in reference_rows() if set(row.levels.values()) == {Level.FULL}]
    assert [(row.study, row.doubtful) for row in complete] == [("Thiel et al. 2023", ())]


def test_the_doubtful_cells_are_the_seven_that_fit_two_levels() -> None:
    assert {(row.study, step) for row in reference_rows() for step in row.doubtful} == {
        ("Hazell 2023", "existing_defenses"),
        ("Seger et al. 2023", "ease_of_defense"),
        ("Seger et al. 2023", "uncertainty"),
        ("Musser 2023", "existing_defenses"),
        ("Musser 2023", "marginal_evidence"),
        ("Gopal et al. 2023", "ease_of_defense"),
        ("Lakatos 2023", "ease_of_defense"),
    }


def test_every_rated_study_is_a_source_of_the_library() -> None:
    for row in reference_rows():
        family = row.study.split()[0]
        assert any(family in str(d.csl["author"]) and row.vector in vectors_of(d) for d in DOCUMENTS), row.study


def test_sample_claims_speak_of_different_vectors_in_a_known_direction() -> None:
    claims = sample_claims()
    assert 4 <= len(claims) == len({claim.vector for claim in claims}) <= 6
    assert None not in {claim.vector for claim in claims}
    assert {claim.direction.value for claim in claims} == {"increase", "no_change"}


def test_one_sample_claim_lacks_a_baseline_and_an_actor_and_the_others_name_both() -> None:
    lacking = [{finding.rule_id for finding in lint_claim(claim)} for claim in sample_claims()]
    assert [rules for rules in lacking if rules] == [{"baseline-missing", "actor-missing", "horizon-missing"}]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        pytest.param("claims.toml", "[[claims]]\ntext = no quotes", "claims.toml.*not TOML", id="broken syntax"),
        pytest.param("claims.toml", "claim = 1", "claims.toml.*lacks the key 'claims'", id="a missing key"),
        pytest.param("reference.toml", None, "reference.toml.*cannot be read", id="a missing file"),
    ],
)
def test_a_faulty_table_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str | None, complaint: str
) -> None:
    monkeypatch.setattr(library, "LIBRARY", tmp_path)
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=complaint):
        sample_claims() if name == "claims.toml" else reference_rows()


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "LIBRARY", tmp_path)
    (tmp_path / "smith-2024.md").write_bytes(b"+++\n\xff\xfe\x00")
    with pytest.raises(LibraryError, match=r"smith-2024\.md"):
        list(library_documents())
