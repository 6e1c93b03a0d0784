"""Which rows of a file a batch works on, and what is made of them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from cruxmap.batch.items import Item, Kind, item_of
from cruxmap.batch.rows import BadRow, InputRow
from debate.session import Session


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows, and how."""

    kind: str
    limit: int | None
    sample: int | None
    seed: int
    again: bool
    jobs: int | None


def chosen(rows: Sequence[InputRow | BadRow], choice: Choice) -> Sequence[InputRow | BadRow]:
    """The rows that --sample and --limit leave, in their order."""
    if choice.sample is not None and choice.sample < len(rows):
        drawn = random.Random(choice.seed).sample(range(len(rows)), choice.sample)  # noqa: S311 -- a draw, no secret
        rows = [rows[place] for place in sorted(drawn)]
    return rows[: choice.limit]


def items_of(
    rows: Sequence[InputRow | BadRow], kind: Kind, session: Session, origin: str
) -> tuple[list[Item], list[BadRow]]:
    """What the rows ask for, and those of which nothing can be made."""
    made = [row if isinstance(row, BadRow) else item_of(row, kind, session, origin) for row in rows]
    return [one for one in made if isinstance(one, Item)], [one for one in made if isinstance(one, BadRow)]
