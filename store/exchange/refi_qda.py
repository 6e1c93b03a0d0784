"""REFI-QDA projects (.qdpx), for NVivo, MAXQDA, ATLAS.ti and QualCoder: steps as codes, annotators as users."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

from debate.framework import Framework
from debate.handout import Handout
from debate.marks import Author, Mark, MarkKind, Pole, Stance
from debate.sources import Passage, Source
from debate.verdicts import JudgedMark
from store.exchange.losses import COMPUTED, REJECTED, Loss
from store.exchange.xml_text import CONTROLS, xml_attribute, xml_text

LOSSES = (
    REJECTED,
    COMPUTED,
    CONTROLS,
    Loss("import", "A project is written and not read back; w3c, json and the tables are."),
    Loss(
        "text between passages", "A source holds the passages that were examined, in order, with a blank line between."
    ),
    Loss("mark places", "Places count in that text; the place in the whole source stands in the description."),
    Loss("prompts and versions", "A user has a name alone; the version goes with it, the prompt does not."),
    Loss("verdicts", "What was decided last stands in the description."),
)
SCHEMA = "urn:QDA-XML:project:1.0"
GAP = "\n\n"
NEVER = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same map makes the same bytes."""


def write(handout: Handout) -> bytes:
    """The archive: the project and a plain text for each source."""
    texts = {source_id: _Text(handout, source_id) for source_id in handout.map.sources}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", "\n".join(_project(handout, texts)) + "\n")
        for source_id, text in texts.items():
            _put(archive, f"sources/{guid('source', source_id)}.txt", text.text)
    return out.getvalue()


def guid(*parts: str) -> str:
    """The same id for the same thing, whenever it is exported."""
    return str(uuid5(NAMESPACE_URL, "\x1f".join(("urn:cruxmap", *parts))))


class _Text:
    """The examined passages of one source as one text, and where each begins in it."""

    def __init__(self, handout: Handout, source_id: str) -> None:
        passages = [passage for passage in handout.map.passages.values() if passage.source_id == source_id]
        self._begins: dict[str, int] = {}
        pieces, at = [], 0
        for passage in sorted(passages, key=lambda one: one.start):
            self._begins[passage.id] = at
            # One sign for one sign, so that places stay; other tools would count a line end as one.
            pieces.append(passage.text.replace("\r", " "))
            at += len(passage.text) + len(GAP)
        self.text = GAP.join(pieces)

    def place(self, passage: Passage, at: int) -> int:
        """Where a place of the source is in this text."""
        return self._begins[passage.id] + at - passage.start


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    file = zipfile.ZipInfo(name, NEVER)
    file.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(file, text.encode())


def _project(handout: Handout, texts: Mapping[str, _Text]) -> Iterator[str]:
    claim = handout.map.claim
    authors = list(dict.fromkeys(judged.mark.author for judged in handout.marks.values()))
    marks: dict[str, list[JudgedMark]] = {}
    for judged in handout.marks.values():
        marks.setdefault(judged.mark.source_id, []).append(judged)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    name = xml_attribute(claim.text if claim else "Sources compared")
    yield (
        f'<Project name={name} origin={xml_attribute(handout.made_by)} creationDateTime="{handout.made_at}" '
        f'xmlns="{SCHEMA}">'
    )
    yield "<Users>"
    for author in authors:
        yield f'<User guid="{_user(author)}" name={xml_attribute(_name(author))}/>'
    yield "</Users>"
    yield f"<CodeBook><Codes>{''.join(_codes(handout.map.framework))}</Codes></CodeBook>"
    yield "<Sources>"
    for source_id, source in handout.map.sources.items():
        yield from _source(handout, source, texts[source_id], marks.get(source_id, []))
    yield "</Sources>"
    yield f"<Description>{xml_text(handout.map.framework.hedge)}</Description>"
    yield "</Project>"


