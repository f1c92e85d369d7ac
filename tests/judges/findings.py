"""What a judge said, and which of it is accepted with a written reason."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One error or warning of one judge."""

    judge: str
    rule: str
    message: str
    #: The file, relative to the folder of all examples: `shop/us-east-1/data.template.yaml`.
    file: str
    #: The place in the file, as `Resources/Sessions/Properties/Engine` or a line.
    place: str = ""
    #: The CloudFormation type of the resource, where there is one.
    resource_type: str = ""

    def __str__(self) -> str:
        what = f" ({self.resource_type})" if self.resource_type else ""
        return f"{self.file}: {self.place}{what}: {self.judge} {self.rule}: {self.message}"


@dataclass(frozen=True)
class Entry:
    """An entry of accepted.json: these findings are known, and the reason says why they stay."""

    judge: str
    rule: str
    reason: str
    #: Shell patterns; each must match.
    type: str = "*"
    file: str = "*"
    place: str = "*"

    def covers(self, finding: Finding) -> bool:
        """Whether the entry is about this finding."""
        return (
            (self.judge, self.rule) == (finding.judge, finding.rule)
            and fnmatchcase(finding.resource_type, self.type)
            and fnmatchcase(finding.file, self.file)
            and fnmatchcase(finding.place, self.place)
        )


@dataclass
class Accepted:
    """The entries of accepted.json, and which of them were of use."""

    entries: list[Entry]
    used: set[Entry] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Accepted:
        """Read the file; an entry without a reason, or with an unknown field, is an error."""
        entries = [Entry(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
        silent = [entry.rule for entry in entries if not entry.reason.strip()]
        if silent:
            raise ValueError(f"{path.name}: no reason is given for {', '.join(silent)}")
        return cls(entries)

    def unaccepted(self, findings: list[Finding]) -> list[Finding]:
        """The findings that no entry covers; the entries that cover one are marked as used."""
        left = []
        for finding in findings:
            covering = [entry for entry in self.entries if entry.covers(finding)]
            self.used.update(covering)
            if not covering:
                left.append(finding)
        return left

    def unused(self) -> list[Entry]:
        """The entries that covered nothing."""
        return [entry for entry in self.entries if entry not in self.used]
