"""The model annotator: any chat model. A model proposes; a mark is made only of verified words."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import cast

from annotate.asking import BATCH, Asked, question, questions
from annotate.calls.caller import Caller, NotYet, QuestionUnfit
from annotate.proposed import Taker
from annotate.repairing import ask_until_read
from debate.claims import Claim
from debate.errors import CutShort
from debate.framework import Framework
from debate.marks import Author, AuthorKind, Mark
from debate.proposals import ProposalStore, RejectedProposal
from debate.sources import Passage
from prompts.catalogue import prompt
from prompts.marking import NAME, Reply, read_reply

ROUNDS = 8
"""Calls for each question that may be under way, in what is asked for at once: so few of them are idle at its end."""
HOPELESS = 8
"""Calls in vain, before any answer could be read, after which no more are paid for."""


class ModelUnreadable(CutShort):
    """The chat model answers, and never in a way that can be read."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one call came to."""

    marks: tuple[Mark, ...] = ()
    rejected: tuple[RejectedProposal, ...] = ()
    faults: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    """Ids of the passages about which an answer could be read."""

    def plus(self, other: "_Outcome") -> "_Outcome":
        """Both together, in order."""
        return _Outcome(
            self.marks + other.marks,
            self.rejected + other.rejected,
            self.faults + other.faults,
            self.read + other.read,
        )


class ModelAnnotator:
    """Marks passages with a chat model, several calls at once; what cannot be verified is kept as rejected."""

    def __init__(
        self,
        caller: Caller,
        framework: Framework,
        proposals: ProposalStore,
        tell: Callable[[str], None],
        parallel: int = 16,
    ) -> None:
        self.name = caller.model
        self.version = prompt(NAME).version
        self.at_once = parallel * ROUNDS * BATCH
        self.caller, self._framework, self._proposals, self._tell = caller, framework, proposals, tell
        # One pool for all: threads have each their own connection to the project, which they keep.
        # Half of them keep answers and make marks, while the caller's pace lets the other half ask.
        self._pool = ThreadPoolExecutor(2 * parallel, thread_name_prefix="model")
        self._failed: dict[str | None, set[str]] = {}
        self._understood, self._in_vain = False, 0
        self._counting = threading.Lock()

    def failed(self, claim: Claim | None) -> set[str]:
        """Ids of the passages about which no answer was read, or not yet, when they were last asked about."""
        return self._failed.get(claim.id if claim else None, set())

    def expect(self, passages: Iterable[Passage]) -> None:
        """Have it agreed to what reading all of these will use up."""
        waiting = iter(passages)
        windows = iter(lambda: list(islice(waiting, self.at_once)), [])
        questions = (asked.question for window in windows for asked in self.questions(None, window))
        self.caller.agreement.announce(self.caller.forecast(questions))

    def questions(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Asked]:
        """What is asked about these passages, call by call."""
        return questions(self._framework, claim, passages, known)

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        """With a claim the stance toward it; without one, steps, assumptions and the standing claim's stance.

        With what is `known`, only passages that bear on misuse risk and say something of it are asked about: the
        stance of any other would move nothing in the picture. Asking begins at once, before the first mark is wanted.
        """
        asked = list(self.questions(claim, passages, known))
        self.caller.agreement.spend(self.caller.forecast(one.question for one in asked))
        failed = self._failed.setdefault(claim.id if claim else None, set())
        failed.update(one.id for part in asked for one in part.passages)
        found = self._found([self._pool.submit(self._read, claim, one) for one in asked], failed)
        # From here on it can be closed, read or not, and what is not asked yet never is.
        next(found)
        return cast("Iterator[Mark]", found)

    def _found(self, answers: Sequence[Future[_Outcome]], failed: set[str]) -> Iterator[Mark | None]:
        """None once, then the marks of the answers in their order."""
        try:
            yield None
            for answer in answers:
                outcome = answer.result()
                failed.difference_update(outcome.read)
                yield from self._taken(outcome)
        finally:
            # At a cap or an interruption nothing more is asked; answers that came are kept by the caller.
            for answer in answers:
                answer.cancel()
            wait(answers)

    def _taken(self, outcome: _Outcome) -> Iterator[Mark]:
        for fault in outcome.faults:
            self._tell(f"{self.name}: {fault}; left out.")
        self._proposals.add_rejected(outcome.rejected)
        yield from outcome.marks

    def _read(self, claim: Claim | None, asked: Asked) -> _Outcome:
        """What an answer holds; where none can be read, each half is asked about by itself."""
        try:
            reply = self._answer(asked)
        except NotYet:
            return _Outcome()
        ids = tuple(passage.id for passage in asked.passages)
        if not reply.unreadable:
            self._understood = True
            author = Author(AuthorKind.MODEL, self.name, self.version, prompt=asked.question.prompt)
            taken = Taker(author, self.caller.now(), claim).take(reply.proposals, asked.passages)
            return _Outcome(taken.marks, taken.rejected, reply.faults, read=ids)
        if len(ids) == 1 or not self._understood:
            self._count_in_vain()
            return _Outcome(faults=reply.faults)
        half = len(ids) // 2
        first, second = (
            question(self._framework, claim, part) for part in (asked.passages[:half], asked.passages[half:])
        )
        return self._read(claim, first).plus(self._read(claim, second))

    def _answer(self, asked: Asked) -> Reply:
        def read(reply: str) -> Reply:
            return read_reply(reply, self._framework, asked.ids)

        try:
            return ask_until_read(self.caller, asked.question, read, _fault)
        except QuestionUnfit as unfit:
            return Reply((), (unfit.message,), unreadable=True)

    def _count_in_vain(self) -> None:
        with self._counting:
            self._in_vain += 1
            self.give_up_unless_understood(self._in_vain)

    def give_up_unless_understood(self, answers: int) -> None:
        """Raises ModelUnreadable where so many answers came and none of them could be read: no more are paid for."""
        if not self._understood and answers >= HOPELESS:
            raise ModelUnreadable(
                f"No answer of the chat model “{self.name}” could be read, of {answers:,} questions.",
                "Name a model that can answer with JSON.",
            )


def _fault(reply: Reply) -> str | None:
    return reply.faults[0] if reply.unreadable else None
