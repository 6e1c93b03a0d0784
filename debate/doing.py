"""Carries out actions by name on a session: what a key, the palette and a replayed journal have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debate.actions import Action, Entry, Note
from debate.claims import Claim, Direction, claim_id
from debate.errors import CruxmapError, UnknownName
from debate.marking import Words, own_mark, own_marks_on, passage_around
from debate.marks import Mark, MarkKind, Pole
from debate.session import Session
from debate.sources import Passage
from debate.verdicts import Decision, Verdict

Details = Mapping[str, Any]


class UnknownAction(CruxmapError):
    """A journal names an action that this version does not know."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did."""

    details: Details
    """As logged: with what finds the same thing on another project."""
    inverse: tuple[Action, ...]
    """What takes it back, in the order to be done; empty when nothing has to be."""


def perform(session: Session, action: Action, by: str) -> tuple[Action, ...]:
    """Do one action, note it in the journal, and say what would take it back."""
    if action.name not in ACTIONS:
        raise UnknownAction(f"There is no action “{action.name}”.", f"Known: {', '.join(ACTIONS)}.")
    outcome = ACTIONS[action.name](session, action.details, by)
    session.store.log(Entry(Action(action.name, outcome.details), by, session.now()))
    return outcome.inverse


def _decide(decision: Decision) -> Callable[[Session, Details, str], Outcome]:
    def decide(session: Session, details: Details, by: str) -> Outcome:
        mark = find_mark(session, details)
        earlier = session.store.verdicts_on([mark.id])
        changes = details.get("changes")
        session.decide(
            mark.id, decision, by, changes, str(details.get("note", "")), blind=bool(details.get("blind", False))
        )
        kept = {name: details[name] for name in ("changes", "note", "blind") if details.get(name)}
        return Outcome({**_traces(session, mark), **kept}, (_back_to(mark, earlier[-1] if earlier else None),))

    return decide


def _back_to(mark: Mark, verdict: Verdict | None) -> Action:
    """What makes an earlier verdict the standing one again."""
    if verdict is None or verdict.decision is Decision.WITHDRAWN:
        return Action("withdraw", {"mark": mark.id})
    names = {Decision.ACCEPTED: "accept", Decision.REJECTED: "reject", Decision.EDITED: "edit"}
    changes = {"changes": dict(verdict.changes)} if verdict.changes else {}
    note = {"note": verdict.note} if verdict.note else {}
    return Action(names[verdict.decision], {"mark": mark.id, **changes, **note})


def _mark(session: Session, details: Details, by: str) -> Outcome:
    """A person's own mark on words she chose."""
    words = _words(details)
    mark = own_mark(
        session,
        words,
        by,
        MarkKind(details["kind"]),
        str(details["label"]),
        criteria=[str(name) for name in details.get("criteria", ())],
        pole=Pole(details["pole"]) if details.get("pole") else None,
        claim_id=details.get("claim"),
        statement=str(details.get("statement", "")),
    )
    _let_stand(session, mark, by)
    return Outcome(_traces(session, mark), (Action("reject", {"mark": mark.id}),))


def _place(session: Session, details: Details, by: str) -> Outcome:
    """A whole passage put on one side of a claim; what the same person said of it before no longer counts."""
    words = _words(details)
    claim, stance = str(details["claim"]), str(details["label"])
    passage = passage_around(session, words)
    earlier = own_marks_on(session, passage, claim, by)
    mark = own_mark(session, words, by, MarkKind.STANCE, stance, claim_id=claim)
    for other in earlier:
        if other.id != mark.id:
            session.decide(other.id, Decision.REJECTED, by, note="placed on the other side")
    _let_stand(session, mark, by)
    back = [Action("withdraw", {"mark": other.id}) for other in earlier if other.id != mark.id]
    return Outcome(_traces(session, mark), (Action("reject", {"mark": mark.id}), *back))


def _let_stand(session: Session, mark: Mark, by: str) -> None:
    """A mark that its author took back and makes again stands again."""
    verdicts = session.store.verdicts_on([mark.id])
    if verdicts and verdicts[-1].decision is Decision.REJECTED:
        session.decide(mark.id, Decision.WITHDRAWN, by)


def _note(session: Session, details: Details, by: str) -> Outcome:
    """A note about anything; one on a mark stands in the log of its verdicts too, where exports and flags look."""
    text = str(details["text"])
    mark = find_mark(session, details) if "mark" in details else None
    about = f"mark:{mark.id}" if mark else str(details["about"])
    named = {"mark": mark.id} if mark else {"about": about}
    before = session.store.notes_on([about]).get(about)
    session.store.add_note(Note(about, text, by, session.now()))
    if mark:
        _decide_again(session, mark, by, text)
    kept = {**_traces(session, mark), "text": text} if mark else details
    return Outcome(kept, (Action("note", {**named, "text": before.text if before else ""}),))


def _decide_again(session: Session, mark: Mark, by: str, note: str) -> None:
    """The standing decision once more, with a note."""
    verdicts = session.store.verdicts_on([mark.id])
    standing = verdicts[-1] if verdicts else None
    decision = standing.decision if standing else Decision.WITHDRAWN
    session.decide(mark.id, decision, by, standing.changes if standing else None, note)


