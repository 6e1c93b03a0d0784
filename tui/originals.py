"""Opens the original of a source: an address in the browser, a file in whatever program shows such files."""

from pathlib import Path
from urllib.parse import urlsplit

from debate.plain import one_line
from debate.sources import Source
from tui.house import House


def address_of(source: Source) -> str | None:
    """The web address of a source, else its file where that is still there; nothing else is ever opened.

    A document can name any address as its own: only http and https are followed.
    """
    for named in (str(source.csl.get("URL") or ""), source.origin):
        if urlsplit(named).scheme in ("http", "https"):
            return named
    file = Path(source.origin)
    return file.resolve().as_uri() if file.is_file() else None


def open_original(app: House, source: Source) -> None:
    """Open it, and say what was opened, because there may be no browser here."""
    address = address_of(source)
    if address is None:
        origin = one_line(source.origin)
        app.notify(f"The original “{origin}” is not here any more; the text is kept.", severity="warning", markup=False)
        return
    app.open_url(address)
    app.tell(f"Opening {one_line(address)}")
