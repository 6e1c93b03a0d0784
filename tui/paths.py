"""Asks for a file or a folder, completing what is typed."""

from pathlib import Path

from textual.suggester import Suggester

from tui.dialogs import AskLine


class PathSuggester(Suggester):
    """Completes to the first entry of the folder that starts as typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The whole path; None when nothing fits or the folder cannot be read."""
        folder, _, start = value.rpartition("/")
        try:
            inside = sorted(Path(f"{folder}/" if folder or value.startswith("/") else ".").expanduser().iterdir())
        except OSError:
            return None
        fitting = next((entry for entry in inside if entry.name.startswith(start)), None) if value else None
        if fitting is None:
            return None
        return value[: len(value) - len(start)] + fitting.name + ("/" if fitting.is_dir() else "")


def ask_path() -> AskLine:
    """A dialog for a path."""
    hint = "Right arrow completes. PDF, Word, HTML, Markdown, text, JSONL, CSV, or a folder of them."
    return AskLine("Take in which file or folder?", "", hint, PathSuggester())
