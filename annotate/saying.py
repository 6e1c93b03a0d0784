"""Whether a sentence says something: a question, a heading or a reference in a list of works does not."""

import re

_QUESTION = re.compile(r"(?:[?？]|か。)[\"'”’»)\]」』）]*\s*$")
_ENDS = re.compile(r"[.!。！．;:,؟।…][\"'”’»)\]」』）\d]*\s*$")
_NUMBERED = re.compile(r"^\s*(?:\d+(?:\.\d+)+\.?|[IVX]+\.|[A-Z]\.|\d+\.)\s")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|can|cannot|could|will|would|shall|should|may|might|must"
    r"|\w+n['’]t|need|needs|let|lets|make|makes|give|gives|help|helps|allow|allows|pose|poses|show|shows|exist|exists"
    r"|remain|remains|require|requires|support|supports|believe|think|argue|argues|say|says|find|finds)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?:|\bdoi\b|\barXiv\b|\bet al\b", re.IGNORECASE)
"""One of these makes an entry in a list of works."""
_WORK = (
    re.compile(r"[,.][”\"’]\s|[”\"],?\s+(?:in\s+)?[A-Z]"),
    re.compile(r"\((?:[A-Z][a-z]+\.? )?(?:\d{1,2}, )?(?:19|20)\d\d\)|,\s*(?:19|20)\d\d\b"),
    re.compile(r"\bpp?\.\s?\d|\bvol\.\s?\d|\bno\.\s?\d|\b\d+\(\d+\)", re.IGNORECASE),
    re.compile(
        r"\b(?:Journal|Proceedings|Review|Press|Conference|Working Paper|accessed|retrieved|available at|ibid)\b"
        r"|^[\W\d]*(?:Id\.|See,? (?:also|e\.g\.|generally|supra))",
        re.IGNORECASE,
    ),
)
"""Two of these do."""
SHORT, HEADING = 5, 14
"""Words up to which a text without a verb, and one without an end, says nothing."""


def says_something(text: str) -> bool:
    """Whether the words of a sentence can stand for a claim."""
    return not (_QUESTION.search(text) or _is_heading(text) or _is_reference(text))


def _is_heading(text: str) -> bool:
    """Short, and without a verb or a full stop; only where words are set apart by blanks."""
    words = _WORD.findall(text)
    if not text.isascii() and not any(character.isascii() and character.isalpha() for character in text):
        return False
    if len(words) <= SHORT and not _VERB.search(text):
        return True
    if len(words) > HEADING or _ENDS.search(text):
        return False
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    titled = capitals * 2 > sum(len(word) > 3 for word in words)
    return titled or bool(_NUMBERED.match(text) and not _VERB.search(text))


def _is_reference(text: str) -> bool:
    """Names a work, and has no verb before it does: what follows may be a title that has one."""
    links, works = _LINK.search(text), [found for sign in _WORK if (found := sign.search(text))]
    if not links and len(works) < 2:
        return False
    first = min(found.start() for found in (links, *works) if found)
    return not _VERB.search(text[:first])
