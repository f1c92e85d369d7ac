"""An emulator of AWS on this machine, and the real `aws` command line pointed at it."""

from __future__ import annotations

import functools
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, BinaryIO

from places import HERE, JUDGES

#: The account that the emulator plays.
ACCOUNT = "111122223333"


class Emulator:
    """ministack on a free port of 127.0.0.1, from `with` to its end."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._socket = scratch / "aws.socket"
        self._clusters = scratch / "clusters"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.url = ""

    def __enter__(self) -> Emulator:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._scratch),
            "TMPDIR": str(self._scratch),
            "GATEWAY_PORT": str(port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            # No containers: databases and caches exist in name only, which is all that CloudFormation looks at.
            "DOCKER_HOST": "unix:///nonexistent",
        }
        self._log = self._scratch / "emulator.log"
        with self._log.open("wb") as log:
            self._start([JUDGES / "emulator" / "bin" / "ministack"], environment, log)
            self._start([JUDGES / "aws" / "bin" / "python", HERE / "aws_server.py", self._socket], self.environment(), log)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, command: list[object], environment: dict[str, str], log: BinaryIO) -> None:
        self._processes.append(subprocess.Popen(command, env=environment, cwd=self._scratch, stdout=log, stderr=subprocess.STDOUT))

    def reset(self) -> None:
        """Forget everything that was created."""
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/_ministack/reset", method="POST"), timeout=30).close()
        shutil.rmtree(self._clusters, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        """What a script needs to take the emulator for AWS: the `aws` of bin/ first in PATH, and no credentials but false ones."""
        return {
            "PATH": f"{HERE / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self._scratch),
            "SYNTH_JUDGES": str(JUDGES),
            "EKSCTL_CLUSTERS": str(self._clusters),
            "AWS_SERVER": str(self._socket),
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "false",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_REGION": "us-east-1",
            "AWS_PAGER": "",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, command: list[object], timeout: float = 600) -> subprocess.CompletedProcess[str]:
        """Run a script against the emulator; what it says on both streams is in `stdout`."""
        words = [str(word) for word in command]
        return subprocess.run(words, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout)

    def aws(self, region: str, *words: str) -> Any:
        """The answer of an `aws` command."""
        done = self.run([HERE / "bin" / "aws", "--region", region, "--output", "json", *words])
        if done.returncode:
            raise RuntimeError(f"aws {' '.join(words)}: {done.stdout}")
        return json.loads(done.stdout or "null")

    def stacks(self, regions: list[str]) -> dict[tuple[str, str], dict[str, Any]]:
        """Every stack of some regions, by region and name."""
        found = {}
        for region in regions:
            for stack in self.aws(region, "cloudformation", "describe-stacks")["Stacks"]:
                found[region, stack["StackName"]] = stack
        return found

    def clusters(self) -> set[tuple[str, str]]:
        """The clusters that eksctl was asked to create, by region and name."""
        found = self._clusters.iterdir() if self._clusters.is_dir() else ()
        return {(region, name) for region, _, name in (path.name.partition(".") for path in found)}

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=1).close()
                if self._socket.exists():
                    return
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.1)
        raise RuntimeError(f"the emulator does not answer:\n{self._log.read_text(errors='replace')[-2000:]}")


@functools.cache
def supported_types() -> frozenset[str]:
    """The CloudFormation types that the emulator can create."""
    ask = "import json; from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as known; print(json.dumps(list(known)))"
    done = subprocess.run([JUDGES / "emulator" / "bin" / "python", "-c", ask], capture_output=True, text=True, check=True)
    return frozenset(json.loads(done.stdout.splitlines()[-1]))
