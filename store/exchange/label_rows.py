"""Rows of a table as labels: our own columns, and what other tools call them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from debate.claims import Claim, Direction
from debate.errors import CruxmapError, UnknownName
from debate.framework import Framework
from debate.framing import frame
from debate.labels import Label
from debate.marks import Author, AuthorKind, MarkKind, Pole, Stance
from debate.verdicts import Decision
from store.exchange.errors import NotReadable

Row = Mapping[str, Any]

ALIASES: Mapping[str, tuple[str, ...]] = {
    "mark": ("mark", "mark_id", "annotation_id"),
    "kind": ("kind", "type"),
    "label": ("label", "code", "tag"),
    "step": ("step", "framework_step"),
    "slot": ("slot", "assumption"),
    "stance": ("stance", "side"),
    "pole": ("pole",),
    "criteria": ("criteria", "criterion"),
    "quote": ("quote", "span", "span_text", "exact", "words", "selected_text", "highlight"),
    "start": ("start", "begin", "start_offset"),
    "end": ("end", "stop", "end_offset"),
    "source": ("source", "source_id", "document", "document_id", "doc_id", "file"),
    "source_hash": ("source_hash", "content_hash", "sha256"),
    "page": ("page",),
    "claim": ("claim", "claim_id", "claim_text"),
    "statement": ("statement", "note", "comment"),
    "caveat": ("caveat",),
    "confidence": ("confidence", "score", "probability"),
    "author_kind": ("author_kind",),
    "author": ("author", "annotator", "coder", "by"),
    "author_version": ("author_version",),
    "author_prompt": ("author_prompt",),
    "made_at": ("made_at", "created", "created_at", "timestamp"),
    "decision": ("decision",),
}
"""Our name of a field -> what others call it, the likeliest first."""
STANCES = {
    **{stance.value: stance for stance in Stance},
    "pro": Stance.FOR, "support": Stance.FOR, "supports": Stance.FOR, "raises": Stance.FOR,
    "con": Stance.AGAINST, "attack": Stance.AGAINST, "undermine": Stance.AGAINST, "doubts": Stance.AGAINST,
}  # fmt: skip
"""What others call a stance."""


def is_label_header(names: Iterable[str]) -> bool:
    """Whether columns of these names hold labels: words that were marked, and what was said of them."""
    folded = {name.strip().casefold() for name in names}
    says = {name for field in ("label", "step", "slot", "stance") for name in ALIASES[field]}
    return bool(folded & set(ALIASES["quote"])) and bool(folded & says)


def is_claim_header(names: Iterable[str]) -> bool:
    """Whether columns of these names hold claims: sentences, and no texts to read."""
    folded = {name.strip().casefold() for name in names}
    texts = {"text", "body", "content", "comment", "full_text", "fulltext", "abstract", *ALIASES["quote"]}
    return bool(folded & {"claim", "claim_text"}) and not folded & texts


def claims_from_rows(rows: Iterable[Row], framework: Framework) -> Iterator[Claim | CruxmapError]:
    """A claim for each row, or what is wrong with it and in which row."""
    for number, row in enumerate(rows, 1):
        said = {str(key).strip().casefold(): value for key, value in row.items() if value not in (None, "", [])}
        try:
            yield _claim(said, framework)
        except CruxmapError as wrong:
            yield NotReadable(f"Row {number}: {wrong.message}", wrong.hint)


def _claim(row: Row, framework: Framework) -> Claim:
    baselines = row.get("baselines")
    named = baselines.split() if isinstance(baselines, str) else baselines
    return frame(
        framework,
        str(row.get("claim_text") or row.get("claim") or ""),
        vector=str(row["vector"]) if "vector" in row else None,
        direction=_one_of(Direction, row, "direction"),
        baselines=[str(name) for name in named] if named else None,
        actor=str(row["actor"]) if "actor" in row else None,
        horizon=str(row["horizon"]) if "horizon" in row else None,
    )


def labels_from_rows(rows: Iterable[Row], framework: Framework) -> Iterator[Label | NotReadable]:
    """A label for each row, or what is wrong with it and in which row."""
    for number, row in enumerate(rows, 1):
        try:
            yield _label(_fields(row), framework)
        except (NotReadable, UnknownName) as wrong:
            yield NotReadable(f"Row {number}: {wrong.message}", wrong.hint)


def _fields(row: Row) -> dict[str, Any]:
    """The row under our names; what is empty is left out."""
    folded = {str(key).strip().casefold(): value for key, value in row.items() if value not in (None, "", [])}
    return {
        field: next(folded[name] for name in names if name in folded)
        for field, names in ALIASES.items()
        if any(name in folded for name in names)
    }


def _label(row: Row, framework: Framework) -> Label:
    kind, label = _meaning(row, framework)
    quote = str(row.get("quote", ""))
    if not quote.strip() and "start" not in row:
        raise NotReadable("it quotes no words.", "Give the words in a column named quote.")
    return Label(
        kind=kind,
        label=label,
        quote=quote,
        id=str(row.get("mark", "")),
        start=_number(row, "start", int),
        end=_number(row, "end", int),
        source=str(row.get("source", "")),
        source_hash=str(row.get("source_hash", "")),
        page=str(row["page"]) if "page" in row else None,
        criteria=_criteria(row.get("criteria", ()), framework),
        pole=_one_of(Pole, row, "pole"),
        claim=str(row["claim"]) if "claim" in row else None,
        statement=str(row.get("statement", "")),
        caveat=str(row.get("caveat", "")).casefold() in ("true", "1", "yes"),
        confidence=_number(row, "confidence", float),
        author=_author(row),
        made_at=str(row.get("made_at", "")),
        decision=_one_of(Decision, row, "decision"),
    )


def _meaning(row: Row, framework: Framework) -> tuple[MarkKind, str]:
    """The kind and the label, which may be said in one column, in two, or by a column of its own."""
    if "kind" in row and "label" in row:
        return _known(MarkKind(_word(row, "kind", [kind.value for kind in MarkKind])), str(row["label"]), framework)
    for field, kind in (("step", MarkKind.STEP), ("slot", MarkKind.ASSUMPTION), ("stance", MarkKind.STANCE)):
        if field in row:
            return _known(kind, str(row[field]), framework)
    said = str(row.get("label", ""))
    for kind in (MarkKind.STEP, MarkKind.ASSUMPTION, MarkKind.STANCE, MarkKind.PROPERTY, MarkKind.BENEFIT):
        try:
            return _known(kind, said, framework)
        except UnknownName:
            continue
    raise NotReadable(f"“{said}” is no step, slot, stance, property or benefit.", _STEPS.format(_ids(framework)))


_STEPS = "Steps: {}."


def _ids(framework: Framework) -> str:
    return ", ".join(step.id for step in framework.steps)


def _known(kind: MarkKind, label: str, framework: Framework) -> tuple[MarkKind, str]:
    """The label as the framework calls it; raises UnknownName."""
    if kind is MarkKind.STEP:
        return kind, framework.step(label).id
    if kind is MarkKind.ASSUMPTION:
        return kind, framework.slot(label).id
    if kind is MarkKind.STANCE:
        if label.casefold() not in STANCES:
            raise UnknownName(f"“{label}” is no stance.", f"Stances: {', '.join(Stance)}.")
        return kind, STANCES[label.casefold()].value
    known = framework.properties if kind is MarkKind.PROPERTY else framework.benefits
    if label not in {named.id for named in known}:
        raise UnknownName(f"“{label}” is no {kind}.", f"Known: {', '.join(named.id for named in known)}.")
    return kind, label


def _criteria(value: object, framework: Framework) -> tuple[str, ...]:
    said = value if isinstance(value, list | tuple) else re.split(r"[\s,;|]+", str(value))
    named = tuple(str(word) for word in said if str(word))
    for criterion in named:
        framework.step_of(criterion)
    return named


def _author(row: Row) -> Author | None:
    if "author" not in row:
        return None
    kind = _one_of(AuthorKind, row, "author_kind") or AuthorKind.IMPORTED
    return Author(kind, str(row["author"]), str(row.get("author_version", "")), str(row.get("author_prompt", "")))


def _one_of(words: Any, row: Row, field: str) -> Any:
    """The member of a closed set that a field names; None when the field is empty."""
    return words(_word(row, field, [member.value for member in words])) if field in row else None


def _word(row: Row, field: str, known: list[str]) -> str:
    word = str(row[field]).strip().casefold()
    if word not in known:
        raise NotReadable(f"its {field} is “{row[field]}”.", f"Known: {', '.join(known)}.")
    return word


def _number(row: Row, field: str, make: Callable[[Any], Any]) -> Any:
    if field not in row:
        return None
    try:
        return make(row[field])
    except (TypeError, ValueError) as wrong:
        raise NotReadable(f"its {field} is “{row[field]}”, no number.", "Count code points from 0.") from wrong
