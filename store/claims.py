"""Claims that were asked."""

# ruff: noqa: S608 -- what is put into a statement is our own column lists; every value is a parameter.

from debate.claims import Claim
from store.file import Part
from store.rows import CLAIM, claim_from, claim_row

INSERT_CLAIM = (
    "INSERT INTO claims (id, text, vector, direction, baselines, actor, horizon)"
    " VALUES (:id, :text, :vector, :direction, :baselines, :actor, :horizon)"
)


class ClaimPart(Part):
    """The part of the project that keeps claims."""

    def save_claim(self, claim: Claim) -> None:
        """Keep a claim, replacing its fields if it is known; either way it is now the newest."""
        newest = self._file.rows(f"SELECT {CLAIM} FROM claims ORDER BY number DESC LIMIT 1")
        if newest and claim_from(newest[0]) == claim:
            return
        with self._file.writing() as db:
            db.execute("DELETE FROM claims WHERE id = ?", (claim.id,))
            db.execute(INSERT_CLAIM, claim_row(claim))

    def claims(self) -> list[Claim]:
        """Every claim kept, newest first."""
        return [claim_from(row) for row in self._file.rows(f"SELECT {CLAIM} FROM claims ORDER BY number DESC")]

    def delete_claim(self, claim_id: str) -> bool:
        """Forget a claim; the marks toward it stay, as marks do. False when it is not known."""
        with self._file.writing() as db:
            known = self._file.value("SELECT 1 FROM claims WHERE id = ?", (claim_id,)) is not None
            db.table("claims").delete_where("id = ?", [claim_id])
        return known
