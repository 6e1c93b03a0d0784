"""What screens and panes want from each other, one intent each."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from textual.message import Message

from debate.claims import Claim


@dataclass
class DebateWanted(Message):
    """Show this claim's debate."""

    claim: Claim
    source_ids: Sequence[str] = ()
    """Read these sources only; all of them when there are none."""


@dataclass
class CompareWanted(Message):
    """Show these sources as sides of one picture."""

    source_ids: Sequence[str]


@dataclass
class SourceWanted(Message):
    """Show a source from this place on; `claim` is the one being looked at, if any, and `mark` the id of a mark."""

    source_id: str
    offset: int = 0
    claim: Claim | None = None
    mark: str = ""


@dataclass
class SearchWanted(Message):
    """Search for this; `claim` is the one for which something is wanted, if any."""

    query: str
    claim: Claim | None = None


@dataclass
class Told(Message):
    """A part says in a sentence what it is doing."""

    sentence: str


@dataclass
class Asked(Message):
    """A part asks something, and waits for the answer."""

    question: str
    answer: "Future[bool]"


@dataclass
class JobWent(Message):
    """Long work came a step further."""

    sentence: str


@dataclass
class JobEnded(Message):
    """Long work ended."""

    summary: str
    problem: str
    """The first thing that could not be taken in, and how to mend it; empty when there is none."""
    error: BaseException | None
    imported: bool = False
    """Whether new sources or marks may have come of it."""


@dataclass
class Pending(Message):
    """So many passages are not encoded and marked yet for this encoder and annotator; 0 when all are."""

    passages: int
    of: int
    """How many passages there are; 0 when none waits."""
    first: bool
    """Whether nobody was told yet."""

    @property
    def sentence(self) -> str:
        """What is to be read with every picture as long as it holds; empty when all is read."""
        return f"{self.passages:,} of {self.of:,} passages not read yet · ^l" if self.passages else ""


@dataclass
class ImportWanted(Message):
    """Take documents in: from these paths, or the shipped library when there are none."""

    paths: Sequence[str]
