"""The client of the shared tier against real servers."""

from __future__ import annotations

import threading
import unittest
from unittest import mock

from servers import Cluster, Server, tls_in_front

from performance.resp import Refused, Unreachable
from performance.store import Store, slot_of


class Keys(unittest.TestCase):
    """Slots are those of the servers."""

    def test_slots(self) -> None:
        with Server("--cluster-enabled", "yes") as server:
            for key in ["a", "user:1000", "{user:1000}:lock", "{}x", "a{b}c{d}", "ü{}", "{"]:
                self.assertEqual(slot_of(key), server.call("CLUSTER", "KEYSLOT", key), key)
        self.assertEqual(slot_of("{a}1"), slot_of("{a}2"))


class Alone(unittest.TestCase):
    """One server."""

    def test_commands(self) -> None:
        with Server() as server:
            store = Store("127.0.0.1", server.port, cluster=False, tls=None)
            value = "line\r\nline ü " + "x" * 200_000
            self.assertEqual(store.call("a", "SET", "a", value), b"OK")
            self.assertEqual(store.call("a", "GET", "a").decode(), value)
            self.assertIsNone(store.call("b", "GET", "b"))
            self.assertEqual(store.call("a", "DEL", "a", "b"), 1)
            with self.assertRaises(Refused) as refused:
                store.call("a", "NOSUCHCOMMAND")
            self.assertEqual(refused.exception.code, "ERR")
            store.close()

    def test_connection_lost_while_idle(self) -> None:
        with Server() as server:
            store = Store("127.0.0.1", server.port, cluster=False, tls=None)
            store.call("a", "SET", "a", 1)
            server.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            self.assertEqual(store.call("a", "GET", "a"), b"1")
            store.close()
        with self.assertRaises(Unreachable):
            store.call("a", "GET", "a")

    def test_old_connections_are_not_trusted(self) -> None:
        with Server() as server:
            store = Store("127.0.0.1", server.port, cluster=False, tls=None)
            first = store.call("a", "CLIENT", "ID")
            self.assertEqual(store.call("a", "CLIENT", "ID"), first)
            with mock.patch("performance.store.IDLE_SECONDS", 0):
                self.assertNotEqual(store.call("a", "CLIENT", "ID"), first)
            self.assertEqual(server.call("CLIENT", "LIST").count(b"\n"), 2)
            store.close()

    def test_tls(self) -> None:
        with Server() as server, tls_in_front(server.port) as (port, trusting):
            store = Store("localhost", port, cluster=False, tls=trusting)
            self.assertEqual(store.call("a", "SET", "a", 1), b"OK")
            store.close()
            with self.assertRaisesRegex(Unreachable, "CERTIFICATE_VERIFY_FAILED"):
                Store("127.0.0.1", port, cluster=False, tls=trusting).call("a", "GET", "a")

    def test_sign_in(self) -> None:
        with Server() as server:
            server.call("ACL", "SETUSER", "reader", ">secret", *READER)
            store = Store("127.0.0.1", server.port, cluster=False, tls=None, sign_in=lambda: ("reader", "secret"))
            self.assertIsNone(store.call("a", "GET", "a"))
            with self.assertRaises(Refused) as refused:
                store.call("a", "SET", "a", 1)
            self.assertEqual(refused.exception.code, "NOPERM")
            store.close()
            store = Store("127.0.0.1", server.port, cluster=False, tls=None, sign_in=lambda: ("reader", "wrong"))
            with self.assertRaises(Refused) as refused:
                store.call("a", "GET", "a")
            self.assertEqual(refused.exception.code, "WRONGPASS")

    def test_threads(self) -> None:
        with Server() as server:
            store = Store("127.0.0.1", server.port, cluster=False, tls=None)
            wrong = []

            def work(name: str) -> None:
                for number in range(200):
                    store.call(name, "SET", name, number)
                    if int(store.call(name, "GET", name)) != number:
                        wrong.append((name, number))

            threads = [threading.Thread(target=work, args=(f"key-{index}",)) for index in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(wrong, [])
            store.close()


#: What the users that synth makes for readers may do.
READER = "on ~* -@all +@read +@connection +info +cluster|slots +cluster|shards +cluster|nodes".split()


class Clustered(unittest.TestCase):
    """Three primaries."""

    def setUp(self) -> None:
        self.cluster = self.enterContext(Cluster())
        self.store = Store("127.0.0.1", self.cluster.nodes[0].port, cluster=True, tls=None)
        self.addCleanup(self.store.close)

    def test_every_node_is_found(self) -> None:
        for number in range(100):
            self.store.call(f"key-{number}", "SET", f"key-{number}", number)
        sizes = [node.call("DBSIZE") for node in self.cluster.nodes]
        self.assertEqual(sum(sizes), 100)
        self.assertTrue(all(sizes), sizes)

    def test_a_slot_moves(self) -> None:
        """While it moves its new owner must be asked with ASKING; afterwards the old one says MOVED."""
        key = "moving"
        slot = slot_of(key)
        self.store.call(key, "SET", key, "before")
        old = self.cluster.owner(slot)
        new = next(node for node in self.cluster.nodes if node is not old)
        names = {node: node.call("CLUSTER", "MYID").decode() for node in (old, new)}
        new.call("CLUSTER", "SETSLOT", slot, "IMPORTING", names[old])
        old.call("CLUSTER", "SETSLOT", slot, "MIGRATING", names[new])
        old.call("MIGRATE", "127.0.0.1", new.port, key, 0, 5000)
        self.assertEqual(self.store.call(key, "GET", key), b"before")
        with self.assertRaises(Refused) as asked:
            old.call("GET", key)
        self.assertEqual(asked.exception.code, "ASK")
        for node in (new, old):
            node.call("CLUSTER", "SETSLOT", slot, "NODE", names[new])
        self.assertEqual(self.store.call(key, "GET", key), b"before")
        with self.assertRaises(Refused) as moved:
            old.call("GET", key)
        self.assertEqual(moved.exception.code, "MOVED")

    def test_a_reader_finds_its_way(self) -> None:
        for node in self.cluster.nodes:
            node.call("ACL", "SETUSER", "reader", ">secret", *READER)
        port = self.cluster.nodes[0].port
        store = Store("127.0.0.1", port, cluster=True, tls=None, sign_in=lambda: ("reader", "secret"))
        for number in range(20):
            self.assertIsNone(store.call(f"key-{number}", "GET", f"key-{number}"))
        store.close()
