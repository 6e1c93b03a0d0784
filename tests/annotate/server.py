"""A chat server on loopback, OpenAI-shaped and Ollama-shaped, that does what its script says, and then is honest."""

import json
import re
import sys
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

PASSAGE = re.compile(r'<passage id="(p\d+)">\n(.*?)\n</passage>', re.DOTALL)


@dataclass(frozen=True)
class Says:
    """An answer in words; as OpenAI's server says, to its end or not."""

    text: str
    finish: str = "stop"


@dataclass(frozen=True)
class Fails:
    """An error with this status."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Raw:
    """A body that is not what the protocol says."""

    body: str


@dataclass(frozen=True)
class Cuts:
    """The line is cut in the middle of the answer."""


@dataclass(frozen=True)
class Waits:
    """Nothing for so many seconds."""

    seconds: float


Act = Says | Fails | Raw | Cuts | Waits


def honest(prompt: str) -> str:
    """What a model would say that marks every passage with its own first words."""
    if "You say which stance" in prompt:
        return json.dumps({"passages": [_stance(*one) for one in PASSAGE.findall(prompt)]})
    if "You annotate passages" in prompt:
        return json.dumps({"passages": [_marks(*one) for one in PASSAGE.findall(prompt)]})
    if "You rate how far one document" in prompt:
        return json.dumps(_rating(*PASSAGE.findall(prompt)[0]))
    return json.dumps({"sentences": []})


def quote_of(text: str) -> str:
    """The first words of a passage, as many as can be told from chance."""
    return text[:40]


def _stance(short: str, text: str) -> dict[str, object]:
    return {"id": short, "stance": "against" if "not" in text else "for", "stance_quote": quote_of(text)}


def _marks(short: str, text: str) -> dict[str, object]:
    slot = {"slot": "counterfactual", "pole": "raises", "statement": "It is new.", "quote": quote_of(text)}
    return {
        **_stance(short, text),
        "steps": [{"criteria": ["1a", "1c"], "quote": quote_of(text)}, {"criteria": ["4a"], "quote": quote_of(text)}],
        "assumptions": [slot],
    }


def _rating(short: str, text: str) -> dict[str, object]:
    levels = dict.fromkeys(("existing_risk", "existing_defenses", "ease_of_defense", "uncertainty"), "absent")
    said = {"passage": short, "quote": quote_of(text)}
    return {
        "levels": {"threat": "partial", "marginal_evidence": "full", **levels},
        "criteria": [{"criterion": "1a", **said}, {"criterion": "4a", **said, "quote": "proved beyond any doubt"}],
        "assumptions": [{"slot": "counterfactual", "pole": "raises", "statement": "It is new.", **said}],
    }


@dataclass
class ChatServer:
    """The server: its script, and all it saw."""

    script: deque[Act] = field(default_factory=deque)
    mind: Callable[[str], str] = honest
    latency: float = 0.0
    most_at_once: int | None = None
    """Requests that may be under way; one more gets a 429."""
    prompts: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    """What was sent, whole."""
    echoes: bool = False
    """Whether it says back, where it fails, the key that it was sent."""
    refused: int = 0
    under_way: int = 0
    peak: int = 0
    began: list[float] = field(default_factory=list)
    """When each request came, in seconds of the machine's clock."""
    port: int = 0
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"{self.ollama_url}/v1"

    @property
    def ollama_url(self) -> str:
        # Clients keep lines open by address, and a port may come back: no two servers have the same.
        return f"http://127.0.0.1:{self.port}/{self.name}"


KEY_HEADERS = ("Authorization", "x-api-key", "x-goog-api-key")
"""Where OpenAI's, Anthropic's and Google's clients put the key."""


def _like_openai(pieces: list[str], sent: int, said: int) -> str:
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
    choices = [[{"index": 0, "delta": {"role": "assistant", "content": piece}}] for piece in pieces]
    usage = {"prompt_tokens": sent, "completion_tokens": said, "total_tokens": 1}
    events = [{**head, "choices": one} for one in choices] + [{**head, "choices": [], "usage": usage}]
    return "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"


def _like_anthropic(pieces: list[str], sent: int, said: int) -> str:
    message = {"id": "1", "type": "message", "role": "assistant", "model": "scripted", "content": []}
    deltas = [{"index": 0, "delta": {"type": "text_delta", "text": piece}} for piece in pieces]
    stop = {
        "delta": {"stop_reason": "end_turn", "stop_sequence": None},
        "usage": {"input_tokens": sent, "output_tokens": said},
    }
    events: list[tuple[str, dict[str, Any]]] = [
        ("message_start", {"message": {**message, "usage": {"input_tokens": sent, "output_tokens": 0}}}),
        ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
        *(("content_block_delta", delta) for delta in deltas),
        ("content_block_stop", {"index": 0}),
        ("message_delta", stop),
        ("message_stop", {}),
    ]
    return "".join(f"event: {name}\ndata: {json.dumps({'type': name, **event})}\n\n" for name, event in events)


def _like_ollama(pieces: list[str], sent: int, said: int) -> str:
    head = {"model": "m", "created_at": "2026-01-02T03:04:05Z"}
    lines = [{**head, "message": {"role": "assistant", "content": one}, "done": False} for one in pieces]
    counts = {"prompt_eval_count": sent, "eval_count": said, "done_reason": "stop"}
    last = {**head, "message": {"role": "assistant", "content": ""}, "done": True, **counts}
    return "".join(json.dumps(line) + "\n" for line in [*lines, last])


