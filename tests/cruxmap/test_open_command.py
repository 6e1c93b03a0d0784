"""How the application is started: by whom, where she was, with which keys, and to which browser."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cruxmap.commands.opening import outside_of
from cruxmap.commands.serve import _ours
from cruxmap.settings import SettingsError, load_settings
from cruxmap.whereabouts import Whereabouts, read_keymap
from debate.sources import Document
from tests.cruxmap.conftest import Command


def test_without_a_terminal_cruxmap_alone_prints_its_help(cruxmap: Command) -> None:
    ran = cruxmap()
    assert ran.code == 0
    assert ran.out.startswith("Usage: cruxmap")
    assert "Open the application" in ran.out


def read_for(terminal: int, wanted: bytes, seconds: float) -> bytes:
    """What the program draws until these bytes are among it, or the time is over."""
    seen = b""
    end = time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    return seen


def test_on_a_terminal_cruxmap_alone_opens_the_application_and_ctrl_q_leaves_it(project: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "CRUXMAP_PROJECT": str(project),
        "CRUXMAP_DATA": str(tmp_path),
        "TERM": "xterm-256color",
        "COLUMNS": "100",
        "LINES": "30",
    }
    command = [sys.executable, "-m", "cruxmap"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as program:
        assert b"sources" in read_for(ours, b"Enter shows the debate", 30)
        os.write(ours, b"\x11")
        read_for(ours, b"\x1b[?1049l", 20)
        assert program.wait(20) == 0
    os.close(ours)
    os.close(theirs)
    assert json.loads((tmp_path / "places.json").read_text())["projects"][str(project)]["place"] == "claims"


def test_where_she_was_is_kept_for_each_project_and_the_theme_for_all(tmp_path: Path) -> None:
    one, two = Whereabouts(tmp_path / "p.json", "one"), Whereabouts(tmp_path / "p.json", "two")
    one.write({"place": "debate", "claim": "abc", "theme": "cruxmap-light"})
    two.write({"place": "map", "theme": "cruxmap-dark"})
    assert one.read() == {"place": "debate", "claim": "abc", "theme": "cruxmap-dark"}
    assert two.read() == {"place": "map", "theme": "cruxmap-dark"}


@pytest.mark.parametrize("content", ["", "[1]", "{", "\x00"])
def test_a_broken_memory_of_places_is_no_memory(tmp_path: Path, content: str) -> None:
    (tmp_path / "p.json").write_text(content)
    place = Whereabouts(tmp_path / "p.json", "one")
    assert place.read() == {"theme": None}
    place.write({"place": "map"})
    assert place.read()["place"] == "map"


def test_a_memory_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Whereabouts(tmp_path / "file" / "p.json", "one").write({"place": "map"})


def test_keys_are_read_by_the_name_of_their_action(tmp_path: Path) -> None:
    keys = tmp_path / "keys.toml"
    assert read_keymap(keys) == {}
    keys.write_text('accept = "y,enter"\nreject = "x"\n')
    assert read_keymap(keys) == {"accept": "y,enter", "reject": "x"}


@pytest.mark.parametrize("content", ["accept = ", "accept = 3", 'accept = " "', "\xff"])
def test_a_key_map_that_cannot_be_used_is_named(tmp_path: Path, content: str) -> None:
    keys = tmp_path / "keys.toml"
    keys.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"keys\.toml"):
        read_keymap(keys)


def test_the_parts_given_to_the_application_work_together(project: Path, encoder_cache: Path, docket: Path) -> None:
    outside = outside_of(load_settings({"project": str(project)}))
    with outside.open_session(print, lambda _: False) as session:
        assert session.sources()
    assert outside.sample_claims()
    assert isinstance(next(iter(outside.library())), Document)
    assert len(list(outside.read([str(docket)]))) > 1


def test_a_project_that_was_not_there_is_said_to_be_new_once(tmp_path: Path, encoder_cache: Path) -> None:
    outside = outside_of(load_settings({"project": str(tmp_path / "mistyped.cruxmap")}))
    told: list[str] = []
    for _ in range(2):
        with outside.open_session(told.append, lambda _: False):
            pass
    assert [sentence for sentence in told if "New project" in sentence] == [
        f"New project at {tmp_path / 'mistyped.cruxmap'}"
    ]


@pytest.mark.parametrize(
    ("named", "host", "let_in"),
    [
        (None, "localhost", True),
        ("localhost:8000", "localhost", True),
        ("http://localhost:8000", "localhost", True),
        ("http://127.0.0.1:8000", "localhost", True),
        ("[::1]:8000", "localhost", True),
        ("https://evil.example", "localhost", False),
        ("evil.example:8000", "localhost", False),
        ("null", "localhost", False),
        ("http://localhost.evil.example", "localhost", False),
        ("http://studio.local:8000", "studio.local", True),
        ("http://localhost:8000", "studio.local", False),
    ],
)
def test_only_its_own_pages_speak_to_the_served_application(named: str | None, host: str, *, let_in: bool) -> None:
    assert _ours(named, host) is let_in


async def test_the_served_page_is_refused_to_other_sites_and_asks_nothing_of_the_network() -> None:
    web = pytest.importorskip("aiohttp.test_utils")
    from cruxmap.commands.serve import server_of

    async with web.TestClient(web.TestServer(await server_of("true", "localhost", 8000)._make_app())) as client:
        page = await client.get("/", headers={"Host": "localhost:8000"})
        assert page.status == 200
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        for headers in ({"Host": "evil.example"}, {"Host": "localhost", "Origin": "https://evil.example"}):
            assert (await client.get("/ws", headers=headers)).status == 403
