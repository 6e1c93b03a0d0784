"""The chat server with batch endpoints beside it, in OpenAI's shape (files and batches) and in Anthropic's."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from tests.annotate.server import Act, ChatServer, Fails, Raw, Says, _Handler, _prompt_of, honest, running


@dataclass(frozen=True)
class Expires:
    """The day was over before the question was answered."""


@dataclass(frozen=True)
class Nothing:
    """Neither an answer nor an error."""


Fate = Act | Expires | Nothing


@dataclass
class Taken:
    """One batch that was handed in."""

    id: str
    lines: list[dict[str, Any]]
    looks: int
    """How often it is looked at before it has ended."""
    metadata: dict[str, str]
    created: float = field(default_factory=time.time)


@dataclass
class BatchServer(ChatServer):
    """The server: what becomes of each question of a batch, and all it saw."""

    fate: Callable[[str], Fate] = lambda prompt: Says(honest(prompt))
    looks: int = 1
    refuses: str = ""
    """Why it will not work on any batch."""
    down: int = 0
    """Looks that it answers with an error."""
    ponders: float = 0.0
    """Seconds between taking a batch and saying so."""
    cuts: int = 0
    """Batches that it takes without saying so: the line is cut."""
    knows_schemas: bool = True
    files: dict[str, str] = field(default_factory=dict)
    batches: dict[str, Taken] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    """Of what was handed in for a batch, in order: the keys of its questions."""

    @property
    def handed_in(self) -> list[str]:
        """Every question that a batch held."""
        return [_prompt_of(body_of(line)) for batch in self.batches.values() for line in batch.lines]


def body_of(line: dict[str, Any]) -> dict[str, Any]:
    """What one question of a batch would have sent by itself."""
    found: dict[str, Any] = line.get("body") or line["params"]
    return found


class _BatchHandler(_Handler):
    chat: BatchServer

    def do_POST(self) -> None:  # noqa: N802 -- the base class names it so
        kind = self.path.rstrip("/").rpartition("/")[2]
        if kind not in ("files", "batches"):
            super().do_POST()
            return
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        with self.chat.lock:
            self.chat.keys.add(self.headers["Authorization"] or self.headers["x-api-key"] or "")
            act = self.chat.script.popleft() if self.chat.script else None
        if isinstance(act, Fails):
            self._send(json.dumps({"error": {"message": f"scripted {act.status}"}}), act.status, act.headers)
        elif kind == "files":
            self._upload(raw)
        else:
            self._take(json.loads(raw))

    def do_GET(self) -> None:  # noqa: N802 -- the base class names it so
        path = self.path.partition("?")[0].rstrip("/").split("/")
        if self.chat.down > 0:
            self.chat.down -= 1
            self._send('{"error": {"message": "scripted trouble"}}', 500)
            return
        if path[-1] == "batches":
            found = sorted(self.chat.batches.values(), key=lambda one: -one.created)
            self._say({"object": "list", "data": [self._batch(one) for one in found], "has_more": False})
        elif path[-1] == "content":
            self._send(self.chat.files[path[-2]])
        elif path[-1] == "results":
            self._send(self._results(self.chat.batches[path[-2]]))
        elif path[-1] in self.chat.batches:
            batch = self.chat.batches[path[-1]]
            batch.looks -= 1
            self._say(self._batch(batch))
        else:
            self._send('{"error": {"message": "no such batch"}}', 404)

    def _upload(self, raw: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        parts = BytesParser(policy=HTTP).parsebytes(head + raw)
        content = next(part for part in parts.iter_parts() if part.get_filename())
        name = f"file-{len(self.chat.files)}"
        self.chat.files[name] = content.get_payload(decode=True).decode()  # type: ignore[union-attr]
        self._say({"id": name, "object": "file", "bytes": 1, "created_at": 1, "filename": "x", "purpose": "batch"})

    def _take(self, asked: dict[str, Any]) -> None:
        lines = asked.get("requests") or [
            json.loads(one) for one in self.chat.files[asked["input_file_id"]].split("\n")
        ]
        with self.chat.lock:
            name = f"batch_{len(self.chat.batches)}"
            batch = Taken(name, lines, self.chat.looks, asked.get("metadata") or {})
            self.chat.batches[name] = batch
            self.chat.names += [line["custom_id"] for line in lines]
            cut = self.chat.cuts > 0
            self.chat.cuts -= cut
        time.sleep(self.chat.ponders)
        if cut:
            self.close_connection = True
            return
        self._say(self._batch(batch))

    def _batch(self, batch: Taken) -> dict[str, Any]:
        return self._message_batch(batch) if "/messages" in self.path else self._openai_batch(batch)

    def _openai_batch(self, batch: Taken) -> dict[str, Any]:
        fates = [self._fate(line) for line in batch.lines]
        status = "in_progress" if batch.looks > 0 else "completed"
        if any(isinstance(one, Expires) for one in fates) and batch.looks <= 0:
            status = "expired"
        found: dict[str, Any] = {
            "id": batch.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "input_file_id": "file-0",
            "completion_window": "24h",
            "created_at": int(batch.created),
            "metadata": batch.metadata,
            "request_counts": {"total": len(fates), "completed": len(fates) // 2, "failed": 0},
        }
        if self.chat.refuses:
            error = {"code": "invalid", "message": self.chat.refuses}
            return {**found, "status": "failed", "errors": {"object": "list", "data": [error]}}
        if batch.looks <= 0:
            good = [one for one in batch.lines if isinstance(self._fate(one), Says | Raw)]
            bad = [one for one in batch.lines if isinstance(self._fate(one), Fails | Expires)]
            for kind, lines in (("output", good), ("error", bad)):
                if lines:
                    found[f"{kind}_file_id"] = f"{kind}-{batch.id}"
                    self.chat.files[f"{kind}-{batch.id}"] = "".join(self._openai_line(one) + "\n" for one in lines)
        return {**found, "status": status}

    def _openai_line(self, line: dict[str, Any]) -> str:
        fate = self._fate(line)
        if isinstance(fate, Raw):
            return fate.body
        said: dict[str, Any] = {"id": "r", "custom_id": line["custom_id"], "response": None, "error": None}
        if isinstance(fate, Expires):
            said["error"] = {"code": "batch_expired", "message": "This request could not be executed before the day."}
        elif isinstance(fate, Fails):
            body = {"error": {"message": f"scripted {fate.status}"}}
            said["response"] = {"status_code": fate.status, "request_id": "1", "body": body}
        elif isinstance(fate, Says):
            body = self._answer(fate, _prompt_of(line["body"]))
            said["response"] = {"status_code": 200, "request_id": "1", "body": body}
        return json.dumps(said)

    def _message_batch(self, batch: Taken) -> dict[str, Any]:
        ended, whole = batch.looks <= 0, len(batch.lines)
        counts = {"processing": 0 if ended else whole, "succeeded": whole if ended else 0}
        host = f"http://127.0.0.1:{self.chat.port}"
        path = self.path.partition("?")[0].partition("/batches")[0]
        return {
            "id": batch.id,
            "type": "message_batch",
            "processing_status": "ended" if ended else "in_progress",
            "request_counts": {**counts, "canceled": 0, "errored": 0, "expired": 0},
            "created_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(batch.created)),
            "expires_at": "2100-01-02T03:04:05Z",
            "results_url": f"{host}{path}/batches/{batch.id}/results" if ended else None,
        }

    def _results(self, batch: Taken) -> str:
        lines = [self._message_line(line) for line in batch.lines if not isinstance(self._fate(line), Nothing)]
        return "".join(line + "\n" for line in lines)

    def _message_line(self, line: dict[str, Any]) -> str:
        fate, result = self._fate(line), {}
        if isinstance(fate, Raw):
            return fate.body
        if isinstance(fate, Says):
            result = {"type": "succeeded", "message": self._answer(fate, _prompt_of(line["params"]))}
        elif isinstance(fate, Expires):
            result = {"type": "expired"}
        elif isinstance(fate, Fails):
            kind = "invalid_request_error" if fate.status == 400 else "api_error"
            error = {"type": "error", "error": {"type": kind, "message": f"scripted {fate.status}"}}
            result = {"type": "errored", "error": error}
        return json.dumps({"custom_id": line["custom_id"], "result": result})

    def _fate(self, line: dict[str, Any]) -> Fate:
        if not self.chat.knows_schemas and "json_schema" in json.dumps(body_of(line)):
            return Fails(400)
        return self.chat.fate(_prompt_of(body_of(line)))

    def _answer(self, act: Act, prompt: str) -> dict[str, Any]:
        # The path of a batch says nothing of the shape of its answers.
        here = self.path
        self.path = "/v1/messages" if "/messages" in here else "/v1/chat/completions"
        try:
            return super()._answer(act, prompt)
        finally:
            self.path = here

    def _say(self, said: dict[str, Any]) -> None:
        self._send(json.dumps(said))


@contextmanager
def batch_server(*script: Act, **settings: Any) -> Iterator[BatchServer]:
    """A server that runs while the block does."""
    chat = BatchServer(**settings)
    chat.script.extend(script)
    with running(chat, _BatchHandler) as served:
        yield served
