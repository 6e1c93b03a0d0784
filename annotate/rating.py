"""Asks a chat model to rate documents whole; a level is believed as far as words that stand carry it."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from annotate.calls.caller import Caller, NotYet, Question, QuestionUnfit
from annotate.proposed import Taker
from annotate.repairing import ask_until_read
from debate.coverage import Level
from debate.framework import Framework
from debate.marks import Author, AuthorKind, Mark, MarkKind
from debate.proposals import RejectedProposal
from debate.ratings import WholeRating
from debate.sources import Passage
from prompts.catalogue import prompt
from prompts.rating import NAME, RatingReply, read_rating, render_rating


@dataclass(frozen=True, slots=True)
class Rating:
    """One document as a model rates it."""

    source_id: str
    levels: Mapping[str, Level]
    """By step id, as the model says; a step whose level could not be read is left out."""
    marks: tuple[Mark, ...]
    """What it says in words that stand; suggestions, which count where a person accepts them."""
    rejected: tuple[RejectedProposal, ...]
    faults: tuple[str, ...]

    @property
    def unfounded(self) -> frozenset[str]:
        """Steps that are said to be full or partial, and for which no words stand."""
        founded = {mark.label for mark in self.marks if mark.kind is MarkKind.STEP}
        return frozenset(step for step, level in self.levels.items() if level is not Level.ABSENT) - founded

    def whole(self, model: str) -> WholeRating:
        """As it is kept."""
        return WholeRating(self.source_id, model, self.levels, self.unfounded, tuple(mark.id for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Rater:
    """Rates documents, several at once."""

    caller: Caller
    framework: Framework
    parallel: int = 16

    @property
    def author(self) -> Author:
        """Who the marks of a rating are by: not who marks passages, whose marks they leave as they are."""
        version = prompt(NAME).version
        return Author(AuthorKind.MODEL, self.caller.model, version, version)

    def questions(self, documents: Sequence[Sequence[Passage]]) -> list[Question]:
        """What is asked about each document."""
        return [Question(render_rating(self.framework, one)[0], prompt(NAME).version) for one in documents]

    def rate(self, documents: Sequence[Sequence[Passage]]) -> Iterator[Rating]:
        """A rating of each document, in their order; agreed to before anything is asked."""
        asked = [render_rating(self.framework, passages) for passages in documents]
        questions = [Question(text, prompt(NAME).version) for text, _ in asked]
        self.caller.agreement.spend(self.caller.forecast(questions))
        pool = ThreadPoolExecutor(self.parallel, thread_name_prefix="rating")
        try:
            yield from pool.map(self._rated, documents, questions, (ids for _, ids in asked))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _rated(self, passages: Sequence[Passage], question: Question, ids: Mapping[str, str]) -> Rating:
        def read(text: str) -> RatingReply:
            return read_rating(text, self.framework, ids)

        try:
            reply = ask_until_read(self.caller, question, read, _fault)
        except QuestionUnfit as unfit:
            reply = RatingReply({}, (), (unfit.message,), unreadable=True)
        except NotYet:
            reply = RatingReply({}, (), (), unreadable=True)
        taken = Taker(self.author, self.caller.now(), None).take(reply.proposals, tuple(passages))
        return Rating(passages[0].source_id, reply.levels, taken.marks, taken.rejected, reply.faults)


def _fault(reply: RatingReply) -> str | None:
    return reply.faults[0] if reply.unreadable else None
