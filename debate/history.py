"""What can be undone and redone in one sitting, a step being everything that one key did."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from debate.actions import Action
from debate.doing import perform
from debate.session import Session


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, by the name a person knows, and what takes it back."""

    says: str
    inverse: tuple[Action, ...]


@dataclass(slots=True)
class History:
    """The steps of one person in one sitting. Every step, undoing included, is an ordinary action in the journal."""

    by: str
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def do(self, session: Session, says: str, actions: Sequence[Action]) -> None:
        """Do something new; what was undone before can no longer be redone."""
        self.done.append(Step(says, self._perform(session, actions)))
        self.undone.clear()

    def undo(self, session: Session) -> str | None:
        """Take the last step back; says which, None when there is none."""
        return self._reverse(session, self.done, self.undone)

    def redo(self, session: Session) -> str | None:
        """Do again what was undone last."""
        return self._reverse(session, self.undone, self.done)

    def _reverse(self, session: Session, source: list[Step], target: list[Step]) -> str | None:
        if not source:
            return None
        step = source.pop()
        target.append(Step(step.says, self._perform(session, step.inverse)))
        return step.says

    def _perform(self, session: Session, actions: Sequence[Action]) -> tuple[Action, ...]:
        """The inverse of several actions is their inverses, last one first."""
        inverses = [perform(session, action, self.by) for action in actions]
        return tuple(action for inverse in reversed(inverses) for action in inverse)
