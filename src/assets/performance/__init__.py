"""What functions with `layers: [performance]` can import: a cache of several tiers, batches for DynamoDB, business metrics.

Everything is found through the environment variables that `uses` sets; nothing but boto3 is needed, which Lambda brings.
"""

from .batch import Unprocessed, batch_get, batch_write, table_name
from .cache import Cache, Counts, key_of
from .metrics import Metrics

__all__ = ["Cache", "Counts", "Metrics", "Unprocessed", "batch_get", "batch_write", "key_of", "table_name"]
