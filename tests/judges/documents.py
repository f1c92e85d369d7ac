"""The documents of one output folder, sorted by what they are, and a reader that forgives nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

#: A hole of a state machine that CloudFormation fills: `${Name}`.
HOLE = re.compile(r"\$\{([A-Za-z0-9_.:]+)\}")

_CORE_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_CORE_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_CORE_INT = re.compile(r"(?:[-+]?(?:0|[1-9][0-9]*)|0o[0-7]+|0x[0-9a-fA-F]+)\Z")
_CORE_FLOAT = re.compile(r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")


@dataclass(frozen=True)
class Output:
    """What `synth FILE -o FOLDER` wrote."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of the example."""
        return self.folder.name

    def templates(self) -> dict[str, list[Path]]:
        """The CloudFormation templates of each region."""
        regions: dict[str, list[Path]] = {}
        for path in self.all_templates():
            regions.setdefault(path.parent.name, []).append(path)
        return regions

    def all_templates(self) -> list[Path]:
        """The CloudFormation templates of all regions."""
        return self._all("*.template.yaml")

    def cluster_configs(self) -> list[Path]:
        """The eksctl ClusterConfigs."""
        return self._all("*.eksctl.yaml")

    def state_machines(self) -> list[Path]:
        """The Amazon States Language documents."""
        return self._all("*.asl.json")

    def shell_scripts(self) -> list[Path]:
        """The shell scripts."""
        return self._all("*.sh")

    def load_tests(self) -> list[Path]:
        """The k6 scripts, which are ECMAScript modules."""
        return self._all("*.js")

    def data_files(self) -> list[Path]:
        """Every YAML and JSON file."""
        return sorted([*self._all("*.yaml"), *self._all("*.yml"), *self._all("*.json")])

    def _all(self, pattern: str) -> list[Path]:
        return sorted(self.folder.rglob(pattern))


def outputs(parent: Path) -> list[Output]:
    """Every output folder below `parent`, by name."""
    if not parent.is_dir():
        return []
    return [Output(folder) for folder in sorted(parent.iterdir()) if folder.is_dir()]


def fill_holes(text: str) -> str:
    """A state machine with every `${Name}` filled: an ARN where a task says what it runs, else the bare name."""
    text = re.sub(r'("Resource"\s*:\s*")\$\{([A-Za-z0-9_]+)\}"', r'\1arn:aws:lambda:us-east-1:111122223333:function:\2"', text)
    for pseudo, value in {"AWS::Partition": "aws", "AWS::Region": "us-east-1", "AWS::AccountId": "111122223333", "AWS::URLSuffix": "amazonaws.com"}.items():
        text = text.replace(f"${{{pseudo}}}", value)
    return HOLE.sub(r"\1", text)


def strict_problems(path: Path) -> list[str]:
    """What a careful reader objects to in a YAML or JSON file: what does not parse, keys that come twice, and plain
    words that YAML 1.1 and YAML 1.2 understand differently."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return _json_problems(text)
        return [problem for node in yaml.compose_all(text, yaml.SafeLoader) if node for problem in _yaml_problems(node)]
    except (ValueError, yaml.YAMLError) as error:
        return [f"does not parse: {error}"]


def _json_problems(text: str) -> list[str]:
    problems: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        problems.extend(f"key {key!r} comes twice" for key in sorted({key for key in keys if keys.count(key) > 1}))
        return dict(items)

    json.loads(text, object_pairs_hook=pairs)
    return problems


def _yaml_problems(node: yaml.Node) -> Iterator[str]:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        if node.style is None and node.tag.startswith("tag:yaml.org") and node.tag != _core_tag(node.value):
            yield f"line {line}: YAML 1.1 and YAML 1.2 read {node.value!r} differently"
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _yaml_problems(item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield f"line {key.start_mark.line + 1}: key {key.value!r} comes twice"
            seen.add(key.value)
            yield from _yaml_problems(key)
            yield from _yaml_problems(value)


def _core_tag(value: str) -> str:
    """The type that YAML 1.2's core schema gives to a plain scalar."""
    for pattern, name in ((_CORE_NULL, "null"), (_CORE_BOOL, "bool"), (_CORE_INT, "int"), (_CORE_FLOAT, "float")):
        if pattern.match(value):
            return f"tag:yaml.org,2002:{name}"
    return "tag:yaml.org,2002:str"


class TemplateLoader(yaml.SafeLoader):
    """Reads a template: `!Ref X` becomes `{"Ref": X}`, `!Sub X` becomes `{"Fn::Sub": X}`."""


def _short_form(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


TemplateLoader.add_multi_constructor("!", _short_form)


def read_template(path: Path) -> dict[str, Any]:
    """A template as plain data, intrinsic functions in their long form."""
    return yaml.load(path.read_text(encoding="utf-8"), TemplateLoader)
