"""The one place that builds the parts and hands them over; nothing else names a concrete store, index or model."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from cruxmap.settings import Settings, cache_directory
from debate.framework import Framework, load_framework
from debate.ports import Encoder
from debate.session import Session

Tell = Callable[[str], None]
"""Where parts say in a sentence what they are doing when it takes a while."""


@contextmanager
def open_session(settings: Settings, tell: Tell) -> Iterator[Session]:
    """A session on the project that the settings name; the project is closed at the end."""
    from annotate.local import LocalAnnotator
    from corpus.cutting import Cutter
    from retrieval.hybrid import HybridRetriever
    from store.project import open_project

    framework = framework_of(settings)
    with open_project(settings.project) as project:
        encoder = encoder_of(settings, tell)
        retriever = HybridRetriever(
            encoder=encoder,
            vectors=project,
            lexical=project,
            passages=project,
            index_path=settings.project.with_name(settings.project.name + ".index"),
            index=settings["index"],
            cross_encoder=settings["cross_encoder"] or None,
            tell=tell,
        )
        annotator = LocalAnnotator(encoder, framework)
        yield Session(framework, project, Cutter(), retriever, annotator, settings.trust, now)


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
