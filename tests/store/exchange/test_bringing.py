"""Files from other tools come into a project as what they are, and come again without adding anything."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from debate.handout import Handout
from debate.maps import map_placed
from debate.marks import AuthorKind, MarkKind, Stance
from debate.sources import Document, Source
from debate.verdicts import Decision, Verdict
from store.exchange import (
    aif,
    argdown,
    csl_json,
    csv_tables,
    jsonl_tables,
    kialo,
    own_json,
    parquet_tables,
    ris,
    w3c,
    xaif,
)
from store.exchange.bringing import Brought, Into, bring
from store.exchange.errors import NotReadable
from store.exchange.recognising import Kind, recognise
from store.exchange.tables import tables_of
from tests.debate.memory import MemoryStore, OneLineCutter
from tests.store.exchange.debates import FRAMEWORK, NOW, large

Write = Callable[[str, str | bytes], Path]
TWO = "Open weights lower the cost of this step, though textbooks and older tools already explain most of it."


@pytest.fixture(scope="module")
def debate() -> Handout:
    return large(40)


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def into() -> Into:
    return Into(MemoryStore(), FRAMEWORK, OneLineCutter(), NOW)


def store_of(into: Into) -> MemoryStore:
    assert isinstance(into.store, MemoryStore)
    return into.store


def taken(path: Path, into: Into) -> Brought:
    kind = recognise(path)
    assert kind is not None
    return bring(path, kind, into)


def table(handout: Handout, name: str) -> int:
    return [one.name for one in tables_of(handout)].index(name)


def files_of(handout: Handout) -> dict[str, tuple[str | bytes, Kind]]:
    marks, claims = tables_of(handout)[0], tables_of(handout)[table(handout, "claims")]
    return {
        "map.json": (own_json.write(handout), Kind.MAP),
        "map.jsonld": (w3c.write(handout), Kind.ANNOTATIONS),
        "annotations.json": (w3c.write(handout), Kind.ANNOTATIONS),
        "map.aif.json": (aif.write(handout), Kind.AIF),
        "map.xaif.json": (xaif.write(handout), Kind.AIF),
        "map.argdown": (argdown.write(handout), Kind.ARGDOWN),
        "kialo.txt": (kialo.write(handout), Kind.KIALO),
        "marks.csv": (csv_tables.write(marks), Kind.LABELS),
        "sheet.csv": (csv_tables.write(marks, spreadsheet=True), Kind.LABELS),
        "marks.jsonl": (jsonl_tables.write(marks), Kind.LABELS),
        "marks.parquet": (parquet_tables.write(marks), Kind.LABELS),
        "claims.csv": (csv_tables.write(claims), Kind.CLAIMS),
        "claims.jsonl": (jsonl_tables.write(claims), Kind.CLAIMS),
        "refs.csl.json": (csl_json.write(handout), Kind.CSL),
        "refs.ris": (ris.write(handout), Kind.RIS),
    }


NAMES = list(files_of(large(8)))


@pytest.mark.parametrize("name", NAMES)
def test_what_we_write_is_recognised(name: str, debate: Handout, file: Write) -> None:
    content, kind = files_of(debate)[name]
    assert recognise(file(name, content)) is kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", "Discussion of the title: nothing."),
        ("paper.md", "[Title]: text"),
        ("documents.csv", "id,title,text,label\n1,a,b,c\n"),
        ("documents.jsonl", '{"id": 1, "text": "a claim", "claim": "x"}\n'),
        ("broken.json", "{"),
        ("other.json", '{"a": [1]}'),
        ("empty.json", ""),
        ("empty.csv", ""),
        ("empty.jsonl", ""),
        ("deep.json", "[" * 200_000),
        ("binary.csv", b"\xff\xfe\x00\x01" * 100),
    ],
)
def test_a_document_is_left_to_those_who_read_documents(name: str, content: str | bytes, file: Write) -> None:
    assert recognise(file(name, content)) is None


def test_a_folder_and_a_missing_file_are_nothing_of_ours(tmp_path: Path) -> None:
    assert recognise(tmp_path) is None
    assert recognise(tmp_path / "missing.json") is None


def test_a_map_of_ours_comes_in_with_the_same_ids_and_makes_the_same_map(
    debate: Handout, file: Write, into: Into
) -> None:
    marks = list(debate.map.marks)
    accepted = Verdict("v1", marks[0], Decision.ACCEPTED, "ada", NOW)
    judged = {marks[0]: replace(debate.map.marks[marks[0]], decision=Decision.ACCEPTED)}
    old = debate.map
    picture = map_placed(
        FRAMEWORK, old.claim, old.sides, old.placed, old.sure, old.sided, old.passages, old.sources,
        list({**old.marks, **judged}.values()), old.examined.steps,
    )  # fmt: skip
    brought = taken(file("map.json", own_json.write(replace(debate, map=picture, verdicts=(accepted,)))), into)
    assert brought.problems == []
    store = store_of(into)
    assert set(store.all_marks) == set(marks)
    assert store.verdicts == [accepted]
    assert store.claims() == [debate.map.claim]
    again = map_placed(
        FRAMEWORK, old.claim, old.sides, old.placed, old.sure, old.sided, store.cut, old.sources,
        [replace(picture.marks[name], mark=mark) for name, mark in store.all_marks.items()], old.examined.steps,
    )  # fmt: skip
    assert again == picture


def test_the_same_map_twice_adds_nothing(debate: Handout, file: Write, into: Into) -> None:
    path = file("map.json", own_json.write(debate))
    taken(path, into)
    before = len(store_of(into).all_marks), len(store_of(into).sources())
    taken(path, into)
    assert (len(store_of(into).all_marks), len(store_of(into).sources())) == before


def test_an_excerpt_holds_each_passage_at_its_place(debate: Handout, file: Write, into: Into) -> None:
    brought = taken(file("map.json", own_json.write(debate)), into)
    assert any("excerpts" in sentence for sentence in brought.said)
    store = store_of(into)
    for passage in store.cut.values():
        assert store.texts[passage.source_id][passage.start : passage.end] == passage.text
    assert all(source.extra["excerpt_of"] for source in store.sources())


@pytest.mark.parametrize("name", ["map.jsonld", "marks.csv", "sheet.csv", "marks.jsonl", "marks.parquet"])
def test_labels_find_their_words_and_stay_tentative(name: str, debate: Handout, file: Write, into: Into) -> None:
    taken(file("map.json", own_json.write(debate)), into)
    brought = taken(file(name, files_of(debate)[name][0]), into)
    assert brought.problems == []
    assert f"{len(debate.map.marks)} labels taken over as tentative marks" in brought.said[0]
    assert "on the very text" in brought.said[0]
    theirs = [mark for mark in store_of(into).all_marks.values() if mark.author.kind is AuthorKind.IMPORTED]
    expected = Counter((m.mark.kind, m.mark.label, m.mark.quote, m.mark.criteria) for m in debate.map.marks.values())
    assert Counter((mark.kind, mark.label, mark.quote, mark.criteria) for mark in theirs) == expected


@pytest.mark.parametrize("name", ["map.aif.json", "map.xaif.json", "map.argdown"])
def test_our_own_argument_becomes_labels_where_its_sources_are(
    name: str, debate: Handout, file: Write, into: Into
) -> None:
    taken(file("map.json", own_json.write(debate)), into)
    sources = len(store_of(into).sources())
    brought = taken(file(name, files_of(debate)[name][0]), into)
    assert f"{len(debate.map.placed)} labels taken over" in brought.said[0]
    assert len(store_of(into).sources()) == sources


@pytest.mark.parametrize("name", ["map.aif.json", "map.argdown", "kialo.txt"])
def test_an_argument_about_strange_sources_becomes_a_source(
    name: str, debate: Handout, file: Write, into: Into
) -> None:
    taken(file(name, files_of(debate)[name][0]), into)
    store = store_of(into)
    (source,) = store.sources()
    (claim,) = store.claims()
    assert debate.map.claim is not None
    assert claim.text == debate.map.claim.text
    stances = Counter(m.label for m in store.all_marks.values() if m.kind is MarkKind.STANCE)
    expected = Counter(side for sides in debate.map.placed.values() for side in sides)
    assert stances[Stance.FOR] >= expected["for"]
    assert stances[Stance.AGAINST] >= expected["against"]
    for passage in store.cut.values():
        assert store.texts[source.id][passage.start : passage.end] == passage.text


MICRO = {
    "nodes": [
        {"nodeID": "1", "text": "Dogs should pay.", "type": "I"},
        {"nodeID": "2", "text": "It is not their fault.", "type": "I"},
        {"nodeID": "3", "text": "It sticks to the soles.", "type": "I"},
        {"nodeID": "4", "text": "Default Conflict", "type": "CA"},
        {"nodeID": "5", "text": "Default Conflict", "type": "CA"},
        {"nodeID": "6", "text": "Ada: It sticks", "type": "L"},
        {"nodeID": "7", "text": "Asserting", "type": "YA"},
    ],
    "edges": [
        {"fromID": "2", "toID": "4"}, {"fromID": "4", "toID": "1"}, {"fromID": "3", "toID": "5"},
        {"fromID": "5", "toID": "4"}, {"fromID": "6", "toID": "7"}, {"fromID": "7", "toID": "3"},
    ],
}  # fmt: skip


def test_who_attacks_an_attack_speaks_for_the_claim(file: Write, into: Into) -> None:
    taken(file("dogs.json", json.dumps(MICRO)), into)
    store = store_of(into)
    stances = {mark.quote: mark.label for mark in store.all_marks.values()}
    assert stances == {"It is not their fault.": "against", "It sticks to the soles.": "for"}
    assert [passage.section for passage in store.cut.values()] == [None, None, "Ada"]


def test_no_node_of_a_foreign_file_is_lost(file: Write, into: Into) -> None:
    taken(file("dogs.json", json.dumps(MICRO)), into)
    (source,) = store_of(into).sources()
    kept = source.extra["aif"]
    assert isinstance(kept, dict)
    assert [node["text"] for node in kept["nodes"]] == [node["text"] for node in MICRO["nodes"]]
    assert [(e["fromID"], e["toID"]) for e in kept["edges"]] == [(e["fromID"], e["toID"]) for e in MICRO["edges"]]


def test_a_changed_argument_becomes_a_new_version(file: Write, into: Into) -> None:
    path = file("dogs.json", json.dumps(MICRO))
    taken(path, into)
    assert "is in the project already" in " ".join(taken(path, into).said)
    nodes = [{**MICRO["nodes"][0], "text": "Cats should pay."}, *MICRO["nodes"][1:]]
    taken(file("dogs.json", json.dumps({**MICRO, "nodes": nodes})), into)
    store = store_of(into)
    assert [(source.id, source.superseded) for source in store.sources()] == [("dogs", True), ("dogs@2", False)]
    assert {passage.source_id for passage in store.cut.values()} == {"dogs", "dogs@2"}
    assert all(mark.passage_id in store.cut for mark in store.all_marks.values())


def test_lines_of_argdown_that_have_no_place_are_told_and_the_rest_comes_in(file: Write, into: Into) -> None:
    brought = taken(file("plain.argdown", "[A]: One.\n  + Two.\n\n  -> nothing above\n"), into)
    assert [str(problem)[:6] for problem in brought.problems] == ["Line 4"]
    assert len(store_of(into).cut) == 3


def test_an_argument_without_statements_is_told(file: Write, into: Into) -> None:
    brought = taken(file("empty.json", '{"nodes": [], "edges": []}'), into)
    assert brought.said == ["It holds no statements."]
    assert store_of(into).sources() == []


def test_claims_of_a_table_are_kept_and_wrong_rows_told(file: Write, into: Into) -> None:
    rows = "claim,vector,direction\nOpen weights add risk.,bio,increase\nNo vector.,moon,\n,,\n"
    brought = taken(file("claims.csv", rows), into)
    (claim,) = into.store.claims()
    assert (claim.text, claim.vector, claim.direction) == ("Open weights add risk.", "bio", "increase")
    assert [str(problem)[:5] for problem in brought.problems] == ["Row 2", "Row 3"]


def test_references_describe_sources(debate: Handout, file: Write, into: Into) -> None:
    store = store_of(into)
    for source in debate.map.sources.values():
        store.add_source(replace(source, csl={"title": source.title}), "x", [], ())
    brought = taken(file("refs.ris", ris.write(debate)), into)
    assert brought.said == [f"{len(debate.map.sources)} sources described."]
    described = [source.csl["author"] for source in store.sources()]
    assert described == [source.csl["author"] for source in debate.map.sources.values()]


def test_a_file_that_is_no_utf_8_is_named(file: Write, into: Into) -> None:
    with pytest.raises(NotReadable, match="not UTF-8"):
        taken(file("latin.bib", "@misc{a, title={Gr\xfc\xdfe}}".encode("latin-1")), into)


def test_parquet_that_is_none_is_refused(file: Write, into: Into) -> None:
    with pytest.raises(NotReadable, match="not Parquet"):
        taken(file("broken.parquet", b"PAR1"), into)


def test_a_label_on_a_document_that_changed_since_is_flagged(file: Write, into: Into, debate: Handout) -> None:
    document = Document("s0", f"A new preface. {TWO} " * 3, {"title": "Comment 0"}, "s0.txt")
    passages = into.cutter.cut(document, "s0")
    digest = "f" * 64
    into.store.add_source(Source("s0", "s0", 1, digest, {}, "", "en", 1), document.text, passages, ())
    brought = taken(file("map.jsonld", w3c.write(debate)), into)
    assert "on a text that changed since" in brought.said[0]
    notes = store_of(into).notes_on([f"mark:{name}" for name in store_of(into).all_marks])
    assert notes
    assert brought.problems  # Labels on documents that are not here.
