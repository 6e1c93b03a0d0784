"""Proposals of models that could not be verified."""

from collections.abc import Iterable, Sequence

from debate.marks import Author, AuthorKind
from debate.proposals import RejectedProposal
from debate.quotes import QuoteVerdict
from store.file import Part, listed

_COLUMNS = "passage, author_name, author_version, author_prompt, kind, label, quote, verdict, nearest, made_at"


class ProposalPart(Part):
    """The part of the project that keeps what models proposed in vain."""

    def add_rejected(self, proposals: Sequence[RejectedProposal]) -> None:
        """Keep them; the very same one twice is kept once."""
        rows = [
            {
                "passage": one.passage_id,
                "author_name": one.author.name,
                "author_version": one.author.version,
                "author_prompt": one.author.prompt,
                "kind": one.kind,
                "label": one.label,
                "quote": one.quote,
                "verdict": one.verdict.value,
                "nearest": one.nearest,
                "made_at": one.made_at,
            }
            for one in proposals
        ]
        if rows:
            with self._file.writing() as db:
                db.table("proposals").insert_all(rows, ignore=True)

    def rejected_on(self, passage_ids: Iterable[str]) -> list[RejectedProposal]:
        """The rejected proposals on these passages, oldest first."""
        rows = self._file.rows(
            f"SELECT {_COLUMNS} FROM proposals"  # noqa: S608 -- our own column list
            " WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY number",
            (listed(passage_ids),),
        )
        return [
            RejectedProposal(
                passage_id=passage,
                author=Author(AuthorKind.MODEL, name, version, prompt),
                kind=kind,
                label=label,
                quote=quote,
                verdict=QuoteVerdict(verdict),
                nearest=nearest,
                made_at=made_at,
            )
            for passage, name, version, prompt, kind, label, quote, verdict, nearest, made_at in rows
        ]
