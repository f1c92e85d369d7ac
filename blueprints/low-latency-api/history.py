import json
import os
import time

import boto3
from boto3.dynamodb.conditions import Key

trades = boto3.resource("dynamodb").Table(os.environ["TRADES_TABLE"])


def handler(event, context):
    """Answers GET /quotes/{symbol}/history with up to 100 trades before a time."""
    before = (event.get("queryStringParameters") or {}).get("before", "")
    until = int(before) if before.isdecimal() else time.time_ns() // 1000
    symbol = event["pathParameters"]["symbol"]
    found = trades.query(
        KeyConditionExpression=Key("symbol").eq(symbol) & Key("at").lt(until), ScanIndexForward=False, Limit=100
    )["Items"]
    return {"statusCode": 200, "body": json.dumps([{"at": int(trade["at"]), "price": str(trade["price"])} for trade in found])}
