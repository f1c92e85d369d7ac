"""Business metrics in CloudWatch's embedded metric format: a line of the function's log, and no call to any service."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Mapping
from typing import Any, TextIO

#: What one line may hold. Source: CloudWatch user guide, Embedded metric format specification.
METRICS, VALUES, DIMENSIONS = 100, 100, 30


class Metrics:
    """Collects values and writes them at the end of a `with`, also when it ends with an exception."""

    def __init__(self, namespace: str, dimensions: Mapping[str, str] | None = None, out: TextIO | None = None) -> None:
        if len(dimensions or {}) > DIMENSIONS:
            raise ValueError(f"{len(dimensions or {})} dimensions, where {DIMENSIONS} are possible")
        self._namespace = namespace
        self._dimensions = dict(dimensions or {})
        self._out = out
        self._units: dict[str, str] = {}
        self._values: dict[str, list[float]] = {}
        self._properties: dict[str, Any] = {}

    def __enter__(self) -> Metrics:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()

    def put(self, name: str, value: float, unit: str = "None") -> None:
        """Add a value of a metric: Count, Milliseconds, Percent, Bytes and the other units of CloudWatch. Zero is a value."""
        if not math.isfinite(value):
            raise ValueError(f"{name} is {value}, which is no value of a metric")
        if self._units.get(name, unit) != unit:
            raise ValueError(f"{name} is in {self._units[name]}, not in {unit}")
        if name not in self._values and len(self._values) == METRICS or len(self._values.get(name, ())) == VALUES:
            self.flush()
        self._units[name] = unit
        self._values.setdefault(name, []).append(value)

    def note(self, name: str, value: Any) -> None:
        """Add what Logs Insights can search but no metric is made of: a user's id, a request's."""
        self._properties[name] = value

    def flush(self) -> None:
        """Write a line with everything since the last one."""
        if not self._values:
            return
        directive = {
            "Namespace": self._namespace,
            "Dimensions": [list(self._dimensions)],
            "Metrics": [{"Name": name, "Unit": self._units[name]} for name in self._values],
        }
        values = {name: values[0] if len(values) == 1 else values for name, values in self._values.items()}
        line = {"_aws": {"Timestamp": round(time.time() * 1000), "CloudWatchMetrics": [directive]}}
        text = json.dumps(line | self._properties | self._dimensions | values)
        print(text, file=self._out or sys.stdout, flush=True)
        self._values.clear()
        self._units.clear()
