"""Looking after the project file: what it holds, a copy of it, and whether it is sound."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from store.errors import ReadOnlyProject, TargetExists
from store.findings import CHECKS
from store.opening import applied_steps, copy_to
from store.project import Project


@dataclass(frozen=True, slots=True)
class Status:
    """What the project holds."""

    path: Path
    bytes: int
    """Of the file and what SQLite keeps beside it."""
    schema_version: int
    """How many migration steps the file has behind it."""
    sources: int
    """Current ones."""
    superseded: int
    passages: int
    """Of current sources."""
    marks: int
    marks_by_kind: dict[str, int]
    marks_by_author: dict[str, int]
    """`local 3` or the like: kind and version of the author for `local`, else the name too."""
    verdicts: int
    claims: int
    vectors: dict[str, int]
    """By stamp."""
    under_way: dict[str, int]
    """Questions that a provider answers together, by its name for the batch; `?` while it has not said one."""


def status(project: Project) -> Status:
    """Count what the project holds."""
    file = project.file
    counted = {table: int(file.database.table(table).count) for table in ("sources", "marks", "verdicts", "claims")}
    current = file.value("SELECT count(*) FROM sources WHERE NOT superseded")
    return Status(
        path=project.path,
        bytes=_bytes(project.path),
        schema_version=len(applied_steps(file)),
        sources=current,
        superseded=counted["sources"] - current,
        passages=file.value(
            "SELECT count(*) FROM passages p JOIN sources s ON s.number = p.source WHERE NOT s.superseded"
        ),
        marks=counted["marks"],
        marks_by_kind=_counts(file.rows("SELECT kind, count(*) FROM marks GROUP BY kind ORDER BY kind")),
        marks_by_author=_counts(
            file.rows(
                "SELECT trim(iif(a.name = a.kind, a.name, a.kind || ' ' || a.name) || ' ' || a.version), count(*)"
                " FROM marks m JOIN authors a ON a.number = m.author GROUP BY 1 ORDER BY min(a.number)"
            )
        ),
        verdicts=counted["verdicts"],
        claims=counted["claims"],
        vectors=_counts(file.rows("SELECT stamp, sum(count) FROM vectors GROUP BY stamp ORDER BY stamp")),
        under_way={parcel.batch_id or "?": len(parcel.prompts) for parcel in project.parcels()},
    )


def backup(project: Project, target: Path, *, force: bool = False) -> None:
    """A consistent copy of the project, whole or not at all; an existing file is replaced only by force."""
    target = Path(target)
    if target.exists() and (not force or target.is_dir() or target.samefile(project.path)):
        hint = "Name another file." if target.is_dir() or target.samefile(project.path) else "--force replaces it."
        raise TargetExists(f"“{target}” exists already.", hint)
    if not target.parent.is_dir():
        raise ReadOnlyProject(f"There is no folder “{target.parent}”.", "Make it first, or name another file.")
    copy_to(project.file, target)


def verify(project: Project) -> list[str]:
    """Whatever is wrong with the record, a sentence each with what to do; empty when all is in order."""
    return [finding for check in CHECKS for finding in check(project)]


def _bytes(path: Path) -> int:
    beside = (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
    return sum(file.stat().st_size for file in beside if file.exists())


def _counts(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(rows)
