"""The measurements: the defects of the corpus, the arithmetic, a whole comparison."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import report
from bench.__main__ import main
from bench.articles import article
from bench.corpus import ONE_IN, write_site
from bench.defects import DEFECTS, Defect, planted
from bench.measure import CommandError, Measure, measure
from bench.peers import PEERS, InstallError, Peer, Registry, command, install
from bench.report import Bar, Results, bars, markdown
from bench.timing import Seconds, Timing, scaled, summary
from bench.workspace import flat_schema
from linter.rules.registry import all_rules
from linter.schema.schema import builtin

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# The corpus


def test_exactly_the_planted_defects_are_found(tmp_path: Path) -> None:
    site = tmp_path / "site"
    defects = write_site(site, files=200, seed=11, one_in=6)
    assert set(defects.values()) == {defect.code for defect in DEFECTS}
    checked = run("linter", "check", "--output-format=json", ".", folder=site)
    found = [(each["filename"], each["code"]) for each in json.loads(checked.stdout)]
    assert sorted(found) == sorted(defects.items())


def test_one_in_fifty_has_a_defect(tmp_path: Path) -> None:
    defects = write_site(tmp_path / "site", files=4 * ONE_IN, seed=1)
    assert len(defects) == 4
    assert len(set(defects.values())) == 4


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        write_site(tmp_path / name, files=60, seed=seed)
    one, same, other = (contents(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    assert one["_config.yml"] == other["_config.yml"]
    assert not {path for path in one if path.startswith("_news")} & other.keys()


def test_a_larger_corpus_holds_a_smaller_one(tmp_path: Path) -> None:
    for files in (30, 60):
        write_site(tmp_path / str(files), files, seed=5)
    assert contents(tmp_path / "30").items() <= contents(tmp_path / "60").items()


def test_sizes_are_realistic() -> None:
    texts = [article(number, seed=1).text for number in range(400)]
    assert 3_700 < sum(len(text.encode()) for text in texts) / len(texts) < 4_100
    assert all("related:" in text for text in texts[1::2])
    assert not any("related:" in text for text in texts[::2])


def test_articles_are_distinct_and_sort_as_they_are_numbered() -> None:
    made = [article(number, seed=1) for number in range(400)]
    paths = [one.path for one in made]
    assert paths == sorted(set(paths))
    links = [link for one in made for link in re.findall(r'webUrl: "(.*)"', one.text)]
    assert len(set(links)) == len(links)


def test_nothing_is_written_into_a_folder_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_site(tmp_path, files=1, seed=1)
    made = run("bench", "corpus", str(tmp_path), folder=tmp_path)
    assert (made.returncode, made.stderr) == (2, f"{tmp_path} is there already\n")
    assert contents(tmp_path) == {}


def test_the_command_names_what_it_planted(tmp_path: Path) -> None:
    made = run("bench", "corpus", "site", "--files", "50", "--seed", "2", folder=tmp_path)
    assert re.fullmatch(r"_news/2020-01-01-0000049-\S+\.md: PAR003\n", made.stdout)


def test_every_defect_is_of_a_rule_that_is_on() -> None:
    rules = all_rules()
    assert all(rules[defect.code].default for defect in DEFECTS)


def test_what_cannot_be_planted_is_reported() -> None:
    with pytest.raises(ValueError, match="REL001 cannot be planted here"):
        planted(Defect("REL001", "^related:", ""), "title: a\n", "")
    with pytest.raises(ValueError, match="DUP001 cannot be planted here"):
        planted(Defect("DUP001", "^webUrl: .*", None), "webUrl: a\n", "title: a\n")


# The arithmetic


def timing(cpu: float, wall: float | None = None) -> Timing:
    wall = cpu if wall is None else wall
    return Timing(Seconds(cpu, cpu / 2), Seconds(wall, wall), 0)


def test_a_summary_has_the_median_the_least_and_the_peak() -> None:
    runs = [Measure(3.0, 5.0, 10), Measure(1.0, 2.0, 30), Measure(1.5, 3.0, 20)]
    assert summary(runs) == Timing(cpu=Seconds(3.0, 2.0), wall=Seconds(1.5, 1.0), memory=30)


@pytest.mark.parametrize(
    ("sample", "start", "expected"),
    [
        pytest.param(10.5, 0.5, 100.5, id="the-start-counts-once"),
        pytest.param(0.4, 0.5, 0.5, id="noise-makes-nothing-negative"),
        pytest.param(3.0, 0.0, 30.0, id="no-start"),
    ],
)
def test_scaling(sample: float, start: float, expected: float) -> None:
    grown = scaled(timing(sample), timing(start), ran=100, wanted=1000)
    assert (grown.cpu.median, grown.wall.median) == pytest.approx((expected, expected))
    assert grown.scaled_from == 100


ONE = {
    report.NOTHING: timing(0.01),
    report.CLEAN: timing(0.04),
    report.FAULTY: timing(0.1),
    report.FAULTY_IN_SITE: timing(0.09),
    report.HOOK: timing(0.2),
    report.ONE_JOB: timing(0.1),
    report.YAMLLINT: timing(0.1),
}
MANY = {
    report.ONE_JOB: timing(10),
    report.TWO_JOBS: timing(12, wall=5),
    report.WARM: timing(0.5),
    report.OLD: timing(26),
    report.FOUR_TIMES: timing(52.4),
    report.TEN_TIMES: Timing(Seconds(131, 130), Seconds(80, 70), 250_000_000),
    report.WITHOUT_SITE: timing(9.5),
    report.COMPOSE: timing(5),
    report.LOOP: timing(20),
    report.CHECK_JSONSCHEMA: timing(200),
    report.REMARK: Timing(Seconds(200, 190), Seconds(200, 190), 2_000_000_000, scaled_from=100),
    report.SOURCEMETA: timing(2),
    report.YAMLLINT: timing(100),
}


def test_what_is_judged() -> None:
    found = [(round(bar.ratio or 0, 3), bar.verdict) for bar in bars(Results(9, 3, ONE, MANY))]
    assert found == [
        (4.0, "met"),
        (10.0, "missed"),
        (20.0, "missed"),
        (2.0, "missed"),
        (0.1, "met"),
        (2.6, "missed"),
        (4.367, "missed"),
        (250.0, "met"),
        (2.5, "missed"),
        (0.25, "met"),
        (0.025, "met"),
        (0.025, "missed"),
        (0.05, "missed"),
    ]


def test_what_was_not_run_is_not_judged() -> None:
    assert {bar.verdict for bar in bars(Results(9, 3, {}, {}))} == {"not measured"}


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(0.75, "met"), (0.7501, "missed"), (None, "not measured")]
)
def test_a_limit_is_still_met(ratio: float | None, verdict: str) -> None:
    assert Bar("", ratio, ratio, 0.75).verdict == verdict


def test_the_tables() -> None:
    about = {report.REMARK: "rows"}
    results = Results(1000, 3, ONE, MANY, about, {"ryl": "not here: no wheel"})
    text = markdown(results, "python -m bench compare")
    assert "## 1,000 files\n\n| what | CPU | ratio | wall time | peak memory | does |\n" in text
    scaled_row = "200 s (190 s) | 40 | 200 s (190 s) | 2,000 MB | rows; scaled from 100 files |"
    assert f"| {report.REMARK} | {scaled_row}\n" in text
    assert f"| {report.YAMLLINT} | 100 ms (50 ms) | 10 | 100 ms (100 ms) | 0 MB |  |\n" in text
    assert f"| all files, one job: in `{report.COMPOSE}` | 2 | 2 | 1.8 | missed |\n" in text
    assert text.endswith("## Not run\n\n- ryl: not here: no wheel\n")


# Running


def test_a_measure_is_of_the_command_alone(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = "import sys, time; b = b'x' * 50_000_000; time.sleep(0.3); print('done'); sys.exit(1)"
    big = measure((sys.executable, "-c", code), tmp_path, log, {})
    assert log.read_text(encoding="utf-8") == "done\n"
    small = measure((sys.executable, "-c", ""), tmp_path, log, {})
    assert big.seconds > 0.3
    assert big.cpu > 0
    assert big.memory > 50_000_000 > small.memory


def test_processor_time_is_that_of_all_processes(tmp_path: Path) -> None:
    one = "import time\nwhile time.process_time() < 0.15: pass"
    code = f"""
