"""Anthropic's batch endpoint: questions go up in one request, and a file of results comes down."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from annotate.parcels.lines import count_in, inside, objects, text_in
from annotate.parcels.providers import Body, Outcome, State
from debate.calls import Usage
from debate.parcels import Parcel

AROUND = 600
"""Seconds around the moment a parcel was written down in which it may have been taken."""


class AnthropicBatches:
    """Batches of messages."""

    most = 100_000

    def __init__(self, chat: Any) -> None:
        self._batches = chat._client.messages.batches

    def send(self, parcel: Parcel, bodies: Mapping[str, Body]) -> str:
        """All questions in one request; a batch carries no name of ours."""
        del parcel
        requests = [{"custom_id": key, "params": _whole(body)} for key, body in bodies.items()]
        return str(self._batches.create(requests=requests).id)

    def find(self, parcel: Parcel, others: Collection[str]) -> str:
        """A batch of that moment with as many questions, which once it has ended must be these."""
        made_at = datetime.fromisoformat(parcel.made_at).timestamp()
        for batch in self._batches.list(limit=100):
            created = batch.created_at.timestamp()
            if created < made_at - AROUND:
                break
            counts = batch.request_counts.model_dump().values()
            alike = created < made_at + AROUND and batch.id not in others and sum(counts) == len(parcel.prompts)
            if alike and (batch.processing_status != "ended" or self._holds(batch.id, parcel)):
                return str(batch.id)
        return ""

    def state(self, batch_id: str) -> State:
        """How far it is."""
        batch = self._batches.retrieve(batch_id)
        counts = batch.request_counts
        return State(batch.processing_status == "ended", counts.succeeded + counts.errored)

    def outcomes(self, batch_id: str) -> Iterator[Outcome]:
        """The lines of the results."""
        # Not the package's own reader, which stops for good at a line that is no JSON.
        with self._batches.with_streaming_response.results(batch_id) as response:
            text = response.text()
        for line in objects(text):
            yield _outcome(line)

    def _holds(self, batch_id: str, parcel: Parcel) -> bool:
        first = next(self.outcomes(batch_id), None)
        return first is not None and first.key in parcel.prompts


def _whole(body: Body) -> dict[str, Any]:
    """What the client would have put into the request beside its parameters stands among them in a batch."""
    params = {name: value for name, value in body.items() if name not in ("stream", "extra_body")}
    return {**params, **(body.get("extra_body") or {})}


def _outcome(line: Mapping[str, Any]) -> Outcome:
    key, result = text_in(line, "custom_id"), inside(line, "result")
    message = inside(result, "message")
    if result.get("type") == "succeeded" and message:
        return Outcome(key, _text(message.get("content")), _usage(inside(message, "usage")))
    error = inside(inside(result, "error"), "error") or inside(result, "error")
    said = text_in(error, "message") or text_in(result, "type") or "no answer"
    return Outcome(key, fault=said, unfit=text_in(error, "type") in ("invalid_request_error", "request_too_large"))


def _text(content: object) -> str:
    blocks = [one for one in content if isinstance(one, dict)] if isinstance(content, list) else []
    return "".join(text_in(block, "text") for block in blocks if block.get("type") == "text")


def _usage(said: Mapping[str, Any]) -> Usage | None:
    """Tokens read from the cache, and those put into it, are counted beside the others; with us among them."""
    cached, kept = count_in(said, "cache_read_input_tokens"), count_in(said, "cache_creation_input_tokens")
    found = Usage(count_in(said, "input_tokens") + cached + kept, count_in(said, "output_tokens"), cached)
    return found if found.total else None
