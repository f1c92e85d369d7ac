"""What stands in a template once its references to other stacks are the values of the deployed system.

Stacks are wired by `Fn::GetStackOutput`, which the emulator does not know, or by parameters, which it deploys. Resolved,
the two must be the same template.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: The deployed stacks, by region and name.
Stacks = dict[tuple[str, str], dict[str, Any]]


def read_outputs(template: dict[str, Any]) -> list[dict[str, str]]:
    """The arguments of every Fn::GetStackOutput of a template."""
    found: list[dict[str, str]] = []
    _replaced(template, "Fn::GetStackOutput", lambda arguments: found.append(arguments))
    return found


def with_outputs(template: dict[str, Any], region: str, stacks: Stacks) -> dict[str, Any]:
    """The template of a region with the output of the deployed stack in the place of each Fn::GetStackOutput."""

    def value(arguments: dict[str, str]) -> str:
        stack = stacks[arguments.get("Region", region), arguments["StackName"]]
        return next(it["OutputValue"] for it in stack["Outputs"] if it["OutputKey"] == arguments["OutputName"])

    return _replaced(template, "Fn::GetStackOutput", value)


def with_parameters(template: dict[str, Any], stack: dict[str, Any]) -> dict[str, Any]:
    """The template without its parameters: in the place of each the value with which the stack was deployed."""
    values = {it["ParameterKey"]: it["ParameterValue"] for it in stack.get("Parameters", [])}
    rest = {section: content for section, content in template.items() if section != "Parameters"}
    return _replaced(rest, "Ref", lambda name: values.get(name, {"Ref": name}))


def _replaced(value: Any, function: str, by: Callable[[Any], Any]) -> Any:
    """The value with every call of a function replaced."""
    if isinstance(value, list):
        return [_replaced(item, function, by) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {function}:
        return by(value[function])
    return {name: _replaced(item, function, by) for name, item in value.items()}
