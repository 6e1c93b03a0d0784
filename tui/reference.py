"""The studies that the framework's paper rates, as lines of text by the steps of the atlas."""

from collections.abc import Iterator, Sequence

from debate.coverage import Level
from debate.framework import Framework
from debate.plain import clip, one_line, width
from tui.atlas_table import CELL, headings
from tui.outside import ReferenceStudy

STUDY = 34
"""Columns for the name of a study."""


def reference_lines(framework: Framework, studies: Sequence[ReferenceStudy]) -> list[str]:
    """One line a study, under the same headings as the atlas."""
    return list(_lines(framework, studies))


def _lines(framework: Framework, studies: Sequence[ReferenceStudy]) -> Iterator[str]:
    words = headings([step.short for step in framework.steps], CELL - 3)
    yield _fill("Study", STUDY) + "".join(
        _fill(f"{step.number} {word}", CELL) for step, word in zip(framework.steps, words, strict=True)
    )
    for one in studies:
        cells = (_cell(one, step.id) for step in framework.steps)
        yield _fill(clip(one_line(f"{one.study} ({one.vector})"), STUDY - 1), STUDY) + "".join(cells)
    yield ""
    yield "⬤ full  ◑ partial  ◯ absent  ? the paper's wording fits two levels"
    yield f"Levels: {'; '.join(dict.fromkeys(one_line(one.basis) for one in studies))}."


def _cell(study: ReferenceStudy, step_id: str) -> str:
    level = study.levels.get(step_id)
    doubt = "?" if step_id in study.doubtful else ""
    return _fill(f"  {Level(level).glyph}{doubt}" if level else "  –", CELL)


def _fill(text: str, columns: int) -> str:
    return text + " " * max(columns - width(text), 0)
