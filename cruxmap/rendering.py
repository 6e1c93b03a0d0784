"""Each prompt as it would be sent, by the same functions that send it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cruxmap.wiring import Parts
from debate.arguing import assemble
from debate.arguments import Argument, Part
from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.errors import CruxmapError, UnknownName
from debate.maps import DebateMap
from debate.sources import Passage

if TYPE_CHECKING:
    from annotate.calls.caller import Question
    from annotate.debate_questions import DebateQuestions


class NothingToAsk(CruxmapError):
    """With what was named, this prompt would not be sent."""


@dataclass(frozen=True, slots=True)
class About:
    """What a prompt is to be filled with."""

    parts: Parts
    claim: Claim | None
    source: str | None
    side: str
    step: str
    slot: str | None

    @property
    def asked(self) -> Claim:
        """The claim, which has to be named."""
        if self.claim is None:
            raise NothingToAsk("This prompt is about a claim.", "Name one with --claim.")
        return self.claim

    @property
    def passages(self) -> list[Passage]:
        """Those of the source that was named."""
        if self.source is None:
            raise NothingToAsk("This prompt is about a source.", "Name one with --source.")
        return self.parts.session.store.passages_of([self.parts.session.source(self.source).id])

    @property
    def picture(self) -> DebateMap:
        """The claim's map."""
        return self.parts.session.recall(self.asked) or self.parts.session.analyze(self.asked)


def questions_of(name: str, about: About) -> Iterator[str]:
    """Every question that this prompt makes, in the order in which they are asked; UnknownName for no prompt."""
    from prompts.catalogue import prompt

    prompt(name)
    if name not in RENDERED:
        raise UnknownName(f"Nothing asks with the prompt “{name}” yet.", f"Known: {', '.join(RENDERED)}.")
    return RENDERED[name](about)


def _mark_passages(about: About) -> Iterator[str]:
    from annotate.asking import questions

    for asked in questions(about.parts.session.framework, None, about.passages):
        yield asked.question.text


def _take_stance(about: About) -> Iterator[str]:
    from annotate.asking import questions

    annotator, session = about.parts.annotator, about.parts.session
    everything = about.source is None
    passages = list(session.seek(about.asked).passages.values()) if everything else about.passages
    marks = session.store.marks_on([one.id for one in passages], (None, REFERENCE_CLAIM_ID))
    mine = [one for one in marks if (one.author.name, one.author.version) == (annotator.name, annotator.version)]
    for asked in questions(session.framework, about.asked, passages, mine):
        yield asked.question.text


def _rate_document(about: About) -> Iterator[str]:
    from prompts.rating import render_rating

    yield render_rating(about.parts.session.framework, about.passages)[0]


def _frame_claim(about: About) -> Iterator[str]:
    from prompts.claiming import render_framing

    yield render_framing(about.parts.session.framework, about.asked.text)


def _argue_side(about: About) -> Iterator[str]:
    asking = _debate(about)
    step = about.parts.session.framework.step(about.step).id
    for asked in asking.case(asking.picture.side(about.side), step):
        yield asked.question.text


def _rebut_side(about: About) -> Iterator[str]:
    """The side's answer to the other side's case: the one that was drafted last, else the one that marks make."""
    asking = _debate(about)
    step = about.parts.session.framework.step(about.step).id
    kept = about.parts.project.arguments_on(about.asked.id)[::-1]
    made = [one for each in assemble(asking.picture, about.parts.session.now()) for one in each.arguments]
    cases = [one for one in (*kept, *made) if _is_answered(one, about.side, step)]
    for asked in asking.rebuttal(asking.picture.side(about.side), cases[0]) if cases else ():
        yield asked.question.text


def _is_answered(argument: Argument, side: str, step: str) -> bool:
    return argument.part is Part.CASE and argument.side_id != side and argument.step_id == step


def _align_assumptions(about: About) -> Iterator[str]:
    from annotate.beyond import alignment

    asked = alignment(about.picture)
    if asked is not None:
        yield asked.question.text


def _settle_crux(about: About) -> Iterator[str]:
    from annotate.beyond import settling

    picture = about.picture
    for crux in picture.cruxes:
        if about.slot in (None, crux.slot_id):
            question: Question = settling(picture, crux)
            yield question.text


def _debate(about: About) -> "DebateQuestions":
    from annotate.debate_questions import DebateQuestions

    return DebateQuestions(about.picture, about.asked)


RENDERED: Mapping[str, Callable[[About], Iterator[str]]] = {
    "mark_passages": _mark_passages,
    "take_stance": _take_stance,
    "rate_document": _rate_document,
    "frame_claim": _frame_claim,
    "argue_side": _argue_side,
    "rebut_side": _rebut_side,
    "align_assumptions": _align_assumptions,
    "settle_crux": _settle_crux,
}
"""Name of a prompt -> what fills it."""
