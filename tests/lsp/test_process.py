"""The server as a process: what it needs, and what may not reach its standard output."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from linter.rules.entry_points import GROUP
from tests.lsp.client import Client

pytestmark = pytest.mark.slow

PLUGIN = '''
import os, subprocess, sys
from linter.plugin import FieldRule, Finding, Good, Bad, Severity

class Loud(FieldRule):
    """About titles."""
    code, name, severity = "HSE001", "loud", Severity.ERROR
    roles, good, bad = {"title"}, (Good("a"),), (Bad("b"),)
    def check(self, field, context):
        print("printed")
        os.write(1, b"written")
        subprocess.run(["echo", "started"])
        sys.stdin.read()
        yield Finding("found", field.span, field.pointer)
        os._exit(0)
'''


@pytest.mark.parametrize("missing", ["pygls", "lsprotocol"])
def test_without_its_packages_one_line_names_the_command_that_installs_them(missing: str) -> None:
    code = (
        f"import sys; sys.modules[{missing!r}] = None; sys.argv[1:] = ['server'];"
        "from linter.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == ("error: the server needs other packages: pip install pygls lsprotocol\n")


def test_what_a_plugin_prints_reads_or_ends_does_not_reach_the_client(tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    about = installed / "house-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nstyle = house\n")
    (installed / "house.py").write_text(PLUGIN)
    site = tmp_path / "site"
    (site / "_news").mkdir(parents=True)
    (site / "_config.yml").write_text("")
    uri = (site / "_news" / "2020-01-01-a.md").as_uri()
    path = os.pathsep.join(filter(None, (str(installed), os.environ.get("PYTHONPATH"))))
    with Client(site, environment={**os.environ, "PYTHONPATH": path}) as client:
        client.initialize([site])
        for version in range(2):
            client.open(uri, "---\ntitle: A title\n---\n", version)
            found = client.pushed(uri)["diagnostics"]
            assert {each["code"] for each in found} >= {"HSE001", "INT001"}
        assert client.shut_down() == 0
    for word in ("printed", "written", "started"):
        assert word in client.log


def test_the_option_that_some_clients_pass_changes_nothing() -> None:
    command = [sys.executable, "-m", "linter", "server", "--stdio"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
