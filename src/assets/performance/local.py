"""The local tier: values in the memory of this process, bounded in number and in time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable


class LocalTier:
    """Keeps up to `max_items` texts, each for up to `ttl` seconds; the one not used for longest goes first."""

    def __init__(self, ttl: float, max_items: int, clock: Callable[[], float]) -> None:
        if ttl <= 0 or max_items < 1:
            raise ValueError("a local tier needs a time and a number above zero")
        self.ttl = ttl
        self._max_items = max_items
        self._clock = clock
        self._lock = threading.Lock()
        self._items: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: str) -> str | None:
        """The text, unless its time is over."""
        with self._lock:
            item = self._items.get(key)
            if item is None:
                return None
            text, expires = item
            if expires <= self._clock():
                del self._items[key]
                return None
            self._items.move_to_end(key)
            return text

    def put(self, key: str, text: str, ttl: float) -> None:
        """Keep a text for `ttl` seconds or the tier's own time, whichever is less."""
        with self._lock:
            self._items[key] = (text, self._clock() + min(ttl, self.ttl))
            self._items.move_to_end(key)
            while len(self._items) > self._max_items:
                self._items.popitem(last=False)

    def forget(self, key: str) -> None:
        """Drop a text."""
        with self._lock:
            self._items.pop(key, None)
