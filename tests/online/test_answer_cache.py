"""Answers are remembered between runs: good ones for a week, dead ones for a day."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from linter.cache.database import ANSWERS, remove
from linter.online.answer_cache import DAY, Ages, AnswerCache, decoded, encoded
from linter.online.request_url import request_url
from linter.web.answers import Answer, Page, Redirect, Verdict, Wanted
from linter.web.image import ImageFault, ImageKind, ImageProblem, ImageSize

pytestmark = pytest.mark.slow

URL = "https://a.com/"
DEAD = Answer(Verdict.GONE, "its server answers 404 Not Found")


@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        DEAD,
        Answer(Verdict.NO_HOST, "there is no such host", (Redirect(301, URL),)),
        Answer(page=Page(URL, URL, "Ünï ￿")),
        Answer(picture=ImageSize(1, 2, ImageKind.JPEG)),
        Answer(picture=ImageProblem(ImageFault.NOT_A_PICTURE, "it is not a picture")),
    ],
)
def test_an_answer_is_the_same_later(tmp_path: Path, answer: Answer) -> None:
    first = AnswerCache(tmp_path, Ages())
    first.put(URL, Wanted.PAGE, answer)
    first.close()
    second = AnswerCache(tmp_path, Ages())
    assert second.get(URL, Wanted.PAGE) == answer
    assert second.get(URL, Wanted.LINK) is None
    second.close()


def aged(folder: Path, seconds: float, answer: Answer) -> AnswerCache:
    """Return a cache with an answer that is that old."""
    cache = AnswerCache(folder, Ages())
    cache.put(URL, Wanted.LINK, answer)
    cache.close()
    with closing(sqlite3.connect(folder / ANSWERS.name)) as connection, connection:
        connection.execute("UPDATE answers SET at = at - ?", (int(seconds),))
    return AnswerCache(folder, Ages())


@pytest.mark.parametrize(
    ("answer", "days", "is_known"),
    [
        (Answer(), 6.9, True),
        (Answer(), 7.1, False),
        (DEAD, 0.9, True),
        (DEAD, 1.1, False),
        (Answer(), -1, False),
    ],
)
def test_an_old_answer_is_requested_again(
    tmp_path: Path, answer: Answer, days: float, *, is_known: bool
) -> None:
    cache = aged(tmp_path, days * DAY, answer)
    assert (cache.get(URL, Wanted.LINK) is not None) is is_known
    cache.close()


@pytest.mark.parametrize(
    ("seconds", "ages"), [(0, Ages(0, 0)), (60, Ages(60, 60)), (30 * DAY, Ages(30 * DAY, DAY))]
)
def test_one_age_for_all_leaves_dead_links_a_day_at_most(seconds: float, ages: Ages) -> None:
    assert Ages.up_to(seconds) == ages


def test_what_a_killed_run_has_stored_is_there(tmp_path: Path) -> None:
    killed = AnswerCache(tmp_path, Ages())
    for number in range(50):
        killed.put(f"{URL}{number}", Wanted.LINK, Answer())
    later = AnswerCache(tmp_path, Ages())
    known = [number for number in range(50) if later.get(f"{URL}{number}", Wanted.LINK)]
    assert known == list(range(40))
    later.close()
    killed.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '["found"]',
        '["alive","",[],null,null]',
        '["found",1,[],null,null]',
        '["found","",[["x","y"]],null,null]',
        '["found","",[[301,5]],null,null]',
        '["found","",[],[1,2,3],null]',
        '["found","",[],["a"],[1]]',
        '["found","",[],null,[1,2,"XYZ"]]',
        '["found","",[],null,["WORSE","x"]]',
        "[" * 100_000,
        None,
        b"\xff",
    ],
)
def test_a_text_that_is_no_answer_is_ignored(text: object) -> None:
    assert decoded(text) is None
    assert decoded(encoded(DEAD)) == DEAD


def test_without_a_place_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / ANSWERS.name).mkdir()
    cache = AnswerCache(tmp_path, Ages())
    for number in range(30):
        cache.put(f"{URL}{number}", Wanted.LINK, Answer())
    assert cache.get(URL, Wanted.LINK) is None
    assert cache.warning is not None
    assert cache.warning.startswith("answers of servers are not remembered: ")
    cache.close()


@pytest.mark.parametrize("data", [b"no database" * 99, b"SQLite format 3\0" + b"\xff" * 999])
def test_a_damaged_file_is_replaced_by_the_next_run(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ANSWERS.name).write_bytes(data)
    first = AnswerCache(tmp_path, Ages())
    assert first.get(URL, Wanted.LINK) is None
    assert first.warning is not None
    first.close()
    second = aged(tmp_path, 0, DEAD)
    assert second.get(URL, Wanted.LINK) == DEAD
    assert second.warning is None
    second.close()


def test_a_file_that_is_locked_stays(tmp_path: Path) -> None:
    aged(tmp_path, 0, DEAD).close()
    other = sqlite3.connect(tmp_path / ANSWERS.name, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache = AnswerCache(tmp_path, Ages())
    cache.put(f"{URL}b", Wanted.LINK, DEAD)
    cache.close()
    assert cache.warning == "answers of servers are not remembered: database is locked"
    other.close()
    cache = AnswerCache(tmp_path, Ages())
    assert cache.get(URL, Wanted.LINK) == DEAD
    cache.close()


def test_what_is_remembered_is_removed_with_the_cache(tmp_path: Path) -> None:
    aged(tmp_path / "cache", 0, DEAD).close()
    assert remove(tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://A.com", "https://a.com/"),
        ("https://a.com:443/b/../c#d", "https://a.com/c"),
        ("http://a.com:8080/?b=é", "http://a.com:8080/?b=%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("https://a:b@a.com/", "https://a:b@a.com/"),
        ("/a", None),
        ("mailto:a@a.com", None),
    ],
)
def test_a_url_is_requested_in_one_form(text: str, expected: str | None) -> None:
    assert request_url(text) == expected
