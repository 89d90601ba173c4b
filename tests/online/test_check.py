"""`articlelint check --online` against servers on loopback: findings, cache, fixes, status."""

import json
import os
import signal
import subprocess
import sys
import time
from asyncio import StreamWriter, sleep
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result

from linter.cli.root import articlelint
from linter.online.answer_cache import _ROWS_AT_ONCE
from linter.online.request_limits import RequestLimits
from tests.caches import cache_variables
from tests.commands import Commands
from tests.online.conftest import tls_of, trusted
from tests.online.servers import Request, Route, Server, answer, page, picture, redirect

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
GIF = b"GIF89a\x04\x00\x03\x00\x00\x00\x00;"

ROUTES = {
    "/": page("<title>Home</title>"),
    "/fine": page("<title>Fine</title>"),
    "/gone": answer(404),
    "/old": redirect("/2020/new"),
    "/2020/new": page("<title>New</title>"),
    "/found": redirect("/2020/new", 302),
    "/deleted": redirect("/"),
    "/soft": page("<title>Page not found</title>"),
    "/a.gif": picture(GIF),
    "/gone.gif": answer(410),
    "/page.gif": page("<title>A page</title>"),
    "/blocked": answer(403),
    "/throttled": answer(429, retry_after="999"),
    "/wall": page("<title>Just a moment...</title>", status=404),
    "/pair": page("<link rel=amphtml href=/pair/amp>"),
    "/pair/amp-old": page("<link rel=canonical href=/other>"),
    "/other": page("<title>Other</title>"),
    "/single": page("<title>Single</title>"),
    "/single/amp": page("<link rel=canonical href=/other>"),
}

PLAIN = ("check", "--config", "trusted.toml", "--cache-dir", "cache", "--select", "TXT")
ONLINE = ("check", "--online", "--config", "trusted.toml", "--cache-dir", "cache")

ARTICLE = """\
---
title: Amazon suspends police use
type: article
{}
---
Text.
"""


