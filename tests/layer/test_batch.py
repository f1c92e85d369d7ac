"""Batches against DynamoDB's emulator, and a client in between that leaves things undone."""

from __future__ import annotations

import unittest
from decimal import Decimal
from typing import Any
from unittest import mock

from servers import dynamodb

from performance import Unprocessed, batch_get, batch_write, table_name

TABLE = "matches"


class Stingy:
    """Does so many of each batch and leaves the rest; refuses batches that DynamoDB would."""

    def __init__(self, client: Any, share: int) -> None:
        self.client, self.share, self.calls = client, share, 0

    def batch_get_item(self, RequestItems: dict[str, Any]) -> Any:  # noqa: N803
        request = RequestItems[TABLE]
        self.check(request["Keys"], 100)
        done, left = request["Keys"][: self.share], request["Keys"][self.share :]
        answer = {"Responses": {TABLE: []}}
        if done:
            answer = self.client.batch_get_item(RequestItems={TABLE: request | {"Keys": done}})
        return answer | {"UnprocessedKeys": {TABLE: request | {"Keys": left}} if left else {}}

    def batch_write_item(self, RequestItems: dict[str, Any]) -> Any:  # noqa: N803
        requests = RequestItems[TABLE]
        self.check(requests, 25)
        done, left = requests[: self.share], requests[self.share :]
        if done:
            self.client.batch_write_item(RequestItems={TABLE: done})
        return {"UnprocessedItems": {TABLE: left} if left else {}}

    def check(self, batch: list[Any], most: int) -> None:
        self.calls += 1
        assert 0 < len(batch) <= most, len(batch)
        assert len({repr(one) for one in batch}) == len(batch), "something twice"


class Batches(unittest.TestCase):
    """One table."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.client = cls.enterClassContext(dynamodb())
        names = [{"AttributeName": "match_id", "AttributeType": "S"}, {"AttributeName": "started_at", "AttributeType": "N"}]
        schema = [{"AttributeName": "match_id", "KeyType": "HASH"}, {"AttributeName": "started_at", "KeyType": "RANGE"}]
        options = {"AttributeDefinitions": names, "KeySchema": schema, "BillingMode": "PAY_PER_REQUEST"}
        cls.client.create_table(TableName=TABLE, **options)

    def test_there_and_back(self) -> None:
        items = [item(number) for number in range(260)]
        writer = Stingy(self.client, 10)
        with mock.patch("time.sleep"):
            batch_write(TABLE, put=items, client=writer)
        self.assertEqual(writer.calls, 31)
        keys = [key(number) for number in range(260)] + [key(3), key(999)]
        reader = Stingy(self.client, 60)
        with mock.patch("time.sleep"):
            found = batch_get(TABLE, keys, consistent=True, client=reader)
        self.assertEqual(found, [*items, items[3], None])
        self.assertEqual(reader.calls, 6)
        batch_write(TABLE, delete=[key(number) for number in range(260)], client=self.client)
        self.assertEqual(batch_get(TABLE, [key(3), key(4)], client=self.client), [None, None])

    def test_without_progress(self) -> None:
        with mock.patch("time.sleep") as sleep, self.assertRaises(Unprocessed) as unprocessed:
            batch_write(TABLE, put=[item(1), item(2)], delete=[key(3)], client=Stingy(self.client, 0))
        self.assertEqual(unprocessed.exception.left, [item(1), item(2), key(3)])
        self.assertEqual(sleep.call_count, 7)
        self.assertTrue(all(0 <= call.args[0] <= 2 for call in sleep.call_args_list))
        with mock.patch("time.sleep"), self.assertRaises(Unprocessed) as unprocessed:
            batch_get(TABLE, [key(1)], client=Stingy(self.client, 0))
        self.assertEqual(unprocessed.exception.left, [key(1)])

    def test_nothing(self) -> None:
        self.assertEqual(batch_get(TABLE, [], client=Stingy(self.client, 0)), [])
        batch_write(TABLE, client=Stingy(self.client, 0))

    def test_name(self) -> None:
        self.assertEqual(table_name("old-matches", {"OLD_MATCHES_TABLE": "game-old"}), "game-old")


def key(number: int) -> dict[str, Any]:
    return {"match_id": f"m{number}", "started_at": Decimal(number)}


def item(number: int) -> dict[str, Any]:
    return key(number) | {"score": Decimal("1.5"), "players": ["a", "b"], "open": number % 2 == 0}
