"""What the application remembers of a person: where she was in each project, and which keys she wants."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cruxmap.settings import SettingsError, read_toml


def read_keymap(path: Path) -> Mapping[str, str]:
    """Action name -> keys from a TOML file, such as `accept = "a,enter"`; none when there is no file."""
    keys = read_toml(path, "key map")
    if wrong := [name for name, value in keys.items() if not isinstance(value, str) or not value.strip()]:
        raise SettingsError(f"The key map “{path}” gives no key for {wrong[0]}.", 'Write, for example: accept = "a".')
    return keys


class Whereabouts:
    """Where a person was in each project, in one small file of the user's; losing it loses nothing else."""

    def __init__(self, path: Path, project: str) -> None:
        self._path = path
        self._project = project

    def read(self) -> Mapping[str, Any]:
        """What was kept for this project; the theme is the same in all."""
        kept = self._kept()
        return {**kept.get("projects", {}).get(self._project, {}), "theme": kept.get("theme")}

    def write(self, facts: Mapping[str, Any]) -> None:
        """Keep it, whole or not at all; a folder that cannot be written costs only the memory."""
        kept = self._kept()
        projects = {**kept.get("projects", {}), self._project: {k: v for k, v in facts.items() if k != "theme"}}
        unfinished = self._path.with_suffix(".unfinished")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"theme": facts.get("theme"), "projects": projects}, ensure_ascii=False, indent=1)
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self._path)
        except OSError:
            return

    def _kept(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
