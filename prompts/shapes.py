"""The shape of each prompt's answer as a JSON schema, from the same names that its reader lets pass.

Strict enough for servers that hold a model to it: every field is there, and no other. Ids of passages are not listed:
they differ from question to question, and a server prepares a schema once.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from debate.arguments import Disagreement
from debate.claims import Direction
from debate.framework import Framework
from debate.marks import Pole, Stance
from prompts import aligning, arguing, claiming, marking, rating, settling

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"anyOf": [TEXT, {"type": "null"}]}


def shape(name: str, framework: Framework) -> Schema:
    """The shape that the answer to this prompt should have."""
    return SHAPES[name](framework)


def fields(**of: Schema) -> Schema:
    """An object with just these fields."""
    return {"type": "object", "properties": of, "required": list(of), "additionalProperties": False}


def some(of: Schema) -> Schema:
    """Any number of these."""
    return {"type": "array", "items": of}


def one_of(names: Iterable[str]) -> Schema:
    """One of these names."""
    return {"type": "string", "enum": [str(name) for name in names]}


def one_or_none(names: Iterable[str]) -> Schema:
    """One of these names, or null."""
    return {"anyOf": [one_of(names), {"type": "null"}]}


def _mark_passages(framework: Framework) -> Schema:
    step = fields(criteria=some(one_of(framework.criteria)), quote=TEXT)
    return fields(
        passages=some(
            fields(
                id=TEXT,
                stance=one_or_none(Stance),
                stance_quote=MAYBE,
                steps=some(step),
                assumptions=some(_assumption(framework)),
            )
        )
    )


def _take_stance(framework: Framework) -> Schema:
    del framework
    return fields(passages=some(fields(id=TEXT, stance=one_of(Stance), stance_quote=TEXT)))


def _rate_document(framework: Framework) -> Schema:
    level = one_of(rating.LEVELS)
    return fields(
        levels=fields(**{step.id: level for step in framework.steps}),
        criteria=some(fields(criterion=one_of(framework.criteria), passage=TEXT, quote=TEXT)),
        assumptions=some(_assumption(framework, passage=TEXT)),
    )


def _assumption(framework: Framework, **more: Schema) -> Schema:
    slots = one_of(slot.id for slot in framework.slots)
    return fields(slot=slots, pole=one_of(Pole), **more, statement=TEXT, quote=TEXT)


def _argue_side(framework: Framework) -> Schema:
    del framework
    return fields(sentences=some(fields(text=TEXT, passages=some(TEXT), quote=TEXT)))


def _rebut_side(framework: Framework) -> Schema:
    del framework
    number: Schema = {"type": "integer"}
    relation = one_of(arguing.ANSWERS)
    return fields(
        sentences=some(fields(answers=number, relation=relation, text=TEXT, passages=some(TEXT), quote=TEXT)),
        disagreement=fields(kind=one_of(Disagreement), text=TEXT),
    )


def _settle_crux(framework: Framework) -> Schema:
    del framework
    return fields(evidence=some(fields(**dict.fromkeys(settling.FIELDS, TEXT))), open=TEXT)


def _align_assumptions(framework: Framework) -> Schema:
    del framework
    said = fields(says=TEXT, passage=TEXT, quote=TEXT)
    return fields(
        clashes=some(fields(**{"kind": one_of(aligning.KINDS), "turns_on": TEXT, "for": said, "against": said}))
    )


def _frame_claim(framework: Framework) -> Schema:
    return fields(
        vector=one_or_none(one.id for one in framework.vectors),
        direction=one_of(Direction),
        baselines=some(one_of(one.id for one in framework.baselines)),
        actor=MAYBE,
        horizon=MAYBE,
        missing=some(TEXT),
    )


SHAPES: Mapping[str, Callable[[Framework], Schema]] = {
    marking.NAME: _mark_passages,
    marking.STANCE: _take_stance,
    rating.NAME: _rate_document,
    arguing.CASE: _argue_side,
    arguing.REBUTTAL: _rebut_side,
    settling.NAME: _settle_crux,
    aligning.NAME: _align_assumptions,
    claiming.NAME: _frame_claim,
}
"""Name of each prompt -> the shape of its answer."""