def _keep_claim(session: Session, details: Details, by: str) -> Outcome:
    del by
    claim = claim_from(details)
    before = next((known for known in session.claims() if known.id == claim.id), None)
    session.store.save_claim(claim)
    back = Action("keep-claim", claim_details(before)) if before else Action("forget-claim", claim_details(claim))
    return Outcome(claim_details(claim), (back,))


def _forget_claim(session: Session, details: Details, by: str) -> Outcome:
    del by
    claim = claim_from(details)
    if not session.store.delete_claim(claim.id):
        raise UnknownName(f"There is no claim “{claim.text}”.", "It may have been deleted elsewhere.")
    return Outcome(claim_details(claim), (Action("keep-claim", claim_details(claim)),))


def _decide_draft(decision: Decision) -> Callable[[Session, Details, str], Outcome]:
    def decide(session: Session, details: Details, by: str) -> Outcome:
        name = str(details["draft"])
        draft = session.store.argument(name)
        if draft is None:
            raise UnknownName(f"There is no draft “{name}”.", "`cruxmap debate CLAIM` shows their ids.")
        session.store.decide_argument(name, decision, by, session.now())
        back = DRAFT_ACTIONS[draft.decision or Decision.WITHDRAWN]
        return Outcome({"draft": name}, (Action(back, {"draft": name}),))

    return decide


DRAFT_ACTIONS: Mapping[Decision, str] = {
    Decision.ACCEPTED: "accept-draft",
    Decision.REJECTED: "reject-draft",
    Decision.WITHDRAWN: "withdraw-draft",
}
"""What a person decided on an argument that a model drafted -> the action that decides it."""

ACTIONS: Mapping[str, Callable[[Session, Details, str], Outcome]] = {
    "accept": _decide(Decision.ACCEPTED),
    "reject": _decide(Decision.REJECTED),
    "edit": _decide(Decision.EDITED),
    "withdraw": _decide(Decision.WITHDRAWN),
    "mark": _mark,
    "place": _place,
    "note": _note,
    "keep-claim": _keep_claim,
    "forget-claim": _forget_claim,
    **{name: _decide_draft(decision) for decision, name in DRAFT_ACTIONS.items()},
}
"""Every action that changes a project, by the name it has in the journal."""


def claim_details(claim: Claim) -> dict[str, object]:
    """A claim as an action's details."""
    return {
        "text": claim.text,
        "vector": claim.vector,
        "direction": claim.direction.value,
        "baselines": list(claim.baselines),
        "actor": claim.actor,
        "horizon": claim.horizon,
    }


def placing(passage: Passage, claim_id: str, stance: str) -> Action:
    """Puts a whole passage on a side of a claim."""
    words = {"source": passage.source_id, "start": passage.start, "end": passage.end, "quote": passage.text}
    return Action("place", {**words, "claim": claim_id, "kind": MarkKind.STANCE.value, "label": stance})


def claim_from(details: Details) -> Claim:
    """The claim that an action's details describe."""
    text, direction = str(details["text"]), Direction(details.get("direction") or "unknown")
    return Claim(
        id=claim_id(text, direction),
        text=text,
        vector=details.get("vector"),
        direction=direction,
        baselines=tuple(details.get("baselines") or ()),
        actor=details.get("actor"),
        horizon=details.get("horizon"),
    )


def find_mark(session: Session, details: Details) -> Mark:
    """The mark with this id; on another project, the one that says the same of the same words."""
    known = session.store.mark(str(details["mark"]))
    if known is not None:
        return known
    if "source" in details:
        same = _same_words(session, details)
        if same:
            return same[0]
    raise UnknownName(
        f"There is no mark “{details['mark']}” here, and none that says the same of the same words.",
        "Import the same document first; another annotator may not have made this mark.",
    )


def _same_words(session: Session, details: Details) -> Sequence[Mark]:
    source = session.source(str(details["source"]))
    passages = [passage.id for passage in session.store.passages_of([source.id])]
    marks: Iterable[Mark] = session.store.marks_on(passages, (None, details.get("claim")))
    wanted = [details.get(name) for name in ("kind", "label", "quote", "pole")]
    return [mark for mark in marks if [mark.kind, mark.label, mark.quote, mark.pole] == wanted]


def _traces(session: Session, mark: Mark) -> dict[str, object]:
    """What finds a mark, or makes it, on another project."""
    source = session.source(mark.source_id)
    found: dict[str, object] = {
        "mark": mark.id,
        "source": source.name,
        "start": mark.start,
        "end": mark.end,
        "quote": mark.quote,
        "kind": mark.kind.value,
        "label": mark.label,
    }
    more = {"criteria": list(mark.criteria), "pole": mark.pole, "claim": mark.claim_id, "statement": mark.statement}
    return found | {name: value for name, value in more.items() if value}


def _words(details: Details) -> Words:
    return Words(str(details["source"]), int(details["start"]), int(details["end"]), str(details["quote"]))
