from debate.verdicts import Decision
from store.project import Project
from tests.store.building import ALARM, keep, step_mark, verdict_on


def test_verdicts_are_found_by_words_of_their_note_oldest_first(project: Project) -> None:
    passages = keep(project, "alarm", ALARM)
    marks = [step_mark(passage) for passage in passages]
    project.add_marks(marks)
    for name, mark in (("first", marks[1]), ("second", marks[0])):
        project.add_verdict(verdict_on(mark, name, Decision.ACCEPTED))
    assert [verdict.id for verdict in project.verdicts_noting("read tw")] == ["first", "second"]
    assert project.verdicts_noting("READ") == []
    assert project.verdicts_noting("100%_") == []
