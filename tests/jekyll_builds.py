"""Jekyll in forks of one process: a build takes a seventh of the time, most of which is loading."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

_FORKS = """
require "json"
require "jekyll"
require "mercenary"
require "kramdown"
require "kramdown-parser-gfm"

program = Gem.bin_path("jekyll", "jekyll")
STDIN.each_line do |line|
  folder, log, arguments = JSON.parse(line)
  child = fork do
    Dir.chdir(folder)
    STDIN.reopen(File::NULL)
    STDOUT.reopen(log, "w")
    STDERR.reopen(STDOUT)
    ARGV.replace(arguments)
    load program
  end
  _, status = Process.wait2(child)
  puts(status.exitstatus || -1)
  STDOUT.flush
end
"""


class Built(NamedTuple):
    """How a build ended: the exit code of Jekyll, and its messages."""

    code: int
    log: str


class Jekyll:
    """Builds sites, each in a fork of a process that has loaded Jekyll."""

    def __init__(self, folder: Path) -> None:
        """Start the process; `folder` is where the messages of a build go."""
        ruby = shutil.which("ruby")
        if ruby is None or shutil.which("jekyll") is None:
            pytest.skip("Jekyll, which is the judge here, is not installed: apt-get install jekyll")
        if sys.platform == "win32":
            pytest.skip("needs POSIX: builds are forks")
        self._ruby = ruby
        self._log = folder / "jekyll.log"
        self._process = subprocess.Popen(
            [ruby, "-W0", "-EUTF-8:UTF-8", "-e", _FORKS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def build(self, source: Path, output: Path) -> Built:
        """Build a site into a folder."""
        arguments = ["build", "--source", str(source), "--destination", str(output)]
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps([str(source), str(self._log), arguments])}\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        return Built(code, self._log.read_text(encoding="utf-8", errors="replace"))

    def has(self, gem: str) -> bool:
        """Whether a plug-in is installed beside Jekyll."""
        command = [self._ruby, "-e", "Gem::Specification.find_by_name(ARGV[0])", gem]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
