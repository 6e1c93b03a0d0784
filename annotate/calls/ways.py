"""How far a server can hold a model to the shape of its answer: by a schema, else to JSON, else in words alone."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Options = Mapping[str, Any]
"""What else a call is made with."""
IN_WORDS: Options = {}


class Ways:
    """The ways of asking with each prompt, the strictest first.

    A way that a server refuses is given up for a prompt once a laxer one has got an answer from it, and not before: a
    question that fits in no way says nothing about the ways.
    """

    def __init__(self, of: Callable[[str], Sequence[Options]] = lambda _: ()) -> None:
        self._of = of
        self._found: dict[str, int] = {}
        self._given_up: dict[str, int] = {}
        self._lock = threading.Lock()

    def left(self, prompt: str) -> list[Options]:
        """The ways to ask with this prompt (name and version), from the strictest that may work."""
        every = self._every(prompt)
        with self._lock:
            known = self._found.get(prompt)
            return every[self._given_up.get(prompt, 0) :] if known is None else every[known : known + 1]

    def works(self, prompt: str, options: Options) -> None:
        """An answer came in this way: the prompt is asked so from now on."""
        with self._lock:
            self._found.setdefault(prompt, self._every(prompt).index(options))

    def give_up(self, prompt: str) -> bool:
        """Try the next way from now on; False where this one is known to work, or is the last."""
        if len(self.left(prompt)) == 1:
            return False
        with self._lock:
            self._given_up[prompt] = self._given_up.get(prompt, 0) + 1
        return True

    def _every(self, prompt: str) -> list[Options]:
        return [*self._of(prompt.partition(":")[0]), IN_WORDS]
