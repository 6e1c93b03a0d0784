"""Our own JSON: the map as `--json` prints it, with what is needed to make the very same map of it again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from debate.claims import Claim, Direction
from debate.framework import Framework
from debate.handout import Audience, Handout
from debate.mapjson import map_json, mark_json
from debate.maps import map_placed
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, Stance
from debate.sides import Side
from debate.sources import Passage, Source
from debate.verdicts import Decision, JudgedMark, Verdict
from store.exchange.errors import NotReadable
from store.exchange.json_text import json_text
from store.exchange.losses import REJECTED

FORMAT = "cruxmap"
SCHEMA = 1
LOSSES = (REJECTED,)

Json = Mapping[str, Any]


def write(handout: Handout) -> str:
    """The map, its verdicts, and rejected marks when they were asked for."""
    picture = handout.map
    said = map_json(picture)
    for mark_id, judged in picture.marks.items():
        said["marks"][mark_id]["confidence"] = judged.mark.confidence
    for passage_id, passage in picture.passages.items():
        said["passages"][passage_id]["ordinal"] = passage.ordinal
        said["passages"][passage_id]["sides"] = list(picture.sided.get(passage_id, ()))
    head = {"format": FORMAT, "schema": SCHEMA, "made_by": handout.made_by, "made_at": handout.made_at}
    tail = {
        "examined": sorted(picture.examined.steps),
        "verdicts": [_verdict_json(verdict) for verdict in handout.verdicts],
        "rejected": {
            mark_id: {**mark_json(judged), "confidence": judged.mark.confidence}
            for mark_id, judged in handout.rejected.items()
        },
        "rejected_left_out": handout.stays,
        "rejections": [{**_author_json(author), "marks": count} for author, count in handout.rejections.items()],
        "audience": handout.audience,
        "withheld": dict(handout.withheld),
    }
    return json_text({**head, **said, **tail})


def read(text: str, framework: Framework) -> Handout:
    """The map of a file, computed again from its marks; raises NotReadable for what is no such file."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise NotReadable(f"The file says it is “{said['format']}”, not “{FORMAT}”.", "Export it again as json.")
        _check(said, framework)
        return _handout(said, framework)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as wrong:
        raise NotReadable(
            f"The file is not a map as cruxmap writes it ({type(wrong).__name__}: {wrong}).", "Export it again as json."
        ) from wrong


def is_own(said: object) -> bool:
    """Whether parsed JSON says that it is a map of ours."""
    return isinstance(said, Mapping) and said.get("format") == FORMAT


def _check(said: Json, framework: Framework) -> None:
    if said["schema"] > SCHEMA:
        raise NotReadable(f"The file has schema {said['schema']}, made by a later version.", "Update cruxmap.")
    if said["framework"]["id"] != framework.id:
        raise NotReadable(
            f"The map was made with the framework “{said['framework']['id']}”, this project uses “{framework.id}”.",
            "Give that framework with the setting `framework`.",
        )


def _handout(said: Json, framework: Framework) -> Handout:
    marks = [_judged(mark_id, row) for mark_id, row in said["marks"].items()]
    rejected = [_judged(mark_id, row) for mark_id, row in said["rejected"].items()]
    passages = {passage_id: _passage(passage_id, row) for passage_id, row in said["passages"].items()}
    sources = {source_id: source_from(row) for source_id, row in said["sources"].items()}
    picture = map_placed(
        framework,
        claim_from(said["claim"]) if said["claim"] else None,
        [_side(row) for row in said["sides"]],
        {mark_id: tuple(row["sides"]) for mark_id, row in said["marks"].items() if row["sides"]},
        {mark_id: row.get("sure", 1.0) for mark_id, row in said["marks"].items() if row["sides"]},
        {passage_id: tuple(row["sides"]) for passage_id, row in said["passages"].items() if row["sides"]},
        passages,
        sources,
        [*marks, *rejected],
        said["examined"],
        said["trust"],
        said["tally"].get("pending", 0),
    )
    told = said["tally"]
    tally = replace(picture.tally, unverified=told["unverified"], unread=told["unread"])
    return Handout(
        map=replace(picture, tally=tally),
        verdicts=tuple(_verdict(row) for row in said["verdicts"]),
        rejected={judged.mark.id: judged for judged in rejected},
        rejections={_author(row): row["marks"] for row in said["rejections"]},
        withheld=dict(said["withheld"]),
        audience=Audience(said["audience"]),
        made_by=str(said["made_by"]),
        made_at=str(said["made_at"]),
    )


def claim_from(row: Json) -> Claim:
    """A claim as `claim_json` writes it."""
    return Claim(
        id=row["id"],
        text=row["text"],
        vector=row["vector"],
        direction=Direction(row["direction"]),
        baselines=tuple(row["baselines"]),
        actor=row["actor"],
        horizon=row["horizon"],
    )


def source_from(row: Json) -> Source:
    """A source as `source_json` writes it."""
    return Source(
        id=row["id"],
        name=row["name"],
        version=row["version"],
        content_hash=row["content_hash"],
        csl=row["csl"],
        origin=row["origin"],
        language=row["language"],
        characters=row["characters"],
        licence=row["licence"],
        superseded=row["superseded"],
        extra=row["extra"],
    )


def _side(row: Json) -> Side:
    stance = Stance(row["stance"]) if row["stance"] else None
    return Side(row["id"], row["name"], stance, row["source"])


def _passage(passage_id: str, row: Json) -> Passage:
    return Passage(
        passage_id, row["source"], row["ordinal"], row["start"], row["end"], row["text"], row["language"],
        row["page"], row["section"],
    )  # fmt: skip


def _judged(mark_id: str, row: Json) -> JudgedMark:
    mark = Mark(
        id=mark_id,
        passage_id=row["passage"],
        source_id=row["source"],
        kind=MarkKind(row["kind"]),
        label=row["label"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        confidence=float(row["confidence"]),
        author=_author(row["author"]),
        made_at=row["made_at"],
        criteria=tuple(row["criteria"]),
        pole=Pole(row["pole"]) if row["pole"] else None,
        claim_id=row["claim"],
        statement=row["statement"],
        caveat=row["caveat"],
    )
    return JudgedMark(mark, Decision(row["decision"]) if row["decision"] else None)


def _author(row: Json) -> Author:
    return Author(AuthorKind(row["kind"]), row["name"], row["version"], row["prompt"])


def _author_json(author: Author) -> dict[str, Any]:
    return {"kind": author.kind, "name": author.name, "version": author.version, "prompt": author.prompt}


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "mark": verdict.mark_id,
        "decision": verdict.decision,
        "by": verdict.by,
        "made_at": verdict.made_at,
        "changes": verdict.changes,
        "note": verdict.note,
        "blind": verdict.blind,
    }


def _verdict(row: Json) -> Verdict:
    return Verdict(
        row["id"], row["mark"], Decision(row["decision"]), row["by"], row["made_at"], row["changes"], row["note"],
        row["blind"],
    )  # fmt: skip
