import pytest

from linter.inference.forms import Form, form_of


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2020-06-11", Form.DATE),
        ("2020-02-30", Form.WORDS),
        ("2020-6-11", Form.WORDS),
        ("2020-06-11T10:00:00Z", Form.DATE_TIME),
        ("2020-06-11T10:00:00+02:00", Form.DATE_TIME),
        ("2020-06-11 10:00:00 +0200", Form.WORDS),
        ("2020-06-11T25:00:00Z", Form.WORDS),
        ("https://example.com/a?b=c#d", Form.URL),
        ("https://example.com/a.PNG?w=1", Form.PICTURE_URL),
        ("https://exa mple.com/", Form.WORDS),
        ("ftp://example.com/", Form.WORDS),
        ("see https://example.com/", Form.WORDS),
        ("/images/a.jpg", Form.PICTURE_PATH),
        ("./a.svg", Form.PICTURE_PATH),
        ("a.jpg", Form.WORDS),
        ("/docs/a/", Form.PATH),
        ("../a/", Form.WORDS),
        ("/ a", Form.WORDS),
        ("ada@example.com", Form.EMAIL),
        ("@ada", Form.WORDS),
        ("ThGV3wIN5Z4NZaM6QnnxGA==;wCwLll4COr7oCPK1SNjVGQ==", Form.SECURED),
        ("a; b", Form.WORDS),
        ("", Form.EMPTY),
        (" \n", Form.EMPTY),
        ("Lichens", Form.WORDS),
    ],
)
def test_the_form_of_a_text(text: str, form: Form) -> None:
    assert form_of(text) is form
