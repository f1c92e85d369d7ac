"""What synth emits is deployed by the scripts that it emits, with the real `aws` command line, to an emulator of AWS.

Each system goes through its life in order: created, run again, changed, taken down, broken, repaired.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any, ClassVar

import cut
import wiring
from documents import Output, read_template
from emulator import Emulator, supported_types
from places import BLUEPRINTS, HERE, SAMPLES, synth

#: How the emitted scripts are called, so that they ask nothing.
DEPLOY: list[str] = ["--yes"]
TEARDOWN: list[str] = ["--yes", "--delete-data"]

#: A resource that every AWS account refuses, and what is then said.
BROKEN = {
    "Type": "AWS::Route53::RecordSet",
    "Properties": {"HostedZoneId": "ZNOSUCHZONE", "Name": "a.example.com", "Type": "A", "TTL": "60", "ResourceRecords": ["192.0.2.1"]},
}
REASON = "No hosted zone"

#: What a system is changed in: a property of the first resource of a type, and its new value.
CHANGES: dict[str, tuple[str, object]] = {"AWS::Logs::LogGroup": ("RetentionInDays", 365), "AWS::EC2::VPC": ("EnableDnsHostnames", False)}


class Life(unittest.TestCase):
    """The life of one system; the steps build on each other and run in the order of their numbers."""

    emulator: ClassVar[Emulator]
    output: ClassVar[Output]
    regions: ClassVar[list[str]]

    @classmethod
    def setUpClass(cls) -> None:
        scratch = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="synth-deploy-")))
        cls.emulator = cls.enterClassContext(Emulator(scratch))
        cls.output = Output(scratch / "out")
        cls.write(cls.output.folder)
        cls.regions = sorted(cls.output.templates())
        for line in cut.cut(cls.output, supported_types()):
            print(f"    cut for the emulator: {line}")
        cls.prepare_account()

    @classmethod
    def write(cls, folder: Path) -> None:
        """Write the output folder of the system."""
        raise NotImplementedError

    @classmethod
    def prepare_account(cls) -> None:
        """Create what the account is taken to have: the hosted zones of the templates, whose ids the emulator chooses, and the
        service-linked roles of deploy.sh, to which the emulator would give names of its own."""
        for zone, name in sorted(cut.hosted_zones(cls.output)):
            made = cls.emulator.aws("us-east-1", "route53", "create-hosted-zone", "--name", name, "--caller-reference", zone)
            cut.replace_everywhere(cls.output, zone, made["HostedZone"]["Id"].rsplit("/")[-1])
        for role in cut.service_roles(cls.output):
            cls.emulator.aws("us-east-1", "iam", "create-role", "--role-name", role, "--assume-role-policy-document", "{}")

    def test_1_first_run_creates_every_stack(self) -> None:
        self.deploy()
        states = {stack["StackStatus"] for stack in self.stacks().values()}
        self.assertEqual(len(self.stacks()), len(self.output.all_templates()))
        self.assertEqual(states, {"CREATE_COMPLETE"})
        self.assertEqual(self.emulator.clusters(), self.units("cluster", self.waves()))

    def test_2_second_run_changes_nothing(self) -> None:
        before = self.stacks()
        self.deploy()
        self.assertEqual(self.stacks(), before)

    def test_3_a_changed_value_updates_one_stack(self) -> None:
        before = self.stacks()
        self.change_a_value()
        self.deploy()
        changed = {name for name, stack in self.stacks().items() if stack != before[name]}
        self.assertEqual(len(changed), 1, changed)
        self.assertEqual(self.stacks()[changed.pop()]["StackStatus"], "UPDATE_COMPLETE")

    def test_4_teardown_leaves_no_stack(self) -> None:
        done = self.emulator.run([self.output.folder / "teardown.sh", *TEARDOWN])
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(self.stacks(), {})
        self.assertEqual(self.emulator.clusters(), set())

    def test_5_a_broken_stack_stops_the_waves_and_the_script_says_why(self) -> None:
        self.emulator.reset()
        self.prepare_account()
        first = next(unit for unit in self.waves()[0] if "stack" in unit)
        cut.edit_template(self.output.folder / first["template"], lambda template: template["Resources"].update(Broken=BROKEN))
        done = self.emulator.run([self.output.folder / "deploy.sh", *DEPLOY])
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertIn(REASON, done.stdout)
        self.assertEqual(set(self.stacks()), self.units("stack", self.waves()[:1]))
        self.assertEqual(self.emulator.clusters(), self.units("cluster", self.waves()[:1]))

    def test_6_the_repaired_system_is_deployed_by_the_same_script(self) -> None:
        broken = next(unit for unit in self.waves()[0] if "stack" in unit)
        cut.edit_template(self.output.folder / broken["template"], lambda template: template["Resources"].pop("Broken"))
        self.deploy()
        self.assertEqual({stack["StackStatus"] for stack in self.stacks().values()}, {"CREATE_COMPLETE"})

    def deploy(self) -> None:
        """Run deploy.sh, which must succeed."""
        done = self.emulator.run([self.output.folder / "deploy.sh", *DEPLOY])
        self.assertEqual(done.returncode, 0, done.stdout)

    def stacks(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every stack there is."""
        return self.emulator.stacks(self.regions)

    def change_a_value(self) -> None:
        """Change one property of one template."""
        for kind, (name, value) in CHANGES.items():
            for path in self.output.all_templates():
                found = [logical for logical, it in read_template(path)["Resources"].items() if it["Type"] == kind]
                if found:
                    cut.edit_template(path, lambda template: template["Resources"][found[0]]["Properties"].update({name: value}))
                    return
        self.fail("nothing that could be changed")

    def units(self, what: str, waves: list[list[dict[str, Any]]]) -> set[tuple[str, str]]:
        """The stacks or the clusters of some waves, by region and name."""
        return {(unit["region"], unit[what]) for wave in waves for unit in wave if what in unit}

    def waves(self) -> list[list[dict[str, Any]]]:
        """The stacks and clusters of each wave, as manifest.json has them."""
        return json.loads((self.output.folder / "manifest.json").read_text(encoding="utf-8"))["waves"]


