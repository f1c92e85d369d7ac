"""Lines in the embedded metric format."""

from __future__ import annotations

import io
import json
import unittest
from typing import Any

from performance import Metrics


class Lines(unittest.TestCase):
    """What is printed."""

    def setUp(self) -> None:
        self.out = io.StringIO()
        self.metrics = Metrics("Business/Conversion", {"FunnelStep": "cart", "UserSegment": "new"}, self.out)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]

    def test_one_line(self) -> None:
        with self.metrics as metrics:
            metrics.put("FunnelProgression", 1, "Count")
            metrics.put("Duration", 0, "Milliseconds")
            metrics.put("Duration", 12.5, "Milliseconds")
            metrics.note("user", "u1")
        (line,) = self.lines()
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        self.assertEqual(directive["Namespace"], "Business/Conversion")
        self.assertEqual(directive["Dimensions"], [["FunnelStep", "UserSegment"]])
        units = [{"Name": "FunnelProgression", "Unit": "Count"}, {"Name": "Duration", "Unit": "Milliseconds"}]
        self.assertEqual(directive["Metrics"], units)
        self.assertEqual((line["FunnelProgression"], line["Duration"]), (1, [0, 12.5]))
        self.assertEqual((line["FunnelStep"], line["UserSegment"], line["user"]), ("cart", "new", "u1"))
        self.assertIsInstance(line["_aws"]["Timestamp"], int)

    def test_written_in_spite_of_an_exception(self) -> None:
        with self.assertRaises(ZeroDivisionError), self.metrics as metrics:
            metrics.put("Failures", 1)
            raise ZeroDivisionError
        self.assertEqual(self.lines()[0]["Failures"], 1)

    def test_limits(self) -> None:
        for number in range(101):
            self.metrics.put(f"Metric{number}", number)
        for number in range(101):
            self.metrics.put("Metric100", number)
        self.metrics.flush()
        self.metrics.flush()
        lines = self.lines()
        self.assertEqual([len(line["_aws"]["CloudWatchMetrics"][0]["Metrics"]) for line in lines], [100, 1, 1])
        self.assertEqual(lines[1]["Metric100"], [100, *range(99)])
        self.assertEqual(lines[2]["Metric100"], [99, 100])

    def test_refused(self) -> None:
        with self.assertRaises(ValueError):
            self.metrics.put("Duration", float("nan"))
        self.metrics.put("Duration", 1, "Seconds")
        with self.assertRaises(ValueError):
            self.metrics.put("Duration", 1, "Milliseconds")
        with self.assertRaises(ValueError):
            Metrics("A", {str(number): "x" for number in range(31)})
