"""Reads Argdown: our own files whole, and plain maps; what it cannot place is named with its line."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from store.exchange.argdown_blocks import (
    HEADING,
    ITEM,
    NUMBER,
    RULE,
    Line,
    blocks_of,
    front_of,
    items_of,
    parts_of,
    without_comments,
)
from store.exchange.argdown_text import Content, content_of
from store.exchange.arguments import ArgumentMap, Link, Relation, Statement
from store.exchange.errors import NotReadable

POINTS = {"+>": Relation.SUPPORT, "->": Relation.ATTACK, "><": Relation.CONTRADICTION, "_>": Relation.UNDERCUT}
"""The statement above bears on the one below."""
IS_POINTED = {
    "+": Relation.SUPPORT, "<+": Relation.SUPPORT, "-": Relation.ATTACK, "<-": Relation.ATTACK,
    "_": Relation.UNDERCUT, "<_": Relation.UNDERCUT,
}  # fmt: skip
"""The statement below bears on the one above."""


class Reading(NamedTuple):
    """What a file says, and the lines that could not be placed."""

    arguments: ArgumentMap
    problems: list[NotReadable]


def read(text: str) -> Reading:
    """The statements, arguments and relations of a file."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front = front_of(text)
    reader = _Reader()
    for block in blocks_of(without_comments(front.body)):
        reader.take(block)
    return Reading(reader.arguments(front.title), reader.problems)


def is_argdown(text: str) -> bool:
    """Whether a text has what only Argdown has: a definition in brackets at the start of a line."""
    return re.search(r"^[ \t]*(?:[+_<>-]+ *)?(?:\[[^\]\n]+\]:|<[^>\n]+>:)", text, re.MULTILINE) is not None


@dataclass
class _Place:
    """A statement or argument in the file, before all of it is known."""

    indent: int
    content: Content
    key: str = ""


