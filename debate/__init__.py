"""The subject: what a contested claim is, and what can be computed about it. Standard library only.

Glossary, used everywhere (code, database, prompts, screen):

claim       one contestable sentence about misuse risk, with vector, direction, baselines, actor, horizon
source      a document with CSL-JSON metadata and a content hash
passage     a stretch of a source with exact code-point offsets
side        a named position on a claim, or one source when documents are compared
mark        what an annotator says of a span: a step, an assumption, a stance, a property, a benefit
verdict     what a person decided on a mark: accepted, rejected, or edited
step        one of the framework's six questions; criterion: one checklist item of a step, such as 4d
coverage    how far a side addresses a step: full, partial, absent, or not assessed
slot        one assumption the framework aligns sides by; each has the poles *raises* and *doubts*
crux        a contested slot whose flipping would change the picture
map         all of the above for one claim, as one immutable value
"""
