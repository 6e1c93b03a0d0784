"""What a model was asked, answered and proposed in vain stays in the project."""

from dataclasses import replace

from debate.calls import Call, Spent, Usage
from debate.marks import Author, AuthorKind
from debate.parcels import Parcel
from debate.proposals import RejectedProposal
from debate.quotes import QuoteVerdict
from store.project import Project, open_project

CALL = Call("key", "openai:small", "mark_passages:abc", "{…}", Usage(100, 20, 60, 5), "2026-01-02T03:04:05Z")
REJECTED = RejectedProposal(
    passage_id="paper#0001",
    author=Author(AuthorKind.MODEL, "openai:small", "v", "mark_passages:abc"),
    kind="step",
    label="threat",
    quote="words nobody wrote\x1b[2J",
    verdict=QuoteVerdict.NOT_FOUND,
    nearest="",
    made_at="2026-01-02T03:04:05Z",
)


def test_a_call_is_answered_from_the_project_after_it_was_opened_anew(project: Project) -> None:
    project.keep_call(CALL)
    project.close()
    with open_project(project.path) as again:
        assert again.call("key") == CALL
        assert again.call("another") is None


def test_the_first_answer_to_a_question_stays(project: Project) -> None:
    project.keep_call(CALL)
    project.keep_call(replace(CALL, reply="another"))
    assert project.call("key") == CALL


def test_usage_is_summed_by_model_day_and_kind_of_price(project: Project) -> None:
    project.keep_call(CALL)
    project.keep_call(replace(CALL, key="second", usage=Usage(1, 2, 0, 0)))
    project.keep_call(replace(CALL, key="third", made_at="2026-01-03T00:00:00Z", usage=Usage(7, 0, 0, 0)))
    project.keep_call(replace(CALL, key="fourth", made_at="2026-01-03T00:00:00Z", usage=Usage(5, 1), batched=True))
    assert list(project.usage_by_model()) == [
        Spent("openai:small", "2026-01-02", 2, Usage(101, 22, 60, 5)),
        Spent("openai:small", "2026-01-03", 1, Usage(7, 0, 0, 0)),
        Spent("openai:small", "2026-01-03", 1, Usage(5, 1), batched=True),
    ]


def test_a_parcel_is_under_way_until_it_is_ended_and_learns_its_name_later(project: Project) -> None:
    parcel = Parcel("one", "openai:small", "", {"key": "mark_passages:abc"}, "2026-01-02T03:04:05Z")
    project.keep_parcel(parcel)
    project.keep_parcel(replace(parcel, id="two"))
    project.keep_parcel(replace(parcel, batch_id="batch_1"))
    project.close()
    with open_project(project.path) as again:
        assert again.parcels() == [replace(parcel, batch_id="batch_1"), replace(parcel, id="two")]
        again.end_parcel("one")
        assert [one.id for one in again.parcels()] == ["two"]


def test_a_rejected_proposal_is_kept_once_and_found_by_its_passage(project: Project) -> None:
    project.add_rejected([REJECTED])
    project.add_rejected([REJECTED])
    project.add_rejected([])
    assert project.rejected_on(["paper#0001"]) == [REJECTED]
    assert project.rejected_on(["paper#0002"]) == []
