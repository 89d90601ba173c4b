"""PAR006: a plain scalar that YAML parsers read differently."""

from collections.abc import Iterator

import yaml

from linter.core.diagnostic import Finding, Fix, Safety, Severity
from linter.core.messages import quoted
from linter.core.values import Path, json_pointer
from linter.editing.scalar import write_plain
from linter.fastpath.silence import Silence
from linter.frontmatter.document import Document, Member
from linter.frontmatter.refusals import refuses_key
from linter.frontmatter.scalars.agreement import may_be_ambiguous
from linter.frontmatter.scalars.ambiguity import (
    COMPARED,
    ambiguous,
    disputed,
    in_quotes,
    unambiguous_text,
)
from linter.frontmatter.scalars.dialect import Dialect
from linter.frontmatter.scalars.readers import scalar_reader
from linter.frontmatter.scalars.reading import Reading, Type
from linter.frontmatter.scalars.surprise import surprising
from linter.rules.base import Bad, Context, DocumentRule, Good
from linter.schema.roles import DATES

_WORDS = {
    Type.STRING: "text",
    Type.INTEGER: "the number",
    Type.FLOAT: "the number",
    Type.BOOLEAN: "the boolean",
    Type.NULL: "nothing",
    Type.DATE: "a date",
    Type.TIME: "a time",
}


_MERGE = "<<"
_NOT_TEXT = frozenset({Type.INTEGER, Type.FLOAT, Type.BOOLEAN})


