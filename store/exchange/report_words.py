"""The picture of a map in a few sentences, for a reader who reads nothing else."""

from collections.abc import Iterator

from debate.coverage import Level
from debate.maps import DebateMap
from debate.plain import one_line
from debate.sides import Side


def in_short(picture: DebateMap) -> list[str]:
    """What each side addresses, where the sides meet, and how much of it a person confirmed."""
    return [*(_addressed(picture, side) for side in picture.sides), *_contested(picture), _checked(picture)]


def _addressed(picture: DebateMap, side: Side) -> str:
    levels = {cell.step_id: cell.level for cell in picture.cells if cell.side_id == side.id}
    spoken = sum(level in (Level.FULL, Level.PARTIAL) for level in levels.values())
    said = f"“{one_line(side.name)}” addresses {spoken} of {len(levels)} steps"
    silent = [step.short.lower() for step in picture.framework.steps if levels[step.id] is Level.ABSENT]
    return f"{said} and does not speak of {_listed(silent)}." if silent else f"{said}."


def _contested(picture: DebateMap) -> Iterator[str]:
    """Nothing where there is one side alone, which has nobody to contest."""
    if len(picture.sides) < 2:
        return
    if not picture.cruxes:
        yield "They contest no assumption: where one speaks, the other agrees or is silent."
        return
    first = picture.framework.slot(picture.cruxes[0].slot_id).name.lower()
    if len(picture.cruxes) == 1:
        yield f"They contest one assumption: {first}."
    else:
        yield f"They contest {len(picture.cruxes)} assumptions; of these, the picture rests most on one: {first}."


def _checked(picture: DebateMap) -> str:
    tally = picture.tally
    if not tally.confirmed:
        return f"None of the {tally.counted:,} marks behind this was confirmed by a person yet."
    return f"A person confirmed {tally.confirmed:,} of the {tally.counted:,} marks behind this."


def _listed(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def told_time(moment: str) -> str:
    """`2026-01-02 03:04 UTC` of an ISO 8601 moment in UTC; anything else as it is."""
    day, _, clock = moment.removesuffix("Z").partition("T")
    return f"{day} {clock[:5]} UTC" if clock and moment.endswith("Z") else moment
