import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from store.project import Project
from store.words import asked, indexed, stretches
from tests.store.building import ALARM, CALM, keep

JAPANESE = ("公開された重みは回収できない。", "GPT-4の安全性は雨の日も同じ。")
OTHERS = ("โมเดลเปิดมีความเสี่ยง", "मॉडल के भार खुले हैं", "모델가중치는 공개된다", "Der Schlüssel lag im Café.")


def found(project: Project, query: str, sources: list[str] | None = None) -> list[str]:
    return [hit.passage_id for hit in project.lexical(query, 10, sources)]


@pytest.fixture(autouse=True)
def library(project: Project) -> None:
    keep(project, "alarm", ALARM)
    keep(project, "calm", CALM)
    keep(project, "seed", JAPANESE)
    keep(project, "others", OTHERS)


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        pytest.param("textbook", "calm#0000", id="a plural by its singular"),
        pytest.param("explanation OR textbooks", "calm#0000", id="an operator is a word"),
        pytest.param("cafe schlussel", "others#0003", id="without accents"),
        pytest.param("ＳＡＦＥＧＵＡＲＤＳ", "alarm#0001", id="full-width letters"),
        pytest.param("回収", "seed#0000", id="two characters"),
        pytest.param("安全性とは何か", "seed#0001", id="a Japanese question"),
        pytest.param("雨", "seed#0001", id="one character"),
        pytest.param("い", "seed#0000", id="a character that ends its run"),
        pytest.param("gpt", "seed#0001", id="a Latin word inside Japanese"),
        pytest.param("ความเสี่ยง", "others#0000", id="Thai"),
        pytest.param("खुले", "others#0001", id="Hindi with its vowel signs"),
        pytest.param("가중치", "others#0002", id="Korean without its particle"),
    ],
)
def test_is_found(project: Project, query: str, passage: str) -> None:
    assert found(project, query)[0] == passage


def test_more_and_rarer_shared_words_rank_higher(project: Project) -> None:
    hits = project.lexical("Do released weights help defenders?", 10)
    assert [hit.passage_id for hit in hits] == ["calm#0001", "alarm#0000"]
    assert hits[0].score > hits[1].score > 0
    assert hits[0].terms == ("released", "weights", "defenders")
    assert hits[1].terms == ("released", "weights")


def test_matched_terms_are_the_querys_own_words(project: Project) -> None:
    assert project.lexical("Explaining a TEXTBOOK", 1)[0].terms == ("Explaining", "TEXTBOOK")
    assert project.lexical("GPT-4の安全性", 1)[0].terms == ("GPT", "4", "安全性")


def test_a_query_of_stop_words_alone_still_looks(project: Project) -> None:
    assert found(project, "from this") == ["calm#0000", "calm#0001"]
    assert "calm#0000" not in found(project, "this weights")


def test_a_search_can_be_kept_to_some_sources(project: Project) -> None:
    assert found(project, "weights", ["calm"]) == ["calm#0001"]
    assert set(found(project, "weights", ["calm", "alarm", "seed"])) == {"calm#0001", "alarm#0000"}
    assert found(project, "weights 回収", ["seed", "alarm"]) != []
    assert found(project, "weights", []) == found(project, "weights", ["nobody"]) == []


def test_a_superseded_source_is_not_found_even_by_name(project: Project) -> None:
    keep(project, "calm", ("Nothing of this is left.",), version=2)
    assert found(project, "defenders textbooks") == []
    assert found(project, "defenders", ["calm"]) == []
    assert found(project, "left nothing") == ["calm@2#0000"]


def test_several_queries_give_what_each_gives(project: Project) -> None:
    queries = ["weights", "回収", ""]
    assert project.lexical_many(queries, 5) == [project.lexical(query, 5) for query in queries]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.integers(min_value=-1, max_value=4))
@example('"weights" AND NOT (words:', 3)
@example("weights\x00' OR 1=1 --", 3)
@example("NEAR(weights, 2) ^weights * + {pairs}", 3)
@example("👩🏽‍🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿 weights", 3)
@example("\ud800weights", 3)
@example("²³ ½ ﷺ ẛ̣ \u0301\u0301", 3)
def test_no_query_breaks_the_search(project: Project, query: str, limit: int) -> None:
    assert len(project.lexical(query, limit)) <= max(limit, 0)


@pytest.mark.parametrize("unit", ["weights ", "重", '"', "x", "\x00", "(weights OR "])
def test_a_hundred_thousand_characters_are_no_harm(project: Project, unit: str) -> None:
    assert len(project.lexical(unit * (100_000 // len(unit)), 5)) <= 5


def test_among_hundreds_of_unknown_words_the_known_one_counts(project: Project) -> None:
    query = " ".join(f"word{n}" for n in range(800)) + " textbooks"
    assert found(project, query) == ["calm#0000"]


def test_pairs_overlap_and_the_last_character_stands_alone() -> None:
    assert indexed("AIの安全") == ("AI ", "の安 安全 全")
    assert indexed("no such script") == ("no such script", "")


def test_a_han_character_is_looked_up_by_itself_too_and_kana_only_in_pairs() -> None:
    assert asked("AIの安全").tokens == ("AI", "の安", "安全", "安", "全")
    assert asked("データ").tokens == ("デー", "ータ")
    assert asked("雨").tokens == ("雨",)


def test_stretches_are_the_longest_that_stand_in_the_text() -> None:
    assert stretches(["安全性の評価とは"], "評価は安全性に関わる") == ["安全性", "評価"]
    assert stretches(["では"], "では始める") == []
    assert stretches([], "何か") == []
