"""A connection to one node of Valkey or Redis OSS: the protocol RESP2, over TLS."""

from __future__ import annotations

import socket
import ssl
from typing import Any


class Refused(Exception):
    """The node answered with an error. `code` is its first word: MOVED, NOPERM, ERR."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.code = message.split(" ", 1)[0]


class Unreachable(Exception):
    """The node does not answer, or not in the protocol."""


class Connection:
    """One socket. After any exception but `Refused` it is closed."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None, timeout: float) -> None:
        try:
            self._socket = socket.create_connection((host, port), timeout)
            try:
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if tls is not None:
                    self._socket = tls.wrap_socket(self._socket, server_hostname=host)
            except BaseException:
                self._socket.close()
                raise
        except OSError as error:
            raise Unreachable(f"{host}:{port}: {error}") from error
        self._name = f"{host}:{port}"
        self._answers = self._socket.makefile("rb")

    def call(self, *words: str | bytes | int) -> Any:
        """Send a command and wait for its answer: bytes, int, a list of them, or None."""
        try:
            self._socket.sendall(encode(words))
            answer = self._read()
        except (OSError, ValueError) as error:
            self.close()
            raise Unreachable(f"{self._name}: {error}") from error
        if isinstance(answer, Refused):
            raise answer
        return answer

    def close(self) -> None:
        """Give the socket back."""
        self._answers.close()
        self._socket.close()

    def _read(self) -> Any:
        line = self._answers.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError("closed by the other side")
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest
        if kind == b"-":
            return Refused(rest.decode("utf-8", "replace"))
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return self._read_bytes(int(rest))
        if kind == b"*":
            return None if int(rest) < 0 else [self._read() for _ in range(int(rest))]
        raise ValueError(f"not an answer: {line[:20]!r}")

    def _read_bytes(self, length: int) -> bytes | None:
        if length < 0:
            return None
        data = self._answers.read(length + 2)
        if len(data) != length + 2:
            raise ConnectionError("closed in the middle of an answer")
        return data[:-2]


def encode(words: tuple[str | bytes | int, ...]) -> bytes:
    """A command as the protocol has it: an array of byte strings."""
    parts = [b"*%d\r\n" % len(words)]
    for word in words:
        data = word if isinstance(word, bytes) else str(word).encode()
        parts.append(b"$%d\r\n%s\r\n" % (len(data), data))
    return b"".join(parts)
