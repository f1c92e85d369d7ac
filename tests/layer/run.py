#!/usr/bin/env python3
"""Run the tests of the runtime layer (src/assets/performance) with the Python of tests/judges/install.

The last line is `layer: N passed, N failed`; the exit code is 1 if anything failed.
"""

from __future__ import annotations

import sys
import unittest
from pathlib import Path


def main() -> int:
    """Every test of this folder."""
    here = str(Path(__file__).resolve().parent)
    suite = unittest.defaultTestLoader.discover(here)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    print(f"layer: {result.testsRun - failed} passed, {failed} failed")
    return 1 if failed or not result.testsRun else 0


if __name__ == "__main__":
    sys.exit(main())
