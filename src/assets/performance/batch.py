"""Reads and writes of many items of a DynamoDB table, in batches, until every one is done."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

#: Keys of one BatchGetItem. Source: DynamoDB API reference, BatchGetItem.
READS = 100
#: Writes of one BatchWriteItem. Source: DynamoDB API reference, BatchWriteItem.
WRITES = 25
#: How often what DynamoDB left undone is asked for again, in a row without progress.
ATTEMPTS = 8
#: Seconds of the first pause at most, and of any.
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0

Item = dict[str, Any]


class Unprocessed(Exception):
    """DynamoDB left this undone, however often it was asked."""

    def __init__(self, left: Sequence[Any]) -> None:
        super().__init__(f"{len(left)} left undone after {ATTEMPTS} attempts without progress")
        self.left = left


def table_name(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """The name at AWS of the table that the function uses under `name`: MATCHES_TABLE of `matches`."""
    return environ[f"{name.upper().replace('-', '_')}_TABLE"]


def batch_get(
    table: str, keys: Iterable[Mapping[str, Any]], *, consistent: bool = False, client: Any = None
) -> list[Item | None]:
    """The items of these keys, in their order; None where there is none. A key may come twice. Numbers are Decimal."""
    client, read, write = _tools(client)
    wanted = [write(key) for key in keys]
    names = list(wanted[0]) if wanted else []
    identity = lambda item: repr([item[name] for name in names])  # noqa: E731
    distinct = list({identity(key): key for key in wanted}.values())
    found: dict[str, Item] = {}
    for chunk in _chunks(distinct, READS):
        for attempt in _attempts():
            request = {table: {"Keys": chunk, "ConsistentRead": consistent}}
            answer = client.batch_get_item(RequestItems=request)
            items = answer["Responses"].get(table, [])
            found.update((identity(item), read(item)) for item in items)
            left = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
            if not left:
                break
            attempt.progressed(len(left) < len(chunk))
            chunk = left
        else:
            raise Unprocessed([read(key) for key in chunk])
    return [found.get(identity(key)) for key in wanted]


def batch_write(
    table: str, *, put: Iterable[Mapping[str, Any]] = (), delete: Iterable[Mapping[str, Any]] = (), client: Any = None
) -> None:
    """Put and delete items, each key once. Numbers with a fraction must be Decimal."""
    client, read, write = _tools(client)
    requests: list[Item] = [{"PutRequest": {"Item": write(item)}} for item in put]
    requests += [{"DeleteRequest": {"Key": write(key)}} for key in delete]
    for chunk in _chunks(requests, WRITES):
        for attempt in _attempts():
            answer = client.batch_write_item(RequestItems={table: chunk})
            left = answer.get("UnprocessedItems", {}).get(table, [])
            if not left:
                break
            attempt.progressed(len(left) < len(chunk))
            chunk = left
        else:
            raise Unprocessed([read(next(iter(request.values())).popitem()[1]) for request in chunk])


class _Attempt:
    """Counts attempts in a row that brought nothing."""

    def __init__(self) -> None:
        self.in_vain = 0

    def progressed(self, some: bool) -> None:
        self.in_vain = 0 if some else self.in_vain + 1


def _attempts() -> Iterator[_Attempt]:
    """Attempts with growing random pauses between them, as long as they bring something now and then."""
    attempt = _Attempt()
    pauses = 0
    while attempt.in_vain < ATTEMPTS:
        if pauses:
            time.sleep(random.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (pauses - 1))))
        yield attempt
        pauses = attempt.in_vain + 1


def _chunks(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _tools(client: Any) -> tuple[Any, Any, Any]:
    """The client, and what reads and writes items in DynamoDB's types."""
    import boto3
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

    reader, writer = TypeDeserializer(), TypeSerializer()
    read = lambda item: {name: reader.deserialize(value) for name, value in item.items()}  # noqa: E731
    write = lambda item: {name: writer.serialize(value) for name, value in item.items()}  # noqa: E731
    return client or boto3.client("dynamodb"), read, write
