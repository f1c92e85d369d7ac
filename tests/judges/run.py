"""Run the judges' tests. Ends with `judges: N passed, N failed, N skipped` on a line of its own; exit 1 if any failed.

usage: run.py [SUITE]...      default: all
"""

from __future__ import annotations

import sys
import time
import unittest

SUITES = ("machinery", "static", "machines", "deploy")


class Result(unittest.TestResult):
    """One line a test, with its time; failures in full at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0
        self._started = 0.0

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self._started = time.monotonic()

    def addSuccess(self, test: unittest.TestCase) -> None:
        super().addSuccess(test)
        self.passed += 1
        self._line(test, "ok")

    def addFailure(self, test: unittest.TestCase, err: tuple[type, BaseException, object]) -> None:
        self.failures.append((test, str(err[1])))
        self._line(test, "FAILED")

    def addError(self, test: unittest.TestCase, err: object) -> None:
        super().addError(test, err)
        self._line(test, "FAILED")

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self._line(test, f"skipped: {reason}")

    def _line(self, test: unittest.TestCase, verdict: str) -> None:
        print(f"{name_of(test)} ... {verdict} ({time.monotonic() - self._started:.1f}s)", flush=True)


def name_of(test: unittest.TestCase) -> str:
    """The name of a test, in words; generated classes and tests have such names already."""
    step = getattr(test, "_testMethodName", str(test)).removeprefix("test_").replace("_", " ")
    case = type(test).__name__
    return f"{type(test).__module__}: {case}: {step}" if " " in case else f"{type(test).__module__}: {step}"


def main(wanted: list[str]) -> int:
    """Load and run the suites, in their order."""
    unknown = sorted(set(wanted) - set(SUITES))
    if unknown:
        print(f"no such suite: {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    suite = unittest.defaultTestLoader.loadTestsFromNames([name for name in SUITES if not wanted or name in wanted])
    result = Result()
    suite.run(result)
    failed = [*result.failures, *result.errors]
    for test, text in failed:
        print(f"\n{name_of(test)}\n{text}")
    for test, reason in result.skipped:
        print(f"skipped: {name_of(test)}: {reason}")
    print(f"judges: {result.passed} passed, {len(failed)} failed, {len(result.skipped)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
