"""Arguments that models drafted, and what people decided on them: both only ever added."""

import json
from collections.abc import Iterable

from debate.arguments import Argument, Disagreement, Ground, Part, Relation, Sentence
from debate.errors import UnknownName
from debate.marks import Author, AuthorKind
from debate.verdicts import Decision
from store.file import Part as FilePart
from store.file import Row
from store.rows import to_json

_DRAFTS = (
    "SELECT d.id, d.claim_id, d.side, d.step, d.part, d.content, d.author_name, d.author_version, d.author_prompt,"
    " d.made_at, (SELECT v.decision FROM draft_decisions v WHERE v.draft = d.id ORDER BY v.number DESC LIMIT 1)"
    " FROM drafts d"
)


class ArgumentPart(FilePart):
    """The part of the project that keeps drafted arguments."""

    def keep_arguments(self, arguments: Iterable[Argument]) -> None:
        """Keep drafts; the very same one is kept once."""
        rows = [_row(argument) for argument in arguments]
        if rows:
            with self._file.writing() as db:
                db.table("drafts").insert_all(rows, ignore=True)

    def arguments_on(self, claim_id: str) -> list[Argument]:
        """The drafts on a claim with the newest decision on each, oldest first."""
        return [
            _argument(row) for row in self._file.rows(f"{_DRAFTS} WHERE d.claim_id = ? ORDER BY d.number", (claim_id,))
        ]

    def argument(self, argument_id: str) -> Argument | None:
        """One draft."""
        rows = self._file.rows(f"{_DRAFTS} WHERE d.id = ?", (argument_id,))
        return _argument(rows[0]) if rows else None

    def decide_argument(self, argument_id: str, decision: Decision, by: str, made_at: str) -> None:
        """Append a person's decision on a draft; raises UnknownName when it is not known."""
        with self._file.writing() as db:
            if self.argument(argument_id) is None:
                raise UnknownName(f"There is no draft “{argument_id}”.", "`cruxmap debate CLAIM` shows their ids.")
            row = {"draft": argument_id, "decision": decision.value, "by": by, "made_at": made_at}
            db.table("draft_decisions").insert(row)


def _row(argument: Argument) -> dict[str, object]:
    return {
        "id": argument.id,
        "claim_id": argument.claim_id,
        "side": argument.side_id,
        "step": argument.step_id,
        "part": argument.part.value,
        "content": to_json(
            {
                "sentences": [
                    [one.text, [list(ground) for ground in one.grounds], one.answers, one.relation]
                    for one in argument.sentences
                ],
                "answers": argument.answers_id,
                "disagreement": argument.disagreement,
                "disagreement_text": argument.disagreement_text,
                "dropped": argument.dropped,
            }
        ),
        "author_name": argument.author.name,
        "author_version": argument.author.version,
        "author_prompt": argument.author.prompt,
        "made_at": argument.made_at,
    }


def _argument(row: Row) -> Argument:
    unique, claim_id, side, step, part, content, name, version, prompt, made_at, decision = row
    said = json.loads(content)
    return Argument(
        id=unique,
        claim_id=claim_id,
        side_id=side,
        step_id=step,
        part=Part(part),
        sentences=tuple(
            Sentence(text, tuple(Ground(*ground) for ground in grounds), answers, Relation(relation))
            for text, grounds, answers, relation in said["sentences"]
        ),
        author=Author(AuthorKind.MODEL, name, version, prompt),
        made_at=made_at,
        answers_id=said["answers"],
        disagreement=Disagreement(said["disagreement"]) if said["disagreement"] else None,
        disagreement_text=said["disagreement_text"],
        dropped=said["dropped"],
        decision=Decision(decision) if decision else None,
    )
