"""A label from elsewhere finds its words again, and says how sure that is."""

import hashlib
from dataclasses import replace

import pytest

from debate.anchoring import Anchors, NotAnchored, Standing
from debate.claims import REFERENCE_CLAIM_ID
from debate.coverage import counts
from debate.errors import CruxmapError
from debate.framework import load_framework
from debate.labels import Label
from debate.marks import Author, AuthorKind, MarkKind, Pole, Stance
from debate.sources import Passage, Source
from debate.taking import CHANGED, UNSURE, take_labels
from debate.verdicts import Decision, JudgedMark
from tests.debate.memory import MemoryStore

FRAMEWORK = load_framework()
NOW = "2026-01-02T03:04:05Z"
PARAGRAPHS = (
    "Filters catch most of it. Users report the rest.",
    "Attackers lack skill today. Filters catch most of it, they say.",
)
TEXT = "\n".join(PARAGRAPHS)
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
WORDS = "Attackers lack skill today."
AT = TEXT.index(WORDS)


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    passages, at = [], 0
    for ordinal, words in enumerate(PARAGRAPHS):
        passages.append(Passage(f"smith#{ordinal:04}", "smith", ordinal, at, at + len(words), words, "en"))
        at += len(words) + 1
    csl = {"title": "On filters", "URL": "https://example.org/smith", "DOI": "10.1/smith"}
    made.add_source(Source("smith", "smith", 1, HASH, csl, "smith.txt", "en", len(TEXT)), TEXT, passages, ())
    return made


def label(quote: str = WORDS, **more: object) -> Label:
    return replace(Label(MarkKind.STEP, "threat", quote, source="smith"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        pytest.param(label(start=AT, end=AT + len(WORDS), source_hash=HASH), Standing.SAME, id="the same text"),
        pytest.param(label(start=3, end=9, source_hash=HASH), Standing.SAME, id="the same text, counted otherwise"),
        pytest.param(label(), Standing.UNTOLD, id="a text that is not told"),
        pytest.param(label(source_hash="0" * 64, start=900, end=927), Standing.CHANGED, id="another text"),
        pytest.param(label("attackers  lack\nskill today."), Standing.UNTOLD, id="other blanks and case"),
        pytest.param(label("█", start=AT, end=AT + len(WORDS), source_hash=HASH), Standing.PLACE, id="words withheld"),
        pytest.param(label(source="On Filters"), Standing.UNTOLD, id="the source by its title"),
        pytest.param(label(source="https://example.org/smith"), Standing.UNTOLD, id="the source by its address"),
        pytest.param(label(source=""), Standing.UNTOLD, id="no source named"),
    ],
)  # fmt: skip
def test_words_are_found_by_quote_then_by_place(store: MemoryStore, given: Label, standing: Standing) -> None:
    found = Anchors(store).find(given)
    assert (found.start, found.end, found.quote) == (AT, AT + len(WORDS), WORDS)
    assert found.passage.id == "smith#0001"
    assert found.standing is standing


def test_of_words_that_stand_twice_the_context_tells_which(store: MemoryStore) -> None:
    second = Anchors(store).find(label("Filters catch most of it", suffix=", they"))
    assert second.start == TEXT.rindex("Filters")
    first = Anchors(store).find(label("Filters catch most of it", suffix=". Users"))
    assert first.start == 0


def test_of_words_that_stand_twice_the_old_place_tells_when_the_context_does_not(store: MemoryStore) -> None:
    found = Anchors(store).find(label("Filters catch most of it", start=70, end=94, source_hash="0" * 64))
    assert found.start == TEXT.rindex("Filters")


def test_a_label_across_passages_is_cut_to_the_one_that_holds_most(store: MemoryStore) -> None:
    found = Anchors(store).find(label("the rest.\nAttackers lack skill today."))
    assert found.quote == WORDS


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param(label(source="jones"), "no source “jones”", id="a source that is not here"),
        pytest.param(label("Nobody said this at all."), "do not stand in “smith”", id="words that are not here"),
        pytest.param(label("of"), "do not stand", id="a word in many places"),
        pytest.param(label("", start=5, end=9, source_hash="0" * 64), "do not stand", id="a place in another text"),
        pytest.param(label("", start=5, end=9_999, source_hash=HASH), "do not stand", id="a place beyond the end"),
    ],
)
def test_what_cannot_be_found_is_said(store: MemoryStore, given: Label, says: str) -> None:
    with pytest.raises(NotAnchored, match=says):
        Anchors(store).find(given)


