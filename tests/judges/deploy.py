"""What synth emits is deployed by the scripts that it emits, with the real `aws` command line, to an emulator of AWS.

Each system goes through its life in order: created, run again, changed, taken down, broken, repaired; some are only created
and taken down.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from typing import Any, ClassVar

import cut
import wiring
from documents import Output, read_template
from emulator import ACCOUNT, Emulator, supported_types
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


class Creation(unittest.TestCase):
    """The shortest life of a system: it is created and taken down. The steps of a life build on each other and run in the order
    of their numbers."""

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
        """Create what the account is taken to have: the hosted zones of the templates, whose ids the emulator chooses, the versions
        of layers that they name, and the service-linked roles of deploy.sh, to which the emulator would give names of its own."""
        for zone, name in sorted(cut.hosted_zones(cls.output)):
            made = cls.emulator.aws("us-east-1", "route53", "create-hosted-zone", "--name", name, "--caller-reference", zone)
            cut.replace_everywhere(cls.output, zone, made["HostedZone"]["Id"].rsplit("/")[-1])
        for region, name, version in sorted(cut.layers(cls.output, ACCOUNT)):
            for _ in range(version):
                cls.emulator.aws(region, "lambda", "publish-layer-version", "--layer-name", name, "--zip-file", f"fileb://{cls.archive()}")
        for role in cut.service_roles(cls.output):
            cls.emulator.aws("us-east-1", "iam", "create-role", "--role-name", role, "--assume-role-policy-document", "{}")

    @classmethod
    def archive(cls) -> Path:
        """An archive for layers that are only named."""
        path = cls.output.folder.parent / "layer.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("python/client.py", "")
        return path

    def test_1_first_run_creates_every_stack(self) -> None:
        self.deploy()
        states = {stack["StackStatus"] for stack in self.stacks().values()}
        self.assertEqual(len(self.stacks()), len(self.output.all_templates()))
        self.assertEqual(states, {"CREATE_COMPLETE"})
        self.assertEqual(self.emulator.clusters(), self.units("cluster", self.waves()))

    def test_5_teardown_leaves_no_stack(self) -> None:
        done = self.emulator.run([self.output.folder / "teardown.sh", *TEARDOWN])
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(self.stacks(), {})
        self.assertEqual(self.emulator.clusters(), set())

    def deploy(self) -> str:
        """Run deploy.sh, which must succeed; what it said."""
        done = self.emulator.run([self.output.folder / "deploy.sh", *DEPLOY])
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def stacks(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every stack there is."""
        return self.emulator.stacks(self.regions)

    def units(self, what: str, waves: list[list[dict[str, Any]]]) -> set[tuple[str, str]]:
        """The stacks or the clusters of some waves, by region and name."""
        return {(unit["region"], unit[what]) for wave in waves for unit in wave if what in unit}

    def waves(self) -> list[list[dict[str, Any]]]:
        """The stacks and clusters of each wave, as manifest.json has them."""
        return json.loads((self.output.folder / "manifest.json").read_text(encoding="utf-8"))["waves"]


class Life(Creation):
    """The whole life of a system."""

    def test_3_second_run_changes_nothing(self) -> None:
        before = self.stacks()
        self.deploy()
        self.assertEqual(self.stacks(), before)

    def test_4_a_changed_value_updates_one_stack(self) -> None:
        before = self.stacks()
        self.change_a_value()
        self.deploy()
        changed = {name for name, stack in self.stacks().items() if stack != before[name]}
        self.assertEqual(len(changed), 1, changed)
        self.assertEqual(self.stacks()[changed.pop()]["StackStatus"], "UPDATE_COMPLETE")

    def test_6_a_broken_stack_stops_the_waves_and_the_script_says_why(self) -> None:
        self.emulator.reset()
        self.prepare_account()
        first = next(unit for unit in self.waves()[0] if "stack" in unit)
        cut.edit_template(self.output.folder / first["template"], lambda template: template["Resources"].update(Broken=BROKEN))
        done = self.emulator.run([self.output.folder / "deploy.sh", *DEPLOY])
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertIn(REASON, done.stdout)
        self.assertEqual(set(self.stacks()), self.units("stack", self.waves()[:1]))
        self.assertEqual(self.emulator.clusters(), self.units("cluster", self.waves()[:1]))

    def test_7_the_repaired_system_is_deployed_by_the_same_script(self) -> None:
        broken = next(unit for unit in self.waves()[0] if "stack" in unit)
        cut.edit_template(self.output.folder / broken["template"], lambda template: template["Resources"].pop("Broken"))
        self.deploy()
        self.assertEqual({stack["StackStatus"] for stack in self.stacks().values()}, {"CREATE_COMPLETE"})

    def change_a_value(self) -> None:
        """Change one property of one template."""
        for kind, (name, value) in CHANGES.items():
            for path in self.output.all_templates():
                found = [logical for logical, it in read_template(path)["Resources"].items() if it["Type"] == kind]
                if found:
                    cut.edit_template(path, lambda template: template["Resources"][found[0]]["Properties"].update({name: value}))
                    return
        self.fail("nothing that could be changed")


