"""A claim turned round: what a person placed on one of its sides belongs on the other."""

from collections.abc import Iterator

from debate.actions import Action
from debate.claims import Claim
from debate.doing import placing
from debate.marks import AuthorKind, Mark, MarkKind, Stance
from debate.session import Session

OTHER = {Stance.FOR.value: Stance.AGAINST.value, Stance.AGAINST.value: Stance.FOR.value}
"""A stance toward a claim -> the same passage's stance toward the claim turned round; others stay what they are."""


def placements_turned(session: Session, claim: Claim, turned: Claim) -> list[Action]:
    """What puts each passage that was placed by hand toward `claim` where it belongs toward `turned`.

    A passage that was placed there later stays as it is.
    """
    names = session.store.passages_placed(claim.id)
    passages, there = session.store.passages(names), _placed(session, names, turned)
    found = []
    for name, mark in _placed(session, names, claim).items():
        label, known = OTHER.get(mark.label, mark.label), there.get(name)
        if known is not None and (known.label == label or known.made_at >= mark.made_at):
            continue
        found.append(placing(passages[name], turned.id, label))
    return found


def _placed(session: Session, names: list[str], claim: Claim) -> dict[str, Mark]:
    """For each passage what a person last said of it toward this claim, if it stands."""
    return {mark.passage_id: mark for mark in sorted(_said(session, names, claim), key=lambda mark: mark.made_at)}


def _said(session: Session, names: list[str], claim: Claim) -> Iterator[Mark]:
    for judged in session.judged(names, claim.id):
        mark = judged.mark
        own = mark.author.kind is AuthorKind.PERSON and mark.kind is MarkKind.STANCE and mark.claim_id == claim.id
        if own and not judged.rejected:
            yield mark
