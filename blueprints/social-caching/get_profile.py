import json
import os

from amazondax import AmazonDaxClient

profiles = AmazonDaxClient.resource(endpoint_url=os.environ["PROFILES_DAX_ENDPOINT"]).Table(os.environ["PROFILES_TABLE"])


def handler(event, context):
    """Answers GET /profiles/{id}. DAX keeps the item; the edge keeps the answer."""
    item = profiles.get_item(Key={"user_id": event["pathParameters"]["id"]}).get("Item")
    if item is None:
        return {"statusCode": 404, "body": "{}"}
    headers = {"Cache-Control": "public, max-age=300"}
    return {"statusCode": 200, "headers": headers, "body": json.dumps({"id": item["user_id"], "name": item["name"]})}
