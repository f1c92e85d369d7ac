"""Who a client of a cache is: nobody in particular, a user with a password, or a user that IAM lets in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from .store import SignIn

#: Seconds for which a token may be used to sign in; the most that ElastiCache takes.
TOKEN_SECONDS = 900


def from_environment(prefix: str, environ: Mapping[str, str]) -> SignIn | None:
    """What `uses` set for the cache: PREFIX_SECRET, or PREFIX_USER and PREFIX_ID; neither when nobody signs in."""
    if secret := environ.get(f"{prefix}_SECRET"):
        return lambda: password(secret)
    user = environ.get(f"{prefix}_USER")
    if user is None:
        return None
    cache, serverless = environ[f"{prefix}_ID"], environ.get(f"{prefix}_SERVERLESS") == "true"
    return lambda: (user, token(cache, user, serverless=serverless))


def password(secret: str) -> tuple[str, str]:
    """The name and the password in a secret of Secrets Manager."""
    import boto3

    value = json.loads(boto3.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])
    return value["username"], value["password"]


def token(cache: str, user: str, *, serverless: bool) -> str:
    """A signed request to connect, which ElastiCache takes as the password."""
    import boto3
    from botocore.auth import SigV4QueryAuth
    from botocore.awsrequest import AWSRequest

    session = boto3.Session()
    query = {"Action": "connect", "User": user}
    if serverless:
        query["ResourceType"] = "ServerlessCache"
    request = AWSRequest("GET", f"https://{cache.lower()}/?{urlencode(query)}")
    credentials = session.get_credentials().get_frozen_credentials()
    SigV4QueryAuth(credentials, "elasticache", session.region_name, expires=TOKEN_SECONDS).add_auth(request)
    return request.url.removeprefix("https://")
