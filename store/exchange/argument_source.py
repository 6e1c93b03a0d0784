"""Keeps an argument from another tool: its labels on words that are here, the rest as a source of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from debate.anchoring import Anchors, NotAnchored
from debate.framework import Framework
from debate.labels import Label
from debate.ports import Cutter, Store
from debate.taking import Taken, take_labels
from store.exchange.arguments import ArgumentMap, Statement
from store.exchange.arguments_in import Brought, as_source
from store.exchange.label_rows import labels_from_rows
from store.exchange.words import counted


@dataclass(slots=True)
class KeptArgument:
    """What became of an argument."""

    taken: Taken
    said: list[str] = field(default_factory=list)


def keep_arguments(
    arguments: ArgumentMap,
    path: Path,
    store: Store,
    framework: Framework,
    cutter: Cutter,
    now: str,
    extra: Mapping[str, object] | None = None,
) -> KeptArgument:
    """Statements that quote sources of this project become labels on them; an argument of others becomes a source."""
    here = _labels_here(arguments, store, framework)
    kept = KeptArgument(take_labels(store, framework, here.values(), path.name, now))
    strange = [one for one in arguments.statements if "mark" in one.data and one.id not in here]
    if here and not strange:
        return kept
    said = "\n\n".join(statement.text for statement in arguments.statements)
    brought = as_source(arguments, _name(path), str(path), framework, cutter.language(said), now, extra)
    _keep(brought, store, kept)
    return kept


def _labels_here(arguments: ArgumentMap, store: Store, framework: Framework) -> dict[str, Label]:
    """Statement -> the label it is, for those of our own files whose words stand in this project."""
    anchors, found = Anchors(store), dict[str, Label]()
    for statement in arguments.statements:
        label = _label(statement, framework)
        if label is None:
            continue
        try:
            anchors.find(label)
        except NotAnchored:
            continue
        found[statement.id] = label
    return found


def _label(statement: Statement, framework: Framework) -> Label | None:
    if "mark" not in statement.data:
        return None
    label = next(iter(labels_from_rows([{**statement.data, "quote": statement.text}], framework)))
    return label if isinstance(label, Label) else None


def _keep(brought: Brought, store: Store, kept: KeptArgument) -> None:
    """Add the source, as a new version where the file was taken in before with other statements."""
    if not brought.passages:
        kept.said.append("It holds no statements.")
        return
    earlier = store.find_document(brought.source.name)
    if earlier is not None and earlier.content_hash == brought.source.content_hash:
        kept.said.append(f"“{earlier.id}” is in the project already.")
        return
    if earlier is not None:
        brought = _renamed(brought, f"{brought.source.name}@{earlier.version + 1}", earlier.version + 1)
    store.add_source(brought.source, brought.text, brought.passages, brought.marks)
    if brought.claim:
        store.save_claim(brought.claim)
    about = f" about the claim “{brought.claim.text}”" if brought.claim else ""
    kept.said.append(
        f"{counted(len(brought.passages), 'statement')} taken in as the source “{brought.source.id}”{about}, with "
        f"{counted(len(brought.marks), 'tentative mark')} of which way they argue."
    )


def _renamed(brought: Brought, source_id: str, version: int) -> Brought:
    def passage_id(old: str) -> str:
        return source_id + old[old.rindex("#") :]

    return brought._replace(
        source=replace(brought.source, id=source_id, version=version),
        passages=[replace(one, id=passage_id(one.id), source_id=source_id) for one in brought.passages],
        marks=[replace(one, passage_id=passage_id(one.passage_id), source_id=source_id) for one in brought.marks],
    )


def _name(path: Path) -> str:
    """A stable name for the source: the file's, without signs that an id could not be typed with."""
    stem = path.name.split(".")[0]
    return re.sub(r"[^\w.-]+", "-", stem).strip("-") or "argument"
