"""What can be undone and redone in one sitting, a step being everything that one key did."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from debate.actions import Action
from debate.doing import perform
from debate.errors import CruxmapError
from debate.session import Session


class DecidedSince(CruxmapError):
    """What was to be undone was decided again by somebody else."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, by the name a person knows, and what takes it back."""

    says: str
    inverse: tuple[Action, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """Ids of the marks it was about."""
        return tuple(str(action.details["mark"]) for action in self.inverse if "mark" in action.details)


@dataclass(slots=True)
class History:
    """The steps of one person in one sitting. Every step, undoing included, is an ordinary action in the journal."""

    by: str
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    """Ids of the verdicts that stood once a step was done: another one on the same mark is somebody else's."""

    def do(self, session: Session, says: str, actions: Sequence[Action]) -> None:
        """Do something new; what was undone before can no longer be redone."""
        self.done.append(self._perform(session, says, actions))
        self.undone.clear()

    def undo(self, session: Session) -> Step | None:
        """Take the last step back; says which, None when there is none."""
        return self._reverse(session, self.done, self.undone)

    def redo(self, session: Session) -> Step | None:
        """Do again what was undone last."""
        return self._reverse(session, self.undone, self.done)

    def _reverse(self, session: Session, source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        step = source.pop()
        if not _standing(session, step.marks) <= self._known:
            raise DecidedSince(
                f"Somebody decided on the same mark after you {step.says}.",
                "That stands, and nothing was undone; decide on the mark itself to change it.",
            )
        target.append(self._perform(session, step.says, step.inverse))
        return step

    def _perform(self, session: Session, says: str, actions: Sequence[Action]) -> Step:
        """The inverse of several actions is their inverses, last one first."""
        inverses = [perform(session, action, self.by) for action in actions]
        step = Step(says, tuple(action for inverse in reversed(inverses) for action in inverse))
        self._known |= _standing(session, step.marks)
        return step


def _standing(session: Session, mark_ids: Sequence[str]) -> set[str]:
    """Ids of the verdicts that stand on these marks."""
    return set({verdict.mark_id: verdict.id for verdict in session.store.verdicts_on(mark_ids)}.values())
