import json
import os

import boto3
from botocore.config import Config

# Made once, while the instance starts: a request finds the connection open. A call that hangs is given up and tried again.
config = Config(connect_timeout=0.5, read_timeout=0.5, retries={"mode": "standard", "max_attempts": 3}, tcp_keepalive=True)
prices = boto3.resource("dynamodb", config=config).Table(os.environ["PRICES_TABLE"])


def handler(event, context):
    """Answers GET /quotes/{symbol}."""
    item = prices.get_item(Key={"symbol": event["pathParameters"]["symbol"]}).get("Item")
    if item is None:
        return {"statusCode": 404, "body": "{}"}
    return {"statusCode": 200, "body": json.dumps({"symbol": item["symbol"], "price": str(item["price"])})}
