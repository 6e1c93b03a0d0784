"""An argument leaves as AIF, xAIF, Argdown and Kialo text, and comes back minus what each declares to lose."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from debate.handout import Handout
from debate.maps import map_sources
from debate.marks import MarkKind
from debate.sides import sides_of_sources
from store.exchange import aif, argdown, argdown_reading, kialo, xaif
from store.exchange.arguing import arguments_of
from store.exchange.arguments import LOSSES, ArgumentMap, Relation
from store.exchange.errors import NotExpressible, NotReadable
from store.exchange.label_rows import labels_from_rows
from store.exchange.labels import labels_of
from store.exchange.tables import LOSSES as TABLE_LOSSES
from tests.store.exchange.debates import FRAMEWORK, examples, handouts, large
from tests.store.exchange.lessening import lessened
from tests.store.exchange.refereeing import ask_arguebuf, ask_node


def folded(text: str) -> str:
    return " ".join(text.split())


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_an_argument_comes_back_whole_from_aif_and_xaif(handout: Handout) -> None:
    expected = arguments_of(handout)
    assert aif.read(aif.write(handout)) == expected
    assert aif.read(xaif.write(handout)) == expected


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_an_argument_comes_back_from_argdown_on_single_lines(handout: Handout) -> None:
    told = arguments_of(handout)
    read = argdown_reading.read(argdown.write(handout))
    assert read.problems == []
    expected = {s.id: replace(s, text=folded(s.text)) for s in told.statements}
    assert {statement.id: statement for statement in read.arguments.statements} == expected
    assert set(read.arguments.links) == set(told.links)
    assert read.arguments.title == told.title


def linked(arguments: ArgumentMap) -> Counter[tuple[str, str, str]]:
    """Links by the words at their ends, which is how Kialo knows statements."""
    words = {statement.id: folded(statement.text) for statement in arguments.statements}
    return Counter((words[link.sources[0]], str(link.relation), words[link.target]) for link in arguments.links)


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_an_argument_comes_back_from_kialo_by_its_words(handout: Handout) -> None:
    told = arguments_of(handout)
    read = kialo.read(kialo.write(handout))
    assert Counter(s.text for s in read.statements) == Counter(folded(s.text) for s in told.statements)
    assert linked(read) == linked(told)
    assert read.title == told.title


@given(handouts())
@settings(max_examples=40, deadline=None)
def test_every_argued_mark_comes_back_as_a_label(handout: Handout) -> None:
    statements = aif.read(aif.write(handout)).statements
    rows = [{**statement.data, "quote": statement.text} for statement in statements if "mark" in statement.data]
    placed = [label for label in labels_of(handout) if label.id in handout.map.placed]
    lost = [loss for loss in TABLE_LOSSES if loss.what in ("mark.prefix", "mark.suffix")]
    found = {label.id: label for label in labels_from_rows(rows, FRAMEWORK) if not isinstance(label, NotReadable)}
    assert found == {label.id: lessened(label, lost) for label in placed}


@given(handouts())
@settings(max_examples=30, deadline=None)
def test_no_edge_of_aif_joins_two_statements(handout: Handout) -> None:
    said = json.loads(aif.write(handout))
    kinds = {node["nodeID"]: node["type"] for node in said["nodes"]}
    assert len(kinds) == len(said["nodes"])
    assert all("I" in (kinds[e["fromID"]], kinds[e["toID"]]) or kinds[e["toID"]] == "YA" for e in said["edges"])
    assert not [e for e in said["edges"] if kinds[e["fromID"]] == kinds[e["toID"]] == "I"]


def test_arguebuf_reads_our_aif_and_xaif() -> None:
    arguebuf_reads(examples(20))


def arguebuf_reads(debates: list[Handout]) -> None:
    files = [json.loads(aif.write(one)) for one in debates] + [json.loads(xaif.write(one))["AIF"] for one in debates]
    for one, seen in zip([*debates, *debates], ask_arguebuf(files), strict=True):
        told = arguments_of(one)
        kinds = {Relation.SUPPORT: "Support", Relation.ATTACK: "Attack"}
        assert seen["atoms"] == sorted(statement.text for statement in told.statements)
        assert seen["schemes"] == sorted(kinds[link.relation] for link in told.links)
        ends = [(link.sources[0], link.id) for link in told.links] + [(link.id, link.target) for link in told.links]
        assert sorted(map(tuple, seen["edges"])) == sorted(ends)


def test_argdowns_own_parser_reads_our_argdown() -> None:
    argdown_reads(examples(40))


def argdown_reads(debates: list[Handout]) -> None:
    for one, seen in zip(
        debates, ask_node("argdown.cjs", "@argdown/core", list(map(argdown.write, debates))), strict=True
    ):
        told = arguments_of(one)
        assert seen["errors"] == []
        assert seen["title"] == told.title
        for statement in told.statements:
            node = next(node for node in seen["nodes"] if node["title"] == statement.title)
            tags = "".join(f" #{tag}" for tag in statement.tags)
            assert node["texts"] == [folded(statement.text + tags)]
            assert node["data"]["id"] == statement.id
            assert node.get("tags", []) == list(statement.tags)
        assert len(seen["nodes"]) == len(told.statements)
        titles = {statement.id: statement.title for statement in told.statements}
        expected = [[titles[link.sources[0]], str(link.relation), titles[link.target]] for link in told.links]
        assert sorted(seen["relations"]) == sorted(expected)


def test_sides_are_participants_who_say_what_they_say() -> None:
    handout = large(40)
    said = json.loads(xaif.write(handout))["AIF"]
    names = {str(person["participantID"]): person["firstname"] for person in said["participants"]}
    assert set(names.values()) == {"For", "Against"}
    people = {locution["nodeID"]: locution["personID"] for locution in said["locutions"]}
    spoken = {node["nodeID"]: node["text"] for node in said["nodes"] if node["type"] == "L"}
    assert people.keys() == spoken.keys()
    assert all(text.startswith(f"{names[people[name]]}: ") for name, text in spoken.items())


def test_each_side_argues_its_way_and_contested_assumptions_attack_each_other() -> None:
    told = arguments_of(large(40))
    sides = {statement.id: statement.data["sides"] for statement in told.statements if "sides" in statement.data}
    for link in told.links:
        if link.target == "claim":
            assert link.relation == (Relation.SUPPORT if sides[link.sources[0]] == ["for"] else Relation.ATTACK)
    steps = [s for s in told.statements if s.data["kind"] == MarkKind.STEP]
    assert {s.tags for s in steps} == {(s.data["label"],) for s in steps}


def test_documents_side_by_side_are_no_argument() -> None:
    handout = large(8)
    old = handout.map
    sides = sides_of_sources(old.sources.values())
    compared = map_sources(FRAMEWORK, sides, old.passages, old.sources, list(old.marks.values()))
    with pytest.raises(NotExpressible, match="no claim"):
        arguments_of(replace(handout, map=compared))


@pytest.mark.parametrize(
    ("said", "statements", "links"),
    [
        pytest.param(
            {"aif": {"nodes": [{"nodeID": 1, "type": "i", "text": None}], "edges": None}}, 1, 0, id="numbers and nulls"
        ),
        pytest.param({"nodes": [], "edges": []}, 0, 0, id="nothing in it"),
        pytest.param(
            {
                "AIF": {
                    "nodes": [
                        {"nodeID": "1", "text": "a", "type": "I"},
                        {"nodeID": "2", "text": "b", "type": "I"},
                        {"nodeID": "3", "text": "c", "type": "I"},
                        {"nodeID": "4", "text": "Argument from Expert Opinion", "type": "RA"},
                        {"nodeID": "5", "text": "Default Conflict", "type": "CA"},
                        {"nodeID": "6", "text": "lost", "type": "CA"},
                    ],
                    "edges": [
                        {"fromID": 1, "toID": 4},
                        {"fromID": 2, "toID": 4},
                        {"fromID": 4, "toID": 3},
                        {"fromID": 3, "toID": 5},
                        {"fromID": 5, "toID": 4},
                        {"fromID": 6, "toID": 99},
                    ],
                },
                "ova": [],
                "text": {"txt": "…"},
            },
            3,
            2,
            id="linked premises, an undercut, and an edge to nowhere",
        ),
    ],
)  # fmt: skip
def test_aif_is_read_liberally(said: object, statements: int, links: int) -> None:
    read = aif.read("\ufeff" + json.dumps(said))
    assert (len(read.statements), len(read.links)) == (statements, links)
    if links:
        inference, undercut = read.links
        assert (inference.sources, inference.scheme) == (("1", "2"), "Argument from Expert Opinion")
        assert (undercut.relation, undercut.target) == (Relation.UNDERCUT, inference.id)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"nodes": 1, "edges": [{}]}', '{"nodes": [{}], "edges": []}', "[" * 99_999]
)
def test_what_is_no_aif_is_refused(text: str) -> None:
    if text.startswith('{"nodes": 1'):
        assert aif.read(text).statements == ()
    else:
        with pytest.raises(NotReadable, match="AIF"):
            aif.read(text)


KIALO = """\ufeffDiscussion Title: Should weights be open?

