"""A cache of three tiers: the memory of this process, then Valkey or Redis OSS, then whatever loads the value."""

from __future__ import annotations

import functools
import hashlib
import json
import math
import os
import random
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import sign_in
from .local import LocalTier
from .resp import Refused, Unreachable
from .store import Store

#: Seconds that values are kept when neither the call nor the environment says.
DEFAULT_TTL = 300.0
#: Seconds for which one process alone loads a value, while others wait for it. A loader that takes longer is not alone any more.
LOCK_SECONDS = 5.0
#: Seconds without a store after it did not answer.
REST_SECONDS = 1.0
#: Seconds without storing after the store said that this client may only read.
READING_SECONDS = 60.0

# Both keys have one hash tag, and so one slot. A value is stored only by who still has the lock: an invalidation takes it away.
_STORE = """if redis.call('GET', KEYS[2]) == ARGV[1] then
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) redis.call('DEL', KEYS[2]) return 1 end return 0"""
_UNLOCK = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


@dataclass
class Counts:
    """Where answers came from since the cache was made."""

    local: int = 0
    shared: int = 0
    loaded: int = 0
    #: Commands that the store did not answer; the value was loaded instead.
    errors: int = 0

    @property
    def total(self) -> int:
        """Every answer."""
        return self.local + self.shared + self.loaded


@dataclass
class _Entry:
    """A value in the store: its text, when it expires, and how long it took to load."""

    text: str
    expires: float
    took: float