@dataclass
class _Reader:
    problems: list[NotReadable] = field(default_factory=list)
    _statements: dict[str, Statement] = field(default_factory=dict)
    _links: dict[tuple[str, str, Relation], None] = field(default_factory=dict)
    _inferences: dict[str, Link] = field(default_factory=dict)
    """Argument -> what its premises prove."""
    _untitled: int = 0
    _section: str = ""
    _last_argument: str = ""
    """The argument that the block before ended with: a list of premises after it is its own."""

    def take(self, block: list[Line]) -> None:
        """One block of lines."""
        first = block[0].text
        if heading := HEADING.match(first):
            self._section = content_of(heading[1]).text
        elif NUMBER.match(first):
            self._take_premises(block)
            return
        elif ITEM.match(first):
            for line in block:
                item = ITEM.match(line.text)
                self._tree([Line(line.number, item[2] if item else line.text)])
        else:
            places = self._tree(block)
            self._last_argument = places[0].key if places and places[0].content.argued else ""
            return
        self._last_argument = ""

    def _tree(self, lines: list[Line]) -> list[_Place]:
        """A statement, and below it what is related to it, by indentation."""
        places: list[_Place] = []
        open_above: list[_Place] = []
        for number, indent, sign, raw in items_of(lines):
            if RULE.match(raw) and not sign:
                self.problems.append(_unknown(number, raw, "A line of dashes belongs below numbered premises."))
                continue
            place = self._place(number, indent, raw)
            while open_above and open_above[-1].indent >= indent:
                open_above.pop()
            above = open_above[-1] if open_above else None
            if sign and above is None:
                self.problems.append(_unknown(number, sign + raw, "A relation needs a statement above it."))
            elif sign and above is not None:
                self._relate(above.key, sign, place.key)
            places.append(place)
            open_above.append(place)
        return places

    def _place(self, number: int, indent: int, raw: str) -> _Place:
        content = content_of(raw)
        if content.stray:
            self.problems.append(
                _unknown(number, content.stray, "After [Title] or <Title> only tags and data may stand.")
            )
        if not content.title:
            self._untitled += 1
        title = content.title or f"Untitled {self._untitled}"
        key = f"<{title}>" if content.argued else f"[{title}]"
        self._know(key, title, content)
        return _Place(indent, content, key)

    def _know(self, key: str, title: str, content: Content) -> None:
        """The first words said under a title stand; tags and data add up."""
        known = self._statements.get(key, Statement(key, "", title))
        data = {**known.data, **content.data}
        if "id" in content.data and "section" not in content.data:
            # Our own files name sides by sections; one in which it was only mentioned before says nothing of it.
            data.pop("section", None)
        elif self._section and "id" not in data:
            data.setdefault("section", self._section)
        tags = tuple(dict.fromkeys((*known.tags, *content.tags)))
        self._statements[key] = Statement(key, known.text or content.text, title, (), tags, data)

    def _relate(self, above: str, sign: str, below: str) -> None:
        source, target = (above, below) if sign in POINTS else (below, above)
        relation = POINTS.get(sign) or IS_POINTED[sign]
        if relation is Relation.CONTRADICTION and (target, source, relation) in self._links:
            return
        self._links[source, target, relation] = None

    def _take_premises(self, block: list[Line]) -> None:
        """`(1) …` premises, a line of dashes, a conclusion; the argument they make up stood before."""
        if not self._last_argument:
            self._untitled += 1
            self._last_argument = f"<Untitled {self._untitled}>"
            self._know(self._last_argument, f"Untitled {self._untitled}", Content(argued=True, title="", text=""))
        premises: list[str] = []
        rules: list[str] = []
        conclusion = ""
        for part in parts_of(block):
            if isinstance(part, str):
                rules.append(part)
                continue
            places = self._tree(part)
            if not places:
                continue
            if rules:
                conclusion = places[0].key
                self._infer(premises, conclusion, rules)
                rules = []
            premises.append(places[0].key)
        if not conclusion:
            self.problems.append(
                _unknown(block[0].number, block[0].text, "Premises need a line of dashes and a conclusion.")
            )
        self._last_argument = ""

    def _infer(self, premises: list[str], conclusion: str, rules: list[str]) -> None:
        name = f"inference of {self._last_argument}"
        if self._last_argument in self._inferences:
            name = f"{name} to {conclusion}"
        scheme = content_of(" ".join(rule for rule in rules if rule)).text
        self._inferences[self._last_argument] = Link(name, tuple(premises), conclusion, Relation.SUPPORT, scheme)

    def arguments(self, title: str) -> ArgumentMap:
        """Everything read; a relation of an argument with premises is one of its conclusion, as Argdown has it."""
        ids = {key: str(statement.data.get("id") or key) for key, statement in self._statements.items()}
        links: dict[tuple[str, str, Relation], Link] = {}
        for source, target, relation in self._links:
            proof, attacked = self._inferences.get(source), self._inferences.get(target)
            first = proof.target if proof else source
            last = attacked.id if attacked and relation is Relation.UNDERCUT else target
            if first == last:
                continue  # Told by the inference already.
            ends = (ids[first], ids.get(last, last))
            links[(*ends, relation)] = Link(f"{ends[0]} {relation} {ends[1]}", (ends[0],), ends[1], relation)
        proofs = [
            Link(p.id, tuple(ids[name] for name in p.sources), ids[p.target], p.relation, p.scheme)
            for p in self._inferences.values()
        ]
        return ArgumentMap(title, tuple(map(_finished, self._statements.values())), (*links.values(), *proofs))


def _finished(statement: Statement) -> Statement:
    """Our own files keep the id and the speakers among the data."""
    data = dict(statement.data)
    own_id = data.pop("id", None)
    speakers = data.pop("speakers", ())
    names = tuple(str(name) for name in speakers) if isinstance(speakers, list) else ()
    return Statement(str(own_id or statement.id), statement.text, statement.title, names, statement.tags, data)


def _unknown(number: int, said: str, hint: str) -> NotReadable:
    return NotReadable(f"Line {number}: “{said.strip()[:60]}” has no place there.", hint)
