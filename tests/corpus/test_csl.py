"""What a file says of itself becomes CSL, and what is doubtful stays as it was written."""

import pytest

from corpus.csl import csl_item, names_of
from corpus.dates import date_of


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("2024-03-27", [2024, 3, 27]),
        ("2024-03-27T10:00:00Z", [2024, 3, 27]),
        ("2024/3", [2024, 3]),
        ("2024年3月27日", [2024, 3, 27]),
        ("20240327", [2024, 3, 27]),
        ("27 March 2024", [2024, 3, 27]),
        ("March 27th, 2024", [2024, 3, 27]),
        ("Sept. 2021", [2021, 9]),
        ("03/04/2024", [2024]),
        ("2024-13-45", [2024]),
        ("c. 1999", [1999]),
    ],
)
def test_a_date_is_taken_as_far_as_it_is_certain(written: str, parts: list[int]) -> None:
    assert date_of(written) == {"date-parts": [parts]}


@pytest.mark.parametrize("written", ["n.d.", "令和6年", "123456"])
def test_what_is_no_date_is_kept_as_it_is(written: str) -> None:
    assert date_of(written) == {"literal": written}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Kapoor, Sayash; Bommasani, Rishi", ["Kapoor|Sayash", "Bommasani|Rishi"]),
        ("Alice Smith, Bob Jones and Carol White", ["Alice Smith", "Bob Jones", "Carol White"]),
        ("Smith, John and Doe, Jane", ["Smith|John", "Doe|Jane"]),
        ("de la Cruz, Maria", ["de la Cruz|Maria"]),
        ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        ("Center for Democracy and Technology", ["Center for Democracy and Technology"]),
        ("Department of Health and Human Services", ["Department of Health and Human Services"]),
        ("OpenAI, Inc.", ["OpenAI, Inc."]),
        ("Martin Luther King, Jr.", ["Martin Luther King, Jr."]),
        ("Johnson & Johnson", ["Johnson & Johnson"]),
        (["Ada Lovelace", {"family": "King", "given": None}], ["Ada Lovelace", "King"]),
        (17, []),
    ],
)
def test_authors_are_taken_apart_where_it_is_plain(written: object, names: list[str]) -> None:
    assert ["|".join(name.values()) for name in names_of(written)] == names


def test_an_item_has_what_is_known_and_nothing_else() -> None:
    assert csl_item(title=" On\nrisk ", organization="An office", date=2024) == {
        "type": "document",
        "title": "On risk",
        "publisher": "An office",
        "author": [{"literal": "An office"}],
        "issued": {"date-parts": [[2024]]},
    }
    assert csl_item(title="", authors=None, date=None) == {"type": "document"}


def test_half_characters_do_not_reach_an_item() -> None:
    assert csl_item(title="a\ud800b", authors=["x\udfff"]) == {
        "type": "document",
        "title": "a\ufffdb",
        "author": [{"literal": "x\ufffd"}],
    }
