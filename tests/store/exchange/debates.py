"""Debates to hand out: generated ones with hostile words in every field, and a large one."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from debate.claims import Claim, Direction
from debate.framework import load_framework
from debate.framing import frame
from debate.handout import Audience, Handout
from debate.maps import map_claim
from debate.marks import Author, AuthorKind, Mark, MarkKind, Pole, Stance, mark_id
from debate.sides import AGAINST, FOR
from debate.sources import Passage, Source
from debate.verdicts import Decision, JudgedMark, Verdict

FRAMEWORK = load_framework()
NOW = "2026-01-02T03:04:05Z"
CLAIM = frame(FRAMEWORK, "Compared with the Internet, open models increase the risk of bioweapons.")

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x","y")',
    "@import 'x'",
    "'=1+1",
    "-1+2",
    "\\end{document} % & # $ _ { } ~ ^",
    "{unbalanced } } {",
    "]] --> [click](javascript:alert(1)) `code` **bold** | pipe",
    "[Title]: statement\n\n<Argument>: x\n  -> [y]\n===",
    "1.1. Pro: not a path -> See 1.2.\n2.3. Con: x",
    "(1) premise\n----\n(2) conclusion",
    "ER  - \nTY  - JOUR",
    "a; b, c \"quoted\" 'single' \t tab",
    "サイバー攻撃の『引用』です。",
    "e\u0301 \u202e right-to-left \u200b zero width",
    "🧬 astral",
    "end subgraph --> n1; %% comment #quot; &amp;",
    "line one\nline two\r\nline three",
    "#operational {side: x} #tag(1)",
)

words = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(("Open weights cannot be recalled.", "Textbooks already explain this, in detail.")),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40),
).filter(lambda text: bool(text.strip()))
names = st.one_of(
    st.sampled_from(("NTIA-2023-0009-0138", "paper.pdf", "a b, c", "x#y@2", "日本")),
    words.map(lambda text: " ".join(text.split())),
)
years = st.integers(1900, 2100)


@st.composite
def csl_items(draw: st.DrawFn) -> dict[str, object]:
    item: dict[str, object] = {"type": draw(st.sampled_from(("report", "article-journal", "webpage", "document")))}
    line = words.map(lambda text: " ".join(text.split()))
    if draw(st.booleans()):
        item["title"] = draw(line)
    if draw(st.booleans()):
        person = st.fixed_dictionaries({"family": line, "given": line})
        body = st.fixed_dictionaries({"literal": line})
        item["author"] = draw(st.lists(st.one_of(person, body), min_size=1, max_size=2))
    if draw(st.booleans()):
        parts = draw(st.sampled_from(([2024], [2024, 2], [2024, 2, 27])))
        item["issued"] = {"date-parts": [parts]}
    for name in ("publisher", "container-title", "DOI", "URL", "page", "volume", "language", "abstract"):
        if draw(st.integers(0, 3)) == 0:
            item[name] = draw(line)
    return item


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    text = " ".join(draw(words).split()) or "A claim."
    return frame(FRAMEWORK, text, direction=draw(st.sampled_from(Direction)))


@st.composite
def authors(draw: st.DrawFn) -> Author:
    kind = draw(st.sampled_from(AuthorKind))
    return Author(
        kind, draw(words), draw(st.sampled_from(("", "1", "weights-ab12"))), draw(st.sampled_from(("", "p@1")))
    )


@st.composite
def marks_on(draw: st.DrawFn, passage: Passage, claim: Claim) -> JudgedMark:
    kind = draw(st.sampled_from(MarkKind))
    first = draw(st.integers(0, len(passage.text) - 1))
    last = draw(st.integers(first + 1, len(passage.text)))
    who = draw(authors())
    step = draw(st.sampled_from(FRAMEWORK.steps))
    label = {
        MarkKind.STEP: step.id,
        MarkKind.ASSUMPTION: draw(st.sampled_from(FRAMEWORK.slots)).id,
        MarkKind.STANCE: draw(st.sampled_from(Stance)).value,
        MarkKind.PROPERTY: draw(st.sampled_from(FRAMEWORK.properties)).id,
        MarkKind.BENEFIT: draw(st.sampled_from(FRAMEWORK.benefits)).id,
    }[kind]
    mark = Mark(
        id=mark_id(who, passage.id, kind, label, first, last, str(draw(st.integers(0, 10**9)))),
        passage_id=passage.id,
        source_id=passage.source_id,
        kind=kind,
        label=label,
        start=passage.start + first,
        end=passage.start + last,
        quote=passage.text[first:last],
        confidence=draw(st.floats(0, 1)),
        author=who,
        made_at=NOW,
        criteria=tuple(sorted(draw(st.sets(st.sampled_from(step.criteria))))) if kind is MarkKind.STEP else (),
        pole=draw(st.sampled_from(Pole)) if kind is MarkKind.ASSUMPTION else None,
        claim_id=claim.id if kind is MarkKind.STANCE else None,
        statement=draw(words) if kind is MarkKind.ASSUMPTION else "",
        caveat=kind is MarkKind.BENEFIT and draw(st.booleans()),
    )
    decided = st.sampled_from((None, None, Decision.ACCEPTED, Decision.EDITED, Decision.REJECTED))
    return JudgedMark(mark, draw(decided))


@st.composite
def handouts(draw: st.DrawFn) -> Handout:
    claim = draw(claims())
    passages: dict[str, Passage] = {}
    sources: dict[str, Source] = {}
    for name in draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        texts = draw(st.lists(words, min_size=1, max_size=3))
        item = draw(csl_items())
        sources[name] = Source(
            name, name, 1, f"{len(sources):064x}", item, draw(words), "en", sum(map(len, texts)) + len(texts)
        )
        at = 0
        for ordinal, text in enumerate(texts):
            where = draw(st.sampled_from((None, "4", "iv")))
            passage = Passage(
                f"{name}#{ordinal:04}", name, ordinal, at, at + len(text), text, "en", where, draw(st.none() | words)
            )
            passages[passage.id] = passage
            at += len(text) + 1
    somewhere = st.sampled_from(list(passages.values()))
    made = st.lists(somewhere.flatmap(lambda passage: marks_on(passage, claim)), max_size=8)
    stances = [
        JudgedMark(_plain_mark(passage, MarkKind.STANCE, stance, 0, len(passage.text), 0.9, claim.id), None)
        for passage in passages.values()
        if (stance := draw(st.sampled_from((None, Stance.FOR, Stance.AGAINST, Stance.MIXED)))) is not None
    ]
    every = list({judged.mark.id: judged for judged in (*stances, *draw(made))}.values())
    return handout_of(claim, passages, sources, every)


def handout_of(
    claim: Claim, passages: dict[str, Passage], sources: dict[str, Source], every: Sequence[JudgedMark]
) -> Handout:
    sought = [step.id for step in FRAMEWORK.steps]
    picture = map_claim(FRAMEWORK, claim, (FOR, AGAINST), passages, sources, every, sought)
    verdicts = tuple(
        Verdict(f"v-{judged.mark.id}", judged.mark.id, judged.decision, "ada", NOW, None, "read twice")
        for judged in every
        if judged.decision is not None and not judged.rejected
    )
    rejections = dict(Counter(judged.mark.author for judged in every if judged.rejected))
    return Handout(picture, verdicts, {}, rejections, {}, Audience.INTERNAL, "cruxmap 0", NOW)


def large(count: int = 10_000) -> Handout:
    """A debate with this many marks on a quarter as many passages of fifty sources; always the same one."""
    chance = random.Random(1)  # noqa: S311 -- the same debate every time, not a secret
    sentence = "Open weights lower the cost of this step, though textbooks and older tools already explain most of it. "
    sources, passages, every = {}, {}, []
    for number in range(50):
        csl = {"type": "report", "title": f"Comment {number}", "author": [{"family": "Ada", "given": f"A{number}"}]}
        sources[f"s{number}"] = Source(f"s{number}", f"s{number}", 1, f"{number:064x}", csl, "", "en", 10**6)
    for number in range(count // 4):
        source_id, ordinal = f"s{number % 50}", number // 50
        start, text = ordinal * 700, sentence * 6
        passage = Passage(f"{source_id}#{ordinal:04}", source_id, ordinal, start, start + len(text), text, "en", "3")
        passages[passage.id] = passage
    kinds = [MarkKind.STEP, MarkKind.ASSUMPTION, MarkKind.STEP]
    for passage in passages.values():
        stance = chance.choice((Stance.FOR, Stance.AGAINST))
        every.append(_plain_mark(passage, MarkKind.STANCE, stance, 0, len(passage.text), 0.9, CLAIM.id))
        for turn, kind in enumerate(kinds):
            step, slot = chance.choice(FRAMEWORK.steps), chance.choice(FRAMEWORK.slots)
            first = turn * len(sentence)
            label = step.id if kind is MarkKind.STEP else slot.id
            mark = _plain_mark(passage, kind, label, first, first + len(sentence) - 1, chance.random())
            raises = (stance is Stance.FOR) == (chance.random() < 0.7)
            pole = (Pole.RAISES if raises else Pole.DOUBTS) if mark.pole else None
            every.append(replace(mark, pole=pole))
    return handout_of(CLAIM, passages, sources, [JudgedMark(mark, None) for mark in every])


def _plain_mark(
    passage: Passage, kind: MarkKind, label: str, first: int, last: int, confidence: float, claim_id: str | None = None
) -> Mark:
    who = Author(AuthorKind.LOCAL, "local", "1")
    span = (passage.start + first, passage.start + last)
    return Mark(
        id=mark_id(who, passage.id, kind, label, *span, str(claim_id)),
        passage_id=passage.id,
        source_id=passage.source_id,
        kind=kind,
        label=label,
        start=span[0],
        end=span[1],
        quote=passage.text[first:last],
        confidence=confidence,
        author=who,
        made_at=NOW,
        criteria=(FRAMEWORK.step(label).criteria[0],) if kind is MarkKind.STEP else (),
        pole=Pole.RAISES if kind is MarkKind.ASSUMPTION else None,
        claim_id=claim_id,
    )


def examples(count: int) -> list[Handout]:
    """The same generated debates every time, for referees that are too slow to be asked one by one."""
    found: list[Handout] = []

    @settings(max_examples=count, database=None, derandomize=True, deadline=None, phases=[Phase.generate])
    @given(handouts())
    def gather(handout: Handout) -> None:
        found.append(handout)

    gather()
    return found[:count]
