"""The judges: programs that nobody on this project wrote. Each takes an output folder and returns findings."""

from __future__ import annotations

import functools
import json
import os
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cloudformation_validate as aws_validator
from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode
from cfnlint.runner import Runner
from statelint.config import Config as StatelintConfig
from statelint.linter import Linter as Statelint
from statelint.problem import ProblemType

from documents import Output, fill_holes, read_template, strict_problems
from findings import Finding
from places import HERE, JUDGES, python_tool


@dataclass(frozen=True)
class Judge:
    """A judge, and what it has to judge."""

    judge: Callable[[Output], list[Finding]]
    documents: Callable[[Output], list[Path]]
    #: The environment variable without which it cannot run.
    needs: str | None = None

    def lacks(self) -> str | None:
        """Why it cannot run here, or None."""
        return f"{self.needs} is not set" if self.needs and not os.environ.get(self.needs) else None


#: How many templates are linted at the same time.
PROCESSES = 2


def cfn_lint(output: Output) -> list[Finding]:
    """cfn-lint on every template, for the region of its folder."""
    jobs = [(output, path, region) for region, paths in output.templates().items() for path in paths]
    with ProcessPoolExecutor(PROCESSES) as pool:
        return [finding for found in pool.map(_lint_one, jobs) for finding in found]


@functools.cache
def _linter(region: str) -> Runner:
    return Runner(ConfigMixIn([], regions=[region]))


def _lint_one(job: tuple[Output, Path, str]) -> list[Finding]:
    output, path, region = job
    template, matches = decode(str(path))
    if template is not None:
        matches = list(_linter(region).validate_template(template))
    types = _resource_types(path) if matches else {}
    found = []
    for match in matches:
        place = [str(part) for part in getattr(match, "path", None) or [f"line {match.linenumber}"]]
        found.append(_finding(output, path, "cfn-lint", match.rule.id, match.message, "/".join(place), _type_at(types, place)))
    return found


def cloudformation_validate(output: Output) -> list[Finding]:
    """AWS's own offline validator on every template, for the region of its folder."""
    found = []
    for region, paths in output.templates().items():
        overrides = aws_validator.PseudoParameterOverrides(region=region)
        config = aws_validator.ValidateConfig(pseudo_parameter_overrides=overrides)
        for path in paths:
            for said in _aws_engine().validate_template(str(path), config).diagnostics:
                if said.severity.value >= aws_validator.Severity.WARN.value:
                    found.append(_aws_finding(output, path, said))
    return found


@functools.cache
def _aws_engine() -> aws_validator.CompositeEngine:
    return aws_validator.CompositeEngine()


def _aws_finding(output: Output, path: Path, said: aws_validator.Diagnostic) -> Finding:
    entity = said.entity
    place = [entity.logical_id] if entity else [f"line {said.start_line}"]
    if said.property_path:
        place.append(said.property_path)
    kind = (entity.resource_type if entity else None) or ""
    return _finding(output, path, "cloudformation-validate", said.rule_id, said.message, "/".join(place), kind)


def asl_validator(output: Output) -> list[Finding]:
    """asl-validator on every state machine, its holes filled."""
    machines = {str(path): json.loads(fill_holes(path.read_text(encoding="utf-8"))) for path in output.state_machines()}
    said = _run(["node", HERE / "asl_validator.mjs", JUDGES / "node"], input=json.dumps(machines))
    return [_finding(output, Path(file), "asl-validator", rule, message) for file, rule, message in json.loads(said)]


def statelint(output: Output) -> list[Finding]:
    """statelint on every state machine, its holes filled. It wants rates written as 2.0; AWS, like JSON, takes 2 for the same."""
    config = StatelintConfig({ProblemType.FLOAT}, evaluate_jsonata=True)
    found = []
    for path in output.state_machines():
        machine = json.loads(fill_holes(path.read_text(encoding="utf-8")))
        for message in Statelint.validate(machine, config):
            found.append(_finding(output, path, "statelint", "problem", str(message)))
    return found


def eksctl_schema(output: Output) -> list[Finding]:
    """eksctl's own JSON Schema, whose path is in EKSCTL_SCHEMA, on every ClusterConfig."""
    paths = output.cluster_configs()
    schema = os.environ["EKSCTL_SCHEMA"]
    command = [python_tool("check-jsonschema"), "--schemafile", schema, "--output-format", "json", *paths]
    said = json.loads(_run(command, accept=(0, 1)))
    found = [*said.get("errors", []), *said.get("parse_errors", [])]
    return [_finding(output, Path(it["filename"]), "eksctl-schema", "schema", it.get("message", ""), it.get("path", "")) for it in found]


def shellcheck(output: Output) -> list[Finding]:
    """ShellCheck on every script, warnings and worse."""
    paths = output.shell_scripts()
    said = json.loads(_run([python_tool("shellcheck"), "--severity=warning", "--format=json", *paths], accept=(0, 1)))
    return [_finding(output, Path(it["file"]), "shellcheck", f"SC{it['code']}", it["message"], f"line {it['line']}") for it in said]


def node_syntax(output: Output) -> list[Finding]:
    """Node's parser on every load test."""
    found = []
    for path in output.load_tests():
        checked = subprocess.run(["node", "--input-type=module", "--check", "-"], input=path.read_text(encoding="utf-8"), capture_output=True, text=True)
        if checked.returncode:
            found.append(_finding(output, path, "node", "syntax", checked.stderr.strip()))
    return found


def strict_reader(output: Output) -> list[Finding]:
    """Our own reading of every YAML and JSON file: keys that come twice, words that YAML 1.1 and 1.2 read differently."""
    return [_finding(output, path, "strict-reader", "strict", problem) for path in output.data_files() for problem in strict_problems(path)]


#: Every judge by name.
ALL: dict[str, Judge] = {
    "cfn-lint": Judge(cfn_lint, Output.all_templates),
    "cloudformation-validate": Judge(cloudformation_validate, Output.all_templates),
    "asl-validator": Judge(asl_validator, Output.state_machines),
    "statelint": Judge(statelint, Output.state_machines),
    "eksctl-schema": Judge(eksctl_schema, Output.cluster_configs, needs="EKSCTL_SCHEMA"),
    "shellcheck": Judge(shellcheck, Output.shell_scripts),
    "node": Judge(node_syntax, Output.load_tests),
    "strict-reader": Judge(strict_reader, Output.data_files),
}


def _finding(output: Output, path: Path, judge: str, rule: str, message: str, place: str = "", kind: str = "") -> Finding:
    file = path.relative_to(output.folder.parent).as_posix()
    return Finding(judge, rule, " ".join(message.split()), file, place, kind)


def _resource_types(path: Path) -> dict[str, str]:
    try:
        resources = read_template(path)["Resources"]
        return {name: resource["Type"] for name, resource in resources.items()}
    except Exception:  # what cannot be read has a finding of its own
        return {}


def _type_at(types: dict[str, str], place: list[str]) -> str:
    return types.get(place[1], "") if len(place) > 1 and place[0] == "Resources" else ""


def _run(command: Iterable[object], *, input: str = "", accept: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([str(part) for part in command], input=input, capture_output=True, text=True)
    if done.returncode not in accept:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout
