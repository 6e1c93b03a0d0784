import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debate.claims import Claim, Direction
from debate.errors import UnknownName
from debate.marks import Author, AuthorKind
from debate.sources import Passage, Source
from debate.verdicts import Decision, Verdict
from store.errors import RefusedByTheRecord, SourceChangedMeanwhile
from store.project import Project, open_project
from tests.store.building import ALARM, CALM, LOCAL, keep, passages_of, source_of, step_mark, verdict_on


def test_what_is_kept_comes_back_as_it_was(project: Project) -> None:
    text = "\n".join(ALARM)
    source = replace(
        source_of("alarm", text), csl={"title": "警報", "author": [{"family": "Ada"}]}, licence="CC0", extra={"row": 3}
    )
    first, second = passages_of("alarm", ALARM)
    first = replace(first, page="iv", section="§ 1")
    mark = step_mark(first)
    project.add_source(source, text, [first, second], [mark])
    assert project.sources() == [source]
    assert project.find_document("alarm") == source
    assert project.source_text("alarm") == text
    assert project.passages_of(["alarm"]) == [first, second]
    assert project.passages([second.id, "nobody", first.id]) == {second.id: second, first.id: first}
    assert project.mark(mark.id) == mark
    assert project.mark("nobody") is None


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
names = words.filter(lambda name: "\x00" not in name)  # readers leave none in a name


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, sentences=st.lists(words, min_size=1, max_size=4), extra=st.dictionaries(words, words, max_size=2))
def test_any_text_round_trips(project: Project, name: str, sentences: list[str], extra: dict[str, str]) -> None:
    # A version above any kept one: the file is shared by all examples.
    earlier = project.find_document(name)
    version = earlier.version + 1 if earlier else 1
    text = "\n".join(sentences)
    source = source_of(name, text, version)
    source = replace(source, id=f"{name}@{version}", csl=extra, extra=extra, origin=name)
    passages = passages_of(source.id, tuple(sentences))
    marks = [replace(step_mark(passage), statement=name, label=name) for passage in passages]
    project.add_source(source, text, passages, marks)
    assert project.find_document(name) == source
    assert project.source_text(source.id) == text
    assert project.passages_of([source.id]) == passages
    assert list(project.passages(passage.id for passage in passages).values()) == passages
    assert project.marks_on([passage.id for passage in passages], [None]) == marks


def test_a_changed_document_supersedes_the_old_one_and_keeps_its_marks(project: Project) -> None:
    old = keep(project, "alarm", ALARM)
    mark = step_mark(old[0])
    project.add_marks([mark])
    new = keep(project, "alarm", ("Released weights cannot be recalled, ever.",), version=2)
    assert [(source.id, source.superseded) for source in project.sources()] == [("alarm", True), ("alarm@2", False)]
    assert project.marks_on([old[0].id], [None]) == [mark]
    assert [hit.passage_id for hit in project.lexical("recalled weights", 5)] == [new[0].id]
    assert project.unannotated("local", "1") == [new[0].id]


def test_a_source_that_cannot_be_kept_whole_is_not_kept_at_all(project: Project) -> None:
    first, second = passages_of("alarm", ALARM)
    twice = replace(second, id=first.id)
    with pytest.raises(RefusedByTheRecord):
        project.add_source(source_of("alarm", "…"), "…", [first, twice], ())
    with pytest.raises(UnknownName, match="nobody"):
        project.add_source(source_of("alarm", "…"), "…", [first], [step_mark(replace(first, id="nobody"))])
    assert project.sources() == []
    assert project.lexical("weights", 5) == []


def test_the_same_source_from_another_program_is_kept_once(project: Project) -> None:
    keep(project, "alarm", ALARM)
    keep(project, "alarm", ALARM)
    assert len(project.sources()) == 1
    with pytest.raises(SourceChangedMeanwhile, match="alarm"):
        keep(project, "alarm", CALM)


