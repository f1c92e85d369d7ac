import json

from performance import Cache, batch_get, table_name

cache = Cache.from_environment("feeds")


def load(post_id):
    """A post as the table has it, or None: that there is none is kept, too."""
    found = batch_get(table_name("posts"), [{"post_id": post_id}])
    return {"id": post_id, "text": found[0]["text"]} if found else None


def handler(event, context):
    """Answers GET /posts/{id}, and GET /trending with the post that `country` reads most."""
    parameters = event.get("pathParameters") or {}
    country = (event.get("queryStringParameters") or {}).get("country", "any")
    post_id = parameters.get("id", f"trending-{country}")
    post = cache.get(f"post:{post_id}", lambda: load(post_id))
    return {"statusCode": 200 if post else 404, "body": json.dumps(post)}
