import json
import os
import time
from decimal import Decimal, InvalidOperation

import boto3

dynamodb = boto3.resource("dynamodb")
prices = dynamodb.Table(os.environ["PRICES_TABLE"])
trades = dynamodb.Table(os.environ["TRADES_TABLE"])


def handler(event, context):
    """Answers POST /orders: a trade at the price that the client saw, unless it has moved since."""
    try:
        request = json.loads(event.get("body") or "")
        symbol, seen = str(request["symbol"]), Decimal(str(request["price"]))
    except (ValueError, KeyError, TypeError, InvalidOperation):
        return {"statusCode": 422, "body": json.dumps({"error": "an order names a symbol and a price"})}
    item = prices.get_item(Key={"symbol": symbol}).get("Item")
    if item is None or item["price"] != seen:
        return {"statusCode": 409, "body": json.dumps({"error": "the price has moved"})}
    trade = {"symbol": symbol, "at": time.time_ns() // 1000, "price": seen}
    trades.put_item(Item=trade, ConditionExpression="attribute_not_exists(symbol)")  # no trade replaces another
    return {"statusCode": 201, "body": json.dumps({"symbol": symbol, "price": str(seen)})}
