"""The whole way from a document to a map, over parts that keep everything in memory."""

import pytest

from debate.claims import REFERENCE_CLAIM_ID
from debate.coverage import Level, Silence
from debate.errors import UnknownName
from debate.framework import load_framework
from debate.framing import frame
from debate.importing import ImportEvent, Kept, Known, Progress
from debate.marks import Author, AuthorKind, MarkKind, Stance
from debate.proposals import RejectedProposal
from debate.quotes import QuoteVerdict
from debate.session import NothingToRead, Session
from debate.sources import Document, Problem
from debate.verdicts import Decision
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter

FRAMEWORK = load_framework()
CLAIM = frame(FRAMEWORK, "Compared with the Internet, open models increase the risk of bioweapons.")

ALARM = (
    "RAISES Terrorists could make pathogens with released weights. THREAT-1a THREAT-1d NOVELTY\n"
    "RAISES Nothing like it was possible before. MARGIN-4c"
)
CALM = "DOUBTS Pathogen genomes have been in libraries for decades. PAST-2c SUBSTITUTES"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def annotator() -> KeywordAnnotator:
    return KeywordAnnotator()


@pytest.fixture
def session(store: MemoryStore, annotator: KeywordAnnotator) -> Session:
    return Session(
        FRAMEWORK,
        store,
        OneLineCutter(),
        MemoryRetriever(store),
        annotator,
        trust=0.6,
        now=lambda: "2026-01-02T03:04:05Z",
    )


def document(name: str, text: str) -> Document:
    return Document(name, text, {"title": name.title()}, f"{name}.txt")


def take_in(session: Session, *documents: Document) -> list[ImportEvent]:
    events = list(session.keep(documents))
    list(session.catch_up())
    return events


def test_a_debate_is_mapped_down_to_the_words(session: Session) -> None:
    take_in(session, document("alarm", ALARM), document("calm", CALM))
    picture = session.analyze(CLAIM)
    threat = picture.cell("for", "threat")
    assert threat.level is Level.FULL
    assert picture.marks[threat.mark_ids[0]].mark.quote in ALARM
    assert picture.cell("against", "existing_risk").level is Level.PARTIAL
    assert picture.cell("against", "threat").silence is Silence.SIDE_SILENT
    assert picture.differences[0].slot_id == "counterfactual"
    assert [crux.slot_id for crux in picture.cruxes] == ["counterfactual"]
    assert picture.talking_past == 1.0


def test_swapping_the_claims_direction_swaps_the_sides(session: Session) -> None:
    take_in(session, document("alarm", ALARM), document("calm", CALM))
    straight, swapped = session.analyze(CLAIM), session.analyze(CLAIM.swapped())
    for step in FRAMEWORK.steps:
        assert straight.cell("for", step.id).level is swapped.cell("against", step.id).level
        assert straight.cell("against", step.id).level is swapped.cell("for", step.id).level


def test_a_passage_on_another_vector_does_not_speak_to_the_claim(session: Session) -> None:
    take_in(session, document("alarm", "RAISES Scammers clone voices with open models. THREAT-1a"))
    assert session.analyze(CLAIM).passages == {}


def test_sources_can_be_compared_side_by_side(session: Session) -> None:
    take_in(session, document("alarm", ALARM), document("calm", CALM))
    picture = session.compare(["alarm", "calm"])
    assert [side.name for side in picture.sides] == ["Alarm", "Calm"]
    assert picture.cell("alarm", "marginal_evidence").level is Level.PARTIAL
    assert picture.claim is None


def test_a_document_is_assessed_as_a_whole(session: Session) -> None:
    take_in(session, document("alarm", ALARM))
    (assessment,) = session.assess()
    assert {cell.step_id: cell.level for cell in assessment.cells}["threat"] is Level.FULL
    assert assessment.stance is Stance.FOR
    assert list(assessment.positions) == ["counterfactual"]


