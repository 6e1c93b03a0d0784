"""Kialo's text export: a thesis, and under it pros and cons, numbered by their place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from debate.handout import Handout
from store.exchange.arguing import arguments_of
from store.exchange.arguments import LOSSES as ARGUMENT_LOSSES
from store.exchange.arguments import ArgumentMap, Link, Relation, Statement
from store.exchange.errors import NotReadable
from store.exchange.losses import Loss

LOSSES = (
    *ARGUMENT_LOSSES,
    Loss("statement.id", "A statement is known by its place."),
    Loss("statement.title", "Kialo has no titles."),
    Loss("statement.tags", "Kialo has no tags."),
    Loss("statement.data", "Steps, criteria, places and who said it have no field; the address of the source has."),
    Loss("statement.speakers", "A side is told by pro and con alone."),
    Loss("link.undercut", "An attack on a step of reasoning becomes a con under what makes the step."),
    Loss("line breaks", "A statement is one line."),
)
PRO, CON, SEE = "Pro", "Con", "-> See "

_PLACE = re.compile(r"^(\d+(?:\.\d+)*)\.[ \t]+(?:(Pro|Con):[ \t]*)?(.*)$")
_TITLE = re.compile(r"^Discussion (?:Title|Name):\s*(.*)$", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([()\[\]\\]|->)")
_TRAILING = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\(((?:[^()\s\\]|\\.)*)\)$")


def write(handout: Handout) -> str:
    """The argument of a claim as a discussion; what bears on two things is told once and pointed to."""
    arguments = arguments_of(handout)
    lines = [f"Discussion Title: {_line(arguments.title)}", "", *_Discussion(arguments).lines()]
    return "\n".join(lines) + "\n"


def is_kialo(text: str) -> bool:
    """Whether the first line names a discussion."""
    return bool(_TITLE.match(text.lstrip("\ufeff\n\r ").split("\n", 1)[0].strip()))


def read(text: str) -> ArgumentMap:
    """The discussion as statements under their places; raises NotReadable with the number of a line."""
    title, entries = _entries(text)
    places = {entry.place for entry in entries}
    statements, links = [], []
    for entry in entries:
        parent = entry.place.rpartition(".")[0]
        if parent and parent not in places:
            raise NotReadable(f"Line {entry.number}: {entry.place}. answers {parent}., which is not there.", _EXPORT)
        body = " ".join(entry.lines)
        seen = re.fullmatch(r"-> See (\d+(?:\.\d+)*)\.?", body)
        source = seen[1] if seen else entry.place
        if seen and source not in places:
            raise NotReadable(f"Line {entry.number}: it points to {source}., which is not there.", _EXPORT)
        if not seen:
            statements.append(_statement(entry.place, body))
        if parent:
            relation = Relation.ATTACK if entry.stance == CON else Relation.SUPPORT
            links.append(Link(f"{source} {relation} {parent}", (source,), parent, relation))
    return ArgumentMap(title, tuple(statements), tuple(links))


_EXPORT = "Export the discussion from Kialo again."


@dataclass
class _Entry:
    number: int
    place: str
    stance: str | None
    lines: list[str] = field(default_factory=list)


def _entries(text: str) -> tuple[str, list[_Entry]]:
    title, entries, known = "", list[_Entry](), dict[str, int]()
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found, named = _PLACE.match(line), _TITLE.match(line)
        if found:
            if found[1] in known:
                raise NotReadable(f"Line {number}: {found[1]}. was there before, in line {known[found[1]]}.", _EXPORT)
            known[found[1]] = number
            entries.append(_Entry(number, found[1], found[2], [found[3].strip()]))
        elif named and not entries:
            title = named[1].strip()
        elif line.strip() and entries:
            entries[-1].lines.append(line.strip())
        elif line.strip():
            raise NotReadable(f"Line {number}: it stands before the thesis, which begins with “1.”.", _EXPORT)
    if not entries:
        raise NotReadable("The file holds no discussion.", "Kialo's export begins with “Discussion Title:”.")
    return title, entries


def _statement(place: str, body: str) -> Statement:
    """The words without the links at their end, which are its sources."""
    links = []
    while found := _TRAILING.search(body):
        links.append({"title": _plain(found[1]), "url": _plain(found[2])})
        body = body[: found.start()].rstrip()
    return Statement(place, _plain(body), data={"links": links[::-1]} if links else {})


class _Discussion:
    """Numbers statements depth first, so that each is told where it bears first."""

    def __init__(self, arguments: ArgumentMap) -> None:
        self._by_id = {statement.id: statement for statement in arguments.statements}
        makes = {link.id: link.sources[0] for link in arguments.links}
        self._children: dict[str, list[tuple[str, Relation]]] = {}
        for link in arguments.links:
            for source in link.sources:
                self._children.setdefault(makes.get(link.target, link.target), []).append((source, link.relation))
        bearing = {source for link in arguments.links for source in link.sources}
        self._roots = [name for name in self._by_id if name not in bearing]
        self._places: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        """One line a statement; first the places, so that a pointer may point ahead."""
        order = list(self._walk())
        for place, name, stance, first in order:
            mark = f"{place}. {stance}: " if stance else f"{place}. "
            yield mark + (_told(self._by_id[name]) if first else f"{SEE}{self._places[name]}.")

    def _walk(self) -> Iterator[tuple[str, str, str, bool]]:
        """Place, statement, pro or con, and whether it is told here."""
        stack = [(str(n), name, "") for n, name in reversed(list(enumerate(self._roots, 1)))]
        while stack:
            place, name, stance = stack.pop()
            first = name not in self._places
            self._places.setdefault(name, place)
            yield place, name, stance, first
            if first:
                below = list(enumerate(self._children.get(name, ()), 1))
                stack += [(f"{place}.{n}", child, _STANCES[relation]) for n, (child, relation) in reversed(below)]


_STANCES: Mapping[Relation, str] = {
    Relation.SUPPORT: PRO,
    Relation.REPHRASE: PRO,
    Relation.PREFERENCE: PRO,
    Relation.ATTACK: CON,
    Relation.UNDERCUT: CON,
    Relation.CONTRADICTION: CON,
}


def _told(statement: Statement) -> str:
    url = str(statement.data.get("url") or "")
    if not url and statement.data.get("source_hash"):
        url = f"urn:sha256:{statement.data['source_hash']}"
    if not url:
        return _escaped(statement.text)
    page = f", p. {statement.data['page']}" if statement.data.get("page") else ""
    title = f"{statement.data.get('source_title', 'source')}{page}"
    return f"{_escaped(statement.text)} [{_escaped(title)}]({_escaped(''.join(url.split()))})"


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    escaped = re.sub(r"([()\[\]\\])", r"\\\1", _line(text))
    return f"\\{escaped}" if escaped.startswith("->") else escaped


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text).strip()
