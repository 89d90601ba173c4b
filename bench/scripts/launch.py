"""Runs a command and writes to a file what it took: see the names below, in order.

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
    # With the time of all processes that it waited for.
    cpu = usage.ru_utime + usage.ru_stime
    memory = usage.ru_maxrss * 1024
    file.write(f"{seconds} {cpu} {memory} {os.waitstatus_to_exitcode(status)}")
