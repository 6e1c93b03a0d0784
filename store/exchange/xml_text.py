"""Text inside XML: escaped, and without the characters that XML cannot hold."""

import re

from store.exchange.losses import Loss

CONTROLS = Loss("control characters", "XML has no form for them.")

_UNKNOWN_TO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_IN_ATTRIBUTE = str.maketrans(_ESCAPES)
_IN_TEXT = str.maketrans({sign: _ESCAPES[sign] for sign in ("&", "<", ">", "\r")})


def holdable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNKNOWN_TO_XML.sub("", text)


def xml_text(text: str) -> str:
    """The text as an element's content; a carriage return is spelled out, for parsers would drop it."""
    return holdable(text).translate(_IN_TEXT)


def xml_attribute(text: str) -> str:
    """The text in quotes, as an attribute's value; line breaks are spelled out, for parsers would blank them."""
    return f'"{holdable(text).translate(_IN_ATTRIBUTE)}"'
