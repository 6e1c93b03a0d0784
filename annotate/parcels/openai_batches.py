"""OpenAI's batch endpoint: a file of questions goes up, one of answers and one of errors come down."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from annotate.calls.faults import UNFIT
from annotate.parcels.lines import count_in, inside, objects, text_in
from annotate.parcels.providers import Body, Outcome, State
from debate.calls import Usage
from debate.parcels import Parcel

TAG = "cruxmap"
"""Under which our name for a parcel goes along."""
ENDED = ("completed", "failed", "expired", "cancelled")
EARLIER = 3600
"""Seconds before a parcel was written down from which on it is looked for: clocks differ."""


class OpenAiBatches:
    """Batches of chat completions, or of responses for models that know nothing else."""

    most = 50_000

    def __init__(self, chat: Any) -> None:
        self._client = chat.root_client

    def send(self, parcel: Parcel, bodies: Mapping[str, Body]) -> str:
        """Upload the questions, then have them worked on."""
        endpoint = "/v1/responses" if any("input" in body for body in bodies.values()) else "/v1/chat/completions"
        lines = [
            json.dumps({"custom_id": key, "method": "POST", "url": endpoint, "body": _whole(body)})
            for key, body in bodies.items()
        ]
        file = self._client.files.create(file=(f"{parcel.id}.jsonl", "\n".join(lines).encode()), purpose="batch")
        batch = self._client.batches.create(
            input_file_id=file.id, endpoint=endpoint, completion_window="24h", metadata={TAG: parcel.id}
        )
        return str(batch.id)

    def find(self, parcel: Parcel, others: Collection[str]) -> str:
        """The batch that carries the parcel's name, among those that are no older."""
        del others
        since = datetime.fromisoformat(parcel.made_at).timestamp() - EARLIER
        for batch in self._client.batches.list(limit=100):
            if batch.created_at < since:
                break
            if (batch.metadata or {}).get(TAG) == parcel.id:
                return str(batch.id)
        return ""

    def state(self, batch_id: str) -> State:
        """How far it is; `failed` is a batch that was never begun."""
        batch = self._client.batches.retrieve(batch_id)
        done = batch.request_counts.completed + batch.request_counts.failed if batch.request_counts else 0
        said = [error.message or error.code or "" for error in (batch.errors.data or [])] if batch.errors else []
        refused = (said[0] if said else "it gives no reason") if batch.status == "failed" else ""
        return State(batch.status in ENDED, done, refused)

    def outcomes(self, batch_id: str) -> Iterator[Outcome]:
        """The lines of both files."""
        batch = self._client.batches.retrieve(batch_id)
        for file_id in (batch.output_file_id, batch.error_file_id):
            if file_id:
                for line in objects(self._client.files.content(file_id).text):
                    yield _outcome(line)


def _whole(body: Body) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != "stream"}


def _outcome(line: Mapping[str, Any]) -> Outcome:
    key, response = text_in(line, "custom_id"), inside(line, "response")
    if not response:
        return Outcome(key, fault=text_in(inside(line, "error"), "code") or "no answer")
    body, status = inside(response, "body"), response.get("status_code")
    if status != 200 or not body:
        said = text_in(inside(body, "error"), "message") or f"status {status}"
        return Outcome(key, fault=said, unfit=status in UNFIT)
    return Outcome(key, _text(body), _usage(inside(body, "usage")))


def _text(body: Mapping[str, Any]) -> str:
    """The words of an answer, in the shape of chat completions or of responses."""
    for choice in _objects(body.get("choices")):
        return text_in(inside(choice, "message"), "content")
    parts = [part for item in _objects(body.get("output")) for part in _objects(item.get("content"))]
    return "".join(text_in(part, "text") for part in parts if part.get("type") == "output_text")


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _usage(said: Mapping[str, Any]) -> Usage | None:
    sent = inside(said, "prompt_tokens_details") or inside(said, "input_tokens_details")
    thought = inside(said, "completion_tokens_details") or inside(said, "output_tokens_details")
    found = Usage(
        input=count_in(said, "prompt_tokens", "input_tokens"),
        output=count_in(said, "completion_tokens", "output_tokens"),
        cached=count_in(sent, "cached_tokens"),
        reasoning=count_in(thought, "reasoning_tokens"),
    )
    return found if found.total else None
