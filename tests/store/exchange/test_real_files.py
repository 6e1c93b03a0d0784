"""Real AIF and Argdown files come in without losing a node or an edge, compared as multisets.

The files are other people's and no part of the project: CRUXMAP_BENCH_DATA names the folder that has them.
"""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from store.exchange import aif, argdown_reading
from store.exchange.aif_nodes import read_file
from store.exchange.arguments import Relation

FOLDER = Path(os.environ.get("CRUXMAP_BENCH_DATA") or "/nowhere") / "formats"
AIF = sorted(FOLDER.glob("aif/*.json"))
ARGDOWN = sorted(FOLDER.glob("argdown/*.argdown"))

missing = pytest.mark.skipif(not FOLDER.is_dir(), reason="CRUXMAP_BENCH_DATA names no folder with formats/")
Said = dict[str, Any]


@missing
def test_there_are_real_files_to_read() -> None:
    assert AIF
    assert ARGDOWN


@missing
@pytest.mark.parametrize("path", AIF, ids=lambda path: path.stem)
def test_every_node_and_edge_of_a_real_aif_file_is_read_and_written_again(path: Path) -> None:
    said: Said = json.loads(path.read_text(encoding="utf-8"))
    again: Said = aif.to_json(read_file(path.read_text(encoding="utf-8")))
    assert nodes(again) == nodes(said)
    assert edges(again) == edges(said)


def nodes(said: Said) -> Counter[tuple[str, str, str]]:
    return Counter((node["nodeID"], node["type"], node["text"]) for node in said["nodes"])


def edges(said: Said) -> Counter[tuple[str, str]]:
    return Counter((edge["fromID"], edge["toID"]) for edge in said["edges"])


@missing
@pytest.mark.parametrize("path", AIF, ids=lambda path: path.stem)
def test_every_statement_and_inference_of_a_real_aif_file_is_understood(path: Path) -> None:
    said: Said = json.loads(path.read_text(encoding="utf-8"))
    kinds = {node["nodeID"]: node["type"] for node in said["nodes"]}
    read = aif.read(path.read_text(encoding="utf-8"))
    texts = Counter(node["text"] for node in said["nodes"] if node["type"] == "I")
    assert Counter(statement.text for statement in read.statements) == texts
    # Who said something is told by the speaker, not by a link.
    arguing = {name for name, kind in kinds.items() if kind in ("I", "RA", "CA", "MA", "PA")}
    joined = Counter(pair for pair in edges(said).elements() if set(pair) <= arguing)
    assert sum(joined.values()) == sum(len(link.sources) for link in read.links) + len(read.links)
    assert Counter(kinds[link.id.split("/")[0]] for link in read.links).keys() <= {"RA", "CA", "MA", "PA"}


@missing
def test_speakers_of_a_real_debate_are_known() -> None:
    read = aif.read((FOLDER / "aif" / "us2016_nodeset10032.json").read_text(encoding="utf-8"))
    assert {speaker for statement in read.statements for speaker in statement.speakers} >= {"Hyperdrunk", "BenDes1313"}


@missing
@pytest.mark.parametrize("path", ARGDOWN, ids=lambda path: path.stem)
def test_a_real_argdown_file_is_read_as_argdowns_own_parser_reads_it(path: Path) -> None:
    said: Said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    read = argdown_reading.read(path.read_text(encoding="utf-8"))
    assert read.problems == []
    ids = Counter(statement.id for statement in read.arguments.statements)
    assert ids == Counter(
        [f"<{title}>" for title in said["arguments"]] + [f"[{title}]" for title in said["statements"]]
    )
    drawn = [link for link in read.arguments.links if not link.id.startswith("inference of")]
    expected = [(row["from"], row["relationType"], row["to"]) for row in said["relations"]]
    names = {Relation.CONTRADICTION: "contradictory"}
    found = [(link.sources[0][1:-1], names.get(link.relation, str(link.relation)), link.target[1:-1]) for link in drawn]
    assert Counter(found) == Counter(expected)


@missing
@pytest.mark.parametrize("path", ARGDOWN, ids=lambda path: path.stem)
def test_every_conclusion_of_a_real_argdown_file_rests_on_its_premises(path: Path) -> None:
    said: Said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    read = argdown_reading.read(path.read_text(encoding="utf-8"))
    proofs = [link for link in read.arguments.links if link.id.startswith("inference of")]
    reconstructed = [argument["pcs"] for argument in said["arguments"].values() if argument.get("pcs")]
    steps = [[row["title"] for row in rows] for rows in reconstructed]
    assert Counter(link.target[1:-1] for link in proofs) >= Counter(rows[-1] for rows in steps)
