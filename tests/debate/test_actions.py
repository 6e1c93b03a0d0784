"""What a person does, by name: done, taken back, done again, and carried to another project."""

import pytest

from debate.actions import Action, Entry, NotAJournal, entry_from_line, entry_line
from debate.coverage import Level
from debate.doing import UnknownAction, claim_details, perform
from debate.errors import UnknownName
from debate.framework import load_framework
from debate.framing import frame
from debate.history import DecidedSince, History, Step
from debate.maps import DebateMap
from debate.marking import WordsNotThere
from debate.session import Session
from debate.sources import Document
from debate.verdicts import Decision
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter

FRAMEWORK = load_framework()
CLAIM = frame(FRAMEWORK, "Open models increase the risk of misuse.")
ALARM = "RAISES Terrorists could make pathogens. THREAT-1a\nNobody says which side this line is on. MARGIN-4c"
CALM = "DOUBTS Textbooks explain it already. PAST-2c"


def new_session(alarm: str = ALARM) -> Session:
    store = MemoryStore()
    session = Session(
        FRAMEWORK, store, OneLineCutter(), MemoryRetriever(store), KeywordAnnotator(), 0.6, lambda: "2026-01-02"
    )
    list(session.keep([Document("alarm", alarm, {}, "alarm.txt"), Document("calm", CALM, {}, "calm.txt")]))
    list(session.catch_up())
    return session


@pytest.fixture
def session() -> Session:
    return new_session()


def level(picture: DebateMap, side: str, step: str) -> Level:
    return picture.cell(side, step).level


def only_mark(session: Session, side: str, step: str) -> str:
    (mark_id,) = session.analyze(CLAIM).cell(side, step).mark_ids
    return mark_id


def _says(step: Step | None) -> str:
    return step.says if step is not None else "nothing"


def test_what_somebody_else_decided_since_is_not_overturned_by_undoing(session: Session) -> None:
    picture, history = session.analyze(CLAIM), History("ada")
    mark = only_mark(session, "for", "threat")
    history.do(session, "accepted", [Action("accept", {"mark": mark})])
    session.decide(mark, Decision.REJECTED, "bea")
    with pytest.raises(DecidedSince, match="after you accepted"):
        history.undo(session)
    assert level(session.redraw(picture), "for", "threat") is Level.NOT_ASSESSED
    assert history.undo(session) is None


def test_a_rejected_mark_leaves_the_picture_without_a_new_search_and_undo_brings_it_back(session: Session) -> None:
    picture, history = session.analyze(CLAIM), History("ada")
    history.do(session, "reject", [Action("reject", {"mark": only_mark(session, "for", "threat")})])
    assert level(session.redraw(picture), "for", "threat") is Level.NOT_ASSESSED
    assert _says(history.undo(session)) == "reject"
    assert level(session.redraw(picture), "for", "threat") is Level.PARTIAL
    assert _says(history.redo(session)) == "reject"
    assert level(session.redraw(picture), "for", "threat") is Level.NOT_ASSESSED
    assert history.redo(session) is None


def test_undoing_an_acceptance_brings_back_the_edit_before_it(session: Session) -> None:
    mark_id, history = only_mark(session, "for", "threat"), History("ada")
    history.do(session, "edit", [Action("edit", {"mark": mark_id, "changes": {"label": "uncertainty"}})])
    history.do(session, "accept", [Action("accept", {"mark": mark_id})])
    history.undo(session)
    assert session.analyze(CLAIM).cell("for", "uncertainty").mark_ids == (mark_id,)


def test_something_new_forgets_what_could_be_redone(session: Session) -> None:
    mark_id, history = only_mark(session, "for", "threat"), History("ada")
    history.do(session, "reject", [Action("reject", {"mark": mark_id})])
    history.undo(session)
    history.do(session, "accept", [Action("accept", {"mark": mark_id})])
    assert history.redo(session) is None


def test_many_decisions_of_one_key_are_one_step(session: Session) -> None:
    picture, history = session.analyze(CLAIM), History("ada")
    history.do(session, "reject 3", [Action("reject", {"mark": mark_id}) for mark_id in picture.marks])
    assert session.redraw(picture).tally.counted == 0
    history.undo(session)
    assert session.redraw(picture).tally.counted == picture.tally.counted


def test_words_of_her_own_become_a_mark_that_counts(session: Session) -> None:
    details = {"source": "alarm", "start": 7, "end": 17, "quote": "Terrorists", "kind": "step", "label": "uncertainty"}
    history = History("ada")
    history.do(session, "mark", [Action("mark", {**details, "criteria": ["6e"]})])
    cell = session.analyze(CLAIM).cell("for", "uncertainty")
    assert (cell.level, cell.confirmed, cell.criteria) == (Level.PARTIAL, True, ("6e",))
    history.undo(session)
    assert not session.analyze(CLAIM).cell("for", "uncertainty").mark_ids
    history.redo(session)
    assert session.analyze(CLAIM).cell("for", "uncertainty").mark_ids


def test_words_that_are_not_there_make_no_mark(session: Session) -> None:
    details = {"source": "alarm", "start": 0, "end": 9, "quote": "not at all there", "kind": "step", "label": "threat"}
    with pytest.raises(WordsNotThere):
        perform(session, Action("mark", details), "ada")
    assert not session.store.entries()


