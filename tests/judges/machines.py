"""Every emitted state machine is run by an interpreter that nobody on this project wrote, its tasks mocked.

`machines/<example>.<workflow>.json` holds the scenarios of a workflow by name:

    {"a name in words": {
        "input": any,
        "mocks": {"TaskState": [{"return": any} or {"throw": "ErrorName"}, ...]},     one an attempt; also "ms", how long it takes
        "expect": {"status": "SUCCEEDED" or "FAILED", "output": any, "error": "ErrorName",
                   "calls": {"TaskState": attempts}, "peak": tasks at once,
                   "order": [["Before", "After"], ...]}}}                              the last end of one is before the first start of the other

Only what `expect` names is compared. A workflow of templates/ without scenarios fails, unless it is written in JSONata, which
the interpreter does not speak.
"""

from __future__ import annotations

import json
import subprocess
import unittest
from pathlib import Path
from typing import Any

from documents import Output, fill_holes, outputs
from places import HERE, JUDGES, SAMPLES, TEMPLATES

SCENARIOS = HERE / "machines"
COMPARED = ("status", "output", "error", "calls", "peak")


def machines() -> dict[str, Path]:
    """The state machines by `<example>.<workflow>`; of a workflow in several regions the first."""
    found: dict[str, Path] = {}
    for output in [Output(SAMPLES / "three-stacks"), *outputs(TEMPLATES)]:
        for path in output.state_machines():
            found.setdefault(f"{output.name}.{path.name.removesuffix('.asl.json')}", path)
    return found


def definition(path: Path) -> dict[str, Any]:
    """A state machine with its holes filled."""
    return json.loads(fill_holes(path.read_text(encoding="utf-8")))


def run(machine: dict[str, Any], scenario: dict[str, Any]) -> dict[str, Any]:
    """What the interpreter says of one run."""
    said = json.dumps({"definition": machine, "input": scenario.get("input", {}), "mocks": scenario.get("mocks", {})})
    command = ["node", str(HERE / "run_machine.mjs"), str(JUDGES / "node")]
    done = subprocess.run(command, input=said, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


class Machines(unittest.TestCase):
    """The generated tests: one a scenario."""

    def compare(self, got: dict[str, Any], expect: dict[str, Any]) -> None:
        """Compare what the scenario names; anything that it names in vain is an error."""
        self.assertEqual(set(expect) - {*COMPARED, "order"}, set(), "unknown words in expect")
        wanted = {name: expect[name] for name in COMPARED if name in expect}
        self.assertEqual({name: got.get(name) for name in wanted}, wanted, got.get("cause", ""))
        for before, after in expect.get("order", []):
            self.assertLess(_last(got["events"], f"-{before}"), got["events"].index(f"+{after}"), f"{before} before {after}")


class Coverage(unittest.TestCase):
    """Scenarios and machines belong together."""

    def test_every_machine_has_scenarios_and_every_scenario_a_machine(self) -> None:
        spoken = {name for name, path in machines().items() if definition(path).get("QueryLanguage") != "JSONata"}
        self.assertEqual({path.stem for path in SCENARIOS.glob("*.json")}, spoken)


def _last(events: list[str], event: str) -> int:
    return len(events) - 1 - events[::-1].index(event)


def _scenario_test(name: str, title: str, scenario: dict[str, Any]) -> Machines:
    def test(self: Machines) -> None:
        self.compare(run(definition(machines()[name]), scenario), scenario["expect"])

    return type("Machines", (Machines,), {f"{name}: {title}": test, "__module__": __name__})(f"{name}: {title}")


def load_tests(loader: unittest.TestLoader, standard: unittest.TestSuite, pattern: str | None) -> unittest.TestSuite:
    """One test a scenario, and the coverage."""
    suite = unittest.TestSuite()
    for path in sorted(SCENARIOS.glob("*.json")):
        for title, scenario in json.loads(path.read_text(encoding="utf-8")).items():
            suite.addTest(_scenario_test(path.stem, title, scenario))
    suite.addTests(loader.loadTestsFromTestCase(Coverage))
    return suite
