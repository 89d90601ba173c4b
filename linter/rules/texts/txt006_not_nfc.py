"""TXT006: a letter and its mark as separate characters."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Safety, Severity
from linter.core.messages import plural, quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.plain_text import NOT_PLAIN
from linter.rules.texts.composition import separate_marks
from linter.rules.texts.fixes import text_fix
from linter.rules.texts.values import span_in_file
from linter.schema.entries import Field
from linter.schema.roles import PAGE_TEXTS, TEXTS


class NotNfc(FieldRule):
    r"""A letter and its mark are two characters although Unicode has one for both.

    ## What it does
    Reports letters with combining marks, and parts of Hangul syllables, for which Unicode's normal
    form C has fewer characters. The other changes of that form are ignored: it replaces some single
    characters, such as CJK compatibility ideographs, by ones that fonts draw differently.

    ## Why is this bad?
    Two texts that look alike are not equal, a search for one does not find the other, and some
    fonts misplace the marks.

    ## Example
    ```yaml
    title: "Cafe\u0301"
    ```
    Use instead:
    ```yaml
    title: "Café"
    ```

    ## Fix safety
    Safe: both forms are canonically equivalent (UAX #15), and look the same.
    """

    code = "TXT006"
    name = "not-nfc"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE})
    roles = TEXTS | PAGE_TEXTS
    silence = Silence(suspects=NOT_PLAIN)

    good = (
        Good("title: Café \u212b \u212a 神\ufa19 q\u0307 שָׁלוֹם \u0958 한글\n"),
        Good("webUrl: https://a.com/cafe\u0301\ntitle: [e\u0301]\n"),
    )
    bad = (
        Bad(
            "title: Caf⟦e\u0301⟧ # a\n",
            fixed="title: Café # a\n",
            says="`title` has `e\u0301` as 2 characters, expected 1",
        ),
        Bad(
            'title: "⟦A\\u030a⟧lesund, o\\u0308"\n',
            fixed='title: "Ålesund, ö"\n',
            says="2 letters and their marks as separate characters",
        ),
        Bad("title: Vi⟦e\u0323\u0302⟧t\n", fixed="title: Việt\n"),
        Bad("title: ⟦\u1112\u1161\u11ab⟧\n", fixed="title: 한\n"),
        Bad("title: ⟦か\u3099⟧\n", fixed="title: が\n"),
        Bad("title: ⟦a\u0301\u0301⟧\n", fixed="title: á\u0301\n"),
        Bad(
            "topics: [⟦e\u0301⟧]\nrelated:\n- excerpt: ⟦e\u0301⟧\n",
            fixed="topics: [é]\nrelated:\n- excerpt: é\n",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the first letter with separate marks."""
        found = separate_marks(field.value) if isinstance(field.value, str) else []
        if not found:
            return
        (start, end), composed = found[0]
        if len(found) > 1:
            has = (
                f"{len(found):,} letters and their marks as separate characters, expected one each"
            )
        else:
            source = quoted(str(field.value)[start:end])
            has = f"{source} as {plural(end - start, 'character')}, expected {len(composed)}"
        yield field.finding(
            f"{quoted(field.key)} has {has}",
            span=span_in_file(field, found[0]),
            fix=text_fix(field, "Write one character each", separate_marks, Safety.SAFE),
        )
