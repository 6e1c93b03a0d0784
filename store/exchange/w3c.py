"""W3C Web Annotations as JSON-LD: a label with its quote, its place, its page, and who said it."""

from collections.abc import Iterator
from typing import Any

from debate.handout import Handout
from debate.labels import Label
from debate.marks import AuthorKind, MarkKind
from debate.verdicts import Verdict
from store.exchange.json_text import json_text
from store.exchange.labels import labels_of
from store.exchange.losses import COMPUTED, REJECTED, Loss

LOSSES = (
    REJECTED,
    COMPUTED,
    Loss("passage text", "Only the words that are marked leave, and a few before and after them."),
    Loss("source metadata", "The id and the hash of the text leave; the other fields go out as csl, bibtex or ris."),
    Loss("claim", "A stance names the id of its claim; the sentence goes out with every other format."),
    Loss("verdicts", "They leave as annotations of their own, without an edit's changes, and are not read back."),
)
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"cruxmap": "urn:cruxmap:terms:"}]
"""The standard's terms, and ours under a prefix."""
MOTIVATIONS = {
    MarkKind.STEP: "classifying",
    MarkKind.ASSUMPTION: "classifying",
    MarkKind.STANCE: "assessing",
    MarkKind.PROPERTY: "tagging",
    MarkKind.BENEFIT: "tagging",
}
PAGES = "http://tools.ietf.org/rfc/rfc3778"
"""What a page fragment conforms to."""

Json = dict[str, Any]


def write(handout: Handout) -> str:
    """A collection of one page: an annotation for each mark, and one for each verdict on it."""
    items = [*(_annotation(label, handout) for label in labels_of(handout)), *map(_verdict, handout.verdicts)]
    claim = handout.map.claim
    name = claim.id if claim else "sources"
    said = {
        "@context": CONTEXT,
        "id": f"urn:cruxmap:map:{name}",
        "type": "AnnotationCollection",
        **({"label": claim.text} if claim else {}),
        "total": len(items),
        "first": {
            "id": f"urn:cruxmap:map:{name}:page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "partOf": f"urn:cruxmap:map:{name}",
            "items": items,
        },
    }
    return json_text(said, levels=3)


def _annotation(label: Label, handout: Handout) -> Json:
    return {
        "id": f"urn:cruxmap:mark:{label.id}",
        "type": "Annotation",
        "motivation": MOTIVATIONS[label.kind],
        "creator": _creator(label),
        "created": label.made_at,
        "generator": {"type": "Software", "name": handout.made_by},
        "body": list(_bodies(label)),
        "target": {
            "source": f"urn:sha256:{label.source_hash}",
            "cruxmap:source": label.source,
            "selector": list(_selectors(label)),
        },
        **dict(_own(label)),
    }


def _creator(label: Label) -> Json:
    author = label.author
    if author is None:
        return {"type": "Person", "name": ""}
    said = {
        "type": "Person" if author.kind is AuthorKind.PERSON else "Software",
        "name": author.name,
        "cruxmap:kind": author.kind.value,
    }
    more = {"cruxmap:version": author.version, "cruxmap:prompt": author.prompt}
    return said | {name: value for name, value in more.items() if value}


def _bodies(label: Label) -> Iterator[Json]:
    """The label, then what goes with it, each as words that any reader shows."""
    yield _body(label.label, MOTIVATIONS[label.kind])
    for criterion in label.criteria:
        yield _body(criterion, "tagging")
    if label.pole:
        yield _body(label.pole.value, "tagging")
    if label.statement:
        yield _body(label.statement, "describing")


def _body(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _selectors(label: Label) -> Iterator[Json]:
    yield {"type": "TextQuoteSelector", "exact": label.quote, "prefix": label.prefix, "suffix": label.suffix}
    yield {"type": "TextPositionSelector", "start": label.start, "end": label.end}
    if label.page and label.page.isdecimal():
        yield {"type": "FragmentSelector", "conformsTo": PAGES, "value": f"page={label.page}"}


def _own(label: Label) -> Iterator[tuple[str, object]]:
    """What the standard has no term for, so that a mark comes back as it left."""
    yield "cruxmap:kind", label.kind.value
    yield "cruxmap:confidence", label.confidence
    if label.decision:
        yield "cruxmap:decision", label.decision.value
    if label.claim:
        yield "cruxmap:claim", label.claim
    if label.caveat:
        yield "cruxmap:caveat", True
    if label.page is not None:
        yield "cruxmap:page", label.page


def _verdict(verdict: Verdict) -> Json:
    note = [_body(verdict.note, "commenting")] if verdict.note else []
    return {
        "id": f"urn:cruxmap:verdict:{verdict.id}",
        "type": "Annotation",
        "motivation": "moderating",
        "creator": {"type": "Person", "name": verdict.by},
        "created": verdict.made_at,
        "body": [_body(verdict.decision.value, "moderating"), *note],
        "target": f"urn:cruxmap:mark:{verdict.mark_id}",
    }
