"""A REFI-QDA project is read by pyrefiqda, and every selection holds the words that were marked."""

import io
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from pyrefiqda import RefiProject

from debate.handout import Handout
from store.exchange import refi_qda
from store.exchange.xml_text import holdable
from tests.store.exchange.debates import FRAMEWORK, handouts, large


@given(handout=handouts())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pyrefiqda_finds_every_mark_on_its_words(tmp_path: Path, handout: Handout) -> None:
    pyrefiqda_finds(tmp_path, handout)


def pyrefiqda_finds(tmp_path: Path, handout: Handout) -> None:
    file = tmp_path / "debate.qdpx"
    file.write_bytes(refi_qda.write(handout))
    project = RefiProject.load(file, str(tmp_path / "out"))
    sources = project.sources.text_source if project.sources else []
    users = {user.guid: user.name for user in (project.users.user if project.users else [])}
    found = {}
    for source in sources:
        assert source.plain_text_path is not None
        text = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "out").read_bytes().decode()
        for selection in source.plain_text_selection:
            found[selection.guid] = text[selection.start_position : selection.end_position]
            assert selection.creating_user in users
    assert found == {
        refi_qda.guid("mark", name): judged.mark.quote.replace("\r", " ") for name, judged in handout.marks.items()
    }
    claim = handout.map.claim
    assert claim is not None
    assert project.name == holdable(claim.text)


def test_every_coding_refers_to_a_code_of_the_book(tmp_path: Path) -> None:
    file = tmp_path / "debate.qdpx"
    file.write_bytes(refi_qda.write(large(40)))
    project = RefiProject.load(file, str(tmp_path / "out"))
    codes, waiting = set[str](), list(project.code_book.codes.code) if project.code_book else []
    while waiting:
        code = waiting.pop()
        codes.add(code.guid)
        waiting += code.code
    assert len(codes) > len(FRAMEWORK.steps) + len(FRAMEWORK.criteria) + 2 * len(FRAMEWORK.slots)
    selections = [one for source in project.sources.text_source for one in source.plain_text_selection]
    assert len(selections) == 40
    assert {coding.code_ref.target_guid for one in selections for coding in one.coding} <= codes
    assert all(one.coding for one in selections)


def test_the_same_map_makes_the_same_bytes() -> None:
    handout = large(8)
    assert refi_qda.write(handout) == refi_qda.write(handout)
    with zipfile.ZipFile(io.BytesIO(refi_qda.write(handout))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "project.qde"
