"""The model annotator: any chat model through LangChain. A model proposes; a mark is made only of verified words."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from debate.claims import REFERENCE_CLAIM_ID, Claim
from debate.errors import CruxmapError
from debate.framework import Framework
from debate.marks import Author, AuthorKind, Mark, MarkKind, mark_id
from debate.plain import clip, one_line
from debate.quotes import QuoteVerdict, Resolved, resolve
from debate.sources import Passage
from prompts.catalogue import prompt
from prompts.marking import NAME, Proposal, claim_text, read_reply, render

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

BATCH = 6
"""Passages a call: enough to share the instructions, few enough for a model to keep apart."""
CONFIDENCE = 0.8
"""What a verified proposal of a model is taken for until it has been measured against gold."""


class ModelMissing(CruxmapError):
    """The chat model that was named cannot be set up."""


class ModelSilent(CruxmapError):
    """The chat model that was named does not answer."""


class ModelAnnotator:
    """Marks passages with a chat model; a proposal whose quote is not in its passage is reported, not kept."""

    def __init__(
        self,
        chat: "BaseChatModel",
        model_name: str,
        framework: Framework,
        now: Callable[[], str],
        tell: Callable[[str], None],
    ) -> None:
        self.name = model_name
        self.version = prompt(NAME).version
        self._chat, self._framework, self._now, self._tell = chat, framework, now, tell

    def annotate(
        self, claim: Claim | None, passages: Sequence[Passage], known: Sequence[Mark] | None = None
    ) -> Iterator[Mark]:
        """Stance toward the claim (the standing one when None), and without a claim steps and assumptions.

        What is known of other claims says too little of this one: every passage is asked about.
        """
        del known
        for first in range(0, len(passages), BATCH):
            yield from self._batch(claim, passages[first : first + BATCH])

    def _batch(self, claim: Claim | None, passages: Sequence[Passage]) -> Iterator[Mark]:
        text, opaque = render(self._framework, claim_text(self._framework, claim), passages)
        reply = read_reply(self._ask(text), self._framework, opaque)
        by_id = {passage.id: passage for passage in passages}
        for fault in reply.faults:
            self._tell(f"{self.name}: {fault}; left out.")
        for proposal in reply.proposals:
            if claim is not None and proposal.kind is not MarkKind.STANCE:
                continue
            passage = by_id[proposal.passage_id]
            found = _place(proposal, passage)
            if found.verdict in (QuoteVerdict.VERBATIM, QuoteVerdict.NORMALISED):
                yield self._mark(claim, proposal, passage, found)
            else:
                self._tell(f"{self.name}: a quote for {passage.id} is {found.verdict.replace('_', ' ')}; left out.")

    def _ask(self, text: str) -> str:
        try:
            return str(self._chat.invoke(text).text)
        except Exception as wrong:
            # Every provider's package raises errors of its own kinds, for a server that is down as for a bad key.
            raise ModelSilent(
                f"The chat model “{self.name}” does not answer: {_said(wrong)}.",
                "Check that its server can be reached and that the key in the environment is valid, and ask again.",
            ) from wrong

    def _mark(self, claim: Claim | None, proposal: Proposal, passage: Passage, found: Resolved) -> Mark:
        author = Author(AuthorKind.MODEL, self.name, prompt=self.version)
        start, end = passage.start + found.start, passage.start + found.end
        toward = claim.id if claim else REFERENCE_CLAIM_ID
        claim_id = toward if proposal.kind is MarkKind.STANCE else None
        extra = f"{proposal.pole or ''}{claim_id or ''}"
        return Mark(
            id=mark_id(author, passage.id, proposal.kind, proposal.label, start, end, extra),
            passage_id=passage.id,
            source_id=passage.source_id,
            kind=proposal.kind,
            label=proposal.label,
            start=start,
            end=end,
            quote=passage.text[found.start : found.end],
            confidence=CONFIDENCE,
            author=author,
            made_at=self._now(),
            criteria=proposal.criteria,
            pole=proposal.pole,
            claim_id=claim_id,
            statement=proposal.statement,
        )


def _place(proposal: Proposal, passage: Passage) -> Resolved:
    """A stance is of the whole passage once its quote checks out; anything else is where its quote stands."""
    found = resolve(proposal.quote, passage.text)
    if proposal.kind is MarkKind.STANCE and found.verdict in (QuoteVerdict.VERBATIM, QuoteVerdict.NORMALISED):
        return Resolved(found.verdict, 0, len(passage.text))
    return found


def chat_model(name: str, base_url: str | None = None) -> "BaseChatModel":
    """The chat model that `name` says, such as `openai:gpt-5` or `ollama:qwen3`; keys come from the environment."""
    # LangChain takes most of a second to import.
    from langchain.chat_models import init_chat_model

    try:
        if base_url:
            return init_chat_model(name, temperature=0, base_url=base_url)
        return init_chat_model(name, temperature=0)
    except Exception as wrong:
        # A missing package or key is an error of another kind with every provider.
        raise ModelMissing(
            f"The chat model “{name}” cannot be set up: {_said(wrong)}.",
            "Name it as provider:model, install the provider's package, and set its key in the environment.",
        ) from wrong


def _said(wrong: Exception) -> str:
    """What an error says, as part of a sentence."""
    return clip(one_line(str(wrong)) or type(wrong).__name__, 300).rstrip(".")
