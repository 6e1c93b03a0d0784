"""How well annotators do, measured against labels that people or independent annotators made.

Bring your own gold
===================
Two formats, both JSON Lines (one object a line, UTF-8; blank lines are passed over).

Passages, for `evaluate marks`::

    {"id": "memo-7_003", "text": "Weights cannot be recalled …", "relevant": true, "stance": "raises",
     "steps": ["marginal_evidence"], "assumptions": [{"slot": "reversibility", "pole": "raises"}]}

`id` and `text` are needed. The rest is optional, and **a field that is left out is not scored**, while an empty
list (or a stance of null) says that an annotator looked and found nothing:

relevant     false means stance null, no steps, no assumptions, whatever else stands there
stance       raises, doubts, mixed, neutral or null, toward the framework's standing claim
steps        step ids, numbers or names of the framework; criteria such as 4d are not scored on passages
assumptions  objects with `slot` and `pole` (raises or doubts)
spans        words of the text that the labels rest on; shown with errors
annotators   each annotator's own labels, in the same fields: gives the ceiling, and agreement with each
document     what the passage is from; else the id up to its last `_` or `#`. Intervals draw whole documents
language     BCP 47 tag; else found from the text

Documents, for `evaluate coverage`::

    {"id": "memo-7", "levels": {"threat": "full", "existing_risk": "absent"}, "criteria": ["1a", "1c"],
     "assumptions": [{"slot": "actor", "pole": "raises"}], "text": "The whole document …"}

`id` and `levels` are needed. `text` may stand in another file of rows with `id` and `text`. Levels are full,
partial or absent; a step that is left out is not scored. `criteria` and `assumptions` are scored when present.
"""
