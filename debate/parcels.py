"""Questions that a provider is handed together, to be answered within a day at a lower price."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """Questions that were handed in together and whose answers are not all kept yet."""

    id: str
    """Ours, written down before anything is sent."""
    model: str
    server: str
    """Hash of the server's address; empty for the provider's own."""
    prompts: Mapping[str, str]
    """Key of each question -> name and version of the prompt it was made from."""
    made_at: str
    """ISO 8601, UTC."""
    batch_id: str = ""
    """The provider's name for it; empty while it is not known whether the provider took it."""


class ParcelStore(Protocol):
    """Keeps parcels until their answers are kept."""

    def parcels(self) -> list[Parcel]:
        """Every parcel under way, oldest first."""
        ...

    def keep_parcel(self, parcel: Parcel) -> None:
        """Keep a parcel, in place of what was kept of it before."""
        ...

    def end_parcel(self, parcel_id: str) -> None:
        """Forget a parcel: its answers are kept, or it never left."""
        ...
