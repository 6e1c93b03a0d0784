"""A key put where cruxmap looks for keys is found nowhere else: not on screen, not in any file, whatever goes wrong."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
import keyring
import pytest
from textual.pilot import Pilot

from cruxmap.cli import cli
from cruxmap.commands.opening import outside_of
from cruxmap.settings import load_settings
from store.exchange.formats import FORMATS
from tests.annotate.batch_server import BatchServer, batch_server
from tests.annotate.debater import debater
from tests.annotate.scripted import write_lines
from tests.annotate.server import Fails, Says
from tests.annotate.test_other_clients import Drawer
from tests.cruxmap.conftest import Command
from tests.cruxmap.test_evaluate import CORPUS, DOCUMENTS, PASSAGES, QUERIES
from tests.cruxmap.test_json_output import CLAIM
from tui.app import CruxmapApp
from tui.dialogs import Confirm

CANARY = "sk-canary-in-the-environment-7b1f"
DRAWER = "sk-canary-in-the-drawer-93ac"


def talkative(prompt: str, key: str) -> str:
    """A model behind a server that puts the key that it was sent into its answers."""
    said = f"The bearer said {key}."
    return debater(prompt).replace("It is new.", said).replace("Whether the Internet counts.", said)


@dataclass
class Watch:
    """Where a key could turn up."""

    cruxmap: Command
    folders: Sequence[Path]
    chat: BatchServer
    key: str
    """The one that is used."""
    codes: dict[tuple[str, ...], int] = field(default_factory=dict)

    def __call__(self, *arguments: str) -> str:
        """Run a command, and look at what it said and at every file."""
        ran = self.cruxmap(*arguments)
        self.codes[arguments] = ran.code
        for text in (ran.out, ran.err):
            assert "canary" not in text, arguments
        self.look(arguments)
        return ran.out

    def look(self, after: object) -> None:
        for path in (path for folder in self.folders for path in folder.rglob("*") if path.is_file()):
            assert b"canary" not in path.read_bytes(), (after, path)


both = pytest.mark.parametrize("watch", ["environment", "drawer"], indirect=True)


@pytest.fixture
def watch(
    request: pytest.FixtureRequest,
    cruxmap: Command,
    encoder_cache: Path,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Watch]:
    (tmp_path / "here").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr("annotate.calls.caller.FIRST_PAUSE", 0.0)
    monkeypatch.setattr("annotate.parcels.bringing.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("annotate.parcels.trying.FIRST_PAUSE", 0.01)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    before, drawer = keyring.get_keyring(), Drawer()
    drawer.key = DRAWER
    keyring.set_keyring(drawer)
    kept_in = getattr(request, "param", "environment")
    if kept_in == "environment":
        monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    key = CANARY if kept_in == "environment" else DRAWER

    def mind(prompt: str) -> str:
        return talkative(prompt, key)

    with batch_server(mind=mind, fate=lambda prompt: Says(mind(prompt)), echoes=True) as chat:
        monkeypatch.setenv("CRUXMAP_MODEL_URL", chat.url)
        yield Watch(cruxmap, (tmp_path, encoder_cache), chat, key)
        # Otherwise nothing would have been tried.
        assert chat.keys == {f"Bearer {key}"}
    keyring.set_keyring(before)


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that there is."""
    if not isinstance(command, click.Group):
        yield path
        return
    if path and command.invoke_without_command:
        yield path
    with click.Context(command) as ctx:
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from leaves(below, (*path, name))


Lines = Callable[[Watch], Sequence[Sequence[str]]]
MODEL = ("--annotator", "model:openai:scripted")


def plain(*lines: str) -> Lines:
    """These command lines, whatever was found before."""
    return lambda watch: [line.split() for line in lines]


def mark_of(watch: Watch) -> str:
    picture = json.loads(watch("analyze", CLAIM, "--json"))
    return str(next(iter(picture["marks"])))


def draft_of(watch: Watch) -> str:
    said = json.loads(watch("debate", "on", CLAIM, "--yes", "--json"))
    return next(str(one["id"]) for step in said["steps"] for one in step["arguments"] if one["draft"])


def journal_of(watch: Watch) -> str:
    Path("journal.jsonl").write_text(watch("journal"), encoding="utf-8")
    return "journal.jsonl"


def exports(watch: Watch) -> Sequence[Sequence[str]]:
    return [
        ["export", "--list"],
        *(["export", CLAIM, "--format", name, "-o", f"out.{name}"] for name in FORMATS),
        ["export", CLAIM, "--format", "html", "--rejected", "--losses", "-o", "rejected.html"],
    ]


