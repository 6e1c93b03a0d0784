"""A run whose questions a provider answers together, round by round: what is asked next depends on the answers."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from cruxmap.batch.rating import DocumentRater
from cruxmap.batch.running import Batch, Finished
from cruxmap.batch.working import Failure
from cruxmap.context import finish
from cruxmap.settings import Settings
from cruxmap.wiring import Ask, Parts, Tell, now
from debate.errors import CruxmapError
from debate.session import Session

if TYPE_CHECKING:
    from annotate.model import ModelAnnotator
    from annotate.parcels.noting import NotingCaller
    from annotate.parcels.post import Post


class AlreadyAtWork(CruxmapError):
    """Another run hands in the questions of this project."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Does the same again and again, each time with more answers, until nothing is left to ask."""

    post: "Post"
    annotator: "ModelAnnotator | None"
    """Whose questions they are; None where they are those of who rates documents alone."""

    def begin(self) -> None:
        """Bring what an earlier run handed in."""
        self.post.collect()

    def until_answered(self, do: Callable[[], None]) -> None:
        """Do it until everything is answered that it asks."""
        while True:
            do()
            if not self._go_on():
                return

    def results(self, batch: Batch, jobs: int) -> Iterator[Finished]:
        """What comes of the rows, each when all its questions are answered."""
        while True:
            incomplete = []
            for finished in batch.run(jobs):
                if finished.complete:
                    yield finished
                else:
                    incomplete.append(finished)
            if not self._go_on():
                break
        yield from map(self._as_it_stands, incomplete)

    def _go_on(self) -> bool:
        """Have what is noted answered, unless no answer can be read anyway; False where nothing was noted."""
        if self.annotator is not None:
            self.annotator.give_up_unless_understood(self.post.bringer.answers)
        return self.post.round()

    def _as_it_stands(self, finished: Finished) -> Finished:
        """A row that is not all read and rated: failed where the provider owes answers, else as with any model."""
        owed = self.post.caller.unanswered
        if not owed or finished.result is None:
            return finished
        reason = next(iter(owed.values()))
        said = f"the provider's batch did not bring all its answers ({reason})"
        return Finished(finished.item, None, Failure(said, "Give the row again."))


def finish_in(rounds: Rounds | None, session: Session) -> None:
    """Encode and mark what is pending, in rounds where there are any."""
    if rounds is None:
        finish(session)
    else:
        rounds.begin()
        rounds.until_answered(partial(finish, session, "Encoding, and marking what is answered"))


@contextmanager
def rounds_on(
    settings: Settings, parts: Parts, tell: Tell, ask: Ask | None, rater: DocumentRater | None = None
) -> Iterator[Rounds]:
    """Have the chat model of these parts, or of who rates documents, asked in batches from now on."""
    from annotate.parcels.bringing import Bringer
    from annotate.parcels.post import Post
    from annotate.parcels.providers import NoBatches, provider_of
    from annotate.parcels.trying import Trying
    from cruxmap.models import caller_of

    annotator = cast("ModelAnnotator", parts.annotator) if parts.annotator.name != "local" else None
    asking = [one for one in (annotator, rater) if one is not None]
    if not asking:
        raise NoBatches("The local annotator asks no provider.", "Leave --provider-batch out, or give --annotator.")
    model = asking[0].caller.model
    caller = cast("NotingCaller", caller_of(model, settings, parts.project, now, ask, batched=True))
    provider, trying = provider_of(model, caller.chat), Trying(model)
    with _alone(settings):
        bringer = Bringer(caller, provider, parts.project, trying, tell, _digest(settings["model_url"]))
        post = Post(caller, provider, parts.project, bringer, trying, tell)
        for one in asking:
            one.caller = caller
        yield Rounds(post, annotator)


def _digest(url: str) -> str:
    """Tells servers apart in a project that may be handed on: addresses can hold passwords."""
    return hashlib.sha256(url.encode()).hexdigest()[:16] if url else ""


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One run at a time hands in the questions of a project: two would hand in the same ones."""
    from filelock import FileLock, Timeout

    place = settings.project.with_name(f"{settings.project.name}.parcels.lock")
    try:
        with FileLock(place, timeout=0):
            yield
    except Timeout as held:
        raise AlreadyAtWork(
            f"Another run hands in questions of “{settings.project}”.", "Wait for it, or stop it and go on from there."
        ) from held
