"""What the screens have a chat model do, through the real parts: kept, and done again elsewhere from the journal."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cruxmap.chatting import chat_of
from cruxmap.context import narrate
from cruxmap.settings import load_settings
from cruxmap.wiring import open_session
from debate.errors import CutShort
from debate.ratings import kept_rating, rated_marks
from debate.remembering import kept_beyond
from debate.session import Session
from tests.annotate.debater import debater
from tests.annotate.server import ChatServer, chat_server
from tests.cruxmap.conftest import Command
from tests.cruxmap.test_questions import CLAIM
from tui.outside import Terms

MODEL = "openai:scripted"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    """A chat model that can be named; the marks are the local annotator's."""
    with chat_server(mind=debater) as chat:
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted-0123456789")
        yield chat


@pytest.fixture
def session(project: Path, model: ChatServer) -> Iterator[Session]:
    with open_session(load_settings({"project": str(project)}), narrate) as opened:
        yield opened


def terms(*, agrees: bool = True, stopped: bool = False) -> Terms:
    return Terms(MODEL, lambda _: agrees, lambda: stopped)


def test_drafts_and_what_lies_beyond_are_kept_beside_the_local_marks(
    cruxmap: Command, session: Session, model: ChatServer
) -> None:
    cruxmap("analyze", CLAIM)
    claim = session.claims()[0]
    picture = session.analyze(claim)
    steps = [step.id for step in session.framework.steps]
    said = list(chat_of(load_settings()).draft(session, picture, steps, terms()))
    assert "6 of 6 steps" in said[-2]
    assert "clashes of meaning found" in said[-1]
    assert "tokens in" in said[-1]
    assert all(one.draft for one in session.store.arguments_on(claim.id))
    found = kept_beyond(session.store, picture)
    assert found is not None
    assert found.clashes


def test_whoever_does_not_agree_pays_nothing(cruxmap: Command, session: Session, model: ChatServer) -> None:
    cruxmap("analyze", CLAIM)
    picture = session.analyze(session.claims()[0])
    with pytest.raises(CutShort, match="Nothing was asked"):
        list(chat_of(load_settings()).draft(session, picture, ["threat"], terms(agrees=False)))
    assert model.prompts == []


def test_whoever_stops_is_asked_for_nothing_more(cruxmap: Command, session: Session, model: ChatServer) -> None:
    cruxmap("analyze", CLAIM)
    picture = session.analyze(session.claims()[0])
    with pytest.raises(CutShort, match=r"Stopped\."):
        list(chat_of(load_settings()).draft(session, picture, ["threat"], terms(stopped=True)))
    assert model.prompts == []


def test_a_rating_is_kept_with_the_words_it_quotes(session: Session) -> None:
    name = session.sources()[0].id
    (said,) = chat_of(load_settings()).rate(session, [name], terms())
    assert said.startswith("1 of 1 documents rated")
    rating = kept_rating(session.store, name)
    assert rating is not None
    assert rating.model == MODEL
    assert {one.mark.source_id for one in rated_marks(session.store, rating)} == {name}


def test_what_a_model_was_asked_is_asked_again_by_a_journal_that_is_replayed(
    cruxmap: Command, imported: Path, model: ChatServer, tmp_path: Path
) -> None:
    other = shutil.copy(imported, tmp_path / "other.cruxmap")
    cruxmap("analyze", CLAIM, "--project", str(other))
    claim = json.loads(cruxmap("claims", "--json", "--project", str(other)).out)["claims"][0]["id"]
    journal = tmp_path / "done.jsonl"
    lines = [
        {"action": "draft", "by": "ada", "claim": claim, "steps": ["threat"], "model": MODEL},
        {"action": "rate", "by": "ada", "sources": ["alarm.md"], "model": MODEL},
        {"action": "export", "by": "ada", "atlas": "documents", "format": "html", "path": "all.html"},
    ]
    journal.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ran = cruxmap("replay", str(journal), "--yes", "--exports", str(tmp_path), "--project", str(other))
    assert ran.code == 0, ran.err
    assert "3 of 3 actions done." in ran.err
    assert (tmp_path / "all.html").stat().st_size > 1000
    with open_session(load_settings({"project": str(other)}), narrate) as opened:
        assert opened.store.arguments_on(claim)
        assert kept_rating(opened.store, opened.source("alarm.md").id) is not None
