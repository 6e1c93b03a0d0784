"""Settings: where each value comes from, and whether it is one that works.

A value is looked for in this order: command-line option, environment, settings file, default.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from debate.coverage import TRUST
from debate.errors import CruxmapError
from debate.framework import load_framework


class SettingsError(CruxmapError):
    """A setting is unknown, or has a value that cannot work."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be set."""

    name: str
    default: str
    says: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"CRUXMAP_{self.name.upper()}"


INDEXES = ("auto", "exact", "chroma")
COUNTS = ("model_parallel", "model_max_tokens")
"""Settings that count something."""
SWITCHES = ("model_ask", "model_stream")
"""Settings that are yes or no."""

KEYS = (
    Key("project", "", "the project file; empty for the one in the user data directory"),
    Key("encoder", "minilm", "`minilm` (embedded), or any sentence-transformers model by name or path"),
    Key("index", INDEXES[0], "dense index: `exact`, `chroma`, or `auto` to choose by size"),
    Key("cross_encoder", "", "a cross-encoder model by name or path that reranks what was found; empty for none"),
    Key(
        "entailment",
        "",
        "a cross-encoder for entailment by name or path that has a say in stances and poles; empty for none",
    ),
    Key("trust", str(TRUST), "marks below this confidence are tentative and do not count, 0 to 1"),
    Key("annotator", "local", "`local`, or `model:` and a chat model as provider:name, such as model:ollama:qwen3"),
    Key("model_url", "", "address of an OpenAI-compatible or Ollama server; empty for the provider's own"),
    Key("model_parallel", "16", "questions to a chat model under way at once, at most"),
    Key("model_max_tokens", "", "tokens that one run may spend on a chat model; empty for no cap"),
    Key("model_max_cost", "", "dollars that one run may spend on a chat model; needs model_price"),
    Key("model_price", "", "dollars a million tokens of the chat model: input,output or input,output,cached"),
    Key("model_ask", "yes", "`yes` to be asked before a chat model is paid for, `no` to go ahead, as --yes does"),
    Key(
        "model_stream", "no", "`yes` to take answers piece by piece: for slow servers, whose whole answer takes minutes"
    ),
    Key("framework", "", "a framework file of the shape of debate/framework.toml; empty for the shipped one"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A value with where it came from."""

    key: Key
    value: str
    origin: str
    """`option`, `environment`, a file's path, or `default`."""


class Settings:
    """All settings, resolved."""

    def __init__(self, values: Mapping[str, Setting]) -> None:
        self.values = values

    def __getitem__(self, name: str) -> str:
        return self.values[name].value

    @property
    def project(self) -> Path:
        """The project file."""
        given = self["project"]
        if not given:
            return data_directory() / "default.cruxmap"
        path = Path(given).expanduser()
        return path / "project.cruxmap" if path.is_dir() else path

    @property
    def trust(self) -> float:
        """The trust threshold, checked."""
        return _probability(self.values["trust"])

    @property
    def framework(self) -> Path | None:
        """The framework file, None for the shipped one."""
        return Path(self["framework"]).expanduser() if self["framework"] else None


def load_settings(options: Mapping[str, str | None] | None = None, file: Path | None = None) -> Settings:
    """Resolve every key; raises SettingsError for a file that cannot be read or names an unknown key."""
    path = file or settings_file()
    from_file = _read(path)
    given = options or {}
    values = {}
    for key in KEYS:
        if given.get(key.name):
            values[key.name] = Setting(key, str(given[key.name]), "option")
        elif os.environ.get(key.variable):
            values[key.name] = Setting(key, os.environ[key.variable], "environment")
        elif key.name in from_file:
            values[key.name] = Setting(key, from_file[key.name], str(path))
        else:
            values[key.name] = Setting(key, key.default, "default")
    return Settings(values)


def problems(settings: Settings) -> list[str]:
    """Every setting that would not work, as sentences with their fix."""
    found = []
    checks: list[Callable[[], object]] = [lambda: settings.trust, lambda: load_framework(settings.framework)]
    checks += [partial(whole_number, settings, name) for name in COUNTS if settings[name]]
    for check in checks:
        try:
            check()
        except CruxmapError as bad:
            found.append(str(bad))
    if settings["index"] not in INDEXES:
        found.append(
            f"index is “{settings['index']}” (from {settings.values['index'].origin}). Use {', '.join(INDEXES)}."
        )
    found += [f"{one} is “{settings[one]}”. Use yes or no." for one in SWITCHES if settings[one] not in ("yes", "no")]
    if settings.project.exists() and not settings.project.is_file():
        found.append(f"project names “{settings.project}”, which is not a file. Give a file or a folder.")
    return found + [
        f"{name} names “{settings[name]}”, which is not a folder. Give one that holds a model."
        for name in ("encoder", "cross_encoder", "entailment")
        if _is_path(settings[name]) and not Path(settings[name]).expanduser().is_dir()
    ]


def settings_file() -> Path:
    """The user's settings file, whether or not it exists."""
    override = os.environ.get("CRUXMAP_CONFIG")
    if override:
        return Path(override)
    # platformdirs is asked only here: most commands get by without a settings file, but not without its place.
    import platformdirs

    return Path(platformdirs.user_config_dir("cruxmap")) / "settings.toml"


def data_directory() -> Path:
    """Where projects live when no place is named."""
    import platformdirs

    return Path(os.environ.get("CRUXMAP_DATA") or platformdirs.user_data_dir("cruxmap"))


def cache_directory() -> Path:
    """Where what can be made again is kept: the exported encoder."""
    import platformdirs

    return Path(os.environ.get("CRUXMAP_CACHE") or platformdirs.user_cache_dir("cruxmap"))


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """What a TOML file says, nothing when it is not there; raises SettingsError when it is not TOML."""
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as bad:
        raise SettingsError(f"The {what} “{path}” is not readable TOML: {bad}.", "Mend or remove it.") from bad


def _read(path: Path) -> dict[str, str]:
    data = read_toml(path, "settings file")
    known = {key.name for key in KEYS}
    if unknown := sorted(set(data) - known):
        raise SettingsError(
            f"“{path}” sets {', '.join(unknown)}, which cruxmap does not know.", f"Known: {', '.join(sorted(known))}."
        )
    return {name: str(value) for name, value in data.items()}


def _is_path(model: str) -> bool:
    """Whether a model is named by its place; a name such as `org/model` is looked up by its library."""
    return model.startswith((".", "~", os.sep)) or (os.altsep is not None and model.startswith(os.altsep))


def _probability(setting: Setting) -> float:
    try:
        value = float(setting.value)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise SettingsError(f"trust is “{setting.value}” (from {setting.origin}).", "Give a number from 0 to 1.")
    return value


def whole_number(settings: Settings, name: str) -> int:
    """A setting that counts something, checked."""
    setting = settings.values[name]
    if not setting.value.isascii() or not setting.value.isdigit() or int(setting.value) < 1:
        raise SettingsError(f"{name} is “{setting.value}” (from {setting.origin}).", "Give a whole number from 1.")
    return int(setting.value)


def amount(text: str, name: str) -> float:
    """Dollars, checked."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise SettingsError(f"{name} has “{text}”, which is no amount.", "Give dollars, such as 2.50.")
    return value
