"""The three tiers against a real server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import unittest
from typing import Any
from unittest import mock

from servers import ROOT, Cluster, Server, tls_in_front

from performance import Cache, key_of
from performance.local import LocalTier
from performance.resp import Unreachable
from performance.sign_in import token
from performance.store import Store


class Clock:
    """A time that tests move."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Local(unittest.TestCase):
    """The tier in this process."""

    def test_bounds(self) -> None:
        clock = Clock()
        tier = LocalTier(ttl=5, max_items=2, clock=clock)
        for key in ("a", "b"):
            tier.put(key, key, ttl=60)
        self.assertEqual(tier.get("a"), "a")
        tier.put("c", "c", ttl=60)
        self.assertEqual([tier.get(key) for key in "abc"], ["a", None, "c"])
        clock.now += 5
        self.assertEqual([tier.get(key) for key in "ac"], [None, None])
        self.assertEqual(len(tier), 0)
        tier.put("d", "d", ttl=1)
        clock.now += 1
        self.assertIsNone(tier.get("d"))


class Tiers(unittest.TestCase):
    """One server, several caches in front of it as several processes would have them."""

    def setUp(self) -> None:
        self.server = self.enterContext(Server())
        self.clock = Clock()
        self.loads = 0

    def cache(self, local: bool = True, chance: float = 0.0, **options: Any) -> Cache:
        store = Store("127.0.0.1", self.server.port, cluster=False, tls=None)
        self.addCleanup(store.close)
        tier = LocalTier(5, 100, self.clock) if local else None
        return Cache("sessions", store, ttl=60, local=tier, clock=self.clock, chance=lambda: chance, **options)

    def load(self) -> dict[str, int]:
        self.loads += 1
        return {"load": self.loads}

    def test_nearest_tier_answers(self) -> None:
        one, other = self.cache(), self.cache()
        self.assertEqual(one.get("a", self.load), {"load": 1})
        self.assertEqual(one.get("a", self.load), {"load": 1})
        self.assertEqual(other.get("a", self.load), {"load": 1})
        self.assertEqual((one.counts.loaded, one.counts.local, one.counts.shared), (1, 1, 0))
        self.assertEqual((other.counts.loaded, other.counts.local, other.counts.shared), (0, 0, 1))

    def test_values_belong_to_the_caller(self) -> None:
        cache = self.cache()
        cache.get("a", self.load)["load"] = 99
        self.assertEqual(cache.get("a", self.load), {"load": 1})

    def test_nothing_is_a_value(self) -> None:
        cache = self.cache(local=False)
        for _ in range(2):
            self.assertIsNone(cache.get("a", lambda: None))
        self.assertEqual(cache.counts.loaded, 1)

    def test_local_time_ends_first(self) -> None:
        one, other = self.cache(), self.cache()
        one.get("a", self.load)
        other.put("a", {"load": 7})
        self.assertEqual(one.get("a", self.load), {"load": 1})
        self.clock.now += 5
        self.assertEqual(one.get("a", self.load), {"load": 7})

    def test_the_server_forgets_in_time(self) -> None:
        cache = self.cache(local=False)
        cache.get("a", self.load, ttl=0.05)
        time.sleep(0.1)
        self.assertEqual(cache.get("a", self.load), {"load": 2})

    def test_invalidation_beats_a_load_under_way(self) -> None:
        """What was read before the write must not be stored after it."""
        one, other = self.cache(), self.cache()

        def slow() -> str:
            other.forget("a")
            return "old"

        self.assertEqual(one.get("a", slow), "old")
        self.assertEqual(one.get("a", lambda: "new"), "new")
        self.assertEqual(other.get("a", lambda: "newer"), "new")

    def test_one_load_for_all_threads(self) -> None:
        cache = self.cache()
        answers = together(16, lambda _: cache.get("a", self.slowly))
        self.assertEqual(answers, [{"load": 1}] * 16)
        self.assertEqual((cache.counts.loaded, cache.counts.local), (1, 15))

    def test_one_load_for_all_processes(self) -> None:
        caches = [self.cache() for _ in range(8)]
        self.assertEqual(together(8, lambda index: caches[index].get("a", self.slowly)), [{"load": 1}] * 8)

    def test_a_failed_load_is_everybodys_and_nobodys(self) -> None:
        cache = self.cache()
        with self.assertRaises(ZeroDivisionError):
            cache.get("a", lambda: 1 / 0)
        self.assertEqual(self.server.call("DBSIZE"), 0)
        self.assertEqual(cache.get("a", self.load), {"load": 1})

    def slowly(self) -> dict[str, int]:
        time.sleep(0.2)
        return self.load()

    def test_early_renewal(self) -> None:
        """Near its end one caller renews a value that is dear to load; a lucky one leaves it."""
        lucky, unlucky = self.cache(local=False, chance=0.0), self.cache(local=False, chance=1 - 1e-12)
        lucky.get("a", self.slowly)
        self.clock.now += 55
        self.assertEqual(lucky.get("a", self.load), {"load": 1})
        self.assertEqual(unlucky.get("a", self.load), {"load": 2})
        self.assertEqual(lucky.get("a", self.load), {"load": 2})

    def test_a_store_that_is_down(self) -> None:
        cache = Cache("sessions", Store("127.0.0.1", 1, cluster=False, tls=None), local=LocalTier(5, 10, self.clock))
        self.assertEqual(cache.get("a", self.load), {"load": 1})
        self.assertEqual(cache.get("b", self.load), {"load": 2})
        self.assertEqual(cache.counts.errors, 1)
        with self.assertRaises(Unreachable):
            cache.forget("a")

    def test_a_reader_stores_nothing(self) -> None:
        self.server.call("ACL", "SETUSER", "reader", "on", ">secret", "~*", "-@all", "+@read", "+@connection")
        sign_in = lambda: ("reader", "secret")  # noqa: E731
        store = Store("127.0.0.1", self.server.port, cluster=False, tls=None, sign_in=sign_in)
        self.addCleanup(store.close)
        reader = Cache("sessions", store, ttl=60)
        self.assertEqual(reader.get("a", self.load), {"load": 1})
        self.assertEqual(self.server.call("DBSIZE"), 0)
        self.cache().get("b", self.load)
        self.assertEqual(reader.get("b", self.load), {"load": 2})
        self.assertEqual((reader.counts.loaded, reader.counts.shared, reader.counts.errors), (1, 1, 0))

    def test_somebody_elses_key(self) -> None:
        self.server.call("SET", "{sessions:a}", "not an entry")
        self.assertEqual(self.cache().get("a", self.load), {"load": 1})

    def test_decorator(self) -> None:
        cache = self.cache()

        @cache.cached(ttl=30)
        def user(number: int, *, detail: bool = False) -> list[Any]:
            self.loads += 1
            return [number, detail]

        self.assertEqual([user(1), user(1), user(1, detail=True)], [[1, False], [1, False], [1, True]])
        self.assertEqual(self.loads, 2)
        user.forget(1)
        user(1)
        self.assertEqual(self.loads, 3)


