"""Words out of the program: to the clipboard, to a file, to a pager or an editor."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from textual.app import SuspendNotSupported

from debate.maps import DebateMap
from debate.plain import one_line, plain
from debate.verdicts import JudgedMark
from tui.drawing import citation, signature
from tui.house import House

NATIVE = (("wl-copy",), ("xclip", "-selection", "clipboard"), ("xsel", "-ib"), ("pbcopy",), ("clip.exe",))
"""Programs that put their input on the clipboard, where there is a display for them."""


def copy(app: House, text: str) -> None:
    """To the clipboard: through the terminal (OSC 52), and through a native tool where there is one."""
    safe = plain(text)
    app.copy_to_clipboard(safe)
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or shutil.which("pbcopy")
    tool = next((tool for tool in NATIVE if shutil.which(tool[0])), None) if display else None
    if tool is not None:
        # The tool is one of our own list, and the text goes to its input.
        subprocess.run(tool, input=safe.encode(), check=False, timeout=5)  # noqa: S603
    app.tell(f"Copied {len(safe):,} characters.")


def quoted(picture: DebateMap, judged: JudgedMark) -> str:
    """The mark's words with where they stand and who says what of them."""
    mark = judged.mark
    passage = picture.passages[mark.passage_id]
    says = " ".join((mark.kind, mark.label, *mark.criteria, mark.pole or ""))
    source = citation(picture.sources[passage.source_id], passage)
    return (
        f"“{one_line(mark.quote)}”\n— {source}\n  {says.strip()}; {judged.decision or 'undecided'}; {signature(mark)}"
    )


def write_file(app: House, name: str, text: str) -> None:
    """Write a text file, and say where; an existing one is not overwritten."""
    path = Path(name).expanduser()
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(plain(text))
    except FileExistsError:
        app.notify(f"“{path}” exists already. Give another name.", severity="error", markup=False)
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
        app.notify(f"“{path}” cannot be written: {reason}. Give another path.", severity="error", markup=False)
    else:
        app.tell(f"Wrote “{path.resolve()}”.")


def view_in_pager(app: House, text: str) -> None:
    """Leave the screen to $PAGER for a while."""
    _hand_over(app, os.environ.get("PAGER") or "less", text)


def edit(app: House, text: str) -> str | None:
    """Leave the screen to $VISUAL or $EDITOR, and take what it leaves; None when nothing could be run."""
    return _hand_over(app, os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi", text)


def _hand_over(app: House, command: str, text: str) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cruxmap.txt"
        file.write_text(plain(text), encoding="utf-8")
        try:
            with app.suspend():
                # The person's own choice of program, on a file of ours.
                subprocess.run([*shlex.split(command), str(file)], check=False)  # noqa: S603
        except SuspendNotSupported:
            app.notify("This terminal cannot be handed over. Write to a file with ctrl+s.", severity="error")
            return None
        except OSError as wrong:
            app.notify(f"“{command}” did not run: {wrong.strerror}. Set PAGER or EDITOR.", severity="error")
            return None
        return file.read_text(encoding="utf-8")
