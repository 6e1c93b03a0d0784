"""A claim on the command line: a sentence with its fields as options, or the id of one asked before."""

import re
from typing import Any

import click

from cruxmap.context import Words
from debate.claims import Claim, Direction, claim_id
from debate.errors import UnknownName
from debate.framing import frame
from debate.session import Session

ID = re.compile(r"[0-9a-f]{12}")
"""What an id of a claim looks like; no sentence does."""


def claim_options(command: Any) -> Any:
    """The fields of a claim, as options; what is not given is read from its words."""
    options = (
        click.option("--vector", help="Misuse vector: bio, cyber, disinformation, phishing, voice, ncii, csam."),
        click.option("--direction", type=click.Choice([d.value for d in Direction]), help="Which way risk moves."),
        click.option("--baseline", "baselines", multiple=True, help="Compared with what; may be repeated."),
        click.option("--actor", type=Words(), help="Who would do it."),
        click.option("--horizon", type=Words(), help="By when."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def claim_of(session: Session, text: str, fields: dict[str, Any]) -> Claim:
    """The claim that the words or the id name; given fields replace what it had."""
    known = session.claim(text)
    if known is None and ID.fullmatch(text.strip()):
        raise _unknown(text)
    direction = Direction(fields["direction"]) if fields.get("direction") else None
    return frame(
        session.framework,
        known.text if known else text,
        vector=fields.get("vector") or (known.vector if known else None),
        direction=direction or (known.direction if known else None),
        baselines=list(fields["baselines"]) if fields.get("baselines") else (known.baselines if known else None),
        actor=fields.get("actor") or (known.actor if known else None),
        horizon=fields.get("horizon") or (known.horizon if known else None),
    )


def kept_claim(session: Session, name: str) -> Claim:
    """The claim that was asked before under this id or in these words; raises UnknownName when none was."""
    words = {claim_id(name, direction) for direction in Direction}
    found = session.claim(name) or next((claim for claim in session.claims() if claim.id in words), None)
    if found is None:
        raise _unknown(name)
    return found


def _unknown(name: str) -> UnknownName:
    return UnknownName(f"There is no claim “{name}”.", "`cruxmap claims` lists them; `cruxmap analyze` asks a new one.")