def batches(watch: Watch) -> Sequence[Sequence[str]]:
    write_lines(Path("claims.jsonl"), {"claim": CLAIM}, {"claim": "Open models lower the risk of phishing."})
    write_lines(Path("letters.jsonl"), {"id": "l1", "text": "Terrorists could make pathogens with open models."})
    tables = (["--output", f"out.{ending}", "--dictionary", "d.json"] for ending in ("csv", "jsonl", "parquet"))
    return [
        ["batch", "claims.jsonl", "--dry-run", *MODEL],
        *(["batch", "claims.jsonl", *MODEL, "--yes", *table] for table in tables),
        ["batch", "letters.jsonl", *MODEL, "--yes", "--provider-batch"],
    ]


def gold(watch: Watch) -> Path:
    for name, rows in (("passages", PASSAGES), ("documents", DOCUMENTS), ("corpus", CORPUS), ("queries", QUERIES)):
        write_lines(Path(f"{name}.jsonl"), *rows)
    Path("qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp3\t1\nq3\tp4\t1\n", encoding="utf-8")
    return Path()


def marks_evaluated(watch: Watch) -> Sequence[Sequence[str]]:
    gold(watch)
    return [["evaluate", "marks", "passages.jsonl", *MODEL, "--yes", "--errors", "3"]]


def coverage_evaluated(watch: Watch) -> Sequence[Sequence[str]]:
    gold(watch)
    return [["evaluate", "coverage", "documents.jsonl", *MODEL, "--yes"]]


def retrieval_evaluated(watch: Watch) -> Sequence[Sequence[str]]:
    gold(watch)
    files = ["--corpus", "corpus.jsonl", "--queries", "queries.jsonl", "--qrels", "qrels.tsv"]
    return [["evaluate", "retrieval", *files, "--json"]]


EVERY: Mapping[tuple[str, ...], Lines] = {
    ("import",): lambda watch: [["import", str(letter()), "--yes"]],
    ("sources",): plain("sources", "sources --json"),
    ("claims",): plain("claims", "claims --json"),
    ("claims", "frame"): lambda watch: [["claims", "frame", CLAIM, *MODEL, "--yes"]],
    ("search",): plain("search pathogens --json"),
    ("analyze",): lambda watch: [["analyze", CLAIM, "--yes", "--tentative"], ["analyze", CLAIM, "--json"]],
    ("debate", "on"): lambda watch: [["debate", "on", CLAIM, "--yes"], ["debate", "on", CLAIM, "--json"]],
    ("debate", "accept"): lambda watch: [["debate", "accept", draft_of(watch), "--by", "ada"]],
    ("debate", "reject"): lambda watch: [["debate", "reject", draft_of(watch), "--by", "ada"]],
    ("compare",): plain("compare alarm.md calm.md", "compare alarm.md calm.md --json"),
    ("assess",): plain("assess alarm.md --rated-by model:openai:scripted --yes --detail", "assess --all --json"),
    ("why",): plain("why for:threat", "why for:threat --json"),
    ("rejected",): plain("rejected", "rejected --json"),
    ("decide",): lambda watch: [["decide", mark_of(watch), "accept", "--by", "ada"]],
    ("export",): exports,
    ("batch",): batches,
    ("evaluate", "formats"): plain("evaluate formats"),
    ("evaluate", "marks"): marks_evaluated,
    ("evaluate", "coverage"): coverage_evaluated,
    ("evaluate", "retrieval"): retrieval_evaluated,
    ("prompts", "list"): plain("prompts list"),
    ("prompts", "show"): lambda watch: [["prompts", "show", "take_stance", "--claim", CLAIM]],
    ("usage",): plain("usage", "usage --json"),
    ("journal",): plain("journal"),
    ("replay",): lambda watch: [["replay", journal_of(watch), "--by", "bo"]],
    ("db", "path"): plain("db path"),
    ("db", "status"): plain("db status --json"),
    ("db", "finish"): plain("db finish --yes"),
    ("db", "backup"): plain("db backup copy.cruxmap"),
    ("db", "verify"): plain("db verify --json"),
    ("config", "show"): plain("config show", "config show --json"),
    ("config", "validate"): plain("config validate"),
    ("info",): plain("info", "info --json"),
    ("schema",): plain("schema", "schema usage"),
    ("completion",): plain("completion bash"),
    ("demo",): plain("demo --list"),
}
"""Each command -> the lines with which it is tried."""
ON_A_SCREEN = {("open",), ("serve",)}


def letter() -> Path:
    path = Path("letter.txt")
    path.write_text("Nobody can take released weights back, whatever terrorists do with them.", encoding="utf-8")
    return path


def test_every_command_is_tried() -> None:
    assert set(EVERY) | ON_A_SCREEN == set(leaves(cli))


