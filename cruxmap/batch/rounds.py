"""A run whose questions a provider answers together, round by round: what is asked next depends on the answers."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

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

    annotator: "ModelAnnotator"
    post: "Post"

    def begin(self) -> None:
        """Bring what an earlier run handed in."""
        self.post.collect()

    def until_answered(self, do: Callable[[], None]) -> None:
        """Do it until everything is answered that it asks."""
        while True:
            do()
            self.annotator.give_up_unless_understood(self.post.bringer.answers)
            if not self.post.round():
                return

    def results(self, batch: Batch, jobs: int) -> Iterator[Finished]:
        """What comes of the rows, each when all its questions are answered."""
        while True:
            unread = []
            for finished in batch.run(jobs):
                if finished.result is not None and finished.result["unread"]:
                    unread.append(finished)
                else:
                    yield finished
            self.annotator.give_up_unless_understood(self.post.bringer.answers)
            if not self.post.round():
                break
        yield from map(self._as_it_stands, unread)

    def _as_it_stands(self, finished: Finished) -> Finished:
        """A row of which passages are unread: failed where the provider owes answers, else as with any model."""
        owed = self.post.caller.unanswered
        if not owed or finished.result is None:
            return finished
        reason = next(iter(owed.values()))
        said = f"{finished.result['unread']:,} of its passages are unread: the provider's batch brought no answer"
        return Finished(finished.item, None, Failure(f"{said} ({reason})", "Give the row again."))


def finish_in(rounds: Rounds | None, session: Session) -> None:
    """Encode and mark what is pending, in rounds where there are any."""
    if rounds is None:
        finish(session)
    else:
        rounds.begin()
        rounds.until_answered(partial(finish, session))


@contextmanager
def rounds_on(settings: Settings, parts: Parts, tell: Tell, ask: Ask | None) -> Iterator[Rounds]:
    """Have the chat model of these parts asked in batches from now on."""
    from annotate.parcels.bringing import Bringer
    from annotate.parcels.post import Post
    from annotate.parcels.providers import NoBatches, provider_of
    from annotate.parcels.trying import Trying
    from cruxmap.models import caller_of

    if parts.annotator.name == "local":
        raise NoBatches("The local annotator asks no provider.", "Leave --provider-batch out, or give --annotator.")
    annotator = cast("ModelAnnotator", parts.annotator)
    caller = cast("NotingCaller", caller_of(annotator.name, settings, parts.project, now, ask, batched=True))
    provider = provider_of(annotator.name, caller.chat)
    trying = Trying(annotator.name)
    with _alone(settings):
        bringer = Bringer(caller, provider, parts.project, trying, tell, _digest(settings["model_url"]))
        post = Post(caller, provider, parts.project, bringer, trying, tell)
        annotator.caller = caller
        yield Rounds(annotator, post)


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
