"""Takes over what others annotated: their labels become marks that nothing rests on until a person accepts them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from debate.actions import Note
from debate.anchoring import Anchored, Anchors, NotAnchored, Standing
from debate.claims import REFERENCE_CLAIM_ID, Claim, claim_id
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.framing import frame
from debate.labels import Label
from debate.marks import Author, AuthorKind, Mark, MarkKind, mark_id
from debate.ports import Store
from debate.verdicts import Decision

UNSURE = 0.5
"""Confidence of a label whose annotator gives none."""
CHANGED = "The source's text is not the one this label was made on; its words were found again."
"""The note on a mark whose source changed since."""


@dataclass(slots=True)
class Taken:
    """What became of labels."""

    standings: Counter[Standing] = field(default_factory=Counter)
    """How many were found in which way."""
    rejected: int = 0
    """Labels that somebody had rejected already: they are passed over."""
    claims: list[Claim] = field(default_factory=list)
    """Claims that stance labels brought along."""
    problems: list[CruxmapError] = field(default_factory=list)
    """Labels that could not be taken over, in the order of the file."""


def take_labels(
    store: Store, framework: Framework, labels: Iterable[Label | CruxmapError], file: str, now: str
) -> Taken:
    """Find each label's words in the sources of the project and keep it as a tentative mark.

    `file` names who said it where the file does not. A label whose source changed since is kept, with a note.
    """
    taken, anchors = Taken(), Anchors(store)
    claims = {claim.id: claim for claim in store.claims()}
    marks: list[Mark] = []
    changed: list[str] = []
    for label in labels:
        try:
            if isinstance(label, CruxmapError):
                raise label
            if label.decision is Decision.REJECTED:
                taken.rejected += 1
                continue
            anchored = anchors.find(label)
            claim = _claim_of(label, framework, claims, taken)
        except CruxmapError as wrong:
            taken.problems.append(wrong)
            continue
        taken.standings[anchored.standing] += 1
        marks.append(mark_of(label, anchored, claim, file, now))
        if anchored.standing is Standing.CHANGED:
            changed.append(marks[-1].id)
    for brought in taken.claims:
        store.save_claim(brought)
    store.add_marks(marks)
    for name in changed:
        store.add_note(Note(f"mark:{name}", CHANGED, file, now))
    return taken


def mark_of(label: Label, anchored: Anchored, claim: str | None, file: str, now: str) -> Mark:
    """The tentative mark that a label makes on the words it was found on."""
    made_by = label.author
    # Named apart from the annotators of this project, whose older marks give way to their newer ones.
    name = f"{made_by.name} (imported)" if made_by else file
    author = Author(AuthorKind.IMPORTED, name, made_by.version if made_by else "", made_by.prompt if made_by else "")
    extra = "\x1f".join((",".join(label.criteria), label.pole or "", claim or ""))
    passage = anchored.passage
    return Mark(
        id=mark_id(author, passage.id, label.kind, label.label, anchored.start, anchored.end, extra),
        passage_id=passage.id,
        source_id=passage.source_id,
        kind=label.kind,
        label=label.label,
        start=anchored.start,
        end=anchored.end,
        quote=anchored.quote,
        confidence=min(max(label.confidence, 0.0), 1.0) if label.confidence is not None else UNSURE,
        author=author,
        made_at=label.made_at or now,
        criteria=label.criteria,
        pole=label.pole,
        claim_id=claim,
        statement=label.statement,
        caveat=label.caveat,
    )


def _claim_of(label: Label, framework: Framework, claims: dict[str, Claim], taken: Taken) -> str | None:
    """The id of the claim a stance is toward: a known one, one it brings along, or the framework's own."""
    if label.kind is not MarkKind.STANCE:
        return None
    if not label.claim or label.claim == REFERENCE_CLAIM_ID:
        return REFERENCE_CLAIM_ID
    if label.claim in claims or claim_id(label.claim) in claims:
        return label.claim if label.claim in claims else claim_id(label.claim)
    if " " not in label.claim.strip():
        raise NotAnchored(
            f"A stance is toward the claim “{label.claim}”, which is not in the project.",
            "Give the claim's sentence, or import the claims first.",
        )
    claim = frame(framework, label.claim)
    claims[claim.id] = claim
    taken.claims.append(claim)
    return claim.id