class SynthesisedLife(Life):
    """The life of a system that synth emits from an example, its stacks wired by parameters."""

    blueprint: ClassVar[str]

    @classmethod
    def write(cls, folder: Path) -> None:
        """Synthesise the system that is deployed."""
        _synthesise(cls.blueprint, "parameters", folder)

    def test_7_stack_outputs_read_by_templates_are_what_the_parameters_were(self) -> None:
        by_outputs, by_parameters = (Output(self.output.folder.parent / way) for way in ("stack_output", "parameters"))
        for output in (by_outputs, by_parameters):
            _synthesise(self.blueprint, output.name, output.folder)
        stacks = self.stacks()
        reads = 0
        for unit in (unit for wave in self.waves() for unit in wave if "stack" in unit):
            reading = read_template(by_outputs.folder / unit["template"])
            taking = read_template(by_parameters.folder / unit["template"])
            reads += len(wiring.read_outputs(reading))
            self.assertNotIn("Parameters", reading)
            self.assertEqual(
                wiring.with_outputs(reading, unit["region"], stacks),
                wiring.with_parameters(taking, stacks[unit["region"], unit["stack"]]),
                unit["template"],
            )
        if not reads:
            self.skipTest("no stack reads another")


class SampleLife(Life):
    """The life of the sample, on which these tests themselves are tried."""

    @classmethod
    def write(cls, folder: Path) -> None:
        """Copy the sample."""
        shutil.copytree(SAMPLES / "three-stacks", folder)


def _synthesise(name: str, way: str, folder: Path) -> None:
    """Synthesise a copy of an example in which the stacks are wired in the way given."""
    with tempfile.TemporaryDirectory(prefix="synth-blueprints-") as copies:
        shutil.copytree(BLUEPRINTS, copies, dirs_exist_ok=True)
        blueprint = Path(copies) / f"{name}.yaml"
        text = re.sub(r"(?m)^wiring:.*\n", "", blueprint.read_text(encoding="utf-8"))
        blueprint.write_text(f"{text.rstrip()}\nwiring: {way}\n", encoding="utf-8")
        done = subprocess.run([synth(), blueprint, "--out", folder, "--quiet"], stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)


def load_tests(loader: unittest.TestLoader, standard: unittest.TestSuite, pattern: str | None) -> unittest.TestSuite:
    """The life of the sample, and of each example that deployed.json names."""
    suite = unittest.TestSuite()
    lives = [type("Life of three-stacks", (SampleLife,), {"__module__": __name__})]
    for name in json.loads((HERE / "deployed.json").read_text(encoding="utf-8")):
        lives.append(type(f"Life of {name}", (SynthesisedLife,), {"blueprint": name, "__module__": __name__}))
    for life in lives:
        suite.addTests(loader.loadTestsFromTestCase(life))
    return suite
