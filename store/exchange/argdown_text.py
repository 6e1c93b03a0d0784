"""The words of one Argdown statement: its title, text, tags and data."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# No pattern may look far ahead from each of many openings: a file of brackets is read in the time of its length.
DATA = r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
LINK = r"\[[^\[\]]{1,500}\]\([^()\[\]]{1,2000}\)"

_HEAD = re.compile(r"(?P<open>[\[<])(?P<title>[^\n]+?)(?P<close>[\]>])(?P<colon>:?)")
_TOKENS = re.compile(
    rf"\\(?P<escaped>.)|(?P<data>{DATA})|(?P<link>{LINK})|@(?:\[(?P<mention>[^\[\]]{{1,500}})\]|<(?P<argument>[^<>]{{1,500}})>)"
    r"|#(?:\((?P<words>[^()]{1,500})\)|(?P<tag>[\w\u00A0-\uD7FF-]+))"
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*_])([*_])(?=\S)(.{1,500}?)(?<=\S)\1(?![\w*_])")
_PAIR = re.compile(r"""\s*([^:,{}\[\]]+?)\s*:\s+("[^"]*"|'[^']*'|\[[^\]]*\]|[^,]*)\s*(?:,|$)""")


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in one place of the file."""

    argued: bool
    """`<…>`: an argument; else a statement."""
    title: str
    """Empty for a statement without one."""
    text: str
    tags: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    stray: str = ""
    """Words after a reference, which Argdown does not allow."""


def content_of(raw: str) -> Content:
    """A definition, a reference, or plain words."""
    head = None if re.match(LINK, raw) else _HEAD.match(raw)
    if head and (head["open"] + head["close"]) not in ("[]", "<>"):
        closing = "]" if head["open"] == "[" else ">"
        head = re.match(rf"(?P<open>[\[<])(?P<title>[^\n]+?)(?P<close>{re.escape(closing)})(?P<colon>:?)", raw)
    if not head:
        text, tags, data = _taken_apart(raw)
        return Content(argued=False, title="", text=text, tags=tags, data=data)
    text, tags, data = _taken_apart(raw[head.end() :])
    if head["colon"]:
        return Content(head["open"] == "<", head["title"], text, tags, data)
    return Content(head["open"] == "<", head["title"], "", tags, data, stray=text)


def _taken_apart(raw: str) -> tuple[str, tuple[str, ...], Mapping[str, object]]:
    words, tags, data, at = [], [], dict[str, object](), 0
    for token in _TOKENS.finditer(raw):
        words.append(_bare(raw[at : token.start()]))
        at = token.end()
        if token["escaped"]:
            words.append(token["escaped"])
        elif token["data"]:
            data |= parsed_data(token["data"])
        elif token["link"]:
            words.append(token["link"][1 : token["link"].index("](")])
        elif token["mention"] or token["argument"]:
            words.append(token["mention"] or token["argument"])
        else:
            tags.append(token["words"] or token["tag"])
    words.append(_bare(raw[at:]))
    return " ".join("".join(words).split()), tuple(tags), data


def _bare(text: str) -> str:
    return _ITALIC.sub(r"\2", _BOLD.sub(r"\2", text))


def parsed_data(raw: str) -> Mapping[str, object]:
    """The fields of `{key: value, …}`: JSON, or the simple kind of YAML; what is neither stays as it is written."""
    try:
        said = json.loads(raw)
        if isinstance(said, dict):
            return said
    except (ValueError, RecursionError):
        pairs = dict(_pairs(raw[1:-1]))
        if pairs:
            return pairs
    return {"data": raw}


def _pairs(raw: str) -> Iterator[tuple[str, object]]:
    at = 0
    while found := _PAIR.match(raw, at):
        name, value = found[1].strip("\"'"), found[2].strip()
        if value.startswith("[") and value.endswith("]"):
            yield name, [part.strip(" \"'") for part in value[1:-1].split(",") if part.strip()]
        else:
            yield name, value.strip("\"'")
        if found.end() == at:
            return
        at = found.end()
