"""Questions handed in together, through the real clients: what is taken is answered once, whatever happens between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from annotate.calls.budget import Budget, BudgetReached, estimate
from annotate.calls.caller import Caller, ModelSilent, NotYet, Question, QuestionUnfit
from annotate.calls.pace import Pace
from annotate.chat import SETTINGS, chat_model
from annotate.model import ModelAnnotator
from annotate.parcels.bringing import Bringer
from annotate.parcels.noting import NotingCaller
from annotate.parcels.post import Post
from annotate.parcels.providers import NoBatches, provider_of
from annotate.parcels.trying import BatchRefused, Trying
from annotate.shaping import ways_of
from debate.framework import load_framework
from debate.parcels import Parcel
from debate.quotes import QuoteVerdict
from tests.annotate.batch_server import BatchServer, Expires, Fate, Nothing, batch_server, body_of
from tests.annotate.server import Fails, Raw, Says, honest
from tests.annotate.test_caller import KeptCalls
from tests.annotate.test_held_to_a_shape import way
from tests.annotate.test_model_annotator import Rejected
from tests.annotate.test_other_clients import clients
from tests.annotate.test_providers import passages

KEY = "sk-scripted-0123456789"
FRAMEWORK = load_framework()
BOTH = pytest.mark.parametrize("provider", ["openai", "anthropic"])
LONG_AGO = "2020-01-02T03:04:05Z"


@pytest.fixture(autouse=True)
def _keys_and_no_line_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(name, KEY)
    yield
    for client in clients:
        (client.root_client if hasattr(client, "root_client") else client._client).close()
    clients.clear()


def made_now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class KeptParcels:
    def __init__(self) -> None:
        self.all: dict[str, Parcel] = {}

    def parcels(self) -> list[Parcel]:
        return list(self.all.values())

    def keep_parcel(self, parcel: Parcel) -> None:
        self.all[parcel.id] = parcel

    def end_parcel(self, parcel_id: str) -> None:
        self.all.pop(parcel_id, None)


@dataclass
class Desk:
    """Everything that hands in questions of one model."""

    chat: BatchServer
    provider: str
    parcels: KeptParcels = field(default_factory=KeptParcels)
    kept: KeptCalls = field(default_factory=KeptCalls)
    budget: Budget = field(default_factory=Budget)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        model = f"{self.provider}:scripted"
        client = chat_model(model, self.chat.url if self.provider == "openai" else self.chat.ollama_url)
        clients.append(client)
        ways = ways_of(model, FRAMEWORK)
        self.caller = NotingCaller(
            client, model, self.kept, lambda: self.now, Pace(4), self.budget, SETTINGS, ways, lambda _: None
        )
        trying = Trying(model, lambda _: None)
        bringer = Bringer(self.caller, provider_of(model, client), self.parcels, trying, self.told.append)
        self.post = Post(self.caller, bringer.provider, self.parcels, bringer, trying, self.told.append)

    now: str = field(default_factory=made_now)

    def again(self) -> "Desk":
        """Another run over what is kept."""
        return Desk(self.chat, self.provider, self.parcels, self.kept)

    def note(self, *numbers: int) -> None:
        for number in numbers:
            with pytest.raises(NotYet):
                self.caller.ask(question(number))

    def said(self, number: int) -> str:
        return self.caller.ask(question(number)).reply


def question(number: int) -> Question:
    return Question(f"What is said here, number {number}? Answer with JSON.", "take_stance:abc")


def numbered(fates: dict[int, Fate]) -> Callable[[str], Fate]:
    """What becomes of the questions with these numbers; the others are answered."""
    return lambda prompt: fates.get(int(prompt.split("number ")[1][0]), Says("Yes."))


@BOTH
def test_what_is_handed_in_is_what_an_ordinary_call_sends(provider: str) -> None:
    with batch_server() as chat:
        desk = Desk(chat, provider)
        desk.note(1)
        desk.post.round()
        ordinary = Caller(
            desk.caller.chat, desk.caller.model, KeptCalls(), lambda: "", Pace(4), Budget(), SETTINGS, desk.caller.ways
        )
        ordinary.ask(question(1))
        (line,) = chat.batches["batch_0"].lines
    sent = {name: value for name, value in chat.bodies[0].items() if name != "stream"}
    assert body_of(line) == sent


@BOTH
def test_an_answer_is_kept_as_if_it_had_been_asked_for_by_itself(provider: str) -> None:
    with batch_server(fate=numbered({})) as chat:
        desk = Desk(chat, provider)
        desk.note(1, 2)
        assert desk.post.round()
        ordinary = Caller(desk.caller.chat, desk.caller.model, desk.kept, lambda: "", Pace(4), Budget(), SETTINGS)
        call = ordinary.ask(question(2))
    assert (call.reply, call.batched) == ("Yes.", True)
    assert call.usage[:2] == (len(question(2).text) // 4, len("Yes.") // 4)
    assert chat.prompts == []
    assert desk.parcels.all == {}
    assert {key.removeprefix("Bearer ") for key in chat.keys} == {KEY}
    assert KEY not in repr((desk.kept.calls, desk.told, list(chat.batches.values())))


@BOTH
def test_what_comes_back_without_an_answer_is_told_and_not_asked_again_in_this_run(provider: str) -> None:
    fates: dict[int, Fate] = {1: Expires(), 2: Nothing(), 3: Fails(500), 4: Raw('{"custom_id": "half')}
    with batch_server(fate=numbered(fates)) as chat:
        desk = Desk(chat, provider)
        desk.note(1, 2, 3, 4, 5)
        desk.post.round()
        assert desk.said(5) == "Yes."
        desk.note(1, 2, 3, 4)
        assert not desk.post.round()
        assert len(chat.handed_in) == 5
        assert "answers: 1; without one: " in desk.told[-1]
        chat.fate = numbered({})
        later = desk.again()
        later.note(1, 2, 3, 4)
        assert later.post.round()
        assert [later.said(number) for number in (1, 2, 3, 4)] == ["Yes."] * 4
    assert len(chat.handed_in) == 9


@BOTH
def test_a_question_that_is_refused_by_itself_is_unfit_and_its_neighbours_are_answered(provider: str) -> None:
    with batch_server(fate=numbered({1: Fails(400)})) as chat:
        desk = Desk(chat, provider)
        desk.note(1, 2)
        desk.post.round()
        assert desk.said(2) == "Yes."
        with pytest.raises(QuestionUnfit, match="scripted 400"):
            desk.said(1)


@BOTH
def test_where_schemas_are_refused_the_next_round_asks_without_them(provider: str) -> None:
    with batch_server(fate=numbered({}), knows_schemas=False) as chat:
        desk = Desk(chat, provider)
        desk.note(1, 2)
        desk.post.round()
        desk.note(1, 2)
        desk.post.round()
        assert [desk.said(1), desk.said(2)] == ["Yes.", "Yes."]
        ways = [way(body_of(line)) for batch in chat.batches.values() for line in batch.lines]
    assert ways == ["schema"] * 2 + ["json" if provider == "openai" else "words"] * 2


@BOTH
def test_a_batch_that_was_taken_while_the_line_broke_is_found_and_not_handed_in_again(provider: str) -> None:
    with batch_server(fate=numbered({}), cuts=1) as chat:
        desk = Desk(chat, provider)
        desk.note(1, 2)
        desk.post.round()
        assert desk.said(1) == "Yes."
    assert len(chat.batches) == 1


@BOTH
def test_a_run_that_was_killed_before_it_heard_the_name_of_a_batch_finds_it(provider: str) -> None:
    with batch_server(fate=numbered({}), looks=0) as chat:
        desk = Desk(chat, provider)
        desk.note(1, 2)
        parcel = killed_after_sending(desk)
        assert desk.parcels.all == {parcel.id: parcel}
        later = desk.again()
        later.post.collect()
        assert [later.said(1), later.said(2)] == ["Yes.", "Yes."]
        assert later.parcels.all == {}
    assert len(chat.batches) == 1


@BOTH
@pytest.mark.parametrize("made_at", [LONG_AGO, "now"])
def test_a_batch_that_never_left_is_forgotten_and_its_questions_are_handed_in(provider: str, made_at: str) -> None:
    with batch_server(fate=numbered({}), looks=0) as chat:
        before = Desk(chat, provider)
        before.note(5, 6)
        before.post.round()
        desk = Desk(chat, provider)
        desk.note(1, 2)
        prompts = {key: one.prompt for key, one in desk.caller.noted.items()}
        when = made_now() if made_at == "now" else made_at
        desk.parcels.keep_parcel(Parcel("never", f"{provider}:scripted", "", prompts, when))
        desk.post.collect()
        assert desk.parcels.all == {}
        desk.post.round()
        assert desk.said(1) == "Yes."
    assert len(chat.batches) == 2


@BOTH
def test_what_another_model_or_server_was_handed_is_left_alone(provider: str) -> None:
    with batch_server() as chat:
        desk = Desk(chat, provider)
        other = Parcel("other", "openai:other", "", {"key": "take_stance:abc"}, LONG_AGO, "batch_9")
        elsewhere = replace(other, id="elsewhere", model=f"{provider}:scripted", server="http://elsewhere")
        for parcel in (other, elsewhere):
            desk.parcels.keep_parcel(parcel)
        desk.post.collect()
    assert set(desk.parcels.all) == {"other", "elsewhere"}


@BOTH
def test_what_no_provider_keeps_any_more_is_given_up_and_can_be_asked_anew(provider: str) -> None:
    with batch_server(fate=numbered({})) as chat:
        desk = Desk(chat, provider)
        desk.note(1)
        prompts = {key: one.prompt for key, one in desk.caller.noted.items()}
        desk.parcels.keep_parcel(Parcel("old", f"{provider}:scripted", "", prompts, LONG_AGO, "batch_9"))
        desk.post.collect()
        assert desk.parcels.all == {}
        assert "“batch_9” of 2020-01-02 is given up" in desk.told[0]
        desk.post.round()
        assert desk.said(1) == "Yes."


@BOTH
def test_trouble_while_a_batch_is_looked_at_is_waited_out(provider: str) -> None:
    with batch_server(fate=numbered({}), looks=3) as chat:
        desk = Desk(chat, provider)
        desk.note(1)
        chat.down = 4
        desk.post.round()
        assert desk.said(1) == "Yes."


@BOTH
def test_a_provider_that_stays_silent_keeps_what_it_was_handed_for_the_next_run(provider: str) -> None:
    with batch_server(fate=numbered({})) as chat:
        desk = Desk(chat, provider)
        desk.note(1)
        chat.down = 100
        with pytest.raises(ModelSilent, match="stays there"):
            desk.post.round()
        chat.down = 0
        later = desk.again()
        later.post.collect()
        assert later.said(1) == "Yes."
    assert len(chat.batches) == 1


@BOTH
@pytest.mark.parametrize("status", [404, 401, 400])
def test_a_server_without_the_endpoint_ends_as_a_sentence_with_the_way_out(provider: str, status: int) -> None:
    with batch_server(*[Fails(status)] * 2) as chat:
        desk = Desk(chat, provider)
        desk.note(1)
        with pytest.raises(BatchRefused, match=f"scripted {status}.*--provider-batch") as said:
            desk.post.round()
    assert KEY not in f"{said.value!r} {said.value}"
    assert desk.parcels.all == {}


def test_a_batch_that_the_provider_will_not_work_on_is_named_with_its_reason() -> None:
    with batch_server(refuses="Enqueued token limit reached for scripted.") as chat:
        desk = Desk(chat, "openai")
        desk.note(1)
        with pytest.raises(BatchRefused, match="Enqueued token limit"):
            desk.post.round()
    assert desk.parcels.all == {}


def test_more_questions_than_a_batch_may_hold_go_in_several() -> None:
    with batch_server(fate=numbered({})) as chat:
        desk = Desk(chat, "openai")
        desk.post.provider.most = 2
        desk.note(1, 2, 3, 4, 5)
        desk.post.round()
        assert [desk.said(number) for number in range(1, 6)] == ["Yes."] * 5
    assert [len(batch.lines) for batch in chat.batches.values()] == [2, 2, 1]


@BOTH
def test_only_what_a_cap_allows_by_the_estimate_is_handed_in_and_the_rest_once_less_was_spent(provider: str) -> None:
    one = estimate(question(1).text).total
    with batch_server(fate=numbered({})) as chat:
        desk = Desk(chat, provider, budget=Budget(most_tokens=int(2.5 * one)))
        desk.note(1, 2, 3)
        desk.post.round()
        assert len(chat.handed_in) == 2
        assert [desk.said(1), desk.said(2)] == ["Yes.", "Yes."]
        desk.note(3)
        desk.post.round()
        assert desk.said(3) == "Yes."
        desk.note(4)
        with pytest.raises(BudgetReached, match="What is done is kept"):
            desk.post.round()
    assert len(chat.handed_in) == 3
    assert 1.5 * one < desk.budget.spent.total <= 2.5 * one


def test_a_provider_without_batches_is_named_with_those_that_have_them() -> None:
    with pytest.raises(NoBatches, match="openai or anthropic"):
        provider_of("ollama:qwen3", chat_model("ollama:qwen3"))


@BOTH
def test_lying_quotes_of_a_batch_make_no_mark(provider: str) -> None:
    lie = '{"passages":[{"id":"p1","steps":[{"criteria":["1a"],"quote":"a virus was built with it last year"}]}]}'
    with batch_server(fate=lambda _: Says(lie)) as chat:
        marking, rejected, desk = annotator(chat, provider)
        assert list(marking.annotate(None, passages(1))) == []
        desk.post.round()
        assert list(marking.annotate(None, passages(1))) == []
    assert [one.verdict for one in rejected.kept] == [QuoteVerdict.NOT_FOUND]
    assert marking.failed(None) == set()


@BOTH
def test_what_cannot_be_read_is_repaired_in_the_next_round(provider: str) -> None:
    def fate(asked: str) -> Fate:
        return Says(honest(asked) if "could not be read" in asked else "I would rather not.")

    with batch_server(fate=fate) as chat:
        marking, _, desk = annotator(chat, provider)
        rounds = 0
        while not (marks := list(marking.annotate(None, passages(4)))):
            rounds += desk.post.round()
    assert rounds == 2
    assert {mark.passage_id for mark in marks} == {one.id for one in passages(4)}
    assert chat.handed_in[1].startswith(chat.handed_in[0])


def annotator(chat: BatchServer, provider: str) -> tuple[ModelAnnotator, Rejected, Desk]:
    desk, rejected = Desk(chat, provider), Rejected()
    return ModelAnnotator(desk.caller, FRAMEWORK, rejected, lambda _: None, parallel=4), rejected, desk


def killed_after_sending(desk: Desk) -> Parcel:
    """What is left of a run that was killed when its questions were taken, before it heard so."""
    prompts = {key: one.prompt for key, one in desk.caller.noted.items()}
    parcel = Parcel("killed", desk.caller.model, "", prompts, desk.now)
    desk.parcels.keep_parcel(parcel)
    desk.post.provider.send(parcel, {key: desk.post._body(one) for key, one in desk.caller.noted.items()})
    return parcel
