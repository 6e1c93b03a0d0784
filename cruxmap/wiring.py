"""The one place that builds the parts and hands them over; nothing else names a concrete store, index or model."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cruxmap.settings import Settings, cache_directory
from debate.errors import UnknownName
from debate.framework import Framework, load_framework
from debate.ports import Annotator, Cutter, Encoder, Retriever
from debate.session import Session
from debate.sources import Passage

if TYPE_CHECKING:
    from cruxmap.models import ModelRecord
    from retrieval.hybrid import HybridRetriever
    from store.project import Project

Tell = Callable[[str], None]
"""Where parts say in a sentence what they are doing when it takes a while."""
Ask = Callable[[str], bool]
"""Puts a question to a person who is there, such as whether a chat model may be paid for."""


class Parts(NamedTuple):
    """A session with what it was made from, for those who need more than it does."""

    session: Session
    project: "Project"
    annotator: Annotator


@contextmanager
def open_session(settings: Settings, tell: Tell, ask: Ask | None = None) -> Iterator[Session]:
    """A session on the project that the settings name; the project is closed at the end."""
    with open_parts(settings, tell, ask) as parts:
        yield parts.session


@contextmanager
def open_parts(
    settings: Settings, tell: Tell, ask: Ask | None = None, around: Callable[[Retriever], Retriever] | None = None
) -> Iterator[Parts]:
    """The same with its parts; `around` may put something of its own around the retriever."""
    from store.project import open_project

    framework = framework_of(settings)
    with open_project(settings.project) as project:
        encoder = encoder_of(settings, tell)
        retriever: Retriever = retriever_of(settings, project, settings.project, encoder, tell)
        retriever = around(retriever) if around else retriever
        annotator = annotator_of(settings["annotator"], settings, tell, encoder, project, ask)
        session = Session(framework, project, cutter(), retriever, annotator, settings.trust, now)
        yield Parts(session, project, annotator)


@contextmanager
def measured_retriever(passages: Sequence[Passage], settings: Settings, tell: Tell) -> "Iterator[HybridRetriever]":
    """The retriever that ships, over the passages of a judged corpus, in a project that is gone at the end.

    Vectors are kept in the cache folder, so that measuring the same texts again encodes nothing.
    """
    from tempfile import TemporaryDirectory

    from retrieval.cached import CachedEncoder
    from retrieval.judged import documents_of
    from store.project import open_project

    encoder = CachedEncoder(encoder_of(settings, tell), cache_directory(), tell)
    with TemporaryDirectory(prefix="cruxmap-") as folder:
        path = Path(folder) / "measured.cruxmap"
        with open_project(path) as project, closing(retriever_of(settings, project, path, encoder, tell)) as retriever:
            for document in documents_of(passages):
                project.add_source(document.source, document.text, document.passages, [])
            yield retriever


def retriever_of(settings: Settings, project: "Project", path: Path, encoder: Encoder, tell: Tell) -> "HybridRetriever":
    """The retriever over a project that is open."""
    from retrieval.hybrid import HybridRetriever

    return HybridRetriever(
        encoder=encoder,
        vectors=project,
        lexical=project,
        passages=project,
        index_path=path.with_name(path.name + ".index"),
        index=settings["index"],
        cross_encoder=settings["cross_encoder"] or None,
        tell=tell,
    )


def cutter() -> Cutter:
    """What cuts documents into passages."""
    from corpus.cutting import Cutter as ShippedCutter

    return ShippedCutter()


def annotator_of(
    name: str,
    settings: Settings,
    tell: Tell,
    encoder: Encoder | None = None,
    record: "ModelRecord | None" = None,
    ask: Ask | None = None,
) -> Annotator:
    """`local`, `entailment:` before a cross-encoder beside it, or `model:` before a chat model (`model:ollama:qwen3`).

    What a model answers is kept in the record, by default one in the cache folder.
    """
    framework = framework_of(settings)
    kind, _, beside = name.partition(":")
    if name == "local" or (kind == "entailment" and beside):
        return _local(settings, tell, encoder, beside or settings["entailment"])
    model = chat_model_named(name)
    from cruxmap.models import model_annotator

    if record is None:
        from store.project import open_project

        record = open_project(cache_directory() / "calls.cruxmap")
    return model_annotator(model, settings, framework, record, now, tell, ask)


def _local(settings: Settings, tell: Tell, encoder: Encoder | None, entailment: str) -> Annotator:
    from annotate.local import LocalAnnotator

    reader = _known_to_heads(encoder or encoder_of(settings, tell), tell)
    local = LocalAnnotator(reader, framework_of(settings), cache=cache_directory(), tell=tell)
    if not entailment:
        return local
    from annotate.entailment import EntailmentAnnotator
    from retrieval.entailing import judge

    return EntailmentAnnotator(local, framework_of(settings), entailment, partial(judge, entailment))


def _known_to_heads(encoder: Encoder, tell: Tell) -> Encoder:
    """The encoder whose vectors the trained heads know: this one, else the embedded one beside it."""
    from annotate.fallback import suits
    from retrieval.encoder import encoder_for

    if suits(encoder):
        return encoder
    embedded = encoder_for(cache=cache_directory(), tell=tell)
    return embedded if suits(embedded) else encoder


def chat_model_named(name: str) -> str:
    """The chat model that an annotator's name names, such as `ollama:qwen3`."""
    kind, _, model = name.partition(":")
    if kind != "model" or not model:
        raise UnknownName(f"There is no annotator “{name}”.", "Say local, or model:provider:name (model:ollama:qwen3).")
    return model


def framework_of(settings: Settings) -> Framework:
    """The framework that the settings name."""
    return load_framework(settings.framework)


def encoder_of(settings: Settings, tell: Tell) -> Encoder:
    """The encoder that the settings name; it loads when it is first asked."""
    from retrieval.encoder import encoder_for

    return encoder_for(settings["encoder"], cache_directory(), tell)


def now() -> str:
    """The present moment, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
