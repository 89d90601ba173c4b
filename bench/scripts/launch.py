"""Runs a command and writes its seconds, its peak memory in bytes and its exit status to a file.

A process of its own because on Linux a command is charged with the memory of whoever started it:
this one is small, and imports nothing that it need not.
"""

import os
import sys
import time

result, *command = sys.argv[1:]
started = time.perf_counter()
pid = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(pid, 0)
seconds = time.perf_counter() - started
with open(result, "w", encoding="ascii") as file:  # noqa: PTH123 - importing pathlib costs memory
    file.write(f"{seconds} {usage.ru_maxrss * 1024} {os.waitstatus_to_exitcode(status)}")