IN_PIECES: Mapping[str, Callable[[list[str], int, int], str]] = {
    "/chat/completions": _like_openai,
    "/messages": _like_anthropic,
    "/api/chat": _like_ollama,
}
"""End of a path -> how an answer to it comes piece by piece: the pieces, tokens sent, tokens said."""


def _prompt_of(asked: dict[str, Any]) -> str:
    """The words of the last message, in the shape of any of the providers."""
    if "contents" in asked:
        return str(asked["contents"][-1]["parts"][0]["text"])
    content = asked["messages"][-1]["content"]
    return str(content if isinstance(content, str) else content[0]["text"])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Head and body go out together; apart, the second waits 40 ms for the first to be acknowledged.
    disable_nagle_algorithm = True
    chat: ChatServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = _prompt_of(asked)
        with self.chat.lock:
            self.chat.keys.add(next((self.headers[name] for name in KEY_HEADERS if self.headers[name]), ""))
            self.chat.bodies.append(asked)
            if self.chat.most_at_once is not None and self.chat.under_way >= self.chat.most_at_once:
                self.chat.refused += 1
                act: Act | None = Fails(429, (("Retry-After", "0.05"),))
            else:
                self.chat.prompts.append(prompt)
                act = self.chat.script.popleft() if self.chat.script else None
            self.chat.began.append(time.monotonic())
            self.chat.under_way += 1
            self.chat.peak = max(self.chat.peak, self.chat.under_way)
        try:
            self._do(act or Says(self.chat.mind(prompt)), prompt, in_pieces=bool(asked.get("stream")))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with self.chat.lock:
                self.chat.under_way -= 1

    def _do(self, act: Act, prompt: str, *, in_pieces: bool) -> None:
        if isinstance(act, Fails):
            said = f"scripted {act.status}" + (f" for {sorted(self.chat.keys)}" if self.chat.echoes else "")
            self._send(json.dumps({"error": {"message": said}}), act.status, act.headers)
            return
        if isinstance(act, Waits):
            time.sleep(act.seconds)
            self.close_connection = True
            return
        time.sleep(self.chat.latency)
        if in_pieces and isinstance(act, Says | Cuts) and self.path.endswith(tuple(IN_PIECES)):
            self._stream(act, prompt)
            return
        body = act.body if isinstance(act, Raw) else json.dumps(self._answer(act, prompt))
        if isinstance(act, Cuts):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) * 2))
            self.end_headers()
            self.wfile.write(body.encode())
            self.close_connection = True
            return
        self._send(body)

    def _answer(self, act: Act, prompt: str) -> dict[str, Any]:
        text = act.text if isinstance(act, Says) else "…"
        finish = act.finish if isinstance(act, Says) else "stop"
        if self.path.endswith("/api/chat"):
            said = {"role": "assistant", "content": text}
            counts = {"prompt_eval_count": len(prompt) // 4, "eval_count": len(text) // 4}
            return {"model": "m", "created_at": "2026-01-02T03:04:05Z", "message": said, "done": True, **counts}
        if self.path.endswith("/messages"):
            counts = {"input_tokens": len(prompt) // 4, "output_tokens": len(text) // 4, "cache_read_input_tokens": 0}
            head = {"id": "1", "type": "message", "role": "assistant", "model": "scripted", "stop_reason": "end_turn"}
            return {**head, "content": [{"type": "text", "text": text}], "usage": counts}
        if "generateContent" in self.path:
            content = {"role": "model", "parts": [{"text": text}]}
            counts = {"promptTokenCount": len(prompt) // 4, "candidatesTokenCount": len(text) // 4}
            total = {"totalTokenCount": (len(prompt) + len(text)) // 4}
            return {"candidates": [{"content": content, "finishReason": "STOP"}], "usageMetadata": {**counts, **total}}
        return {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "scripted",
            "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text}}],
            "usage": {
                "prompt_tokens": len(prompt) // 4,
                "completion_tokens": len(text) // 4,
                "total_tokens": (len(prompt) + len(text)) // 4,
                "prompt_tokens_details": {"cached_tokens": 8},
            },
        }

    def _stream(self, act: Act, prompt: str) -> None:
        """The answer piece by piece, as each provider sends it; cut, it ends in the middle of one."""
        text = act.text if isinstance(act, Says) else "…" * 40
        pieces = [text[at : at + 20] for at in range(0, len(text), 20)]
        counts = (len(prompt) // 4, len(text) // 4)
        body = next(spell(pieces, *counts) for path, spell in IN_PIECES.items() if self.path.endswith(path)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2 if isinstance(act, Cuts) else len(body)])
        self.close_connection = isinstance(act, Cuts)

    def _send(self, body: str, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> None:
        raw = body.encode()
        self.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(raw))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it so
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away, as one that was killed does, is no error of the server."""
        if not isinstance(sys.exception(), ConnectionError | json.JSONDecodeError):
            super().handle_error(request, client_address)


Chat = TypeVar("Chat", bound=ChatServer)


@contextmanager
def chat_server(*script: Act, **settings: Any) -> Iterator[ChatServer]:
    """A server that runs while the block does."""
    with running(ChatServer(deque(script), **settings), _Handler) as chat:
        yield chat


@contextmanager
def running(chat: Chat, shape: type[BaseHTTPRequestHandler]) -> Iterator[Chat]:
    """This server, whose requests are handled in this shape, while the block runs."""
    handler = type("Handler", (shape,), {"chat": chat})
    server = _Server(("127.0.0.1", 0), handler)
    chat.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