def test_a_rejected_mark_leaves_the_picture_and_is_counted(session: Session) -> None:
    take_in(session, document("alarm", ALARM))
    before = session.analyze(CLAIM)
    (mark_id,) = before.cell("for", "marginal_evidence").mark_ids
    session.decide(mark_id, Decision.REJECTED, "ada")
    after = session.analyze(CLAIM)
    assert after.cell("for", "marginal_evidence").level is not Level.PARTIAL
    assert after.tally.rejected == 1
    assert mark_id not in after.marks


def test_a_withdrawn_rejection_brings_the_mark_back_and_both_verdicts_stay(session: Session) -> None:
    take_in(session, document("alarm", ALARM))
    cell = session.analyze(CLAIM).cell("for", "marginal_evidence")
    session.decide(cell.mark_ids[0], Decision.REJECTED, "ada")
    session.decide(cell.mark_ids[0], Decision.WITHDRAWN, "ada")
    picture = session.analyze(CLAIM)
    (reason,) = session.why(picture, picture.cell("for", "marginal_evidence"))
    assert [verdict.decision for verdict in reason.verdicts] == [Decision.REJECTED, Decision.WITHDRAWN]
    assert reason.counted


def test_a_verdict_on_no_mark_is_refused(session: Session) -> None:
    with pytest.raises(UnknownName, match="nonesuch"):
        session.decide("nonesuch", Decision.ACCEPTED, "ada")


def test_the_same_text_again_adds_nothing(session: Session) -> None:
    (first,) = take_in(session, document("alarm", ALARM))
    (second,) = take_in(session, document("alarm", ALARM))
    assert isinstance(first, Kept)
    assert isinstance(second, Known)
    assert len(session.sources()) == 1


def test_a_changed_text_becomes_a_new_version_and_the_old_marks_stay(session: Session, store: MemoryStore) -> None:
    take_in(session, document("alarm", ALARM))
    old_marks = dict(store.all_marks)
    take_in(session, document("alarm", ALARM + "\nRAISES And worse. THREAT-1b"))
    assert [source.id for source in session.sources()] == ["alarm@2"]
    assert [source.superseded for source in session.store.sources()] == [True, False]
    assert old_marks.items() <= store.all_marks.items()


def test_a_blank_document_is_a_problem_that_names_it_and_the_rest_goes_in(session: Session) -> None:
    events = take_in(session, document("blank", " \n "), document("calm", CALM))
    assert isinstance(events[0], Problem)
    assert events[0].origin == "blank.txt"
    assert isinstance(events[1], Kept)


def test_work_that_was_cut_off_is_continued_where_it_stopped(session: Session, annotator: KeywordAnnotator) -> None:
    annotator.at_once = 2
    list(session.keep([document("alarm", ALARM), document("calm", CALM)]))
    for _, progress in zip(range(2), session.catch_up(), strict=False):
        assert progress.total == 3
    assert list(session.catch_up())[-1] == Progress(1, 1)
    assert list(session.catch_up()) == []


def test_what_the_annotator_could_not_read_stays_pending_and_the_rest_is_read(
    session: Session, store: MemoryStore
) -> None:
    take_in(session, document("alarm", ALARM + "\nRAISES UNREADABLE THREAT-1b"), document("calm", CALM))
    assert store.unannotated("local", "1") == ["alarm#0002"]
    assert list(session.catch_up())[-1] == Progress(1, 1)


def test_while_passages_wait_to_be_read_no_silence_is_taken_for_one_and_all_is_sought_afterwards(
    session: Session,
) -> None:
    take_in(session, document("alarm", ALARM))
    list(session.keep([document("calm", CALM)]))
    half = session.analyze(CLAIM)
    assert half.examined.pending == 1
    assert half.cell("for", "threat").silence is None
    silent = half.cell("against", "existing_risk")
    assert (silent.level, silent.silence) == (Level.NOT_ASSESSED, Silence.NOT_ALL_READ)
    again = session.recall(CLAIM)
    assert again is not None
    assert again.examined.pending == 1
    list(session.catch_up())
    assert session.redraw(half).cell("against", "threat").silence is Silence.NOT_ALL_READ
    assert session.recall(CLAIM) is None
    whole = session.analyze(CLAIM)
    assert whole.cell("against", "existing_risk").silence is None
    assert whole.cell("against", "threat").silence is Silence.SIDE_SILENT


