"""Why a file cannot be read. Raised by readers, turned into a value by `read`."""

from debate.errors import CruxmapError


class UnreadableError(CruxmapError):
    """A file or row that holds no text we can take: `message` says why, `hint` what to do."""
