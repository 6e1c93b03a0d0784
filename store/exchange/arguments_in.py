"""An argument from another tool as a source: a paragraph a statement, and who argues which way as tentative marks."""

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict
from typing import NamedTuple

from debate.anchoring import Anchored, Standing
from debate.claims import Claim
from debate.framework import Framework
from debate.framing import LONGEST_CLAIM, frame
from debate.labels import Label
from debate.marks import Mark, MarkKind, Stance
from debate.sources import Passage, Source
from debate.taking import mark_of
from store.exchange.arguments import ArgumentMap, Relation, Statement
from store.exchange.label_rows import labels_from_rows

GAP = "\n\n"
SUPPORTING = (Relation.SUPPORT, Relation.REPHRASE, Relation.PREFERENCE)


class Brought(NamedTuple):
    """A source made of an argument, with the claim it is about."""

    claim: Claim | None
    """None when there is no statement that the others bear on, or it is no sentence."""
    source: Source
    text: str
    passages: list[Passage]
    marks: list[Mark]


def as_source(
    arguments: ArgumentMap,
    name: str,
    origin: str,
    framework: Framework,
    language: str,
    now: str,
    extra: Mapping[str, object] | None = None,
) -> Brought:
    """The statements as paragraphs of a text; everything the file said is kept with the source."""
    told = [statement for statement in arguments.statements if statement.text.strip()]
    text = GAP.join(statement.text for statement in told)
    passages = _passages(name, told, language)
    root = root_of(arguments)
    claim = _claim(root, framework)
    kept = {"arguments": asdict(arguments), **(extra or {})}
    digest = hashlib.sha256(text.encode()).hexdigest()
    csl = {"type": "document", "title": arguments.title or name}
    source = Source(name, name, 1, digest, csl, origin, language, len(text), extra=kept)
    marks = _marks(arguments, told, passages, root, claim, framework, name, now)
    return Brought(claim, source, text, passages, marks)


def root_of(arguments: ArgumentMap) -> Statement | None:
    """The statement that most others bear on, directly or not."""
    own = next((statement for statement in arguments.statements if statement.data.get("kind") == "claim"), None)
    if own is not None:
        return own
    bearing = {source for link in arguments.links for source in link.sources}
    ends = [statement for statement in arguments.statements if statement.id not in bearing] or list(
        arguments.statements
    )
    return max(ends, key=lambda statement: len(leanings(arguments, statement.id)), default=None)


def leanings(arguments: ArgumentMap, root: str) -> dict[str, set[bool]]:
    """Statement -> whether it speaks for the root, against it, or both, by the shortest ways."""
    above: dict[str, list[tuple[str, bool]]] = {}
    makes = {link.id: link.sources for link in arguments.links}
    for link in arguments.links:
        # Who attacks a step of reasoning attacks those who make it.
        for target in makes.get(link.target, (link.target,)):
            above.setdefault(target, []).extend((source, link.relation in SUPPORTING) for source in link.sources)
    found: dict[str, set[bool]] = {}
    waiting = deque([(root, True)])
    while waiting:
        name, agrees = waiting.popleft()
        for source, supports in above.get(name, ()):
            way = supports == agrees
            if source != root and way not in found.setdefault(source, set()):
                found[source].add(way)
                waiting.append((source, way))
    return found


def _passages(name: str, told: list[Statement], language: str) -> list[Passage]:
    passages, at = [], 0
    for ordinal, statement in enumerate(told):
        end = at + len(statement.text)
        section = ", ".join(statement.speakers) or statement.title or None
        passages.append(
            Passage(f"{name}#{ordinal:04}", name, ordinal, at, end, statement.text, language, section=section)
        )
        at = end + len(GAP)
    return passages


def _claim(root: Statement | None, framework: Framework) -> Claim | None:
    sentence = " ".join(root.text.split()) if root else ""
    return frame(framework, sentence) if sentence and len(sentence) <= LONGEST_CLAIM else None


def _marks(
    arguments: ArgumentMap,
    told: list[Statement],
    passages: list[Passage],
    root: Statement | None,
    claim: Claim | None,
    framework: Framework,
    name: str,
    now: str,
) -> list[Mark]:
    """A stance for each statement that bears on the root, and what our own fields say of it."""
    ways = leanings(arguments, root.id) if root else {}
    marks = []
    for statement, passage in zip(told, passages, strict=True):
        whole = Anchored(passage, passage.start, passage.end, passage.text, Standing.UNTOLD)
        if claim and ways.get(statement.id):
            label = Label(MarkKind.STANCE, _stance(ways[statement.id]), passage.text)
            marks.append(mark_of(label, whole, claim.id, name, now))
        if "mark" in statement.data and statement.data.get("kind") != "stance":
            rows = labels_from_rows([{**statement.data, "quote": passage.text}], framework)
            marks += [mark_of(label, whole, None, name, now) for label in rows if isinstance(label, Label)]
    return marks


def _stance(ways: set[bool]) -> str:
    if len(ways) > 1:
        return Stance.MIXED.value
    return Stance.FOR.value if True in ways else Stance.AGAINST.value
