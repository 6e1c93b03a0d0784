"""Sources leave as references that reference managers read, and come back with what the format carries."""

import io
import json
from typing import Any

import pybtex.database
import pytest
import rispy
from hypothesis import given, settings

from debate.handout import Handout
from store.exchange import bibtex, csl_json, ris
from store.exchange.errors import NotReadable
from store.exchange.references import Item, citation_parts, date_in_words, items_of, web_address
from tests.store.exchange.debates import handouts

CARRIED = {"id", "type", "title", "author", "issued", "container-title", "publisher", "volume", "issue", "page"}
CARRIED |= {"DOI", "URL", "language", "abstract", "note"}


def folded(value: Any) -> Any:
    """The declared loss of line breaks: every run of blanks is one blank."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [folded(part) for part in value]
    return {name: folded(part) for name, part in value.items()} if isinstance(value, dict) else value


def carried(item: Item, types: set[str], fields: set[str] = CARRIED) -> Item:
    kept = {name: folded(value) for name, value in item.items() if name in fields}
    return {**kept, "type": item["type"] if item["type"] in types else "document"}


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_csl_json_brings_every_field_back(handout: Handout) -> None:
    assert csl_json.read(csl_json.write(handout)) == items_of(handout)


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_bibtex_brings_back_what_it_declares_to_carry(handout: Handout) -> None:
    expected = [carried(item, set(bibtex.TYPES)) for item in items_of(handout)]
    assert bibtex.read(bibtex.write(handout)) == expected


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_ris_brings_back_what_it_declares_to_carry(handout: Handout) -> None:
    expected = [carried(item, set(ris.TYPES), CARRIED - {"note"}) for item in items_of(handout)]
    for item in expected:
        item["author"] = [person(name) for name in item.get("author", ())]
        item["author"] or item.pop("author")
    assert ris.read(ris.write(handout)) == expected


def person(name: dict[str, str]) -> dict[str, str]:
    """The declared loss: in RIS a comma in an organisation's name makes a person of it."""
    written = name.get("literal") or f"{name['family']}, {name['given']}"
    family, _, given_name = (part.strip() for part in written.partition(","))
    return {"family": family, "given": given_name} if given_name else {"literal": written}


@given(handouts())
@settings(max_examples=40, deadline=None)
def test_pybtex_reads_our_bibtex(handout: Handout) -> None:
    read = pybtex.database.parse_string(bibtex.write(handout), "bibtex")
    items = items_of(handout)
    assert len(read.entries) == len(items)
    for entry, item in zip(read.entries.values(), items, strict=True):
        assert bibtex.plain_from_tex(entry.fields["title"]) == folded(item["title"])
        assert len(entry.persons.get("author", ())) == len(item.get("author", ()))


@given(handouts())
@settings(max_examples=40, deadline=None)
def test_rispy_reads_our_ris(handout: Handout) -> None:
    read = rispy.load(io.StringIO(ris.write(handout)))
    items = items_of(handout)
    assert [entry["id"] for entry in read] == [folded(item["id"]) for item in items]
    assert [entry["title"] for entry in read] == [folded(item["title"]) for item in items]
    assert [len(entry.get("authors", ())) for entry in read] == [len(item.get("author", ())) for item in items]


def test_bibtex_as_others_write_it_is_understood() -> None:
    text = """
    % a comment, then a string
    @string(icml = "Proceedings of {ICML}")
    @comment{ignored {here} too}
    @InProceedings{kapoor2024,
      author = {Kapoor, Sayash and Rishi Bommasani and {Center for AI}},
      title = "On the {Societal} Impact" # { of Open Models},
      booktitle = icml, year = 2024, month = feb, pages = {1--9}
    }
    @misc{empty}
    """
    first, second = bibtex.read(text)
    assert first == {
        "id": "kapoor2024",
        "type": "paper-conference",
        "author": [
            {"family": "Kapoor", "given": "Sayash"},
            {"family": "Bommasani", "given": "Rishi"},
            {"literal": "Center for AI"},
        ],
        "issued": {"date-parts": [[2024, 2]]},
        "title": "On the Societal Impact of Open Models",
        "container-title": "Proceedings of ICML",
        "page": "1--9",
    }
    assert second == {"id": "empty", "type": "document"}


