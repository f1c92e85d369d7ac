import json
import os

import boto3
from boto3.dynamodb.conditions import Key
from performance import Cache, batch_get, table_name

cache = Cache.from_environment("feeds")  # keeps its connections and the local tier from one call to the next
dynamodb = boto3.resource("dynamodb")
NEWEST = 50


@cache.cached(ttl=30)
def feed_of(reader):
    """The newest posts of those whom a reader follows; asked of the tables every half minute at most."""
    follows = dynamodb.Table(os.environ["FOLLOWS_TABLE"])
    followed = follows.query(KeyConditionExpression=Key("reader_id").eq(reader), Limit=100)["Items"]
    posts = [post for follow in followed for post in posts_of(follow["author_id"])]
    return sorted(posts, key=lambda post: post["created_at"], reverse=True)[:NEWEST]


@cache.cached()
def posts_of(author):
    """An author's newest posts: one entry for all of their readers. `add-post` forgets it."""
    posts = dynamodb.Table(os.environ["POSTS_TABLE"])
    newest = posts.query(
        IndexName="by_author", KeyConditionExpression=Key("author_id").eq(author), ScanIndexForward=False, Limit=10
    )["Items"]
    found = batch_get(table_name("posts"), [{"post_id": post["post_id"]} for post in newest])
    return [{"id": post["post_id"], "text": post["text"], "created_at": int(post["created_at"])} for post in found]


def handler(event, context):
    """Answers GET /feed with the caller's own feed."""
    reader = event["requestContext"]["identity"]["userArn"]
    headers = {"Cache-Control": "private, no-store"}
    return {"statusCode": 200, "headers": headers, "body": json.dumps(feed_of(reader))}