def test_marks_are_given_for_the_claims_asked_about(project: Project) -> None:
    first, second = keep(project, "alarm", ALARM)
    free, toward_a, toward_b = step_mark(first), step_mark(first, claim_id="a"), step_mark(second, claim_id="b")
    project.add_marks([free, toward_a, toward_b])
    both = [first.id, second.id]
    assert project.marks_on(both, [None]) == [free]
    assert project.marks_on(both, [None, "a"]) == [free, toward_a]
    assert project.marks_on(both, ["b"]) == [toward_b]
    assert project.marks_on([second.id, second.id], [None, "a", "b"]) == [toward_b]
    assert project.marks_on([], [None]) == project.marks_on(both, []) == []


def test_of_other_annotators_suggestions_only_judged_ones_are_given_to_whom_they_are_not(project: Project) -> None:
    first, _ = keep(project, "alarm", ALARM)
    kinds = (AuthorKind.LOCAL, AuthorKind.MODEL, AuthorKind.MODEL, AuthorKind.PERSON, AuthorKind.IMPORTED)
    mine, other, judged, person, brought = (
        step_mark(first, author=Author(kind, f"author {number}", "1")) for number, kind in enumerate(kinds)
    )
    project.add_marks([mine, other, judged, person, brought])
    project.add_verdict(Verdict("v1", judged.id, Decision.REJECTED, "mika", "2026-01-02T03:04:05Z"))
    assert project.marks_on([first.id], [None], ("author 0", "1")) == [mine, judged, person, brought]
    assert project.marks_on([first.id], [None], ("author 0", "2")) == [judged, person, brought]


def test_a_mark_that_is_known_is_left_as_it_is(project: Project) -> None:
    first, _ = keep(project, "alarm", ALARM)
    mark = step_mark(first)
    project.add_marks([mark])
    project.add_marks([replace(mark, confidence=0.1)])
    assert project.mark(mark.id) == mark


@pytest.mark.parametrize("table", ["marks", "verdicts"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE {} SET id = 'other'", id="changed"),
        pytest.param("DELETE FROM {}", id="deleted"),
        pytest.param("INSERT OR REPLACE INTO {0} SELECT * FROM {0}", id="replaced"),
    ],
)
def test_neither_marks_nor_verdicts_can_be(project: Project, table: str, change: str) -> None:
    first, _ = keep(project, "alarm", ALARM)
    mark = step_mark(first)
    project.add_marks([mark])
    project.add_verdict(verdict_on(mark, "v1", Decision.ACCEPTED))
    with pytest.raises(sqlite3.IntegrityError, match=r"never change|only added"):
        project.file.connection.execute(change.format(table))
    assert project.mark(mark.id) == mark


def test_verdicts_are_kept_in_the_order_they_were_made(project: Project) -> None:
    first, _ = keep(project, "alarm", ALARM)
    mark = step_mark(first)
    project.add_marks([mark])
    verdicts = [
        verdict_on(mark, "v1", Decision.REJECTED),
        verdict_on(mark, "v2", Decision.EDITED, label="uncertainty", criteria=["6a"]),
        replace(verdict_on(mark, "v0", Decision.ACCEPTED), blind=True),
    ]
    for verdict in verdicts:
        project.add_verdict(verdict)
    project.add_verdict(verdicts[1])
    assert project.verdicts_on([mark.id, "nobody"]) == verdicts


def test_two_edits_within_one_second_are_both_kept(project: Project) -> None:
    first, _ = keep(project, "alarm", ALARM)
    mark = step_mark(first)
    project.add_marks([mark])
    project.add_verdict(verdict_on(mark, "same", Decision.EDITED, label="uncertainty"))
    project.add_verdict(verdict_on(mark, "same", Decision.EDITED, label="threat"))
    assert [(v.id, v.changes) for v in project.verdicts_on([mark.id])] == [
        ("same", {"label": "uncertainty"}),
        ("same-2", {"label": "threat"}),
    ]


def test_a_verdict_needs_its_mark(project: Project) -> None:
    first, _ = keep(project, "alarm", ALARM)
    with pytest.raises(UnknownName, match="There is no mark"):
        project.add_verdict(verdict_on(step_mark(first), "v1", Decision.ACCEPTED))