class _Flight:
    """A load under way, for which other threads wait."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.text = ""
        self.error: BaseException | None = None


class Cache:
    """Values by key. Threads may share one; make it once, outside the handler."""

    def __init__(
        self,
        name: str,
        store: Store,
        *,
        ttl: float = DEFAULT_TTL,
        local: LocalTier | None = None,
        clock: Callable[[], float] = time.time,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.name = name
        self.counts = Counts()
        self._store = store
        self._ttl = ttl
        self._local = local
        self._clock = clock
        self._chance = chance
        self._lock = threading.Lock()
        self._flights: dict[str, _Flight] = {}
        self._resting_until = 0.0
        self._reading_until = 0.0

    @classmethod
    def from_environment(
        cls, name: str, environ: Mapping[str, str] | None = None, *, tls: ssl.SSLContext | None = None, **options: Any
    ) -> Cache:
        """The cache that the function uses under `name`: `sessions` is found through SESSIONS_ENDPOINT and its like."""
        environ = os.environ if environ is None else environ
        prefix = name.upper().replace("-", "_")
        port = int(environ[f"{prefix}_PORT"])
        if port == 11211:
            raise ValueError(f"{name} is Memcached, which has a protocol and clients of its own")
        store = Store(
            environ[f"{prefix}_ENDPOINT"],
            port,
            cluster=environ.get(f"{prefix}_CLUSTER_MODE") == "true",
            tls=tls or ssl.create_default_context(),
            sign_in=sign_in.from_environment(prefix, environ),
        )
        clock = options.setdefault("clock", time.time)
        if local_ttl := environ.get(f"{prefix}_LOCAL_TTL"):
            options.setdefault("local", LocalTier(float(local_ttl), int(environ[f"{prefix}_LOCAL_MAX_ITEMS"]), clock))
        options.setdefault("ttl", float(environ.get(f"{prefix}_TTL", DEFAULT_TTL)))
        return cls(name, store, **options)

    def get(self, key: str, load: Callable[[], Any], *, ttl: float | None = None) -> Any:
        """The value of a key: from the nearest tier that has it, else from `load`, once for all who ask. JSON can hold it."""
        if self._local is not None and (text := self._local.get(key)) is not None:
            self._count("local")
            return json.loads(text)
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
        if leads:
            self._fly(flight, key, load, self._ttl if ttl is None else ttl)
        else:
            flight.done.wait()
            self._count("local")
        if flight.error is not None:
            raise flight.error
        return json.loads(flight.text)

    def put(self, key: str, value: Any, *, ttl: float | None = None) -> None:
        """Write through: what was written to the database, for all who ask from now on."""
        ttl = self._ttl if ttl is None else ttl
        text = json.dumps(value)
        entry = _Entry(text, self._clock() + ttl, 0.0)
        self.forget(key)
        self._ask(key, "SET", self._key(key), _encode(entry), "PX", _milliseconds(ttl))
        self._keep_near(key, entry)

    def forget(self, key: str) -> None:
        """Invalidate, after a write. A load that began before cannot bring the old value back; other processes forget it
        within the time of their local tier. Raises when the store does not take it: the old value would stay."""
        if self._local is not None:
            self._local.forget(key)
        self._store.call(self._key(key), "DEL", self._key(key), self._lock_key(key))

    def cached(self, ttl: float | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Decorate a function: its results are kept by its name and arguments. `function.forget(...)` invalidates one."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            def key(*args: Any, **kwargs: Any) -> str:
                return key_of(function.__qualname__, *args, **kwargs)

            @functools.wraps(function)
            def wrapper(*args: Any, **kwargs: Any) -> Any:
                return self.get(key(*args, **kwargs), lambda: function(*args, **kwargs), ttl=ttl)

            wrapper.forget = lambda *args, **kwargs: self.forget(key(*args, **kwargs))  # type: ignore[attr-defined]
            return wrapper

        return decorate

    def _fly(self, flight: _Flight, key: str, load: Callable[[], Any], ttl: float) -> None:
        try:
            flight.text = self._shared_or_loaded(key, load, ttl)
        except BaseException as error:
            flight.error = error
        finally:
            with self._lock:
                del self._flights[key]
            flight.done.set()

    def _shared_or_loaded(self, key: str, load: Callable[[], Any], ttl: float) -> str:
        entry = self._shared(key)
        if entry is not None and not self._is_due(entry):
            return self._found(key, entry)
        token = secrets.token_hex(16)
        locked = self._may_store() and self._ask(
            key, "SET", self._lock_key(key), token, "NX", "PX", _milliseconds(LOCK_SECONDS)
        )
        if not locked:
            if entry is None and self._may_store():
                entry = self._wait(key)
            if entry is not None:
                return self._found(key, entry)
        return self._load(key, load, ttl, token if locked else None)

    def _is_due(self, entry: _Entry) -> bool:
        """Whether this caller renews a value before it expires: the likelier, the nearer the end and the dearer the load."""
        early = -entry.took * math.log(1.0 - self._chance())
        return self._clock() + early >= entry.expires

    def _found(self, key: str, entry: _Entry) -> str:
        self._count("shared")
        self._keep_near(key, entry)
        return entry.text

    def _wait(self, key: str) -> _Entry | None:
        """What another process is loading, unless it takes too long."""
        end = time.monotonic() + LOCK_SECONDS
        pause = 0.01
        while time.monotonic() < end and self._is_awake():
            time.sleep(pause)
            pause = min(pause * 1.5, 0.1)
            if (entry := self._shared(key)) is not None:
                return entry
            if not self._ask(key, "EXISTS", self._lock_key(key)):
                return None
        return None

    def _load(self, key: str, load: Callable[[], Any], ttl: float, token: str | None) -> str:
        started = time.perf_counter()
        try:
            text = json.dumps(load())
        except BaseException:
            if token is not None:
                self._ask(key, "EVAL", _UNLOCK, 1, self._lock_key(key), token)
            raise
        self._count("loaded")
        entry = _Entry(text, self._clock() + ttl, time.perf_counter() - started)
        if token is not None:
            keys = (self._key(key), self._lock_key(key))
            if not self._ask(key, "EVAL", _STORE, 2, *keys, token, _encode(entry), _milliseconds(ttl)):
                return text
        self._keep_near(key, entry)
        return text

    def _shared(self, key: str) -> _Entry | None:
        data = self._ask(key, "GET", self._key(key))
        return None if data is None else _decode(data)

    def _keep_near(self, key: str, entry: _Entry) -> None:
        left = entry.expires - self._clock()
        if self._local is not None and left > 0:
            self._local.put(key, entry.text, left)

    def _ask(self, key: str, *words: str | bytes | int) -> Any:
        """The store's answer; None when it has none to give. A cache that is down makes things slow, not wrong."""
        if not self._is_awake():
            return None
        try:
            return self._store.call(self._key(key), *words)
        except Refused as error:
            # Who may only read does not store: a reader's user, a copy of a global datastore.
            if error.code in ("NOPERM", "READONLY"):
                self._reading_until = time.monotonic() + READING_SECONDS
            else:
                self._count("errors")
            return None
        except Unreachable:
            self._count("errors")
            self._resting_until = time.monotonic() + REST_SECONDS
            return None

    def _is_awake(self) -> bool:
        return time.monotonic() >= self._resting_until

    def _may_store(self) -> bool:
        return self._is_awake() and time.monotonic() >= self._reading_until

    def _key(self, key: str) -> str:
        return f"{{{self.name}:{key}}}"

    def _lock_key(self, key: str) -> str:
        return f"{self._key(key)}:lock"

    def _count(self, what: str) -> None:
        with self._lock:
            setattr(self.counts, what, getattr(self.counts, what) + 1)


def key_of(*args: Any, **kwargs: Any) -> str:
    """A key for these arguments, the same in every process. They must be what JSON can hold; the order of names does not count."""
    canonical = json.dumps([args, kwargs], sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))


def _encode(entry: _Entry) -> str:
    return f"{entry.expires!r} {entry.took!r} {entry.text}"


def _decode(data: bytes) -> _Entry | None:
    """An entry; None for what somebody else put there."""
    try:
        expires, took, text = data.decode().split(" ", 2)
        return _Entry(text, float(expires), float(took))
    except ValueError:
        return None