class Site:
    """A folder with articles, and the command run on it."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.server = server
        (folder / "_news").mkdir()
        self.config = folder / "trusted.toml"
        self.config.write_text(f"[online]\nallow-private = ['127.0.0.1:{server.port}']\n")

    def write(self, text: str, name: str = "2020-06-11-a.md") -> Path:
        """Write an article; `URL` in it stands for the server."""
        file = self.folder / "_news" / name
        file.write_text(ARTICLE.format(text.replace("URL", self.server.url)))
        return file

    def check(self, *options: str, select: str = "NET", config: bool = True) -> Result:
        """Run the command, with the rules of the web alone if nothing else is selected."""
        own = ("--config", str(self.config)) if config else ()
        arguments = ("check", "--cache-dir", "cache", *own, "--select", select, *options)
        return CliRunner().invoke(articlelint, (*arguments, "_news"), catch_exceptions=False)

    def found(self, *options: str, select: str = "NET") -> list[tuple[str, str]]:
        """Return the codes and JSON Pointers of findings."""
        result = self.check("--output-format", "json", *options, select=select)
        return [(each["code"], each["pointer"]) for each in json.loads(result.stdout)]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    with Server(ROUTES) as server:
        yield Site(tmp_path, server)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("webUrl: URL/fine", []),
        ("webUrl: URL/gone", [("NET001", "/webUrl")]),
        ("webUrl: URL/found", []),
        ("webUrl: URL/gone/{{id}}", []),
        ("webUrl: URL/gone/${id}", []),
        ("webUrl: URL/gone/%7B%7bid%7D", []),
        ("webUrl: URL/gone/{id}", [("NET001", "/webUrl")]),
        ("webUrl: URL/blocked", []),
        ("webUrl: URL/throttled", []),
        ("webUrl: URL/wall", []),
        ("webUrl: URL/deleted", [("NET007", "/webUrl")]),
        ("webUrl: URL/soft", [("NET007", "/webUrl")]),
        ("images: [{url: URL/a.gif, width: 4, height: 3}]", []),
        ("images: [{url: URL/a.gif, width: 8, height: 3}]", [("NET005", "/images/0/width")]),
        ("images: [{url: URL/gone.gif}]", [("NET006", "/images/0/url")]),
        ("images: [{url: URL/page.gif}]", [("NET006", "/images/0/url")]),
        ("images: [{url: URL/blocked}]", []),
        ("webUrl: URL/pair\nampWebUrl: URL/pair/amp-old", [("NET003", "/ampWebUrl")]),
        ("webUrl: URL/single\nampWebUrl: URL/single/amp", [("NET004", "/ampWebUrl")]),
        ("webUrl: URL/blocked\nampWebUrl: URL/single/amp", []),
        ("webUrl: https://a.test:1/\nimages: [{url: /a.gif}]", []),
    ],
)
def test_each_rule_takes_the_answers_of_servers(
    site: Site, text: str, expected: list[tuple[str, str]]
) -> None:
    site.write(text)
    assert site.found("--online") == expected


def test_a_second_run_asks_nothing_and_finds_the_same(site: Site) -> None:
    site.write("webUrl: URL/gone\noriginalUrl: URL/fine\nimages: [{url: URL/a.gif, width: 5}]")
    first = site.found("--online")
    requests = list(site.server.requests)
    assert len(first) == 2
    assert site.found("--online") == first
    assert site.found("--offline") == first
    assert site.server.requests == requests
    assert site.found("--online", "--online-max-age", "0") == first
    assert len(site.server.requests) == 2 * len(requests)


def test_what_is_not_known_is_requested_again(site: Site) -> None:
    site.write("webUrl: URL/blocked")
    site.check("--online")
    requests = len(site.server.requests)
    result = site.check("--online")
    assert len(site.server.requests) == 2 * requests
    assert "nothing is concluded about 1 address on the web: its server answers 403" in (
        result.stderr
    )


def test_offline_nothing_is_requested(site: Site) -> None:
    site.write("webUrl: URL/gone")
    result = site.check("--offline")
    assert result.exit_code == 0
    assert "1 address on the web: no answer is remembered" in result.stderr
    assert site.server.connections == 0


def test_without_the_cache_nothing_is_remembered(site: Site) -> None:
    site.write("webUrl: URL/gone")
    first = site.found("--online", "--no-cache", select="NET001")
    assert site.found("--online", "--no-cache", select="NET001") == first
    assert site.server.request_lines == ["HEAD /gone", "GET /gone"] * 2
    assert not (site.folder / "cache").exists()


def test_an_address_in_many_files_is_requested_once(site: Site) -> None:
    for number in range(30):
        site.write("webUrl: URL/gone", f"2020-06-11-{number}.md")
    assert len(site.found("--online", select="NET001")) == 30
    assert site.server.request_lines == ["HEAD /gone", "GET /gone"]


@pytest.mark.parametrize(
    ("options", "status"),
    [((), 0), (("--fail-on", "warning"), 1), (("--fail-on", "never"), 0)],
)
def test_findings_about_the_web_fail_no_run_unless_they_are_to(
    site: Site, options: tuple[str, ...], status: int
) -> None:
    site.write("webUrl: URL/gone")
    result = site.check("--online", *options)
    assert "NET001" in result.stdout
    assert result.exit_code == status


def test_safe_fixes_and_unsafe_ones_are_applied_with_others(site: Site) -> None:
    file = site.write(
        "images: [{url: URL/a.gif, width: 8, height: 9}]\nexcerpt: a  b &amp; c\n"
        "related:\n  - webUrl: URL/pair\n    ampWebUrl: URL/pair/amp-old"
    )
    url = site.server.url
    before = file.read_text()
    patch = site.check("--online", "--diff", "--unsafe-fixes", select="NET,TXT")
    assert file.read_text() == before
    assert f"+    ampWebUrl: {url}/pair/amp\n" in patch.stdout
    assert "+excerpt: a b & c\n" in patch.stdout
    site.check("--online", "--fix", select="NET,TXT")
    assert f"images: [{{url: {url}/a.gif, width: 4, height: 3}}]" in file.read_text()
    assert "pair/amp-old" in file.read_text()
    site.check("--online", "--fix", "--unsafe-fixes", select="NET,TXT")
    after = before.replace("width: 8, height: 9", "width: 4, height: 3")
    after = after.replace("/amp-old", "/amp").replace("a  b &amp; c", "a b & c")
    assert file.read_text() == after
    assert site.found("--online", select="NET,TXT") == []


def test_a_moved_link_is_fixed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trusted()[1]
    authority.cert_pem.write_to_path(site.folder / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(site.folder / "authority.pem"))
    with Server(ROUTES, tls=tls_of("localhost")) as server:
        url = f"https://localhost:{server.port}"
        site.config.write_text(f"[online]\nallow-private = ['localhost:{server.port}']\n")
        file = site.write(f"webUrl: {url}/old # moved\noriginalUrl: {url}/found")
        before = file.read_text()
        assert site.found("--online") == [("NET002", "/webUrl")]
        site.check("--online", "--fix")
        assert file.read_text() == before
        site.check("--online", "--fix", "--unsafe-fixes")
        assert file.read_text() == before.replace("/old #", "/2020/new #")
        assert site.found("--online") == []


def test_a_fix_in_standard_input_is_made_too(site: Site) -> None:
    text = ARTICLE.format(f"images: [{{url: {site.server.url}/a.gif, width: 8}}]")
    result = CliRunner().invoke(
        articlelint,
        (*ONLINE, "--fix", "--select", "NET", "--stdin-filename", "_news/2020-06-11-a.md"),
        input=text,
        catch_exceptions=False,
    )
    assert result.stdout == text.replace("8}", "4}")


def test_a_comment_hides_a_finding_and_counts_as_used_without_the_web(site: Site) -> None:
    site.write("webUrl: URL/gone # articlelint: ignore[NET001]")
    result = site.check("--online", "--verbose", select="NET,PAR013")
    assert "NET001" not in result.stdout
    assert "1 finding by comments" in result.stderr
    assert site.found(select="PAR013") == []
    site.write("webUrl: URL/fine # articlelint: ignore[NET001]")
    assert site.found("--online", select="NET,PAR013") == []


@pytest.mark.parametrize("selector", ["ALL", "URL", "TXT001"])
def test_an_unused_comment_for_other_rules_is_reported_as_without_the_web(
    site: Site, selector: str
) -> None:
    (site.folder / "_config.yml").write_text("")
    site.write(f"excerpt: fine # articlelint: ignore[{selector}]\noriginalUrl: URL/gone")
    command = (*ONLINE, "--output-format", "concise", "_news")
    found = [
        CliRunner().invoke(articlelint, arguments).stdout.splitlines()
        for arguments in (command, [each for each in command if each != "--online"])
    ]
    online, plain = ([line for line in lines if "PAR013" in line] for lines in found)
    assert len(plain) == 1
    assert online == plain
    assert any("NET001" in line for line in found[0])


def test_a_baseline_has_findings_about_the_web(site: Site) -> None:
    file = site.write("webUrl: URL/gone\noriginalUrl: URL/fine")
    site.check("--online", "--write-baseline", "known.json")
    assert '"NET001"' in (site.folder / "known.json").read_text()
    assert site.found("--online", "--baseline", "known.json") == []
    file.write_text(file.read_text().replace("/fine", "/gone"))
    assert site.found("--online", "--baseline", "known.json") == [("NET001", "/originalUrl")]


def test_files_without_findings_about_the_web_stay_proved(site: Site) -> None:
    seed = next((ROOT / "seeds").glob("2020-06-11-amazon-*.md")).read_text()
    site.config.write_text(f"{site.config.read_text()}allow-hosts = ['127.0.0.1']\n")
    for number in range(5):
        (site.folder / f"_news/2020-06-11-{number}.md").write_text(seed)
    site.write("webUrl: URL/gone")
    result = site.check("--online", "--verbose", select="NET,TXT,DAT")
    assert "NET001" in result.stdout
    assert "5 of 6 files clean without a full parse" in result.stderr


def test_plain_and_online_runs_share_one_cache(site: Site) -> None:
    site.write("webUrl: URL/gone\nexcerpt: a &amp; b")
    plain = site.check(select="TXT").stdout
    assert "NET001" not in plain
    assert [code for code, _ in site.found("--online", select="TXT,NET")] == ["NET001", "TXT001"]
    assert site.check(select="TXT").stdout == plain


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--online", "--offline"), "--online and --offline cannot be used together"),
        (("--online-max-age", "1d"), "--online-max-age needs --online or --offline"),
        (("--offline", "--no-cache"), "cannot be used with --no-cache"),
        ((), "rules about the web need --online or --offline: NET"),
        (("--online", "--online-max-age", "soon"), "`soon` is not an age like"),
        (("--online", "--online-max-age", "-1d"), "`-1d` is not an age like"),
        (("--online", "--online-max-age", "٣d"), "is not an age like"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    site: Site, options: tuple[str, ...], message: str
) -> None:
    result = site.check(*options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_config_that_nobody_named_allows_no_private_host(site: Site) -> None:
    site.write("webUrl: URL/gone")
    site.config.rename(site.folder / "articlelint.toml")
    result = site.check("--online", config=False)
    assert result.exit_code == 2
    assert "`allow-private` needs --config to name this file" in result.stderr
    other = site.check("--online", "--config", "fail-on = 'warning'", config=False)
    assert other.exit_code == 2
    assert site.server.connections == 0
    own = f"online.allow-private = ['127.0.0.1:{site.server.port}']"
    assert "NET001" in site.check("--online", "--config", own, config=False).stdout
    # Without `--online` it is a config like others.
    assert site.check(select="URL014", config=False).exit_code == 0


@pytest.mark.parametrize("entry", ["a b", "http://a.com/", ""])
def test_an_entry_that_is_no_host_is_one_line(site: Site, entry: str) -> None:
    site.config.write_text(f"[online]\ndeny-hosts = ['{entry}']\n")
    result = site.check("--online")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


PLACES = ("127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0")


def test_no_link_or_picture_of_an_article_leads_to_a_private_server(site: Site) -> None:
    with Server({"/": page("<link rel=amphtml href=/amp>")}, host=None) as listener:
        urls = [f"http://{place}:{listener.port}/a" for place in (*PLACES, "localhost")]
        items = [
            f"{{webUrl: '{url}b', ampWebUrl: '{url}c', images: [{{url: '{url}.gif', width: 5}}]}}"
            for url in urls
        ]
        site.write(f"related: [{', '.join(items)}]")
        # Any port is let through, so that the address alone decides.
        site.config.write_text("[online]\nallow-private = ['192.0.2.7']\n")
        result = site.check("--online")
    assert "NET" not in result.stdout
    assert "its host is not public" in result.stderr
    assert listener.connections == 0


def test_denied_hosts_and_the_cap_are_those_of_the_config(site: Site) -> None:
    site.write("webUrl: URL/gone\noriginalUrl: URL/fine")
    allowed = site.config.read_text()
    site.config.write_text(f"{allowed}deny-hosts = ['127.0.0.1']\n")
    assert "the config denies its host (2)" in site.check("--online").stderr
    assert site.server.connections == 0
    site.config.write_text(f"{allowed}max-requests = 1\n")
    assert "the cap on requests is reached (1)" in site.check("--online").stderr


HOSTS, LINKS, ANSWERED = 20, 5, 3
"""How many links each host has, and how many of them are answered at first."""
AT_ONCE = RequestLimits().at_once


def halting(released: Event) -> Route:
    """Return a route that answers some links of each host, and the others once released."""
    arrived = Counter[str]()

    async def write(request: Request, writer: StreamWriter) -> None:
        arrived[request.host] += 1
        is_held = arrived[request.host] > ANSWERED
        while is_held and not released.is_set():  # noqa: ASYNC110 - another thread sets it
            await sleep(0.01)
        await answer(200)(request, writer)

    return write


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Server, Event]]:
    """A site with many links on many hosts, each of them in two files, and what releases them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "_news").mkdir()
    released = Event()
    with Server({"/": halting(released)}, host="0.0.0.0") as server:  # noqa: S104
        for number in range(HOSTS * LINKS):
            url = f"http://127.0.7.{number % HOSTS}:{server.port}/{number}"
            for day in (11, 12):
                file = tmp_path / f"_news/2020-06-{day}-{number}.md"
                file.write_text(ARTICLE.format(f"webUrl: {url}"))
        config = tmp_path / "trusted.toml"
        config.write_text("[online]\nallow-private = ['127.0.0.0/8']\n")
        yield tmp_path, server, released
        released.set()