class AmbiguousScalar(DocumentRule):
    """Different YAML parsers read an unquoted value differently.

    ## What it does
    Reports unquoted values that Jekyll (Psych), PyYAML and YAML 1.2 read as different types or
    values: `no`, `012`, `1:20`, `1,000`, `1e3`, `2020-6-1`, `=`. A value or a key that Jekyll
    refuses, such as `:sym`, is an error: Jekyll builds the page without any of its fields. If the
    dialect of the site is YAML 1.2, values that YAML 1.1 reads differently are reported, except
    dates. JSON has no ambiguous values.

    That holds for the files of the built-in kinds. All others have one reader, the site's
    generator. There only values are reported of which it makes something that they do not look
    like: numbers to the base 60 (`12:30` is 750 to gray-matter) and octal ones (`0123` is 83),
    numbers with more digits than JavaScript keeps, names such as `12e7` that are numbers to
    js-yaml, and what the reader refuses, such as `2020-02-30` under PyYAML.

    Times are never reported: the form that Jekyll writes itself, `2014-12-17 11:16:21 -0800`, is
    text to other parsers. Dates are not reported if the value has the role of a date; `date-form`
    checks those.

    ## Why is this bad?
    Apps get what Jekyll reads, but the crawler that wrote the file, an editor or the next version
    of a library may read a different value and write that one back.

    ## Example
    ```yaml
    length: 1:20
    ```
    Jekyll reads the number 4800. Use instead:
    ```yaml
    length: 4800
    ```
    or, if text is intended, use quotes.

    ## Fix safety
    Safe: the fix writes the value that the site reads, in a form that all parsers read alike. There
    is no fix if the schema does not allow that value or states the form of the text: then the value
    itself is wrong, and the fix would hide the intended one. For YAML 1.2 there is no fix for
    numbers such as `012` and `1e3`, because its parsers disagree about them too.

    Where the generator is the only reader, the fix puts the value in quotes. It is unsafe, because
    the site then has text in place of a number, but safe for a value that the reader refuses.
    """

    code = "PAR006"
    name = "ambiguous-scalar"
    severity = Severity.WARNING
    fixes = frozenset({Safety.SAFE, Safety.UNSAFE})
    # These rules have the intended type.
    yields_to = ("SCH003", "DAT001", "DAT002")
    silence = Silence()

    good = (
        Good("a: 12\nb: true\nc: 2020-06-11T00:03:00Z\nd: 2020-06-11\ne: 1.5\nf: Free\ng:\n"),
        Good("a: 2014-12-17 11:16:21 -0800\nb: 2014-12-17T11:16:21+0100\n"),
        Good("a: 2020-6-1\n", schema={"properties": {"a": {"x-role": "updated-at"}}}),
        Good("a: 'no'\nb: \"1:20\"\nc: !!str 012\n"),
    )
    bad = (
        Bad("length: ⟦1:20⟧\n", fixed="length: 4800\n", says="Jekyll reads the number `4800`"),
        Bad("isCached: ⟦no⟧ # never\n", fixed="isCached: false # never\n"),
        Bad("images: [{width: ⟦012⟧}]\n", fixed="images: [{width: 10}]\n"),
        Bad("price: ⟦1e3⟧\n", fixed='price: "1e3"\n', says="Jekyll reads text"),
        Bad("startDate: ⟦2020-6-1⟧\n", fixed="startDate: 2020-06-01\n"),
        Bad("name: ⟦:sym⟧\n", fixed='name: ":sym"\n', says="Jekyll refuses"),
        Bad("name: ⟦=⟧\n", fixed='name: "="\n'),
        Bad("title: ⟦no⟧\ntitle: a\n"),
        Bad("images: {url: ⟦no⟧}\nimages: []\n"),
        Bad("code: ⟦010⟧\n", schema={"properties": {"code": {"const": "010"}}}),
        Bad("code: ⟦010⟧\n", schema={"properties": {"code": {"pattern": "^0[0-9]+$"}}}),
        Bad("code: ⟦010⟧\n", fixed="code: 8\n", schema={"properties": {"code": {"minimum": 1}}}),
        Bad("⟦:sym⟧: a\n", says="Jekyll refuses the key `:sym` unquoted"),
    )

    def check(self, document: Document, context: Context) -> Iterator[Finding]:
        """Yield a finding at each ambiguous value and at each key that Jekyll refuses."""
        if not document.notation.readers_differ or _is_clear(context):
            return
        refused: set[Path] | None = None
        for member in document.members:
            if member.key is not None and refuses_key(document, member.key, member.node):
                dialect = document.dialect
                yield Finding(
                    f"{dialect.reader} refuses the key {quoted(member.path[-1])} unquoted, and"
                    f" {dialect.on_refusal}",
                    document.node_span(member.key),
                    json_pointer(member.path),
                    severity=Severity.ERROR,
                )
            node = member.node
            if not isinstance(node, yaml.ScalarNode) or node.style or node.tag:
                continue
            if _is_unclear(node.value, context) and not _is_date(context, member):
                if refused is None:
                    refused = _refused_by_schema(context)
                finding = _finding(context, member)
                may_fix = member.path not in refused and (
                    _has_one_reader(context) or not _expects_text(context, member)
                )
                yield finding if may_fix else finding._replace(fix=None)


def _has_one_reader(context: Context) -> bool:
    """Whether the site's generator alone reads the file: the only place that decides it.

    Where several programs read a file, they must agree on a plain scalar. Where one does, its
    reading must be what the text looks like.
    """
    return context.profile.has_one_reader or context.document.dialect not in COMPARED


def _is_unclear(text: str, context: Context) -> bool:
    """Whether a plain scalar is reported."""
    dialect = context.document.dialect
    return surprising(text, dialect) if _has_one_reader(context) else ambiguous(text, dialect)


def _is_clear(context: Context) -> bool:
    """Whether a fast check shows that no plain scalar is reported."""
    document = context.document
    may_refuse_merge = _MERGE in document.plain_texts and not document.dialect.keeps_other_merges
    if document.has_repeated_keys or may_refuse_merge:
        return False
    if _has_one_reader(context):
        return not any(surprising(text, document.dialect) for text in document.plain_texts)
    return not any(
        may_be_ambiguous(text) and not _means_the_same(text, document.dialect)
        for text in document.plain_texts
    )


def _means_the_same(text: str, dialect: Dialect) -> bool:
    refused = scalar_reader(dialect).plain(text).type is Type.REFUSED
    return not refused and not ambiguous(text, dialect)


