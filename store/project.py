"""The project: the record of everything, on one SQLite file."""

from pathlib import Path
from types import TracebackType
from typing import Self

from store.arguments import ArgumentPart
from store.batches import BatchPart
from store.calls import CallPart
from store.claims import ClaimPart
from store.errors import NoProjectFile, NotAProject, ReadOnlyProject
from store.file import PATIENCE_MS, ProjectFile
from store.journal import JournalPart
from store.lexical import LexicalPart
from store.opening import make_ready
from store.parcels import ParcelPart
from store.proposals import ProposalPart
from store.sources import SourcePart
from store.vectors import VectorPart


class Project(
    SourcePart,
    VectorPart,
    LexicalPart,
    ClaimPart,
    JournalPart,
    CallPart,
    ProposalPart,
    BatchPart,
    ParcelPart,
    ArgumentPart,
):
    """Everything that is kept; each part is a file of this folder."""

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def file(self) -> ProjectFile:
        """The SQLite file below, for looking after it."""
        return self._file

    def others_moment(self) -> object:
        """Equal as long as nobody else wrote: another program, or another session of this one."""
        return self._file.others_moment()

    def close(self) -> None:
        """Close the file; a closed project opens it again when asked something."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_project(path: Path, *, create: bool = True, patience_ms: int = PATIENCE_MS) -> Project:
    """The project in this file, brought up to the current schema; a new one when there is none."""
    path = Path(path).expanduser()
    if path.is_dir():
        raise NotAProject(f"“{path}” is a folder.", "Name a file in it, such as project.cruxmap.")
    if not path.exists():
        if not create:
            raise NoProjectFile(f"There is no project “{path}”.", "`cruxmap import PATH` makes it.")
        _make_folder(path.parent)
    file = ProjectFile(path, create=create, patience_ms=patience_ms)
    try:
        make_ready(file)
    except BaseException:
        file.close()
        raise
    return Project(file)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyProject(
            f"The folder “{folder}” cannot be made: {error.strerror}.", "Name a file elsewhere with --project."
        ) from error