class Example(Creation):
    """A system that synth emits from an example, its stacks wired by parameters."""

    #: Its name; after a slash that of the environment, if it has some.
    blueprint: ClassVar[str]

    @classmethod
    def write(cls, folder: Path) -> None:
        """Synthesise the system that is deployed."""
        _synthesise_example(cls.blueprint, "parameters", folder)

    def test_2_stack_outputs_read_by_templates_are_what_the_parameters_were(self) -> None:
        by_outputs, by_parameters = (Output(self.output.folder.parent / way) for way in ("stack_output", "parameters"))
        for output in (by_outputs, by_parameters):
            _synthesise_example(self.blueprint, output.name, output.folder)
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


class ExampleLife(Example, Life):
    """The whole life of an example."""


class SampleLife(Life):
    """The life of the sample, on which these tests themselves are tried."""

    @classmethod
    def write(cls, folder: Path) -> None:
        """Copy the sample."""
        shutil.copytree(SAMPLES / "three-stacks", folder)


class Code(Creation):
    """A function whose code is a folder: deploy.sh uploads it, and Lambda runs it. Its updates are watched by an alarm."""

    source: ClassVar[Path]
    alarm = ["--alarm-name", "quotes-fail", "--namespace", "AWS/Lambda", "--metric-name", "Errors", "--statistic", "Sum"]
    threshold = ["--period", "60", "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "GreaterThanThreshold"]

    @classmethod
    def write(cls, folder: Path) -> None:
        """Synthesise a copy of the sample, which can then be edited."""
        cls.source = folder.parent / "source"
        shutil.copytree(SAMPLES / "code", cls.source)
        _synthesise(cls.source / "quotes.yaml", folder)

    @classmethod
    def prepare_account(cls) -> None:
        """The alarm that the blueprint names is there already."""
        super().prepare_account()
        cls.emulator.aws("us-east-1", "cloudwatch", "put-metric-alarm", *cls.alarm, *cls.threshold)

    def test_2_the_functions_run_what_was_in_the_folder(self) -> None:
        self.assertEqual(self.answers(), {region: {"price": 6} for region in self.regions})

    def test_3_second_run_uploads_and_changes_nothing(self) -> None:
        before = self.stacks()
        self.assertNotIn("uploading", self.deploy())
        self.assertEqual(self.stacks(), before)

    def test_4_changed_code_is_uploaded_and_run_and_the_alarm_watches_the_update(self) -> None:
        (self.source / "quote" / "rates" / "table.py").write_text("RATE = 5\n", encoding="utf-8")
        _synthesise(self.source / "quotes.yaml", self.output.folder)
        said = self.deploy()
        for region in self.regions:
            self.assertIn(f"compute in {region} | uploading code/quote.zip", said)
        self.assertIn("compute in us-east-1 | updating; alarms are watched until 5 minutes after", said)
        self.assertIn("compute in eu-central-1 | updating\n", said)
        self.assertEqual(self.answers(), {region: {"price": 15} for region in self.regions})

    def answers(self) -> dict[str, Any]:
        """What the function says in each region."""
        return {region: self.answer(region) for region in self.regions}

    def answer(self, region: str) -> Any:
        """What the function of a region says to an amount of 3."""
        function = next(out["OutputValue"] for out in self.stacks()[region, "quotes-compute"]["Outputs"] if out["OutputKey"] == "QuoteArn")
        answer = self.output.folder.parent / f"answer-{region}.json"
        self.emulator.aws(region, "lambda", "invoke", "--function-name", function, "--payload", '{"amount": 3}', str(answer))
        return json.loads(answer.read_text(encoding="utf-8"))


def _synthesise_example(name: str, way: str, folder: Path) -> None:
    """Synthesise a copy of an example, or of one of its environments, in which the stacks are wired in the way given."""
    example, _, environment = name.partition("/")
    with tempfile.TemporaryDirectory(prefix="synth-blueprints-") as copies:
        shutil.copytree(BLUEPRINTS, copies, dirs_exist_ok=True)
        blueprint = Path(copies) / f"{example}.yaml"
        text = re.sub(r"(?m)^wiring:.*\n", "", blueprint.read_text(encoding="utf-8"))
        blueprint.write_text(f"{text.rstrip()}\nwiring: {way}\n", encoding="utf-8")
        if environment:
            _synthesise(blueprint, folder.parent / f"{way}-environments", "--env", environment)
            (folder.parent / f"{way}-environments" / environment).rename(folder)
        else:
            _synthesise(blueprint, folder)


def _synthesise(blueprint: Path, folder: Path, *options: str) -> None:
    done = subprocess.run([synth(), blueprint, "--out", folder, "--quiet", *options], stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)


def load_tests(loader: unittest.TestLoader, standard: unittest.TestSuite, pattern: str | None) -> unittest.TestSuite:
    """The lives of the samples, and of each example that deployed.json names."""
    suite = unittest.TestSuite()
    lives = [type("Life of three-stacks", (SampleLife,), {"__module__": __name__}), type("Life of code", (Code,), {"__module__": __name__})]
    deployed = json.loads((HERE / "deployed.json").read_text(encoding="utf-8"))
    for how, base in (("whole life", ExampleLife), ("created", Example)):
        lives += [type(f"Life of {name}", (base,), {"blueprint": name, "__module__": __name__}) for name in deployed[how]]
    for life in lives:
        suite.addTests(loader.loadTestsFromTestCase(life))
    return suite
