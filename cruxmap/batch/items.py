"""From rows to what is to be done: claims to be mapped, or documents to be assessed."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from corpus.rows import FIELDS, chosen, document_of_row
from cruxmap.batch.rows import CLAIM, BadRow, InputRow
from debate.claims import Claim, Direction
from debate.errors import CruxmapError, UnknownName
from debate.framing import frame
from debate.session import Session
from debate.sources import Document, Problem

SIDES = ("for", "against")


class Kind(StrEnum):
    """What the rows are."""

    CLAIMS = "claims"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Item:
    """One row, ready to be worked on."""

    row: InputRow
    name: str
    """The id that the row gives; empty when it gives none."""
    claim: Claim | None = None
    sources: tuple[str, ...] | None = None
    """Ids of the sources to read for the claim; None for all."""
    sides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Side -> names of the sources that speak for it, where the row says so."""
    documents: tuple[Document, ...] = ()
    """To be taken in first: the document itself, or the texts of the sides."""
    used: frozenset[str] = frozenset()
    """Columns that were understood; the others come back out."""

    @property
    def extra(self) -> dict[str, Any]:
        """The columns that were not used."""
        return {name: value for name, value in self.row.fields.items() if name not in self.used}

    def key(self, state: str) -> str:
        """Equal for rows that come to the same; `state` is what else decides it."""
        said = [
            asdict(self.claim) if self.claim else None,
            self.sources,
            dict(self.sides),
            [[document.name, document.text] for document in self.documents],
            state,
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def kind_of(rows: Iterable[InputRow | BadRow]) -> Kind:
    """Claims when a column is called so; documents when rows have an id and a text; else claims."""
    for row in rows:
        if isinstance(row, InputRow):
            found = chosen(row.fields, CLAIM)
            document = chosen(row.fields)
            return Kind.DOCUMENTS if "claim" not in found and {"id", "text"} <= document.keys() else Kind.CLAIMS
    return Kind.CLAIMS


def item_of(row: InputRow, kind: Kind, session: Session, origin: str) -> Item | BadRow:
    """What a row asks for, or what is wrong with it."""
    try:
        return _claim_item(row, session, origin) if kind is Kind.CLAIMS else _document_item(row, origin)
    except CruxmapError as wrong:
        return BadRow(row.number, wrong.message.rstrip("."), wrong.hint, row.fields)


def _claim_item(row: InputRow, session: Session, origin: str) -> Item | BadRow:
    keys = chosen(row.fields, CLAIM)
    if "claim" in keys:
        keys.pop("text", None)
    given = {name: row.fields[key] for name, key in keys.items()}
    text = given.get("claim", given.get("text"))
    if not isinstance(text, str):
        return BadRow(row.number, "it has no claim", "Give the sentence in a column named claim or text.", row.fields)
    claim = frame(
        session.framework,
        text,
        vector=_word(given.get("vector")),
        direction=_direction(_word(given.get("direction"))),
        baselines=_names(given["baselines"]) if "baselines" in given else None,
        actor=_word(given.get("actor")),
        horizon=_word(given.get("horizon")),
    )
    sides = {side: _names(given[f"{side}_sources"]) for side in SIDES if f"{side}_sources" in given}
    documents = []
    for side in SIDES:
        if f"{side}_text" in given:
            document = _side_text(claim, side, str(given[f"{side}_text"]), origin)
            documents.append(document)
            sides[side] = (*sides.get(side, ()), document.name)
    return Item(
        row=row,
        name=str(given.get("id", "")),
        claim=claim,
        sources=tuple(session.source(name).id for name in _names(given["sources"])) if "sources" in given else None,
        sides={
            side: tuple(name if name in {d.name for d in documents} else session.source(name).id for name in names)
            for side, names in sides.items()
        },
        documents=tuple(documents),
        used=frozenset(keys.values()),
    )


def _side_text(claim: Claim, side: str, text: str, origin: str) -> Document:
    """One side's text as a document, told by its words."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Document(f"{side}-{claim.id}-{digest}", text, {"title": f"{side.title()}: {claim.text}"}, origin)


def _document_item(row: InputRow, origin: str) -> Item | BadRow:
    made = document_of_row(row.fields, row.number, origin)
    if isinstance(made, Problem):
        return BadRow(row.number, made.reason, made.fix, row.fields)
    keys = chosen(row.fields, FIELDS)
    name = str(row.fields[keys["id"]]) if "id" in keys else ""
    return Item(row, name, documents=(made,), used=frozenset(keys.values()))


def _word(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _direction(word: str | None) -> Direction | None:
    if word is None:
        return None
    if word not in list(Direction):
        raise UnknownName(f"there is no direction “{word}”", f"Give one of {', '.join(Direction)}.")
    return Direction(word)


def _names(value: object) -> Sequence[str]:
    """Several names from a list, or from words between semicolons, bars or commas."""
    said = value if isinstance(value, list) else re.split(r"[;|,]", str(value))
    return tuple(name for one in said if (name := " ".join(str(one).split())))
