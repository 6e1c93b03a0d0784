"""Which project, settings and framework a command works with, and whether they would work."""

import json
import os
from pathlib import Path

import pytest

from cruxmap.settings import KEYS, load_settings
from tests.cruxmap.conftest import Command

TWO_STEPS = Path(__file__).with_name("two_steps.toml")


def path_used(cruxmap: Command, *arguments: str) -> str:
    return cruxmap(*arguments, "db", "path").out.strip()


def test_a_project_is_named_by_option_else_by_environment_else_it_is_the_users_own(
    cruxmap: Command, project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert path_used(cruxmap, "--project", "mine.cruxmap") == "mine.cruxmap"
    assert path_used(cruxmap) == str(project)
    monkeypatch.delenv("CRUXMAP_PROJECT")
    assert path_used(cruxmap) == str(tmp_path / "data" / "default.cruxmap")
    (tmp_path / "settings.toml").write_text("project = 'kept.cruxmap'", encoding="utf-8")
    assert path_used(cruxmap) == "kept.cruxmap"
    monkeypatch.setenv("CRUXMAP_PROJECT", str(tmp_path))
    assert path_used(cruxmap) == str(tmp_path / "project.cruxmap")


def test_the_project_may_be_named_before_or_after_the_command(cruxmap: Command, project: Path) -> None:
    here = str(project)
    elsewhere = str(project.with_name("empty.cruxmap"))
    for arguments in (["--project", here, "sources"], ["sources", "--project", here]):
        assert "日本語のコメント" in cruxmap(*arguments).out
    assert cruxmap("--project", here, "sources", "--project", elsewhere).out.startswith("No sources.")
    assert cruxmap("db", "path", "--project", elsewhere).out.strip() == elsewhere


def test_every_setting_is_shown_with_its_value_and_where_that_comes_from(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text("trust = 0.7\nindex = 'exact'\n", encoding="utf-8")
    monkeypatch.setenv("CRUXMAP_INDEX", "chroma")
    shown = json.loads(cruxmap("--framework", str(TWO_STEPS), "config", "show", "--json").out)
    origins = {row["name"]: (row["value"], row["origin"]) for row in shown["settings"]}
    assert list(origins) == [key.name for key in KEYS]
    assert origins["trust"] == ("0.7", str(tmp_path / "settings.toml"))
    assert origins["index"] == ("chroma", "environment")
    assert origins["framework"] == (str(TWO_STEPS), "option")
    assert origins["encoder"] == ("minilm", "default")
    out = cruxmap("config", "show").out.replace("\n", " ")
    assert all(f"{key.name} = " in out and key.variable in out for key in KEYS)


def test_validate_is_content_with_what_works(cruxmap: Command) -> None:
    assert cruxmap("config", "validate") == (0, "Every setting works.\n", "")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        pytest.param("trust", "2", "trust is “2” (from environment). Give a number from 0 to 1.", id="trust"),
        pytest.param("index", "fast", "index is “fast” (from environment). Use auto, exact, chroma.", id="index"),
        pytest.param("framework", "/nope.toml", "There is no framework file “/nope.toml”.", id="framework"),
        pytest.param("project", os.devnull, f"project names “{os.devnull}”, which is not a file.", id="project"),
        pytest.param("encoder", "./nope", "encoder names “./nope”, which is not a folder.", id="encoder"),
        pytest.param("cross_encoder", "~/nope", "cross_encoder names “~/nope”, which is not a folder.", id="cross"),
    ],
)
def test_validate_names_each_setting_that_would_not_work(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"CRUXMAP_{name.upper()}", value)
    code, out, _ = cruxmap("config", "validate")
    assert code == 1
    assert sentence in out.replace("\n", " ")


def test_validate_names_a_framework_that_contradicts_itself(
    cruxmap: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(TWO_STEPS.read_text(encoding="utf-8").replace('["2a"]', '["7z"]'), encoding="utf-8")
    monkeypatch.setenv("CRUXMAP_FRAMEWORK", str(broken))
    code, out, _ = cruxmap("config", "validate")
    assert code == 1
    assert "The level rule of step “otherwise” names 7z." in out.replace("\n", " ")


def test_each_setting_has_a_variable_and_a_sentence() -> None:
    settings = load_settings({}, Path("nowhere.toml"))
    for setting in settings.values.values():
        assert setting.key.variable == f"CRUXMAP_{setting.key.name.upper()}"
        assert setting.key.says


def test_another_framework_draws_its_own_picture(cruxmap: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    by_option = cruxmap("--framework", str(TWO_STEPS), "analyze", "Released models spread viruses.", "--json")
    picture = json.loads(by_option.out)
    assert [step["id"] for step in picture["framework"]["steps"]] == ["harm", "otherwise"]
    assert {cell["step"] for cell in picture["coverage"]} == {"harm", "otherwise"}
    assert [one["slot"] for one in picture["assumptions"]] == ["substitute"]
    assert "marks nothing on them: Harm, Otherwise" in by_option.err
    monkeypatch.setenv("CRUXMAP_FRAMEWORK", str(TWO_STEPS))
    out = cruxmap("assess", "--all").out
    assert "1 Harm  2 Otherwise" in out
    assert "Two questions are not an assessment. It asks two questions only." in out.replace("\n", " ")
    assert cruxmap("why", "alarm.md:damage").code == 0
    assert cruxmap("why", "alarm.md:threat").code == 2


def test_what_was_read_under_one_framework_is_read_again_under_another(cruxmap: Command, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Terrorists without skill could make pathogens with open models. " * 8, encoding="utf-8")
    project = str(tmp_path / "two.cruxmap")
    assert cruxmap("--project", project, "--framework", str(TWO_STEPS), "import", str(letter)).code == 0
    assessed = cruxmap("--project", project, "assess", "--all", "--json")
    assert "The project is not encoded and marked for this encoder and annotator: 1 passages to do." in assessed.err
    assert json.loads(assessed.out)["assessments"][0]["levels"]["threat"] != "absent"


def test_claims_of_one_framework_are_listed_under_another(cruxmap: Command) -> None:
    cruxmap("analyze", "Compared with search engines, open models increase the risk of phishing.")
    code, out, _ = cruxmap("--framework", str(TWO_STEPS), "claims")
    assert code == 0
    assert "phishing · increase · against internet" in out
