import os

import boto3

prices = boto3.resource("dynamodb").Table(os.environ["PRICES_TABLE"])


def handler(event, context):
    """Healthy is who can read a price."""
    prices.get_item(Key={"symbol": "HEALTH"})
    return {"statusCode": 200, "body": "ok"}