def _codes(framework: Framework) -> Iterator[str]:
    """The codebook: steps with their criteria, slots with their poles, stances, properties, benefits."""
    steps = "".join(
        _code("step", step.id, step.name, step.asks, "".join(_criteria(framework, step.criteria)))
        for step in framework.steps
    )
    slots = "".join(
        _code("slot", slot.id, slot.name, slot.settled_by, "".join(_poles(slot.id, slot.poles)))
        for slot in framework.slots
    )
    yield _group("Steps", steps)
    yield _group("Assumptions", slots)
    yield _group("Stance", "".join(_code("stance", stance, stance.capitalize()) for stance in Stance))
    yield _group("Properties", "".join(_code("property", one.id, one.name) for one in framework.properties))
    yield _group("Benefits", "".join(_code("benefit", one.id, one.name, one.caveat) for one in framework.benefits))


def _criteria(framework: Framework, criteria: tuple[str, ...]) -> Iterator[str]:
    return (_code("criterion", name, f"{name} {framework.criteria[name]}") for name in criteria)


def _poles(slot_id: str, poles: Mapping[Pole, str]) -> Iterator[str]:
    return (_code("pole", f"{slot_id}/{pole}", f"{pole}: {said}") for pole, said in poles.items())


def _group(name: str, inside: str) -> str:
    return f'<Code guid="{guid("group", name)}" name={xml_attribute(name)} isCodable="false">{inside}</Code>'


def _code(kind: str, code_id: str, name: str, says: str = "", inside: str = "") -> str:
    description = f"<Description>{xml_text(says)}</Description>" if says else ""
    return (
        f'<Code guid="{guid(kind, code_id)}" name={xml_attribute(name)} isCodable="true">{description}{inside}</Code>'
    )


def _source(handout: Handout, source: Source, text: _Text, marks: list[JudgedMark]) -> Iterator[str]:
    name = guid("source", source.id)
    yield (
        f'<TextSource guid="{name}" name={xml_attribute(source.title)} plainTextPath="internal://{name}.txt" '
        f'creationDateTime="{handout.made_at}">'
    )
    for judged in marks:
        yield _selection(handout, judged, text)
    yield "</TextSource>"


def _selection(handout: Handout, judged: JudgedMark, text: _Text) -> str:
    mark = judged.mark
    passage = handout.map.passages[mark.passage_id]
    first, last = text.place(passage, mark.start), text.place(passage, mark.end)
    by = f'creatingUser="{_user(mark.author)}" creationDateTime="{mark.made_at}"'
    codings = "".join(
        f'<Coding guid="{guid("coding", mark.id, code)}" {by}><CodeRef targetGUID="{code}"/></Coding>'
        for code in _refs(mark)
    )
    return (
        f'<PlainTextSelection guid="{guid("mark", mark.id)}" name={xml_attribute(mark.quote[:80])} '
        f'startPosition="{first}" endPosition="{last}" {by}>'
        f"<Description>{xml_text(_description(judged))}</Description>{codings}</PlainTextSelection>"
    )


def _refs(mark: Mark) -> Iterator[str]:
    kinds = {MarkKind.STEP: "step", MarkKind.ASSUMPTION: "slot"}
    yield guid(kinds.get(mark.kind, mark.kind.value), str(mark.label))
    yield from (guid("criterion", criterion) for criterion in mark.criteria)
    if mark.pole:
        yield guid("pole", f"{mark.label}/{mark.pole}")


def _description(judged: JudgedMark) -> str:
    mark = judged.mark
    decision = f"; {judged.decision}" if judged.decision else ""
    said = f" {mark.statement}" if mark.statement else ""
    return f"Confidence {mark.confidence:.2f}{decision}; {mark.start}–{mark.end} of the source.{said}"


def _user(author: Author) -> str:
    return guid("user", author.kind, author.name, author.version)


def _name(author: Author) -> str:
    return " ".join(part for part in (author.name, author.version, f"({author.kind})") if part)
