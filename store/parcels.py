"""Questions that are under way to a provider, so that a run that was killed collects their answers later."""

import json

from debate.parcels import Parcel
from store.file import Part


class ParcelPart(Part):
    """The part of the project that keeps parcels."""

    def parcels(self) -> list[Parcel]:
        """Every parcel under way, oldest first."""
        rows = self._file.rows("SELECT id, model, server, prompts, made_at, batch_id FROM parcels ORDER BY number")
        return [Parcel(id_, model, server, json.loads(prompts), *rest) for id_, model, server, prompts, *rest in rows]

    def keep_parcel(self, parcel: Parcel) -> None:
        """Keep a parcel, in place of what was kept of it before."""
        prompts = json.dumps(dict(parcel.prompts))
        row = (parcel.id, parcel.model, parcel.server, prompts, parcel.made_at, parcel.batch_id)
        with self._file.writing() as db:
            db.execute(
                "INSERT INTO parcels (id, model, server, prompts, made_at, batch_id) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET batch_id = excluded.batch_id",
                row,
            )
        # Only a checkpoint waits for the disk, and a power cut may not lose what is about to be paid for.
        self._file.rows("PRAGMA wal_checkpoint")

    def end_parcel(self, parcel_id: str) -> None:
        """Forget a parcel: its answers are kept, or it never left."""
        with self._file.writing() as db:
            db.execute("DELETE FROM parcels WHERE id = ?", (parcel_id,))
