"""Argdown: the claim, then each side under its heading, with steps as tags and our fields as data."""

import json
import re
from collections.abc import Iterator, Mapping

from debate.handout import Handout
from store.exchange.arguing import arguments_of
from store.exchange.arguments import LOSSES as ARGUMENT_LOSSES
from store.exchange.arguments import ArgumentMap, Link, Relation, Statement
from store.exchange.losses import Loss

LOSSES = (
    *ARGUMENT_LOSSES,
    Loss("line breaks", "A statement is one line; runs of blanks become one."),
)
ARROWS: Mapping[Relation, str] = {
    Relation.SUPPORT: "+>",
    Relation.REPHRASE: "+>",
    Relation.PREFERENCE: "+>",
    Relation.ATTACK: "->",
    Relation.UNDERCUT: "_>",
    Relation.CONTRADICTION: "><",
}
"""Relation -> how a statement points to what it bears on."""

_SIGNS = re.compile(r"[\\@#*_\[\]<>{}]|/(?=/)|=(?===)|[:.](?=[^\s]+?[:.])")


def write(handout: Handout) -> str:
    """The argument of a claim; each statement is told once, with what it points to below it."""
    arguments = arguments_of(handout)
    pointing: dict[str, list[Link]] = {}
    for link in arguments.links:
        pointing.setdefault(link.sources[0], []).append(link)
    names = {statement.id: name_of(statement) for statement in arguments.statements}
    # Three signs of equality would end the front matter.
    title = json.dumps(arguments.title, ensure_ascii=False).replace("=", r"\u003d")
    blocks = [f"===\ntitle: {title}\n==="]
    speaker: str | None = None
    for statement in _by_speaker(arguments):
        first = statement.speakers[0] if statement.speakers else None
        if first is not None and first != speaker:
            blocks.append(f"# {escaped(first)}")
            speaker = first
        blocks.append("\n".join(_block(statement, pointing.get(statement.id, []), names)))
    return "\n\n".join(blocks) + "\n"


def name_of(statement: Statement) -> str:
    """`<Title>` for what somebody argues, `[Title]` for the claim and for what is assumed."""
    argued = statement.data.get("kind") not in ("claim", "position")
    return f"<{statement.title}>" if argued else f"[{statement.title}]"


def escaped(text: str) -> str:
    """The text on one line, with every sign escaped that Argdown would act on."""
    return _SIGNS.sub(lambda sign: "\\" + sign[0], " ".join(text.split()))


def _by_speaker(arguments: ArgumentMap) -> list[Statement]:
    order = list(dict.fromkeys(s.speakers[0] if s.speakers else "" for s in arguments.statements))
    return sorted(arguments.statements, key=lambda s: order.index(s.speakers[0] if s.speakers else ""))


def _block(statement: Statement, links: list[Link], names: Mapping[str, str]) -> Iterator[str]:
    tags = "".join(f" #{tag}" for tag in statement.tags)
    speakers = {"speakers": list(statement.speakers)} if statement.speakers else {}
    said = {"id": statement.id, **speakers, **statement.data}
    yield f"{names[statement.id]}: {escaped(statement.text)}{tags} {_data(said)}"
    for link in links:
        yield f"  {ARROWS[link.relation]} {names[link.target]}"


def _data(said: Mapping[str, object]) -> str:
    """A JSON object, which YAML reads too; braces inside are spelled out, since Argdown ends data by them."""
    inside = json.dumps(said, ensure_ascii=False)[1:-1].replace("{", r"\u007b").replace("}", r"\u007d")
    return "{" + inside + "}"