def place(session: Session, stance: str) -> Action:
    passage = next(p for p in session.store.passages_of(["alarm"]) if p.text.startswith("RAISES"))
    words = {"source": "alarm", "start": passage.start, "end": passage.end, "quote": passage.text}
    return Action("place", {**words, "claim": CLAIM.id, "label": stance})


def test_a_passage_moved_to_the_other_side_takes_its_marks_along_and_back(session: Session) -> None:
    picture, history = session.analyze(CLAIM), History("ada")
    history.do(session, "place", [place(session, "against")])
    moved = session.redraw(picture)
    assert (level(moved, "for", "threat"), level(moved, "against", "threat")) == (Level.NOT_ASSESSED, Level.PARTIAL)
    history.do(session, "place", [place(session, "for")])
    assert level(session.redraw(picture), "for", "threat") is Level.PARTIAL
    history.undo(session)
    assert level(session.redraw(picture), "against", "threat") is Level.PARTIAL
    history.undo(session)
    assert level(session.redraw(picture), "for", "threat") is Level.PARTIAL


def test_a_passage_that_no_search_found_joins_the_picture_when_it_is_placed(session: Session) -> None:
    picture = session.analyze(CLAIM, [session.source("calm").id])
    assert not picture.cell("for", "threat").mark_ids
    perform(session, place(session, "for"), "ada")
    assert session.redraw(picture).cell("for", "threat").mark_ids


def test_the_newest_note_stands_and_undo_brings_the_one_before(session: Session) -> None:
    history = History("ada")
    for text in ("doubtful", "read twice, fine"):
        history.do(session, "note", [Action("note", {"about": "mark:1", "text": text})])
    history.undo(session)
    assert session.store.notes_on(["mark:1"])["mark:1"].text == "doubtful"
    history.undo(session)
    assert not session.store.notes_on(["mark:1"])


def test_a_note_on_a_mark_stands_in_the_log_of_its_verdicts_and_decides_nothing(session: Session) -> None:
    mark_id, history = only_mark(session, "for", "threat"), History("ada")
    picture = session.analyze(CLAIM)
    history.do(session, "note", [Action("note", {"mark": mark_id, "text": "#operational"})])
    assert [(v.decision, v.note) for v in session.store.verdicts_on([mark_id])] == [("withdrawn", "#operational")]
    assert session.redraw(picture).cells == picture.cells
    history.do(session, "edit", [Action("edit", {"mark": mark_id, "changes": {"label": "uncertainty"}})])
    history.do(session, "note", [Action("note", {"mark": mark_id, "text": "read twice"})])
    assert session.redraw(picture).cell("for", "uncertainty").confirmed
    assert session.store.notes_on([f"mark:{mark_id}"])[f"mark:{mark_id}"].text == "read twice"


def test_a_forgotten_claim_comes_back_with_its_fields(session: Session) -> None:
    session.analyze(CLAIM)
    history = History("ada")
    history.do(session, "delete", [Action("forget-claim", claim_details(CLAIM))])
    assert not session.claims()
    history.undo(session)
    assert session.claims() == [CLAIM]


def test_the_last_picture_is_recalled_without_a_search_until_sources_are_added(session: Session) -> None:
    asked = session.analyze(CLAIM)
    recalled = session.recall(CLAIM)
    assert recalled is not None
    assert (recalled.cells, recalled.sides) == (asked.cells, asked.sides)
    glance = session.glance(CLAIM.id)
    assert glance is not None
    assert glance.levels["for"] == "".join(cell.level.glyph for cell in asked.cells[:6])
    list(session.keep([Document("new", "RAISES More. THREAT-1c", {}, "new.txt")]))
    assert session.recall(CLAIM) is None


def test_a_journal_does_the_same_on_another_project_whose_marks_have_other_ids(session: Session) -> None:
    perform(session, Action("reject", {"mark": only_mark(session, "for", "threat")}), "ada")
    perform(session, place(session, "against"), "ada")
    lines = [entry_line(entry) for entry in session.store.entries()]
    elsewhere = new_session("A new first line.\n" + ALARM)
    for line in lines:
        entry = entry_from_line(line)
        perform(elsewhere, entry.action, entry.by)
    picture = elsewhere.analyze(CLAIM)
    assert level(picture, "for", "threat") is not Level.PARTIAL
    assert picture.tally.rejected == 1


def test_a_mark_that_the_other_project_lacks_is_named(session: Session) -> None:
    perform(session, Action("reject", {"mark": only_mark(session, "for", "threat")}), "ada")
    (entry,) = session.store.entries()
    with pytest.raises(UnknownName, match="none that says the same"):
        perform(new_session("Something else."), entry.action, "ada")


@pytest.mark.parametrize("line", ["", "[]", "{}", "accept", '{"action": '])
def test_a_line_that_is_no_action_is_named_by_its_number(line: str) -> None:
    with pytest.raises(NotAJournal, match="Line 7"):
        entry_from_line(line, 7)


def test_an_entry_reads_back_as_it_was_written() -> None:
    entry = Entry(Action("note", {"about": "claim:1", "text": "日本語\n“quoted”"}), "ada", "2026-01-02")
    assert entry_from_line(entry_line(entry)) == entry


def test_an_action_nobody_knows_is_refused_by_name(session: Session) -> None:
    with pytest.raises(UnknownAction, match="explode"):
        perform(session, Action("explode", {}), "ada")
