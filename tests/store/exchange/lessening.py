"""What is left of a value when the declared losses of a format are taken from it."""

from collections.abc import Iterable
from dataclasses import MISSING, fields, replace

from debate.labels import Label
from store.exchange.losses import Loss


def lessened(label: Label, losses: Iterable[Loss]) -> Label:
    """The label with every field that a loss names (`mark.FIELD`) as if the file did not say it."""
    empty = {field.name: field.default for field in fields(label) if field.default is not MISSING}
    lost = {loss.what.removeprefix("mark.") for loss in losses if loss.what.startswith("mark.")}
    return replace(label, **{name: empty[name] for name in lost})
