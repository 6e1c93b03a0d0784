"""A structured debate as text: at each step both sides' case, and what the other side answers."""

import shlex
from collections.abc import Sequence

from cruxmap.show.beyond_text import show_beyond
from cruxmap.show.console import heading, line
from cruxmap.show.words import citation
from debate.arguing import StepDebate
from debate.arguments import Argument, Disagreement, Part, Sentence
from debate.clashes import Beyond
from debate.maps import DebateMap
from debate.plain import one_line


def show_debate(picture: DebateMap, steps: Sequence[StepDebate], found: Beyond | None) -> None:
    """Print every step; a gap is printed as a gap with the query that would fill it."""
    if picture.claim is not None:
        line(picture.claim.text, "bold")
    for step in steps:
        _show_step(picture, step)
    if found is not None:
        show_beyond(picture, found)
    drafts = sum(argument.draft for step in steps for argument in step.arguments)
    line()
    if drafts:
        line(f"{drafts} drafts of a model, which nobody accepted yet: `cruxmap debate accept ID`.", "yellow")
    line(picture.framework.hedge, "italic")


def _show_step(picture: DebateMap, step: StepDebate) -> None:
    about = picture.framework.step(step.step_id)
    heading(f"{about.number} {about.name}")
    for argument in step.arguments:
        _show_argument(picture, argument)
    for gap in step.gaps:
        line(f"{picture.side(gap.side_id).name}: {gap.silence.meaning}", label="◯ ")
        line(f"try: cruxmap search {shlex.quote(one_line(gap.query))}", "dim", indent=4)


def _show_argument(picture: DebateMap, argument: Argument) -> None:
    side = picture.side(argument.side_id).name
    rebuts = argument.part is Part.REBUTTAL
    draft = "  [draft]" if argument.draft else ""
    line(f"{side} answers{draft}" if rebuts else f"{side}{draft}", "bold", indent=4 if rebuts else 0)
    for number, sentence in enumerate(argument.sentences, 1):
        _show_sentence(picture, argument, number, sentence)
    if argument.disagreement is Disagreement.NONE:
        line("The answer does not meet the case: they pass each other by.", "dim", indent=4)
    elif argument.disagreement is not None:
        kind = argument.disagreement.replace("_", " ")
        line(f"They disagree about {kind}: {one_line(argument.disagreement_text)}", "dim", indent=4)
    dropped = f"; {argument.dropped} sentences dropped, their words could not be verified" if argument.dropped else ""
    line(f"{argument.id}: {_author(argument)}{dropped}", "dim", indent=4)


def _show_sentence(picture: DebateMap, argument: Argument, number: int, sentence: Sentence) -> None:
    indent = 6 if argument.part is Part.REBUTTAL else 2
    to = f"{sentence.relation} {sentence.answers}: " if sentence.answers else ""
    line(f"{to}{one_line(sentence.text)}", indent=indent, label=f"{number} ")
    for ground in sentence.grounds:
        passage = picture.passages.get(ground.passage_id)
        where = citation(picture.sources[ground.source_id], passage) if passage else ground.source_id
        words = f"“{one_line(ground.quote)}” " if one_line(ground.quote) != sentence.text else ""
        line(f"{words}{where}", "dim", indent=indent + 2)


def _author(argument: Argument) -> str:
    if argument.author.kind != "model":
        return "put together from the strongest marks"
    decided = argument.decision or "nobody decided"
    return f"{one_line(argument.author.name)}, {argument.author.prompt}, {decided}"
