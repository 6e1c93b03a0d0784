"""A model that debates from the passages it is given, and one that lies."""

import json
import re

from tests.annotate.server import PASSAGE, honest, quote_of

DRAFT = re.compile(r"<draft>\n(.*?)\n</draft>", re.DOTALL)


def debater(prompt: str) -> str:
    """Argues with the first words of each passage; answers the first sentence of a case."""
    found = PASSAGE.findall(prompt)
    if "You put together the best case" in prompt:
        return json.dumps({"sentences": [_sentence(short, text) for short, text in found]})
    if DRAFT.search(prompt):
        answers = [{**_sentence(*one), "answers": 1, "relation": "undercuts"} for one in found[:1]]
        disagreement = {"kind": "baseline", "text": "Whether the Internet counts."}
        return json.dumps({"sentences": answers, "disagreement": disagreement})
    if "same words for different things" in prompt:
        sides = prompt.partition("PASSAGES OF THE SIDE AGAINST")
        left, right = (PASSAGE.findall(part)[0] for part in (sides[0], sides[2]))
        clash = {"kind": "definition", "turns_on": "risk", "for": _meaning(*left), "against": _meaning(*right)}
        return json.dumps({"clashes": [clash]})
    if "what evidence would settle" in prompt:
        piece = {
            "kind": "experiment",
            "done": "Novices try with and without.",
            "raises_if": "the model arm wins",
            "doubts_if": "no arm wins",
            "still_open": "other actors",
        }
        return json.dumps({"evidence": [piece], "open": ""})
    return honest(prompt)


def liar(prompt: str) -> str:
    """Adds a sentence of its own to each draft, with words that nobody said, and one with a number of its own."""
    said = json.loads(debater(prompt))
    if said.get("sentences"):
        first = said["sentences"][0]
        invented = {**first, "text": "It was proved last year.", "quote": "proved beyond any doubt last year"}
        counted = {**first, "text": "In 97 of 100 cases it worked."}
        said["sentences"] = [invented, counted, *said["sentences"]]
    for clash in said.get("clashes", ()):
        clash["against"]["quote"] = "words that this side never said at all"
    return json.dumps(said)


def _sentence(short: str, text: str) -> dict[str, object]:
    return {"text": f"They say: {text[:60]}", "passages": [short], "quote": quote_of(text)}


def _meaning(short: str, text: str) -> dict[str, object]:
    return {"says": f"They mean: {text[:30]}", "passage": short, "quote": quote_of(text)}