def test_a_document_that_waits_to_be_read_is_not_said_to_be_silent(session: Session) -> None:
    take_in(session, document("alarm", ALARM))
    list(session.keep([document("calm", CALM)]))
    alarm, calm = session.assess()
    assert {cell.silence for cell in alarm.cells} == {None, Silence.SIDE_SILENT}
    assert {cell.silence for cell in calm.cells} == {Silence.NOT_ALL_READ}
    compared = session.compare(["alarm", "calm"])
    assert compared.examined.pending == 1


def test_a_picture_with_passages_that_could_not_be_read_says_so_and_is_not_taken_for_the_last_word(
    session: Session,
) -> None:
    take_in(session, document("alarm", ALARM + "\nRAISES UNREADABLE pathogens. THREAT-1b"))
    assert session.analyze(CLAIM).tally.unread == 1
    assert session.recall(CLAIM) is None


def test_the_annotator_hears_of_all_it_is_to_read_before_it_reads_any(
    session: Session, annotator: KeywordAnnotator
) -> None:
    list(session.keep([document("alarm", ALARM), document("calm", CALM)]))
    annotator.at_once = 1
    steps = session.catch_up()
    next(steps), next(steps)
    assert annotator.expected == ["alarm#0000", "alarm#0001", "calm#0000"]


def test_proposals_without_words_are_counted_only_for_the_annotator_that_made_them(
    session: Session, store: MemoryStore
) -> None:
    take_in(session, document("alarm", ALARM))
    for version in ("1", "0"):
        store.add_rejected(
            [
                RejectedProposal(
                    "alarm#0000",
                    Author(AuthorKind.LOCAL, "local", version),
                    "step",
                    "threat",
                    "words nobody said",
                    QuoteVerdict.NOT_FOUND,
                    "",
                    "2026-01-02T03:04:05Z",
                )
            ]
        )
    assert session.analyze(CLAIM).tally.unverified == 1


def test_a_newer_annotator_replaces_its_own_marks_but_not_judged_ones(
    session: Session, annotator: KeywordAnnotator
) -> None:
    take_in(session, document("alarm", ALARM))
    judged_id = session.analyze(CLAIM).cell("for", "threat").mark_ids[0]
    session.decide(judged_id, Decision.ACCEPTED, "ada")
    annotator.version = "2"
    list(session.catch_up())
    picture = session.analyze(CLAIM)
    versions = {judged.mark.author.version for judged in picture.marks.values() if judged.mark.id != judged_id}
    assert versions == {"2"}
    assert judged_id in picture.marks


def test_with_another_annotator_the_suggestions_of_the_first_no_longer_count_and_a_persons_do(
    session: Session, annotator: KeywordAnnotator
) -> None:
    take_in(session, document("alarm", ALARM))
    kept = session.analyze(CLAIM).cell("for", "threat").mark_ids[0]
    session.decide(kept, Decision.ACCEPTED, "ada")
    annotator.name = "another"
    list(session.catch_up())
    names = {judged.mark.id: judged.mark.author.name for judged in session.analyze(CLAIM).marks.values()}
    assert names.pop(kept) == "local"
    assert set(names.values()) == {"another"}


def test_asking_an_empty_project_says_what_to_do(session: Session) -> None:
    with pytest.raises(NothingToRead, match="cruxmap import"):
        session.analyze(CLAIM)


def test_a_source_is_found_by_id_or_the_start_of_its_title(session: Session) -> None:
    take_in(session, document("alarm", ALARM))
    assert session.source("alarm").id == session.source("Ala").id == "alarm"
    with pytest.raises(UnknownName, match="cruxmap sources"):
        session.source("zzz")


def test_stance_toward_the_standing_claim_is_known_before_any_claim_is_asked(
    session: Session, store: MemoryStore
) -> None:
    take_in(session, document("calm", CALM))
    stances = [mark for mark in store.all_marks.values() if mark.kind is MarkKind.STANCE]
    assert [(mark.claim_id, mark.label) for mark in stances] == [(REFERENCE_CLAIM_ID, Stance.AGAINST)]