import subprocess, sys
for _ in range(2):
    subprocess.run([sys.executable, "-c", {one!r}])
"""
    assert measure((sys.executable, "-c", code), tmp_path, tmp_path / "log", {}).cpu > 0.3


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="sampled on Linux only")
def test_processes_are_measured_together(tmp_path: Path) -> None:
    one = "b = b'x' * 40_000_000; print(flush=True); input()"
    code = f"""
import subprocess, sys, time
pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
both = [subprocess.Popen([sys.executable, "-c", {one!r}], **pipes) for _ in range(2)]
for each in both:
    each.stdout.readline()
time.sleep(1)
for each in both:
    each.communicate(b"\\n")
"""
    found = measure((sys.executable, "-c", code), tmp_path, tmp_path / "log", {})
    assert 80_000_000 < found.memory < 140_000_000


def test_findings_are_no_failure(tmp_path: Path) -> None:
    words = (sys.executable, "-c", "import sys; sys.exit(2)")
    assert measure(words, tmp_path, tmp_path / "log", {}, findings=2).seconds > 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(
            (sys.executable, "-c", "import sys; sys.exit(7)"),
            "it ended with 7: no output",
            id="status",
        ),
        pytest.param(
            (sys.executable, "-c", "import sys; sys.stderr.write('oh\\n'); sys.exit(7)"),
            "it ended with 7: oh",
            id="what-it-said-last",
        ),
        pytest.param(
            (sys.executable, "-c", "import sys; sys.exit(2)"),
            "it ended with 2: no output",
            id="wrong-use",
        ),
        pytest.param(("x" * 200_000,), "it cannot be run: Argument list too long", id="too-long"),
        pytest.param(("/no/such/program",), "it cannot be run: .*No such file", id="not-there"),
    ],
)
def test_a_command_that_fails(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        measure(words, tmp_path, tmp_path / "log", {})


def test_the_schema_for_other_programs_is_equivalent() -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(flat_schema())
    text = json.dumps(flat_schema())
    assert not re.search(r'"\$ref": "[^#]', text)
    ours = builtin("article")
    examples = json.loads(json.dumps(flat_schema()))["examples"]
    for example in (*examples, {**examples[0], "quality": "7"}, {**examples[0], "images": [{}]}):
        assert validator.is_valid(example) == ours.accepts(example)


def test_arguments_of_a_tool(tmp_path: Path) -> None:
    (tmp_path / "yaml").mkdir()
    for name in ("b.yaml", "a.yaml"):
        (tmp_path / "yaml" / name).touch()
    peer = Peer("x", Registry.PYPI, ("x==1",), ("{home}/x", "--all", "yaml", "*"), "")
    assert command(peer, Path("/home"), tmp_path) == [
        "/home/x",
        "--all",
        "yaml/a.yaml",
        "yaml/b.yaml",
    ]


def test_every_tool_has_its_releases_pinned() -> None:
    packages = [package for peer in PEERS for package in peer.packages]
    assert all(re.search(r"[=@]=?\d+(\.\d+)+$", package) for package in packages)


def test_a_tool_that_cannot_be_installed_is_not_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InstallError, match="there is no `npm`"):
        install(Peer("x", Registry.NPM, ("x@1",), ("x",), ""), tmp_path)


def test_a_comparison_without_other_tools(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bench.compare._RUNS_OF_ONE", 1)
    # The first of the articles with a defect, in a site that ends with it.
    for name in ("_FAULTY", "_OTHERS"):
        monkeypatch.setattr(f"bench.compare.{name}", ONE_IN - 1)
    monkeypatch.chdir(tmp_path)
    words = ("compare", "--files=10", "--rounds=1", "--no-peers", "--folder=.")
    monkeypatch.setattr(sys, "argv", ["bench", *words])
    assert main() == 0
    printed = capsys.readouterr().out
    rows = {line.split(" | ")[0] for line in printed.splitlines()}
    expected = (report.NOTHING, report.READ, report.COMPOSE, report.CLEAN, report.HOOK)
    assert rows >= {f"| {name}" for name in (*expected, report.ONE_JOB, *report.LARGER)}
    assert "| all files, two jobs: of yamllint, wall time |  |  | 0.035 | not measured |" in printed
    assert "## Not run" not in printed
    assert len(list((tmp_path / "seed-1/100/site/_news").iterdir())) == 100


def test_sites_that_are_there_are_measured_with_the_fast_path_and_without(tmp_path: Path) -> None:
    write_site(tmp_path / "site", files=50, seed=1)
    (tmp_path / "empty").mkdir()
    measured = run("bench", "sites", "site", "empty", "--rounds=1", folder=tmp_path)
    first, second = measured.stdout.splitlines()[2:]
    assert re.fullmatch(r"\| site \| 83 \| 7\d \| [0-9.e+]+ \| [0-9.e+]+ \| [0-9.]+ \|", first)
    assert second == "| empty | none proved clean |  |  |  |  |"


def test_the_language_server_is_measured(tmp_path: Path) -> None:
    done = run("bench", "editor", "--files", "10", "--keys", "5", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    names = [line.rsplit(maxsplit=2)[0] for line in done.stdout.splitlines()]
    assert names == [
        "start of the server",
        "first file",
        "a key, median",
        "a key, 95th percentile",
        "memory",
    ]
