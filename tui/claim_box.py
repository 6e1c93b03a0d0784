"""The claim and its fields, what the lint misses in it, and how far the sides talk past each other."""

from textual.content import Content
from textual.widgets import Static

from debate.claims import Claim
from debate.framework import Framework
from debate.maps import DebateMap
from debate.plain import clip, one_line
from debate.reviewing import reviewed

SHORT = 32
"""Lines of a terminal below which every line counts."""


class ClaimBox(Static):
    """Two or three lines; always in sight."""

    def announce(self, claim: Claim, state: str = "Reading …") -> None:
        """The claim alone, before its picture is there."""
        self.update(Content.assemble((one_line(claim.text), "bold"), (f"\n{state}", "$text-muted")))

    def show(self, picture: DebateMap, only: int = 0) -> None:
        """The claim with what its picture says of it, read in `only` so many sources, or in all."""
        if self.app.size.height < SHORT:
            self.update(_in_short(picture, only, self.app.size.width - 2))
            return
        text = picture.claim.text if picture.claim else "Compared: " + " | ".join(side.name for side in picture.sides)
        fields = claim_fields(picture.framework, picture.claim) if picture.claim else "every passage read"
        missing = [finding.says for finding in picture.findings if finding.side_id is None]
        warning = f"\n⚠ {missing[0]}" + (f" (+{len(missing) - 1})" if len(missing) > 1 else "") if missing else "\n"
        self.update(
            Content.assemble(
                (one_line(text), "bold"),
                (f"\n{fields}", "$text-muted"),
                (warning, "$text-warning"),
                (f"  {_standing(picture, only)}", "$text-accent"),
            )
        )


def _in_short(picture: DebateMap, only: int, columns: int) -> Content:
    """The same in the fewest lines: the fields take the room that is left."""
    claim = picture.claim
    if claim is None:
        text, fields = " | ".join(side.name for side in picture.sides), "compared"
    else:
        text, fields = claim.text, fields_in_short(picture.framework, claim)
    standing = _standing(picture, only)
    fields = clip(fields, max(columns - len(standing) - 3, 12))
    return Content.assemble((one_line(text), "bold"), (f"\n{fields} · ", "$text-muted"), (standing, "$text-accent"))


def _standing(picture: DebateMap, only: int) -> str:
    """How far the sides talk past each other, and how much of the picture a person looked at."""
    waiting = picture.examined.pending
    read = f"{waiting:,} passages not read yet (^l) · " if waiting else ""
    read += f"{only:,} sources only · " if only else ""
    decided, asked = reviewed(picture)
    standing = f"{decided:,} of {asked:,} reviewed"
    apart = f"talking past {picture.talking_past:.2f} · " if picture.talking_past is not None else ""
    return read + apart + standing


def fields_in_short(framework: Framework, claim: Claim) -> str:
    """The fields that were said, by names, and which of the first two were not."""
    # A claim may be older than the framework in use, which then has no name for its fields.
    names = {one.id: one.name for one in (*framework.vectors, *framework.baselines)}
    baselines = ", ".join(names.get(one, one) for one in claim.baselines)
    said = [names.get(claim.vector, claim.vector) if claim.vector else "⚠ which misuse?"]
    said += [claim.direction.replace("_", " "), baselines or "⚠ no baseline", claim.actor or "", claim.horizon or ""]
    return " · ".join(one_line(part) for part in said if part)


def claim_fields(framework: Framework, claim: Claim) -> str:
    """The fields in a line; what is not said is named as such."""
    vector = framework.vector(claim.vector).name if claim.vector else "any vector"
    direction = claim.direction.replace("_", " ") if claim.direction != "unknown" else "direction not given"
    baselines = ", ".join(framework.baseline(name).name for name in claim.baselines)
    against = f"against {baselines}" if baselines else "baseline not named"
    actor, horizon = one_line(claim.actor or "actor not named"), one_line(claim.horizon or "horizon not given")
    return f"{vector} · {direction} · {against} · {actor} · {horizon}"