def test_a_label_made_on_a_replaced_text_is_found_in_the_new_one(store: MemoryStore) -> None:
    text = f"A new beginning. {WORDS}"
    csl = {"title": "On filters"}
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source("smith@2", "smith", 2, digest, csl, "smith.txt", "en", len(text))
    store.add_source(source, text, [Passage("smith@2#0000", "smith@2", 0, 0, len(text), text, "en")], ())
    found = Anchors(store).find(label(source_hash=HASH, start=AT, end=AT + len(WORDS)))
    assert (found.passage.source_id, found.standing) == ("smith@2", Standing.CHANGED)


def test_an_imported_mark_counts_only_when_a_person_says_so(store: MemoryStore) -> None:
    take_labels(store, FRAMEWORK, [label(confidence=1.0)], "bo.csv", NOW)
    (mark,) = store.all_marks.values()
    assert mark.author == Author(AuthorKind.IMPORTED, "bo.csv")
    assert mark.confidence == 1.0
    assert not counts(JudgedMark(mark, None), trust=0.1)
    assert counts(JudgedMark(mark, Decision.ACCEPTED), trust=0.1)


def test_who_said_it_is_kept_apart_from_this_projects_annotators(store: MemoryStore) -> None:
    said = label(author=Author(AuthorKind.LOCAL, "local", "7", "p"), made_at="2020-01-01T00:00:00Z")
    take_labels(store, FRAMEWORK, [said], "bo.csv", NOW)
    (mark,) = store.all_marks.values()
    assert mark.author == Author(AuthorKind.IMPORTED, "local (imported)", "7", "p")
    assert (mark.made_at, mark.confidence) == ("2020-01-01T00:00:00Z", UNSURE)


def test_the_same_file_twice_adds_nothing(store: MemoryStore) -> None:
    labels = [label(), label(kind=MarkKind.ASSUMPTION, label="actor", pole=Pole.DOUBTS)]
    take_labels(store, FRAMEWORK, labels, "bo.csv", NOW)
    taken = take_labels(store, FRAMEWORK, labels, "bo.csv", "2030-01-01T00:00:00Z")
    assert len(store.all_marks) == 2
    assert taken.standings == {Standing.UNTOLD: 2}


def test_a_label_whose_source_changed_is_kept_with_a_note(store: MemoryStore) -> None:
    taken = take_labels(store, FRAMEWORK, [label(source_hash="0" * 64), label("Users report the rest.")], "bo.csv", NOW)
    assert taken.standings == {Standing.CHANGED: 1, Standing.UNTOLD: 1}
    first, second = store.all_marks.values()
    notes = store.notes_on([f"mark:{first.id}", f"mark:{second.id}"])
    assert [(note.about, note.text) for note in notes.values()] == [(f"mark:{first.id}", CHANGED)]


def test_a_stance_brings_its_claim_along_once(store: MemoryStore) -> None:
    sentence = "Open weights add risk."
    stance = label(kind=MarkKind.STANCE, label=Stance.FOR, claim=sentence)
    stances = [stance, replace(stance, quote="Users report the rest.", claim=sentence.upper())]
    taken = take_labels(store, FRAMEWORK, stances, "bo.csv", NOW)
    (claim,) = store.claims()
    assert [one.text for one in taken.claims] == [sentence]
    assert {mark.claim_id for mark in store.all_marks.values()} == {claim.id}


def test_a_stance_toward_nothing_is_toward_the_standing_claim(store: MemoryStore) -> None:
    take_labels(store, FRAMEWORK, [label(kind=MarkKind.STANCE, label=Stance.FOR)], "bo.csv", NOW)
    assert [mark.claim_id for mark in store.all_marks.values()] == [REFERENCE_CLAIM_ID]


def test_what_is_wrong_is_told_and_the_rest_is_taken(store: MemoryStore) -> None:
    wrong = CruxmapError("Row 2: it quotes no words.", "Give them.")
    unknown = label(kind=MarkKind.STANCE, label=Stance.FOR, claim="4cf13a38541e")
    taken = take_labels(store, FRAMEWORK, [label(), wrong, label(source="jones"), unknown], "bo.csv", NOW)
    assert len(store.all_marks) == 1
    assert taken.problems[0] is wrong
    assert len(taken.problems) == 3


def test_a_label_that_somebody_rejected_stays_out(store: MemoryStore) -> None:
    taken = take_labels(store, FRAMEWORK, [label(decision=Decision.REJECTED)], "bo.csv", NOW)
    assert (taken.rejected, len(store.all_marks)) == (1, 0)
