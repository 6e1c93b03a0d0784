"""What leaves with a map: rejected marks only when asked, flagged words never for the public."""

from dataclasses import replace

import pytest

from debate.framework import load_framework
from debate.framing import frame
from debate.handout import Audience, Handout, hand_out
from debate.mapjson import map_json
from debate.maps import DebateMap
from debate.session import Session
from debate.sources import Document
from debate.verdicts import Decision
from debate.withholding import BLANK, OPERATIONAL, PUBLISHABLE, digest
from tests.debate.memory import KeywordAnnotator, MemoryRetriever, MemoryStore, OneLineCutter

FRAMEWORK = load_framework()
CLAIM = frame(FRAMEWORK, "Compared with the Internet, open models increase the risk of bioweapons.")
NOW = "2026-01-02T03:04:05Z"
RECIPE = "RAISES Mix the first thing with the second. MARGIN-4c"
REPEATED = "DOUBTS They wrote: raises mix the  first thing with the second. margin-4c, which is old. PAST-2c"


@pytest.fixture
def session() -> Session:
    store = MemoryStore()
    retriever = MemoryRetriever(store)
    made = Session(FRAMEWORK, store, OneLineCutter(), retriever, KeywordAnnotator(), 0.6, lambda: NOW)
    texts = {"alarm": f"RAISES Anyone can do it now. THREAT-1a\n{RECIPE}", "calm": REPEATED}
    list(made.keep([Document(name, text, {"title": name}, f"/home/ada/{name}.txt") for name, text in texts.items()]))
    list(made.catch_up())
    return made


@pytest.fixture
def picture(session: Session) -> DebateMap:
    return session.analyze(CLAIM)


def step_mark(picture: DebateMap, side: str, step: str) -> str:
    return picture.cell(side, step).mark_ids[0]


def out(session: Session, *, rejected: bool = False, audience: Audience = Audience.INTERNAL) -> Handout:
    return hand_out(session.store, session.analyze(CLAIM), "cruxmap 0", NOW, rejected=rejected, audience=audience)


def test_rejected_marks_stay_home_and_are_counted(session: Session, picture: DebateMap) -> None:
    mark_id = step_mark(picture, "for", "threat")
    session.decide(mark_id, Decision.REJECTED, "ada")
    handout = out(session)
    assert mark_id not in handout.marks
    assert handout.verdicts == ()
    assert handout.stays == 1
    assert list(handout.rejections.values()) == [1]


def test_rejected_marks_leave_when_asked_with_who_rejected_them(session: Session, picture: DebateMap) -> None:
    mark_id = step_mark(picture, "for", "threat")
    session.decide(mark_id, Decision.REJECTED, "ada", note="too vague")
    handout = out(session, rejected=True)
    assert handout.marks[mark_id].rejected
    assert [(verdict.by, verdict.note) for verdict in handout.verdicts] == [("ada", "too vague")]
    assert handout.stays == 0


def test_flagged_words_leave_with_colleagues_and_not_with_the_public(session: Session, picture: DebateMap) -> None:
    mark_id = step_mark(picture, "for", "marginal_evidence")
    session.decide(mark_id, Decision.ACCEPTED, "ada", note=f"names the steps {OPERATIONAL}")
    assert "Mix the first thing" in str(map_json(out(session).map))
    public = out(session, audience=Audience.PUBLIC)
    told = str(map_json(public.map)) + str(public.verdicts)
    assert "mix the" not in told.casefold()
    assert "names the steps" not in told
    assert public.withheld[mark_id] == digest(RECIPE)


def test_withheld_words_keep_their_place_and_their_citation(session: Session, picture: DebateMap) -> None:
    mark_id = step_mark(picture, "for", "marginal_evidence")
    session.decide(mark_id, Decision.ACCEPTED, "ada", note=OPERATIONAL)
    public = out(session, audience=Audience.PUBLIC)
    mark = public.map.marks[mark_id].mark
    assert mark.quote == BLANK * len(RECIPE)
    passage = public.map.passages[mark.passage_id]
    assert passage.text[mark.start - passage.start : mark.end - passage.start] == mark.quote
    assert public.map.sources[mark.source_id].title == "alarm"


def test_the_same_words_in_another_source_are_withheld_too(session: Session, picture: DebateMap) -> None:
    session.decide(step_mark(picture, "for", "marginal_evidence"), Decision.ACCEPTED, "ada", note=OPERATIONAL)
    public = out(session, audience=Audience.PUBLIC)
    calm = next(passage.text for passage in public.map.passages.values() if passage.source_id == "calm")
    assert calm.startswith("DOUBTS They wrote: ")
    assert calm.endswith(", which is old. PAST-2c")
    assert len(calm) == len(REPEATED)


def test_rejecting_a_flagged_mark_does_not_set_its_words_free(session: Session, picture: DebateMap) -> None:
    mark_id = step_mark(picture, "for", "marginal_evidence")
    session.decide(mark_id, Decision.ACCEPTED, "ada", note=OPERATIONAL)
    session.decide(mark_id, Decision.REJECTED, "bo", note="another step")
    public = out(session, rejected=True, audience=Audience.PUBLIC)
    assert "Mix the first" not in str(map_json(public.map))
    assert public.rejected[mark_id].mark.quote == BLANK * len(RECIPE)
    assert mark_id in public.withheld


def test_a_flag_falls_only_when_somebody_says_so(session: Session, picture: DebateMap) -> None:
    mark_id = step_mark(picture, "for", "marginal_evidence")
    session.decide(mark_id, Decision.ACCEPTED, "ada", note=OPERATIONAL)
    session.decide(mark_id, Decision.ACCEPTED, "bo", note="fine as a mark")
    assert out(session, audience=Audience.PUBLIC).withheld
    session.decide(mark_id, Decision.ACCEPTED, "ada", note=f"in every textbook {PUBLISHABLE}")
    assert not out(session, audience=Audience.PUBLIC).withheld


def test_both_the_edited_and_the_original_span_of_a_flagged_mark_are_withheld(
    session: Session, picture: DebateMap
) -> None:
    mark_id = step_mark(picture, "for", "marginal_evidence")
    mark = picture.marks[mark_id].mark
    changes = {"start": mark.start + 7, "end": mark.start + 22, "quote": mark.quote[7:22]}
    session.decide(mark_id, Decision.EDITED, "ada", changes, OPERATIONAL)
    public = out(session, audience=Audience.PUBLIC)
    assert public.map.passages[mark.passage_id].text == BLANK * len(RECIPE)
    assert public.verdicts[0].changes is None


def test_the_public_is_not_told_where_files_lie_on_this_machine(session: Session) -> None:
    assert "/home/ada" in str(map_json(out(session).map))
    assert "/home/ada" not in str(map_json(out(session, audience=Audience.PUBLIC).map))


def test_an_abstract_that_repeats_flagged_words_stays_home(session: Session, picture: DebateMap) -> None:
    store = session.store
    assert isinstance(store, MemoryStore)
    abstract = {"title": "alarm", "abstract": f"We say: {RECIPE}"}
    store.kept = [replace(source, csl=abstract) if source.id == "alarm" else source for source in store.kept]
    session.decide(step_mark(picture, "for", "marginal_evidence"), Decision.ACCEPTED, "ada", note=OPERATIONAL)
    assert dict(out(session, audience=Audience.PUBLIC).map.sources["alarm"].csl) == {"title": "alarm"}
    assert dict(out(session).map.sources["alarm"].csl) == abstract
