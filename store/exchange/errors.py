"""What can be wrong with a file that comes in or goes out."""

from debate.errors import CruxmapError


class NotReadable(CruxmapError):
    """A file is not what its format says; the message names the place."""


class NotWritable(CruxmapError):
    """A file cannot be written where it was asked for."""


class NotExpressible(CruxmapError):
    """The map has no form in this format, such as documents side by side where a claim is needed."""
