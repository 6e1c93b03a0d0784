"""Labels leave as Web Annotations and come back the same; pyld finds in them what the standard names."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from pyld import jsonld

from debate.handout import Handout
from debate.labels import Label
from debate.marks import MarkKind, Pole
from store.exchange import w3c, w3c_reading
from store.exchange.errors import NotReadable
from store.exchange.labels import labels_of
from tests.store.exchange.debates import FRAMEWORK, handouts, large

OA, RDF, AS = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/ns/activitystreams#",
)
# The terms of http://www.w3.org/ns/anno.jsonld that we write, so that no test asks the network for them.
ANNO: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "oa": OA,
    "as": AS,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "Annotation": "oa:Annotation",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "FragmentSelector": "oa:FragmentSelector",
    "Person": "foaf:Person",
    "Software": "as:Application",
    **{
        name: f"oa:{name}" for name in ("classifying", "assessing", "tagging", "describing", "commenting", "moderating")
    },
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "creator": {"@type": "@id", "@id": "dcterms:creator"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "conformsTo": {"@type": "@id", "@id": "dcterms:conformsTo"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "partOf": {"@type": "@id", "@id": "as:partOf"},
    "first": {"@type": "@id", "@id": "as:first"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "format": "dc:format",
    "value": f"{RDF}value",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "name": "foaf:name",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
}


def load(url: str, _: object = None) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNO}}


@given(handouts())
@settings(max_examples=60, deadline=None)
def test_every_label_comes_back_the_same(handout: Handout) -> None:
    assert w3c_reading.read(w3c.write(handout), FRAMEWORK) == labels_of(handout)


@given(handouts())
@settings(max_examples=20, deadline=None)
def test_pyld_finds_the_quote_the_place_and_the_source_of_every_mark(handout: Handout) -> None:
    (collection,) = jsonld.expand(json.loads(w3c.write(handout)), {"documentLoader": load})
    assert collection["@type"] == [f"{AS}OrderedCollection"]
    (page,) = collection[f"{AS}first"]
    items = page[f"{AS}items"][0]["@list"]
    assert all(item["@type"] == [f"{OA}Annotation"] and item[f"{OA}motivatedBy"][0]["@id"] for item in items)
    marked = [item for item in items if f"{OA}hasSource" in item[f"{OA}hasTarget"][0]]
    assert len(items) == len(marked) + len(handout.verdicts)
    for item, label in zip(marked, labels_of(handout), strict=True):
        (target,) = item[f"{OA}hasTarget"]
        quote, place = target[f"{OA}hasSelector"][:2]
        assert target[f"{OA}hasSource"] == [{"@id": f"urn:sha256:{label.source_hash}"}]
        assert quote[f"{OA}exact"] == [{"@value": label.quote}]
        assert [place[f"{OA}{end}"][0]["@value"] for end in ("start", "end")] == [label.start, label.end]
        assert item[f"{OA}hasBody"][0][f"{RDF}value"] == [{"@value": label.label}]


def test_a_page_is_a_fragment_and_a_verdict_is_an_annotation_of_its_mark() -> None:
    said = json.loads(w3c.write(large(8)))
    selectors = said["first"]["items"][0]["target"]["selector"]
    assert selectors[2] == {"type": "FragmentSelector", "conformsTo": w3c.PAGES, "value": "page=3"}
    assert said["total"] == len(said["first"]["items"])


FOREIGN = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://tool.example/1",
    "type": "Annotation",
    "creator": "Bo",
    "body": [
        {"type": "TextualBody", "purpose": "classifying", "value": "actor"},
        {"type": "TextualBody", "purpose": "tagging", "value": "doubts"},
        {"type": "TextualBody", "purpose": "commenting", "value": "Few can do it."},
    ],
    "target": {
        "source": "https://example.org/paper",
        "selector": {"type": "TextQuoteSelector", "exact": "only few", "prefix": "that "},
    },
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(json.dumps(FOREIGN), id="one alone"),
        pytest.param(json.dumps([FOREIGN]), id="a list"),
        pytest.param(json.dumps({"type": "AnnotationPage", "items": [FOREIGN]}), id="a page"),
        pytest.param("\ufeff" + json.dumps(FOREIGN) + "\n\n", id="one a line"),
    ],
)
def test_annotations_of_other_tools_are_understood(text: str) -> None:
    (label,) = w3c_reading.read(text, FRAMEWORK)
    assert isinstance(label, Label)
    assert (label.kind, label.label, label.pole) == (MarkKind.ASSUMPTION, "actor", Pole.DOUBTS)
    assert (label.quote, label.prefix, label.source) == ("only few", "that ", "https://example.org/paper")
    assert (label.statement, label.id) == ("Few can do it.", "https://tool.example/1")
    assert label.author is not None
    assert label.author.name == "Bo"


@pytest.mark.parametrize(
    ("annotation", "says"),
    [
        pytest.param({"target": "https://x.org", "bodyValue": "threat"}, "quotes no words", id="a whole page"),
        pytest.param({"id": "a1", "target": {"selector": [{"exact": "x"}]}}, "a1", id="no body"),
        pytest.param({"target": [], "body": "nonsense"}, "no step, slot", id="a label nobody knows"),
    ],
)  # fmt: skip
def test_an_annotation_that_is_no_label_is_named(annotation: dict[str, object], says: str) -> None:
    (wrong,) = w3c_reading.read(json.dumps([{"type": "Annotation", **annotation}]), FRAMEWORK)
    assert isinstance(wrong, NotReadable)
    assert says in str(wrong)


@pytest.mark.parametrize("text", ["", "{", "[" * 99_999])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        w3c_reading.read(text, FRAMEWORK)


@pytest.mark.parametrize(
    ("said", "is_w3c"),
    [
        (FOREIGN, True),
        ([FOREIGN], True),
        ({"type": ["Annotation"]}, True),
        ({"type": "article"}, False),
        ([], False),
        ([3], False),
        ("x", False),
    ],
)
def test_annotations_are_told_from_other_json(said: object, *, is_w3c: bool) -> None:
    assert w3c_reading.is_w3c(said) is is_w3c