def together(number: int, work: Any) -> list[Any]:
    """What so many threads get that begin at once."""
    barrier, answers = threading.Barrier(number), [None] * number

    def run(index: int) -> None:
        barrier.wait()
        answers[index] = work(index)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


class Environment(unittest.TestCase):
    """Everything is found through the variables that `uses` sets."""

    def test_cluster(self) -> None:
        with Cluster() as cluster:
            environ = {"SESSIONS_ENDPOINT": "127.0.0.1", "SESSIONS_PORT": str(cluster.nodes[1].port)}
            environ |= {"SESSIONS_CLUSTER_MODE": "true", "SESSIONS_TTL": "300"}
            environ |= {"SESSIONS_LOCAL_TTL": "5", "SESSIONS_LOCAL_MAX_ITEMS": "2"}
            with mock.patch("performance.cache.Store", without_tls):
                cache = Cache.from_environment("sessions", environ)
            for number in range(30):
                self.assertEqual(cache.get(f"key-{number}", lambda number=number: number), number)
            self.assertEqual(sum(node.call("DBSIZE") for node in cluster.nodes), 30)
            self.assertEqual(len(cache._local), 2)
            cache.put("a", 1)
            cache.forget("a")
            self.assertEqual(cache.get("a", lambda: 2), 2)

    def test_tls(self) -> None:
        with Server() as server, tls_in_front(server.port) as (port, trusting):
            environ = {"MATCH_MAKER_ENDPOINT": "localhost", "MATCH_MAKER_PORT": str(port), "MATCH_MAKER_CLUSTER_MODE": "false"}
            cache = Cache.from_environment("match-maker", environ, tls=trusting)
            self.assertEqual(cache.get("a", lambda: 1), 1)
            self.assertEqual(cache.counts.errors, 0)
            self.assertEqual(server.call("DBSIZE"), 1)
            self.assertIsNone(cache._local)

    def test_memcached_is_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, "Memcached"):
            Cache.from_environment("pages", {"PAGES_ENDPOINT": "x", "PAGES_PORT": "11211"})

    def test_token(self) -> None:
        keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "eu-west-1"}
        with mock.patch.dict(os.environ, keys):
            signed = token("Shop-Tokens", "shop-reader", serverless=True)
        self.assertTrue(signed.startswith("shop-tokens/?Action=connect&User=shop-reader&ResourceType=ServerlessCache&"), signed)
        for part in ("X-Amz-Expires=900", "%2Feu-west-1%2Felasticache%2Faws4_request", "X-Amz-SignedHeaders=host", "X-Amz-Signature="):
            self.assertIn(part, signed)


def without_tls(*args: Any, **kwargs: Any) -> Store:
    """A store of nodes that do not speak TLS."""
    return Store(*args, **kwargs | {"tls": None})


class Keys(unittest.TestCase):
    """Keys are the same everywhere."""

    def test_other_process(self) -> None:
        code = "from performance import key_of; print(key_of('user', 1, b=2, a=[True, None]))"
        environ = {"PYTHONPATH": str(ROOT / "src" / "assets"), "PYTHONHASHSEED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        printed = subprocess.run([sys.executable, "-c", code], env=environ, check=True, capture_output=True, text=True)
        self.assertEqual(printed.stdout.strip(), key_of("user", 1, a=[True, None], b=2))

    def test_different_arguments(self) -> None:
        calls = [key_of(1), key_of("1"), key_of([1]), key_of(a=1), key_of(), key_of(1, 1)]
        self.assertEqual(len(set(calls)), len(calls))
        with self.assertRaises(TypeError):
            key_of(object())