MANY = (*ONLINE, "--select", "NET", "_news")


@pytest.mark.parametrize(("how", "status"), [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_many_links_are_requested_once_and_an_interrupted_run_keeps_its_answers(
    many: tuple[Path, Server, Event], commands: Commands, how: signal.Signals, status: int
) -> None:
    folder, server, released = many
    with commands.start(*MANY, folder=folder) as killed:
        while len(server.requests) < HOSTS * ANSWERED + AT_ONCE:
            time.sleep(0.01)
        os.kill(killed.pid, how)
        assert killed.wait() == status
    released.set()
    assert commands.run(*MANY, folder=folder).status == 0
    assert len(set(server.request_lines)) == HOSTS * LINKS
    # Only what was under way, in a pause, or waited to be written, is requested again.
    in_pause = 2 * HOSTS - AT_ONCE
    assert len(server.requests) - HOSTS * LINKS <= AT_ONCE + in_pause + _ROWS_AT_ONCE
    assert max(server.most_at_once.values()) <= 2


SANDBOX = """
import socket, sys
from contextlib import suppress

def refuse(*arguments, **named):
    raise AssertionError("a socket is opened")

# Libraries make classes of it.
socket.socket = type("socket", (socket.socket,), {"__init__": refuse})
socket.create_connection = socket.getaddrinfo = refuse
from linter.cli import main

for command in sys.argv[1:]:
    sys.argv = ["articlelint", *command.split()]
    with suppress(SystemExit):
        main()
foreign = ("httpx", "httpcore", "h2", "anyio", "certifi", "linter.online", "linter.rules.net")
print(sorted(name for name in sys.modules if name.startswith(foreign)))
"""


def run_code(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code that runs commands, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **cache_variables(folder / "c")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_online_no_socket_is_opened_and_nothing_is_imported(site: Site) -> None:
    site.write("webUrl: URL/gone\nimages: [{url: URL/a.gif, width: 8}]")
    # All in one process.
    plain = "check _news/2020-06-11-a.md", "check _news"
    others = "check --select ALL --no-cache _news", "check --fix --unsafe-fixes _news"
    done = run_code(site.folder, SANDBOX, *plain, *others)
    assert "a socket is opened" not in done.stderr + done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
    assert "SCH" in done.stdout
    assert site.server.connections == 0


def test_what_is_remembered_needs_no_library_for_requests_offline_or_online(site: Site) -> None:
    site.write("webUrl: URL/gone")
    site.check("--online")
    offline = "check --offline --select NET --cache-dir cache _news"
    done = run_code(site.folder, SANDBOX, offline, " ".join((*ONLINE, "--select NET _news")))
    assert done.stdout.count("NET001") == 2
    assert "httpx" not in done.stdout.splitlines()[-1]


WITHOUT = """
import os, sys
from contextlib import suppress
from linter.cli import main

with suppress(SystemExit):
    # What needs no library is imported once.
    main()
for missing in ("httpx", "httpcore", "h2", "certifi"):
    if not os.fork():
        sys.modules[missing] = None
        sys.argv += ["--online", "--select", "NET"]
        main()
    _, status = os.wait()
    print(missing, os.waitstatus_to_exitcode(status), flush=True)
"""


@pytest.mark.posix("forks")
def test_without_a_library_one_line_names_what_to_install(site: Site) -> None:
    site.write("webUrl: URL/gone")
    done = run_code(site.folder, WITHOUT, *PLAIN, "--quiet", "--fail-on=never", "_news")
    assert done.stdout == "httpx 2\nhttpcore 2\nh2 2\ncertifi 2\n"
    line = "error: --online needs another package: pip install 'httpx[http2]'\n"
    assert done.stderr == 4 * line
