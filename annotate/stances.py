"""Stance toward any claim, from the stance toward the standing one: which way the claim leans turns it round."""

from dataclasses import replace

from debate.claims import Claim, Direction
from debate.marks import Mark, Stance, mark_id

TURNED = {Stance.FOR: Stance.AGAINST, Stance.AGAINST: Stance.FOR}
"""What a stance becomes when the claim says the opposite of the standing one; mixed and neutral stay."""


def toward(claim: Claim, mark: Mark, now: str) -> Mark:
    """The same span's stance toward a claim; its words, author and confidence stay."""
    stance = Stance(mark.label)
    if claim.leans is not Direction.INCREASE:
        stance = TURNED.get(stance, stance)
    unique = mark_id(mark.author, mark.passage_id, mark.kind, stance, mark.start, mark.end, claim.id)
    return replace(mark, id=unique, label=stance, claim_id=claim.id, made_at=now)
