"""Where things are: the repository, the installed judges, the documents that they judge."""

from __future__ import annotations

import os
from pathlib import Path

#: The root of the repository.
ROOT = Path(__file__).resolve().parents[2]
#: The folder of these tests.
HERE = Path(__file__).resolve().parent
#: The documents emitted from `blueprints/*.yaml`, one folder an example.
TEMPLATES = ROOT / "templates"
#: The complete blueprints, one file an example.
BLUEPRINTS = ROOT / "blueprints"
#: Hand-written documents on which the judges themselves are tried.
SAMPLES = HERE / "samples"
#: Where `install` put the judges.
JUDGES = Path(os.environ.get("SYNTH_JUDGES", ROOT / "target" / "judges")).resolve()


def python_tool(name: str) -> Path:
    """A program of the judges' Python environment."""
    return JUDGES / "python" / "bin" / name


def synth() -> Path:
    """The built `synth` that the tests run."""
    return Path(os.environ.get("SYNTH", ROOT / "target" / "debug" / "synth")).resolve()