1. Weights should be open \\(all of them\\).
1.1. Pro: Defenders gain
from them too. [A study](https://example.org/a) [B](urn:x)
1.1.1. Con: See [the reply](https://example.org/b) first.
1.2. Con: -> See 2.1.
2. Another thesis
2.1. Con: \\-> See is how a pointer begins.
"""


def test_kialo_is_read_with_its_links_and_pointers() -> None:
    read = kialo.read(KIALO)
    assert read.title == "Should weights be open?"
    assert [(s.id, s.text) for s in read.statements] == [
        ("1", "Weights should be open (all of them)."),
        ("1.1", "Defenders gain from them too."),
        ("1.1.1", "See [the reply](https://example.org/b) first."),
        ("2", "Another thesis"),
        ("2.1", "-> See is how a pointer begins."),
    ]
    assert read.statements[1].data == {
        "links": [{"title": "A study", "url": "https://example.org/a"}, {"title": "B", "url": "urn:x"}]
    }
    assert [(link.sources[0], str(link.relation), link.target) for link in read.links] == [
        ("1.1", "support", "1"),
        ("1.1.1", "attack", "1.1"),
        ("2.1", "attack", "1"),
        ("2.1", "attack", "2"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("1. a\n1.1. Pro: b\n1.1. Con: c\n", "Line 3: 1.1. was there before, in line 2", id="twice"),
        pytest.param("1. a\n1.2.1. Pro: b\n", "Line 2: 1.2.1. answers 1.2.", id="an answer to nothing"),
        pytest.param("1. a\n1.1. Pro: -> See 4.\n", "Line 2: it points to 4.", id="a pointer to nothing"),
        pytest.param("Hello\n1. a\n", "Line 1: it stands before the thesis", id="words before the thesis"),
        pytest.param("Discussion Title: x\n", "no discussion", id="no thesis"),
    ],
)  # fmt: skip
def test_a_kialo_file_that_is_broken_is_named_by_its_line(text: str, says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        kialo.read(text)


PLAIN_ARGDOWN = """
// a comment
# Side A {isGroup: false}

[Thesis]: Weights **should** be \\*open\\*. #value {side: A, "weight": 0.5}
  + <Defence>: Defenders
    gain. // more
    <!-- a comment
    of two lines -->
    - Attackers gain too.
  >< [Closed]
  <_ <Doubt>

<Defence> #security

(1) Defenders read code.
(2) [Speed]: They are fast.
--
Modus ponens {uses: [1,2]}
--
(3) Defenders gain.
  -> [Closed]

[Closed] but with words after it

  -> nothing above
"""


def test_plain_argdown_is_read_and_what_has_no_place_is_named() -> None:
    read = argdown_reading.read(PLAIN_ARGDOWN)
    by_id = {statement.id: statement for statement in read.arguments.statements}
    assert by_id["[Thesis]"].text == "Weights should be *open*."
    assert by_id["[Thesis]"].tags == ("value",)
    assert by_id["[Thesis]"].data == {"side": "A", "weight": "0.5", "section": "Side A"}
    assert by_id["<Defence>"].text == "Defenders gain."
    assert by_id["<Defence>"].tags == ("security",)
    links = {(link.sources, str(link.relation), link.target): link for link in read.arguments.links}
    assert set(links) == {
        (("[Untitled 3]",), "support", "[Thesis]"),
        (("[Untitled 1]",), "attack", "<Defence>"),
        (("[Thesis]",), "contradiction", "[Closed]"),
        (("<Doubt>",), "undercut", "[Thesis]"),
        (("[Untitled 3]",), "attack", "[Closed]"),
        (("[Untitled 2]", "[Speed]"), "support", "[Untitled 3]"),
    }
    inference = next(link for link in read.arguments.links if link.id.startswith("inference"))
    assert inference.scheme == "Modus ponens"
    assert [problem.message.split(":")[0] for problem in read.problems] == ["Line 24", "Line 26"]


def test_a_statement_of_ours_that_the_other_side_mentions_first_is_not_put_under_that_side() -> None:
    text = """# For

[A]: Yes. {"id": "a", "sides": ["for"]}
  -> [B]

# Against

[B]: No. {"id": "b", "sides": ["against"]}
"""
    read = argdown_reading.read(text)
    assert read.problems == []
    assert [statement.data for statement in read.arguments.statements] == [{"sides": ["for"]}, {"sides": ["against"]}]


def test_every_loss_of_an_argument_says_why() -> None:
    for loss in (*LOSSES, *argdown.LOSSES, *kialo.LOSSES):
        assert loss.what
        assert loss.why.endswith(".")
