import json
import time
import uuid

from performance import Cache, batch_write, key_of, table_name

cache = Cache.from_environment("feeds")


def handler(event, context):
    """Answers POST /posts. The table first, then the cache: nobody reads a post that was not written."""
    author = event["requestContext"]["identity"]["userArn"]
    text = json.loads(event.get("body") or "{}").get("text", "")
    if not 0 < len(text) <= 500:
        return {"statusCode": 422, "body": json.dumps({"error": "a post has 1 to 500 characters"})}
    post_id = uuid.uuid4().hex
    item = {"post_id": post_id, "author_id": author, "created_at": int(time.time()), "text": text}
    batch_write(table_name("posts"), put=[item])
    cache.put(f"post:{post_id}", {"id": post_id, "text": text})
    cache.forget(key_of("posts_of", author))  # what get_feed keeps of the author
    return {"statusCode": 201, "body": json.dumps({"id": post_id})}