@pytest.mark.parametrize("text", ["@article{a,\n title = {open", "@article{a, title}", '@misc{b,\n\n x = "y }'])
def test_a_bibtex_entry_that_does_not_end_is_named_by_its_line(text: str) -> None:
    with pytest.raises(NotReadable, match=r"Line \d"):
        bibtex.read(text)


def test_ris_as_others_write_it_is_understood() -> None:
    text = (
        "\ufeffTY  - JOUR\nA1  - Guha, N.\nT1  - A title that\n   goes on\nPY  - 2024/02//\nSP  - 1\nEP  - 9\nER  -\n"
    )
    assert ris.read(text) == [
        {
            "id": "",
            "type": "article-journal",
            "author": [{"family": "Guha", "given": "N."}],
            "issued": {"date-parts": [[2024, 2]]},
            "title": "A title that goes on",
            "page": "1-9",
        }
    ]


def test_crossref_types_lists_and_nulls_become_csl() -> None:
    message = {"type": "journal-article", "title": ["On", "risk"], "DOI": "10.1/x", "abstract": None, "publisher": "P"}
    assert csl_json.read(json.dumps({"message": message})) == [
        {"id": "10.1/x", "type": "article-journal", "title": "On risk", "DOI": "10.1/x", "publisher": "P"}
    ]
    assert csl_json.read('{"items": [{"id": 7, "type": null}]}') == [{"id": "7", "type": "document"}]


@pytest.mark.parametrize("text", ["", "3", "[3]", '"x"', "{"])
def test_what_is_no_list_of_references_is_refused(text: str) -> None:
    with pytest.raises(NotReadable, match="references"):
        csl_json.read(text)


@pytest.mark.parametrize(
    ("csl", "address"),
    [
        pytest.param({"URL": "https://x.org/a"}, "https://x.org/a", id="an address of the Web"),
        pytest.param({"URL": "javascript:alert(1)"}, "", id="a script"),
        pytest.param({"URL": "JAVASCRIPT:alert(1)", "DOI": "10.1/x"}, "https://doi.org/10.1/x", id="a DOI instead"),
        pytest.param({"URL": "file:///etc/passwd"}, "", id="a file"),
        pytest.param({"DOI": "data:text/html,x"}, "", id="no DOI"),
        pytest.param({"URL": ["https://x.org"]}, "", id="a list"),
    ],
)
def test_only_addresses_of_the_web_become_links(csl: dict[str, object], address: str) -> None:
    assert web_address(csl) == address


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ({"date-parts": [[2024, 2, 27]]}, "2024-02-27"),
        ({"date-parts": [["2024", "3"]]}, "2024-03"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": []}, ""),
        ({"date-parts": "2024", "literal": "spring"}, "spring"),
        ({"raw": "2024"}, "2024"),
        ("2024", "2024"),
        (None, ""),
    ],
)
def test_dates_are_told_in_whatever_shape_they_come(issued: object, words: str) -> None:
    assert date_in_words(issued) == words


def test_a_citation_is_one_line_and_leaves_out_what_is_not_known() -> None:
    csl = {
        "author": [{"family": "Kapoor", "given": "Sayash"}, {"literal": "Stanford"}],
        "issued": {"date-parts": [[2024]]},
        "title": "On the\nImpact.",
        "publisher": "Stanford",
    }
    assert citation_parts(csl).line() == "Sayash Kapoor, Stanford (2024). On the Impact."
    assert citation_parts({"title": "Alone"}).line() == "Alone."
