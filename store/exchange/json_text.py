"""JSON that a person can page through and that is written fast: the outer levels in lines, each thing inside in one."""

import json
from collections.abc import Mapping

_ENCODER = json.JSONEncoder(ensure_ascii=False, default=str)


def json_text(value: object, levels: int = 2) -> str:
    """The value as JSON, its outer levels spread over lines; what JSON has no form for is kept as its words."""
    return _spread(value, levels) + "\n"


def _spread(value: object, levels: int) -> str:
    # The encoder is quick only without an indent, so each thing inside is one call of it.
    if levels and value and isinstance(value, Mapping):
        pairs = (f"{_ENCODER.encode(str(key))}: {_spread(one, levels - 1)}" for key, one in value.items())
        return "{\n" + ",\n".join(pairs) + "\n}"
    if levels and value and isinstance(value, list):
        return "[\n" + ",\n".join(_spread(one, levels - 1) for one in value) + "\n]"
    return _ENCODER.encode(value)
