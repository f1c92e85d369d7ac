"""Cut templates down to what the emulator can create.

A resource of a type that it lacks goes, with whatever cannot be without it. An output of such a resource stays, with a
stand-in for its value, so that the wiring between stacks is run as it is. Every cut is written down.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from documents import Output, read_template

#: What an output or a text says in the place of something that was cut.
STAND_IN = "cut"
#: An image for the public parameters that the emulator does not have.
IMAGE = "ami-0123456789abcdef0"
#: Properties that the emulator does not know of a type that it does: a resource that has one goes.
UNKNOWN = {"AWS::CloudWatch::Alarm": {"Metrics"}}
#: Properties without which a resource makes no sense: it goes with what the property refers to.
NEEDED = {
    "AWS::EC2::Route": {"NatGatewayId", "TransitGatewayId", "VpcPeeringConnectionId", "EgressOnlyInternetGatewayId"},
}
#: Fields without which the object around them makes no sense: it goes with what they refer to.
ESSENTIAL = {"CapacityProvider"}
#: Values that AWS takes and the emulator refuses, with others in their place: it knows no cache of two shards.
REPLACED = {("AWS::ElastiCache::ReplicationGroup", "NumNodeGroups", 2): 3}

_IN_TEXT = re.compile(r"\$\{([A-Za-z0-9]+)(\.[A-Za-z0-9.]+)?\}")
_PUBLIC_PARAMETER = re.compile(r"\{\{resolve:ssm:/aws/service/[^}]*\}\}")
_GONE = object()


def cut(output: Output, supported: frozenset[str]) -> list[str]:
    """Cut every template of a folder, in place; the cuts, one line each."""
    said: list[str] = []
    for path in output.all_templates():
        template = read_template(path)
        where = path.relative_to(output.folder).as_posix()
        said += [f"{where}: {line}" for line in _cut_template(template, supported)]
        path.write_text(_PUBLIC_PARAMETER.sub(IMAGE, json.dumps(template, default=str)), encoding="utf-8")
    return said


def hosted_zones(output: Output) -> set[tuple[str, str]]:
    """The hosted zones that the templates take as given: their ids, and a name under which the records fall."""
    zones: dict[str, str] = {}
    for path in output.all_templates():
        for resource in read_template(path)["Resources"].values():
            properties = resource.get("Properties", {})
            for holder, name in [(properties, properties.get("Name")), *((it, it.get("DomainName")) for it in _validations(properties))]:
                zone = holder.get("HostedZoneId")
                if isinstance(zone, str) and isinstance(name, str):
                    zones[zone] = ".".join(name.rstrip(".").split(".")[-2:])
    return set(zones.items())


def layers(output: Output, account: str) -> set[tuple[str, str, int]]:
    """The versions of the account's layers that the templates take as given: region, name and number."""
    named = re.compile(rf"arn:aws:lambda:([a-z0-9-]+):{account}:layer:([A-Za-z0-9_-]+):([0-9]+)")
    found = {layer for path in output.all_templates() for layer in named.findall(path.read_text(encoding="utf-8"))}
    return {(region, name, int(version)) for region, name, version in found}


def service_roles(output: Output) -> list[str]:
    """The service-linked roles that deploy.sh creates where they are missing."""
    text = (output.folder / "deploy.sh").read_text(encoding="utf-8")
    return re.findall(r"(?m)^service-role \S+ (\S+)$", text)


def replace_everywhere(output: Output, old: str, new: str) -> None:
    """Replace a word in every template and script."""
    for path in [*output.all_templates(), *output.shell_scripts()]:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def edit_template(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    """Change a template as data."""
    template = read_template(path)
    edit(template)
    path.write_text(json.dumps(template, default=str), encoding="utf-8")


def _validations(properties: dict[str, Any]) -> list[dict[str, Any]]:
    options = properties.get("DomainValidationOptions", [])
    return [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []


def _cut_template(template: dict[str, Any], supported: frozenset[str]) -> Iterator[str]:
    resources = template["Resources"]
    gone = {name for name, resource in resources.items() if not _is_known(resource, supported)}
    while more := {name for name in resources.keys() - gone if _cannot_be_without(resources[name], gone)}:
        gone |= more
    for name in [name for name in resources if name in gone]:
        yield f"{name}: {resources.pop(name)['Type']}"
    for name, resource in resources.items():
        yield from _replace_refused(name, resource)
        before = json.dumps(resource, default=str)
        _cut_dependencies(resource, gone)
        if "Properties" in resource:
            resource["Properties"] = _without(resource["Properties"], gone)
        if json.dumps(resource, default=str) != before:
            yield f"{name}: references to what was cut"
    for name, stated in template.get("Outputs", {}).items():
        if _refers(stated["Value"], gone):
            stated["Value"] = f"{STAND_IN}{name}"
            yield f"output {name}: a stand-in"
    if not resources:
        resources["Nothing"] = {"Type": "AWS::CloudFormation::WaitConditionHandle"}


def _replace_refused(name: str, resource: dict[str, Any]) -> Iterator[str]:
    properties = resource.get("Properties", {})
    for (kind, field, value), other in REPLACED.items():
        if resource["Type"] == kind and properties.get(field) == value:
            properties[field] = other
            yield f"{name}: {field} {value} is {other}"


def _is_known(resource: dict[str, Any], supported: frozenset[str]) -> bool:
    kind = resource["Type"]
    return kind in supported and not UNKNOWN.get(kind, set()) & resource.get("Properties", {}).keys()


def _cannot_be_without(resource: dict[str, Any], gone: set[str]) -> bool:
    needed = NEEDED.get(resource["Type"], set())
    return any(_refers(value, gone) for name, value in resource.get("Properties", {}).items() if name in needed)


def _cut_dependencies(resource: dict[str, Any], gone: set[str]) -> None:
    depends = resource.get("DependsOn", [])
    names = [depends] if isinstance(depends, str) else depends
    left = [name for name in names if name not in gone]
    if not left:
        resource.pop("DependsOn", None)
    elif left != names:
        resource["DependsOn"] = left


def _refers(value: Any, gone: set[str]) -> bool:
    return json.dumps(_without(value, gone, lost=STAND_IN), default=str) != json.dumps(value, default=str)


def _without(value: Any, gone: set[str], lost: Any = _GONE) -> Any:
    """The value without its references to what is gone: the smallest field or item around each goes; in texts a stand-in."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [kept for item in value if (kept := _without(item, gone, lost)) is not _GONE]
    if not isinstance(value, dict):
        return value
    if _referred(value) in gone:
        return lost
    if "Fn::Sub" in value:
        return {"Fn::Sub": _text_without(value["Fn::Sub"], gone)}
    if lost is _GONE and any(_refers(value[name], gone) for name in ESSENTIAL & value.keys()):
        return lost
    return {name: kept for name, item in value.items() if (kept := _without(item, gone, lost)) is not _GONE}


def _referred(value: dict[str, Any]) -> str | None:
    target = value.get("Ref", value.get("Fn::GetAtt")) if len(value) == 1 else None
    return target[0] if isinstance(target, list) else target.split(".")[0] if isinstance(target, str) else None


def _text_without(text: Any, gone: set[str]) -> Any:
    if isinstance(text, list):
        return [_text_without(text[0], gone), _without(text[1], gone, lost=STAND_IN)]
    return _IN_TEXT.sub(lambda hole: STAND_IN if hole[1] in gone else hole[0], text)