def _is_date(context: Context, member: Member) -> bool:
    """Whether the site reads a time, or a date at a place with a role for dates.

    Any form that the site's reader takes for a date is accepted, as in DAT001.
    """
    kind = scalar_reader(context.document.dialect).plain(member.node.value).type
    if kind is not Type.DATE:
        return kind is Type.TIME
    shape = context.schema.shape_at(member.path)
    return shape is not None and not DATES.isdisjoint(shape.roles)


def _refused_by_schema(context: Context) -> set[Path]:
    """Return the paths of the values that the schema does not allow."""
    return {violation.path for violation in context.schema.violations(context.document.data)}


def _expects_text(context: Context, member: Member) -> bool:
    """Whether the schema states the form of a text, but the site does not read text.

    `pattern` and `format` accept other types, but the author of the schema expected text.
    """
    reading = scalar_reader(context.document.dialect).plain(member.node.value)
    if reading.type not in _NOT_TEXT:
        return False
    shape = context.schema.shape_at(member.path)
    return shape is not None and (shape.has_fixed_text or bool(shape.formats))


def _finding(context: Context, member: Member) -> Finding:
    document = context.document
    reading = scalar_reader(document.dialect).plain(member.node.value)
    make = _surprise if _has_one_reader(context) else _ambiguity
    return make(document, member, reading)


def _ambiguity(document: Document, member: Member, reading: Reading) -> Finding:
    text: str = member.node.value
    dialect = document.dialect
    is_jekyll = dialect is Dialect.JEKYLL
    is_disputed = not is_jekyll and disputed(text)
    clear = None if is_disputed else unambiguous_text(reading, text)
    fix = None
    edits = write_plain(document, member.path, clear) if clear and document.counts(member) else None
    span = document.node_span(member.node)
    pointer = json_pointer(member.path)
    is_refused = reading.type is Type.REFUSED
    if clear and edits:
        # The data has a date as text, so a different form of the same date is a change.
        changes = (pointer,) if is_refused or reading.type is Type.DATE else ()
        fix = Fix(f"Write {quoted(clear)}", edits, Safety.SAFE, changes, changes_type=is_refused)
    if is_refused:
        message = _refusal(text, dialect)
        return Finding(message, span, pointer, fix=fix, severity=Severity.ERROR)
    others = "other YAML" if is_jekyll else "YAML 1.1"
    message = (
        f"{quoted(text)} is ambiguous: {dialect.reader} reads {_meaning(reading)}, {others} readers"
        " something else"
    )
    help_text = "Write a plain number, or quotes if text is intended." if is_disputed else None
    return Finding(message, span, pointer, help=help_text, fix=fix)


def _surprise(document: Document, member: Member, reading: Reading) -> Finding:
    text: str = member.node.value
    dialect = document.dialect
    is_refused = reading.type is Type.REFUSED
    written = in_quotes(text)
    edits = write_plain(document, member.path, written) if document.counts(member) else None
    pointer = json_pointer(member.path)
    fix = None
    if edits:
        # Without quotes the file is of no use, and with them it has what is written.
        safety = Safety.SAFE if is_refused else Safety.UNSAFE
        fix = Fix(f"Write {quoted(written)}", edits, safety, (pointer,), changes_type=True)
    span = document.node_span(member.node)
    if is_refused:
        message = _refusal(text, dialect)
        return Finding(message, span, pointer, fix=fix, severity=Severity.ERROR)
    message = f"{dialect.reader} reads {quoted(text)} as {_meaning(reading)}"
    return Finding(message, span, pointer, help="Use quotes if text is intended.", fix=fix)


def _refusal(text: str, dialect: Dialect) -> str:
    return f"{dialect.reader} refuses {quoted(text)} unquoted, and {dialect.on_refusal}"


def _meaning(reading: Reading) -> str:
    meaning = _WORDS[reading.type]
    if reading.type in (Type.INTEGER, Type.FLOAT, Type.BOOLEAN):
        meaning += f" {quoted(reading.value)}"
    return meaning