@both
def test_no_command_tells_or_keeps_a_key_though_the_server_says_it_back(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
    watch("db", "finish", "--yes")
    for lines in EVERY.values():
        for line in lines(watch):
            watch(*line)
    assert {line: code for line, code in watch.codes.items() if code} == {}


REFUSED = (
    ("db", "finish", "--yes"),
    ("db", "finish", "--yes", "--provider-batch"),
    ("analyze", CLAIM, "--yes"),
    ("debate", "on", CLAIM, "--yes"),
    ("assess", "alarm.md", "--rated-by", "model:openai:scripted", "--yes"),
    ("claims", "frame", CLAIM, *MODEL, "--yes"),
    ("batch", "claims.jsonl", "--yes"),
    ("batch", "claims.jsonl", "--yes", "--provider-batch"),
    ("evaluate", "marks", "passages.jsonl", *MODEL, "--yes"),
)


@pytest.mark.parametrize(
    ("watch", "status"),
    [("environment", 400), ("environment", 401), ("environment", 500), ("drawer", 401)],
    indirect=["watch"],
)
def test_no_refusal_tells_a_key_though_the_server_says_it_back(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
    monkeypatch.setattr("annotate.calls.caller.LONGEST_PAUSE", 0.0)
    write_lines(Path("claims.jsonl"), {"claim": CLAIM})
    gold(watch)
    for line in REFUSED:
        watch.chat.script.clear()
        watch.chat.script.extend([Fails(status)] * 1000)
        watch.chat.down = 1000
        assert watch.cruxmap(*line).code != 0, line
        watch(*line)


@both
def test_what_a_batch_of_the_provider_says_back_tells_no_key(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
    watch.chat.refuses = f"The bearer said {watch.key}."
    watch("db", "finish", "--yes", "--provider-batch")
    watch.chat.refuses = ""
    watch.chat.fate = lambda _: Fails(500)
    watch("db", "finish", "--yes", "--provider-batch")


@both
def test_a_client_that_cannot_be_set_up_tells_no_key(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ValueError(f"unexpected options {options} for {watch.key}")

    watch("analyze", CLAIM, "--yes")
    watch("claims", "frame", CLAIM, *MODEL, "--yes")
    monkeypatch.setattr("langchain.chat_models.init_chat_model", broken)
    monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
    watch("analyze", CLAIM, "--yes")


def drawn(app: CruxmapApp) -> str:
    """Every letter on the screen, and everything that was said in a corner of it."""
    lines = app.screen._compositor.render_strips()
    told = [toast.message for toast in app._notifications]
    return "\n".join([*("".join(part.text for part in line) for line in lines), *told])


async def until_calm(pilot: Pilot[None]) -> None:
    """Until nothing is at work any more, or a question is put."""
    app = pilot.app
    assert isinstance(app, CruxmapApp)
    calm = 0
    for _ in range(400):
        await pilot.pause(0.02)
        working = app.job is not None or any(not worker.is_finished for worker in app.workers)
        calm = 0 if working and not isinstance(app.screen, Confirm) else calm + 1
        if calm == 3:
            return


KEYS = (
    *("enter", "D", "M", "enter", "y", "down", "escape"),  # the debate, and its arguments drafted
    *("f4", "M", "enter", "y", "enter", "escape"),  # documents, rated whole
    *("f5", "f6", "f2"),
    *("n", "x", "ctrl+t", "enter", "y", "escape"),  # the fields of a claim, as a model reads them
    *("ctrl+l", "y", "f8", "escape", "f9", "escape", "f1", "escape"),
)


@pytest.mark.parametrize("refused", [False, True])
async def test_no_screen_shows_a_key_though_the_server_says_it_back(
    watch: Watch, project: Path, monkeypatch: pytest.MonkeyPatch, *, refused: bool
) -> None:
    monkeypatch.setenv("CRUXMAP_ANNOTATOR", "model:openai:scripted")
    watch("db", "finish", "--yes")
    watch("analyze", CLAIM, "--yes")
    if refused:
        watch.chat.script.extend([Fails(401)] * 1000)
    app = CruxmapApp(outside_of(load_settings({"project": str(project)})))
    seen: set[str] = set()
    async with app.run_test(size=(120, 40)) as pilot:
        await until_calm(pilot)
        for key in KEYS:
            await pilot.press(key)
            await until_calm(pilot)
            assert "canary" not in drawn(app), key
            seen.add(type(app.screen).__name__)
    watch.look("the application")
    assert len(seen) > 8


async def test_the_served_page_holds_no_key(watch: Watch) -> None:
    web = pytest.importorskip("aiohttp.test_utils")
    from cruxmap.commands.serve import server_of

    watch("claims", "frame", CLAIM, *MODEL, "--yes")
    command = f"{sys.executable} -m cruxmap open"
    async with web.TestClient(web.TestServer(await server_of(command, "localhost", 8000)._make_app())) as client:
        page = await client.get("/", headers={"Host": "localhost:8000"})
        assert page.status == 200
        assert "canary" not in await page.text()
