"""The shared tier: one primary, or a cluster whose keys are spread over shards."""

from __future__ import annotations

import binascii
import contextlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from .resp import Connection, Refused, Unreachable

#: Parts of the key space of a cluster.
SLOTS = 16384
#: Seconds after which an idle connection is not trusted any more: a function may have been frozen, and networks forget.
IDLE_SECONDS = 60.0
#: How often a command is sent again: after a redirection, a lost connection, a shard that is moving.
ATTEMPTS = 6

Node = tuple[str, int]
#: Gives the name and the password of the user, anew for each connection: tokens expire.
SignIn = Callable[[], tuple[str, str]]


class Store:
    """Sends commands to the node that has the key. Threads may share one."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        cluster: bool,
        tls: ssl.SSLContext | None,
        sign_in: SignIn | None = None,
        timeout: float = 1.0,
    ) -> None:
        self._seed: Node = (host, port)
        self._cluster = cluster
        self._tls = tls
        self._sign_in = sign_in
        self._timeout = timeout
        self._lock = threading.Lock()
        self._idle: dict[Node, list[tuple[Connection, float]]] = {}
        self._owners: list[Node | None] = [None] * SLOTS

    def call(self, key: str, *words: str | bytes | int) -> Any:
        """The answer to a command about a key. Every command here may be sent twice without harm."""
        slot = slot_of(key)
        node = self._owner(slot)
        asking = False
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                with self._connection(node) as connection:
                    if asking:
                        connection.call("ASKING")
                    return connection.call(*words)
            except Refused as error:
                if error.code == "READONLY" and not attempt:
                    # The primary was replaced, and its name now leads elsewhere.
                    self._drop(node)
                    continue
                if last or error.code not in ("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN", "LOADING"):
                    raise
                asking = error.code == "ASK"
                if error.code in ("MOVED", "ASK"):
                    node = address(str(error).rsplit(" ", 1)[-1], node)
                    if error.code == "MOVED":
                        self._owners[slot] = node
                else:
                    time.sleep(0.02 * 2**attempt)
            except Unreachable:
                if last or (attempt and not self._cluster):
                    raise
                # A connection that lay idle may be dead, and a primary may have been replaced.
                self._drop(node)
                asking = False
                if self._cluster and attempt:
                    time.sleep(0.02 * 2**attempt)
                    self._discover()
                    node = self._owners[slot] or self._seed
        raise Unreachable(f"slot {slot} keeps moving")

    def close(self) -> None:
        """Close every idle connection."""
        with self._lock:
            nodes = list(self._idle)
        for node in nodes:
            self._drop(node)

    def _owner(self, slot: int) -> Node:
        if not self._cluster:
            return self._seed
        if self._owners[slot] is None:
            self._discover()
        return self._owners[slot] or self._seed

    def _discover(self) -> None:
        """Ask any node which one has which slots."""
        known = dict.fromkeys([self._seed, *(node for node in self._owners if node)])
        failure: Exception = Unreachable("no node")
        for node in known:
            try:
                with self._connection(node) as connection:
                    ranges = connection.call("CLUSTER", "SLOTS")
            except Unreachable as error:
                self._drop(node)
                failure = error
                continue
            owners: list[Node | None] = [None] * SLOTS
            for first, last, primary, *_ in ranges:
                owner = (primary[0].decode() if primary[0] else node[0], primary[1])
                owners[first : last + 1] = [owner] * (last - first + 1)
            self._owners = owners
            return
        raise failure

    @contextlib.contextmanager
    def _connection(self, node: Node) -> Iterator[Connection]:
        connection = self._waiting(node) or self._connect(node)
        try:
            yield connection
        except Refused:
            self._keep(node, connection)
            raise
        except BaseException:
            connection.close()
            raise
        self._keep(node, connection)

    def _waiting(self, node: Node) -> Connection | None:
        """A connection that lies idle; the one used last, and none when even that has grown old."""
        with self._lock:
            idle = self._idle.get(node)
            connection, since = idle.pop() if idle else (None, 0.0)
        if connection is not None and time.time() - since >= IDLE_SECONDS:
            connection.close()
            self._drop(node)
            return None
        return connection

    def _connect(self, node: Node) -> Connection:
        connection = Connection(*node, self._tls, self._timeout)
        if self._sign_in is not None:
            try:
                connection.call("AUTH", *self._sign_in())
            except BaseException:
                connection.close()
                raise
        return connection

    def _keep(self, node: Node, connection: Connection) -> None:
        with self._lock:
            self._idle.setdefault(node, []).append((connection, time.time()))

    def _drop(self, node: Node) -> None:
        with self._lock:
            idle = self._idle.pop(node, [])
        for connection, _ in idle:
            connection.close()


def slot_of(key: str) -> int:
    """The slot of a key: of what stands between its first braces, if there is something."""
    data = key.encode()
    start = data.find(b"{")
    end = data.find(b"}", start + 1)
    if start >= 0 and end > start + 1:
        data = data[start + 1 : end]
    return binascii.crc_hqx(data, 0) % SLOTS


def address(text: str, current: Node) -> Node:
    """The node in `MOVED 3999 host:6379`; without a host it is the one that answered."""
    host, _, port = text.rpartition(":")
    return (host or current[0], int(port))