def test_claims_come_newest_first_and_can_be_forgotten(project: Project) -> None:
    bio = Claim("1", "Open weights help attackers.", "bio", Direction.INCREASE, ("internet",), "novices", "2 years")
    cyber = Claim("2", "They do not.", baselines=())
    project.save_claim(bio)
    project.save_claim(cyber)
    assert project.claims() == [cyber, bio]
    project.save_claim(replace(bio, actor="states"))
    assert project.claims() == [replace(bio, actor="states"), cyber]
    assert project.delete_claim("2")
    assert not project.delete_claim("2")
    assert [claim.id for claim in project.claims()] == ["1"]


def test_a_new_annotator_version_has_everything_to_read(project: Project) -> None:
    first, second = keep(project, "alarm", ALARM)
    third, fourth = keep(project, "calm", CALM)
    project.add_marks([step_mark(first)], annotated=[first.id, third.id], by=("local", "1"))
    project.add_marks([], annotated=[first.id], by=("local", "1"))
    assert project.unannotated("local", "1") == [second.id, fourth.id]
    assert len(project.unannotated("local", "2")) == 4


def test_what_is_unread_follows_every_change_whoever_makes_it(project: Project) -> None:
    first, second = keep(project, "alarm", ALARM)
    assert project.unannotated("local", "1") == [first.id, second.id]
    project.add_marks([], annotated=[first.id], by=("local", "1"))
    assert project.unannotated("local", "1") == [second.id]
    third, fourth = keep(project, "calm", CALM)
    assert project.unannotated("local", "1") == [second.id, third.id, fourth.id]
    with open_project(project.path) as other:
        other.add_marks([], annotated=[third.id], by=("local", "1"))
    assert project.unannotated("local", "1") == [second.id, fourth.id]
    newer = [passage.id for passage in keep(project, "calm", ALARM, version=2)]
    assert project.unannotated("local", "1") == [second.id, *newer]


def test_what_was_read_is_not_noted_when_its_marks_are_refused(project: Project) -> None:
    first, second = keep(project, "alarm", ALARM)
    unknown = step_mark(replace(first, id="nobody"))
    with pytest.raises(UnknownName):
        project.add_marks([unknown], annotated=[first.id], by=("local", "1"))
    assert project.unannotated("local", "1") == [first.id, second.id]


def test_authors_are_told_apart_by_everything_they_are(project: Project) -> None:
    first, _ = keep(project, "alarm", ALARM)
    authors = [LOCAL, Author(AuthorKind.MODEL, "m", "1", "p@1"), Author(AuthorKind.MODEL, "m", "1", "p@2")]
    project.add_marks(step_mark(first, author=author) for author in authors)
    assert [mark.author for mark in project.marks_on([first.id], [None])] == authors


def test_the_text_of_an_unknown_source_is_an_error_in_words(project: Project) -> None:
    with pytest.raises(UnknownName, match="cruxmap sources"):
        project.source_text("nobody")


def test_facts_about_the_project_are_remembered(project: Project) -> None:
    assert project.recall("index") is None
    project.remember("index", "minilm 1")
    project.remember("index", "minilm 2")
    assert project.recall("index") == "minilm 2"


def test_a_second_program_sees_new_sources_at_once(project: Project) -> None:
    from store.project import open_project

    assert project.sources() == []
    with open_project(project.path) as other:
        keep(other, "alarm", ALARM)
    assert [source.id for source in project.sources()] == ["alarm"]


def test_ten_thousand_ids_are_one_question(project: Project) -> None:
    sentences = tuple(f"Sentence {n}." for n in range(3000))
    passages: list[Passage] = keep(project, "long", sentences)
    project.add_marks(step_mark(passage, label) for passage in passages for label in ("threat", "uncertainty"))
    asked = [passage.id for passage in passages] + [f"nobody {n}" for n in range(7000)]
    assert len(project.passages(asked)) == 3000
    assert len(project.marks_on(asked, [None])) == 6000


def test_sources_are_given_as_a_list_of_ones_own(project: Project) -> None:
    keep(project, "alarm", ALARM)
    mine: list[Source] = project.sources()
    mine.clear()
    assert len(project.sources()) == 1
