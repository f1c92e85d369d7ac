"""Runs the `aws` command line for `bin/aws`: each call in a child of this process, in which it is loaded already.

Only its waiters are impatient, since the emulator needs milliseconds where AWS needs minutes.

usage: aws_server.py SOCKET      run by the Python in which the command line is installed
"""

import os
import signal
import socket
import sys
import time
import types

from awscli.botocore import waiter
from awscli.clidriver import create_clidriver
from awscli.customizations.cloudformation import deployer


def serve(path: str) -> None:
    """Answer calls on a socket until the process is ended."""
    waiter.time = types.SimpleNamespace(sleep=lambda seconds: time.sleep(0.3))
    # Change sets are named after the second; here a stack is deleted and made again within one.
    deployer.time = types.SimpleNamespace(time=time.time_ns)
    driver = create_clidriver()
    driver.session.get_service_model("cloudformation")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    server = socket.socket(socket.AF_UNIX)
    server.bind(f"{path}.new")
    server.listen(64)
    os.rename(f"{path}.new", path)
    while True:
        call, _ = server.accept()
        if os.fork() == 0:
            server.close()
            os._exit(_answer(call, driver))
        call.close()


def _answer(call: socket.socket, driver: object) -> int:
    """Run one call with the caller's streams and folder, and send its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said, streams, _, _ = socket.recv_fds(call, 65536, 3)
    while more := call.recv(65536):
        said += more
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    folder, *words = said.decode().split("\0")
    code = 1
    try:
        os.chdir(folder)
        code = driver.main(words)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        call.send(str(code).encode())
    return code


if __name__ == "__main__":
    serve(sys.argv[1])
