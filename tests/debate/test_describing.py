"""A reference finds the source it means, by id, DOI, address or title, and nothing else."""

import pytest

from debate.describing import describe
from debate.sources import Source
from tests.debate.memory import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    for name, csl in {
        "kapoor": {"title": "On the Societal Impact", "DOI": "10.1/Kapoor", "note": "kept"},
        "hazell": {"title": "Spear Phishing", "URL": "https://www.example.org/hazell/"},
        "twin-1": {"title": "Twins"},
        "twin-2": {"title": "Twins"},
    }.items():
        made.add_source(Source(name, name, 1, "0" * 64, csl, "", "en", 1), "x", [], ())
    return made


@pytest.mark.parametrize(
    ("item", "source"),
    [
        pytest.param({"id": "KAPOOR"}, "kapoor", id="its id"),
        pytest.param({"id": "x", "DOI": "https://doi.org/10.1/kapoor"}, "kapoor", id="its DOI as an address"),
        pytest.param({"id": "x", "URL": "http://example.org/hazell"}, "hazell", id="its address"),
        pytest.param({"id": "x", "title": "On the societal impact."}, "kapoor", id="its title"),
        pytest.param({"id": "hazell", "title": "On the Societal Impact"}, "hazell", id="its id before its title"),
    ],
)
def test_a_reference_describes_the_source_it_means(store: MemoryStore, item: dict[str, object], source: str) -> None:
    described = describe(store, [{**item, "publisher": "P", "custom": {"x": 1}, "abstract": ""}])
    assert described.sources == [source]
    (csl,) = [one.csl for one in store.sources() if one.id == source]
    assert csl["publisher"] == "P"
    assert not {"id", "custom", "abstract"} & csl.keys()


def test_what_was_known_and_is_not_said_again_stays(store: MemoryStore) -> None:
    describe(store, [{"id": "kapoor", "title": "New title"}])
    assert store.sources()[0].csl == {"title": "New title", "DOI": "10.1/Kapoor", "note": "kept"}


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ({"id": "nobody", "title": "Nothing"}, "“nobody” is no source"),
        ({"title": "twins!"}, "“twins!” could be any of: twin-1, twin-2"),
        ({}, "a reference without an id"),
        ({"id": "", "title": None, "DOI": None, "URL": None}, "a reference without an id"),
    ],
)
def test_a_reference_to_nothing_or_to_several_is_told(store: MemoryStore, item: dict[str, object], says: str) -> None:
    described = describe(store, [item])
    assert described.sources == []
    assert says in str(described.problems[0])
