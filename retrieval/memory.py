"""What an encoder remembers of recent texts, so that the index and the annotator share one forward pass."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """The values last used, up to a total weight; the least recently used go first."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._kept: OrderedDict[str, tuple[Kept, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Kept | None:
        """The value under this key, None when it is not remembered."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: str, value: Kept, weight: int = 1) -> None:
        """Remember a value; one heavier than the whole capacity is not kept."""
        with self._lock:
            if key in self._kept:
                self._weight -= self._kept.pop(key)[1]
            self._kept[key] = (value, weight)
            self._weight += weight
            while self._weight > self.capacity:
                _, (_, gone) = self._kept.popitem(last=False)
                self._weight -= gone
