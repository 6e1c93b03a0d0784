"""What a sentence claims: as its words say by rule, and as a chat model suggests."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from cruxmap.show.console import console, line, text
from cruxmap.show.words import pad
from debate.claims import Claim, Direction
from debate.framework import Framework, Topic

if TYPE_CHECKING:
    from prompts.claiming import FramingReply

NAME, READ = 11, 28
"""Columns of a field's name, and of what its words say."""
NOTHING = "not said"


class Fields(NamedTuple):
    """The fields of a claim in words."""

    vector: str
    direction: str
    baselines: str
    actor: str
    horizon: str


def show_framing(framework: Framework, claim: Claim, reply: "FramingReply | None", model: str, asked: str) -> None:
    """Print field by field both readings, what is to be asked first, and the command that asks the claim so."""
    line(claim.text, "bold")
    read = _fields(framework, claim)
    said = _fields(framework, reply) if reply else None
    if said:
        line(pad("", NAME) + pad("its words", READ) + f"{model} suggests", "dim")
    for place, name in enumerate(Fields._fields):
        line(pad(name, NAME) + (pad(read[place], READ) + said[place] if said else read[place]))
    for question in reply.missing if reply else ():
        line(question, label="? ")
    for fault in reply.faults if reply else ():
        line(f"{fault}; left out", "dim", label="! ")
    line("Nothing is kept. To ask it so:", "dim")
    # On one line, however long: it is there to be copied.
    console().print(text(asked), soft_wrap=True)


def _fields(framework: Framework, said: "Claim | FramingReply") -> Fields:
    return Fields(
        _named([said.vector] if said.vector else [], framework.vectors),
        NOTHING if said.direction is Direction.UNKNOWN else said.direction.replace("_", " "),
        _named(said.baselines, framework.baselines),
        said.actor or NOTHING,
        said.horizon or NOTHING,
    )


def _named(ids: Iterable[str], topics: Iterable[Topic]) -> str:
    names = {topic.id: topic.name for topic in topics}
    return ", ".join(names.get(one, one) for one in ids) or NOTHING
