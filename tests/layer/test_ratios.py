"""How many answers each tier gives under a load like that of users: a few keys are asked for most of the time."""

from __future__ import annotations

import itertools
import random
import unittest

from servers import ROOT, Server

from performance import Cache
from performance.local import LocalTier
from performance.store import Store

#: Keys, how their popularity falls, requests, processes, requests a second of all processes together.
KEYS, EXPONENT, REQUESTS, PROCESSES, RATE = 10_000, 1.0, 20_000, 4, 1_000
#: The local tier of each process: seconds, and items.
TTL = 5
TIERS = (None, 10, 100, 1_000)


def measure(max_items: int | None) -> tuple[float, float, float]:
    """The shares of the local tier, the shared tier and the loader."""
    rng = random.Random(2026)
    weights = list(itertools.accumulate(1 / rank**EXPONENT for rank in range(1, KEYS + 1)))
    asked = rng.choices(range(KEYS), cum_weights=weights, k=REQUESTS)
    now = [0.0]
    clock = lambda: now[0]  # noqa: E731
    with Server() as server:
        store = Store("127.0.0.1", server.port, cluster=False, tls=None)
        local = lambda: LocalTier(TTL, max_items, clock) if max_items else None  # noqa: E731
        options = {"ttl": 300, "clock": clock, "chance": lambda: 0.0}
        caches = [Cache("sessions", store, local=local(), **options) for _ in range(PROCESSES)]
        for number, key in enumerate(asked):
            now[0] = number / RATE
            cache = caches[rng.randrange(PROCESSES)]
            assert cache.get(str(key), lambda key=key: key) == key
        store.close()
    counts = [cache.counts for cache in caches]
    total = sum(count.total for count in counts)
    assert total == REQUESTS and not any(count.errors for count in counts)
    shares = (sum(getattr(count, tier) for count in counts) / total for tier in ("local", "shared", "loaded"))
    return tuple(shares)


def table() -> str:
    """The measure as the README shows it."""
    rows = ["| local tier | local | shared | loaded |", "|---|---|---|---|"]
    for max_items in TIERS:
        name = f"{max_items:,} items, {TTL} s" if max_items else "none"
        rows.append("| " + " | ".join([name, *(f"{share:.1%}" for share in measure(max_items))]) + " |")
    return "\n".join(rows)


class Ratios(unittest.TestCase):
    """The README says what is measured."""

    maxDiff = None

    def test_readme(self) -> None:
        readme = (ROOT / "src" / "assets" / "performance" / "README.md").read_text()
        measured = table()
        self.assertIn(measured, readme, f"measured:\n{measured}")


if __name__ == "__main__":
    print(table())
