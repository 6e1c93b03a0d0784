import struct

import pytest

from store.project import Project
from tests.store.building import ALARM, CALM, keep


def row(*values: float) -> bytes:
    return struct.pack(f"<{len(values)}f", *values)


def test_vectors_come_back_in_one_piece_and_a_steady_order(project: Project) -> None:
    ids = [passage.id for passage in keep(project, "alarm", ALARM) + keep(project, "calm", CALM)]
    project.add_vectors("mini 1", ids[2:], [row(2, 0), row(3, 0)])
    project.add_vectors("mini 1", ids[:2], [row(0, 1), row(1, 1)])
    kept = project.vectors("mini 1")
    assert kept.ids == [*ids[2:], *ids[:2]]
    assert struct.unpack("<8f", kept.rows) == (2, 0, 3, 0, 0, 1, 1, 1)
    assert project.vectors("mini 1") == kept


def test_a_vector_that_is_kept_is_left_as_it_is(project: Project) -> None:
    first, second = (passage.id for passage in keep(project, "alarm", ALARM))
    project.add_vectors("mini 1", [first], [row(1)])
    project.add_vectors("mini 1", [second, first], [row(2), row(9)])
    assert project.vectors("mini 1") == ([first, second], row(1) + row(2))


def test_stamps_are_kept_apart_and_can_be_forgotten(project: Project) -> None:
    first, second = (passage.id for passage in keep(project, "alarm", ALARM))
    project.add_vectors("mini 1", [first], [row(1)])
    project.add_vectors("mini 2", [first, second], [row(2), row(3)])
    assert (project.vector_count("mini 1"), project.vector_count("mini 2")) == (1, 2)
    assert project.unencoded("mini 1") == [second]
    project.forget_vectors("mini 2")
    assert (project.vector_count("mini 1"), project.vector_count("mini 2")) == (1, 0)
    assert project.vectors("mini 2") == ([], b"")


def test_vectors_of_unknown_and_superseded_passages_are_passed_over(project: Project) -> None:
    old = [passage.id for passage in keep(project, "alarm", ALARM)]
    project.add_vectors("mini 1", [*old, "nobody"], [row(1), row(2), row(3)])
    assert project.vector_count("mini 1") == 2
    new = [passage.id for passage in keep(project, "alarm", CALM, version=2)]
    assert project.vectors("mini 1") == ([], b"")
    project.add_vectors("mini 1", [*old, *new], [row(1), row(2), row(3), row(4)])
    assert project.vectors("mini 1").ids == new


def test_an_id_without_its_row_is_refused(project: Project) -> None:
    first, second = (passage.id for passage in keep(project, "alarm", ALARM))
    with pytest.raises(ValueError, match="zip"):
        project.add_vectors("mini 1", [first, second], [row(1)])
    assert project.vector_count("mini 1") == 0


def test_what_is_missing_follows_every_change(project: Project) -> None:
    old = [passage.id for passage in keep(project, "alarm", ALARM)]
    assert project.unencoded("mini 1") == old
    project.add_vectors("mini 1", old[:1], [row(1)])
    assert project.unencoded("mini 1") == old[1:]
    assert project.unencoded("mini 2") == old
    new = [passage.id for passage in keep(project, "alarm", CALM, version=2)]
    assert project.unencoded("mini 1") == new
    more = [passage.id for passage in keep(project, "other", ALARM)]
    project.add_vectors("mini 1", [*new, *more], [row(2)] * len([*new, *more]))
    assert project.unencoded("mini 1") == []
    project.forget_vectors("mini 1")
    assert set(project.unencoded("mini 1")) == {*new, *more}
