"""Every document in templates/ is judged by programs that nobody on this project wrote.

Errors and warnings fail, unless accepted.json lists them with a reason; entries of accepted.json that match nothing
fail too. The judges themselves are tried on samples/faulty, which holds a fault for each, so that a judge that says
nothing because it did not run is noticed.
"""

from __future__ import annotations

import functools
import unittest

import judges
from documents import Output, outputs
from findings import Accepted, Finding
from places import BLUEPRINTS, HERE, SAMPLES, TEMPLATES


@functools.cache
def accepted() -> Accepted:
    """The accepted findings; kept, because it remembers which entries were of use."""
    return Accepted.read(HERE / "accepted.json")


class Static(unittest.TestCase):
    """Base of the generated tests: one a judge and example."""

    def assert_clean(self, findings: list[Finding]) -> None:
        """Fail with one line a finding."""
        if findings:
            self.fail("\n".join(map(str, findings)))


class Faulty(unittest.TestCase):
    """Each judge finds the fault that samples/faulty holds for it."""


class Examples(unittest.TestCase):
    """The set of examples is complete."""

    def test_every_blueprint_has_its_templates(self) -> None:
        wanted = sorted(path.stem for path in BLUEPRINTS.glob("*.yaml"))
        self.assertEqual([output.name for output in outputs(TEMPLATES)], wanted)


class AcceptedFindings(unittest.TestCase):
    """accepted.json holds nothing that is not needed. Runs last."""

    def test_every_entry_covers_a_finding(self) -> None:
        absent = {name for name, judge in judges.ALL.items() if judge.lacks()}
        stale = [entry for entry in accepted().unused() if entry.judge not in absent]
        self.assertFalse(stale, "entries that match nothing")


def _clean_test(judge: str, output: Output) -> Static:
    def test(self: Static) -> None:
        self.assert_clean(accepted().unaccepted(judges.ALL[judge].judge(output)))

    return _case(Static, f"{judge} on {output.name}", judge, test)


def _fault_test(judge: str) -> Faulty:
    def test(self: Faulty) -> None:
        self.assertTrue(judges.ALL[judge].judge(Output(SAMPLES / "faulty")), f"{judge} found no fault in samples/faulty")

    return _case(Faulty, f"{judge} on a fault", judge, test)


def _case(base: type, name: str, judge: str, test: object) -> unittest.TestCase:
    if lacks := judges.ALL[judge].lacks():
        test = unittest.skip(lacks)(test)
    return type(base.__name__, (base,), {name: test, "__module__": __name__})(name)


def load_tests(loader: unittest.TestLoader, standard: unittest.TestSuite, pattern: str | None) -> unittest.TestSuite:
    """The tests in order: the judges, the examples, the accepted findings."""
    suite = unittest.TestSuite(_fault_test(judge) for judge in judges.ALL)
    judged = [Output(SAMPLES / "three-stacks"), *outputs(TEMPLATES)]
    suite.addTests(_clean_test(name, output) for output in judged for name, judge in judges.ALL.items() if judge.documents(output))
    for case in (Examples, AcceptedFindings):
        suite.addTests(loader.loadTestsFromTestCase(case))
    return suite
