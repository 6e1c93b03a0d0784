"""Reads Web Annotations of whoever wrote them: alone, in lists, in collections, or one a line."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from debate.framework import Framework
from debate.labels import Label
from store.exchange.errors import NotReadable
from store.exchange.label_rows import labels_from_rows

Json = Mapping[str, Any]

_PAGE = re.compile(r"page=(\w+)")
_HASH = re.compile(r"urn:sha256:([0-9a-f]{64})", re.IGNORECASE)


def is_w3c(said: object) -> bool:
    """Whether parsed JSON looks like annotations: the standard's context, or its types."""
    first = said[0] if isinstance(said, list) and said else said
    if not isinstance(first, Mapping):
        return False
    context = json.dumps(first.get("@context", ""))
    kinds = first.get("type") if isinstance(first.get("type"), list) else [first.get("type")]
    return "/ns/anno.jsonld" in context or any(str(kind).startswith("Annotation") for kind in kinds or ())


def read(text: str, framework: Framework) -> list[Label | NotReadable]:
    """A label for each annotation of words; verdicts are passed over, and what is wrong is named."""
    found = [annotation for annotation in _annotations(_parsed(text)) if _is_label(annotation)]
    rows = [_row(annotation) for annotation in found]
    labels: list[Label | NotReadable] = []
    for annotation, label in zip(found, labels_from_rows(rows, framework), strict=True):
        if isinstance(label, NotReadable):
            named = str(annotation.get("id") or "without an id")
            labels.append(NotReadable(f"Annotation {named}: {label.message.split(': ', 1)[-1]}", label.hint))
        else:
            labels.append(_with_context(label, annotation))
    return labels


def _parsed(text: str) -> object:
    text = text.removeprefix("\ufeff").strip()
    if not text:
        raise NotReadable("The file is empty.", "Export the annotations again.")
    try:
        return json.loads(text)
    except RecursionError as wrong:
        raise NotReadable("The file is nested too deeply.", "Export the annotations again.") from wrong
    except ValueError:
        pass
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as wrong:
        raise NotReadable(f"The file is not JSON ({wrong}).", "Give JSON-LD, or one annotation a line.") from wrong


def _annotations(said: object) -> Iterator[Json]:
    """Every annotation inside, whatever it is wrapped in."""
    waiting = [said]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, Mapping) and "target" in one:
            yield one
        elif isinstance(one, Mapping):
            waiting += [one[name] for name in ("items", "first", "@graph", "rows") if name in one]


def _is_label(annotation: Json) -> bool:
    target = annotation["target"]
    return not (isinstance(target, str) and target.startswith("urn:cruxmap:mark:"))


def _row(annotation: Json) -> dict[str, Any]:
    """The annotation under the names of the table of marks."""
    target = _first(annotation["target"])
    selectors = {str(one.get("type")): one for one in _list(target.get("selector")) if isinstance(one, Mapping)}
    position = selectors.get("TextPositionSelector", {})
    page = _PAGE.search(str(selectors.get("FragmentSelector", {}).get("value", "")))
    source = str(target.get("source") or target.get("id") or "")
    hashed = _HASH.fullmatch(source)
    own = {name.removeprefix("cruxmap:"): value for name, value in annotation.items() if name.startswith("cruxmap:")}
    return {
        **dict(_said(annotation)),
        **own,
        **_creator(annotation),
        "mark": str(annotation.get("id", "")).removeprefix("urn:cruxmap:mark:"),
        "quote": selectors.get("TextQuoteSelector", {}).get("exact", ""),
        "start": position.get("start"),
        "end": position.get("end"),
        "source": target.get("cruxmap:source") or ("" if hashed else source),
        "source_hash": hashed[1].lower() if hashed else "",
        "page": own.get("page", page[1] if page else None),
        "made_at": annotation.get("created"),
    }


def _said(annotation: Json) -> Iterator[tuple[str, object]]:
    """The first classifying body is the label; tags that are a pole or a criterion go with it."""
    bodies = [one if isinstance(one, Mapping) else {"value": one} for one in _list(annotation.get("body"))]
    if not bodies and "bodyValue" in annotation:
        bodies = [{"value": annotation["bodyValue"]}]
    values = [(str(body.get("value", "")), str(body.get("purpose", ""))) for body in bodies]
    if values:
        yield "label", values[0][0]
    tags = [value for value, purpose in values[1:] if purpose == "tagging"]
    yield "criteria", [tag for tag in tags if tag[:1].isdecimal()]
    yield "pole", next((tag for tag in tags if not tag[:1].isdecimal()), None)
    yield "statement", next((value for value, purpose in values[1:] if purpose in ("describing", "commenting")), None)


def _creator(annotation: Json) -> dict[str, Any]:
    creator = next(iter(_list(annotation.get("creator"))), None)
    if not isinstance(creator, Mapping):
        return {"author": str(creator)} if creator else {}
    return {
        "author": creator.get("name") or creator.get("nickname") or creator.get("id"),
        "author_kind": creator.get("cruxmap:kind"),
        "author_version": creator.get("cruxmap:version"),
        "author_prompt": creator.get("cruxmap:prompt"),
    }


def _with_context(label: Label, annotation: Json) -> Label:
    """The label with the words before and after it."""
    for selector in _list(_first(annotation["target"]).get("selector")):
        if isinstance(selector, Mapping) and selector.get("type") == "TextQuoteSelector":
            return replace(label, prefix=str(selector.get("prefix", "")), suffix=str(selector.get("suffix", "")))
    return label


def _first(target: object) -> Json:
    one: object = next(iter(_list(target)), {})
    return one if isinstance(one, Mapping) else {"source": str(one)}


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
