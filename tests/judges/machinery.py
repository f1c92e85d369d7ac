"""The tests' own parts: the reader, the holes, the accepted findings, the cuts, the scripts."""

from __future__ import annotations

import json
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

import cut
from documents import Output, fill_holes, read_template, strict_problems
from findings import Accepted, Entry, Finding
from places import HERE, ROOT, python_tool

#: What the emulator of these tests knows.
KNOWN = frozenset(
    {"AWS::CloudWatch::Alarm", "AWS::EC2::Route", "AWS::ElastiCache::ReplicationGroup", "AWS::Lambda::Function", "AWS::Route53::RecordSet"}
)
GONE = {"Type": "AWS::EC2::NatGateway", "Properties": {}}


class StrictReader(unittest.TestCase):
    """What the strict reader objects to."""

    def problems(self, name: str, text: str) -> list[str]:
        """What it says about a file of this name."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8")
            return strict_problems(path)

    def test_words_that_the_versions_of_yaml_read_differently(self) -> None:
        for word in ("yes", "NO", "on", "1:30", "010", "2010-09-09", "1_000", "0b11", "1e3"):
            self.assertEqual(len(self.problems("a.yaml", f"key: {word}\n")), 1, word)

    def test_words_that_they_read_alike(self) -> None:
        for word in ("'yes'", "true", "12", "1.5", "null", "", "10.0.0.0/16", "!Ref yes", "a", "0.5"):
            self.assertEqual(self.problems("a.yaml", f"key: {word}\n"), [], word)

    def test_keys_that_come_twice(self) -> None:
        self.assertEqual(self.problems("a.yaml", "a: 1\nb:\n  c: 1\n  c: 2\n"), ["line 4: key 'c' comes twice"])
        self.assertEqual(self.problems("a.json", '{"a": {"b": 1, "b": 2}}'), ["key 'b' comes twice"])

    def test_what_does_not_parse(self) -> None:
        for name in ("a.yaml", "a.json"):
            self.assertIn("does not parse", self.problems(name, "{a: [")[0])


class Holes(unittest.TestCase):
    """Holes of state machines."""

    def test_a_task_gets_an_arn_and_a_text_its_name(self) -> None:
        filled = json.loads(fill_holes('{"Resource": "${PayArn}", "Queue": "https://${Queue}", "A": "arn:${AWS::Partition}:x"}'))
        self.assertEqual(filled["Resource"], "arn:aws:lambda:us-east-1:111122223333:function:PayArn")
        self.assertEqual((filled["Queue"], filled["A"]), ("https://Queue", "arn:aws:x"))


class AcceptedEntries(unittest.TestCase):
    """Which findings an entry of accepted.json covers."""

    finding = Finding("cfn-lint", "W3010", "zone", "shop/us-east-1/network.template.yaml", "Resources/A", "AWS::EC2::Subnet")

    def test_an_entry_covers_its_rule_within_its_patterns(self) -> None:
        for entry in (Entry("cfn-lint", "W3010", "why"), Entry("cfn-lint", "W3010", "why", type="AWS::EC2::*", file="shop/*")):
            accepted = Accepted([entry])
            self.assertEqual((accepted.unaccepted([self.finding]), accepted.unused()), ([], []))

    def test_other_findings_stay_and_the_entry_is_unused(self) -> None:
        for entry in (Entry("cfn-lint", "W3011", "why"), Entry("statelint", "W3010", "why"), Entry("cfn-lint", "W3010", "why", file="blog/*")):
            accepted = Accepted([entry])
            self.assertEqual((accepted.unaccepted([self.finding]), accepted.unused()), ([self.finding], [entry]))

    def test_an_entry_without_a_reason_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "accepted.json"
            path.write_text('[{"judge": "cfn-lint", "rule": "W1", "reason": " "}]')
            self.assertRaises(ValueError, Accepted.read, path)


class Cuts(unittest.TestCase):
    """What is left of a template after the cut."""

    def left(self, resources: dict[str, Any], outputs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Cut a template that has these resources and outputs."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "us-east-1" / "a.template.yaml"
            path.parent.mkdir()
            path.write_text(json.dumps({"Resources": resources, "Outputs": outputs or {}}))
            self.said = cut.cut(Output(Path(folder)), KNOWN)
            return read_template(path)

    def test_unknown_types_go_and_are_named(self) -> None:
        self.assertEqual(list(self.left({"Nat": GONE})["Resources"]), ["Nothing"])
        self.assertEqual(self.said, ["us-east-1/a.template.yaml: Nat: AWS::EC2::NatGateway"])

    def test_what_cannot_be_without_them_goes_too(self) -> None:
        route = {"Type": "AWS::EC2::Route", "Properties": {"NatGatewayId": {"Ref": "Nat"}}}
        self.assertNotIn("Route", self.left({"Nat": GONE, "Route": route})["Resources"])

    def test_references_go_with_the_smallest_field_or_item(self) -> None:
        record = {
            "Type": "AWS::Route53::RecordSet",
            "DependsOn": ["Nat", "Other"],
            "Properties": {"HealthCheckId": {"Ref": "Nat"}, "Name": "a", "ResourceRecords": [{"Fn::GetAtt": ["Nat", "Ip"]}, "b"]},
        }
        left = self.left({"Nat": GONE, "Record": record})["Resources"]["Record"]
        self.assertEqual(left, {**record, "DependsOn": ["Other"], "Properties": {"Name": "a", "ResourceRecords": ["b"]}})

    def test_an_object_goes_with_a_field_that_it_cannot_be_without(self) -> None:
        strategy = [{"CapacityProvider": {"Ref": "Nat"}, "Weight": 1}, {"CapacityProvider": "FARGATE", "Weight": 2}]
        function = {"Type": "AWS::Lambda::Function", "Properties": {"CapacityProviderStrategy": strategy}}
        left = self.left({"Nat": GONE, "F": function})["Resources"]["F"]
        self.assertEqual(left["Properties"], {"CapacityProviderStrategy": strategy[1:]})

    def test_what_the_emulator_refuses_of_types_that_it_knows_is_cut_or_replaced_and_named(self) -> None:
        alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": []}}
        cache = {"Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {"NumNodeGroups": 2}}
        left = self.left({"Alarm": alarm, "Cache": cache})["Resources"]
        self.assertEqual(left, {"Cache": {**cache, "Properties": {"NumNodeGroups": 3}}})
        where = "us-east-1/a.template.yaml"
        self.assertEqual(self.said, [f"{where}: Alarm: AWS::CloudWatch::Alarm", f"{where}: Cache: NumNodeGroups 2 is 3"])

    def test_texts_and_outputs_get_a_stand_in(self) -> None:
        function = {"Type": "AWS::Lambda::Function", "Properties": {"Handler": {"Fn::Sub": "${Nat.Ip}:${AWS::Region}"}}}
        left = self.left({"Nat": GONE, "F": function}, {"Ip": {"Value": {"Fn::GetAtt": "Nat.Ip"}}, "F": {"Value": {"Ref": "F"}}})
        self.assertEqual(left["Resources"]["F"]["Properties"]["Handler"], {"Fn::Sub": "cut:${AWS::Region}"})
        self.assertEqual(left["Outputs"], {"Ip": {"Value": "cutIp"}, "F": {"Value": {"Ref": "F"}}})


class Scripts(unittest.TestCase):
    """The scripts of the tests themselves."""

    def test_shellcheck_has_nothing_to_say(self) -> None:
        scripts = [ROOT / "tests" / "run", ROOT / "tests" / "generated", ROOT / ".ci" / "run", HERE / "install", *(HERE / "bin").iterdir()]
        done = subprocess.run([python_tool("shellcheck"), "--severity=warning", *scripts], capture_output=True, text=True)
        self.assertEqual(done.stdout, "")
