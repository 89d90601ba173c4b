"""The readers of front matter, and where they differ from one another."""

from enum import StrEnum


class Dialect(StrEnum):
    """The program that reads a site's front matter.

    `readers` has what each makes of a scalar, `linter.frontmatter.block` the lines around a block.
    """

    JEKYLL = "jekyll"
    """Ruby's Psych as Jekyll calls it: YAML 1.1 with Ruby's own ways."""
    HUGO = "hugo"
    """goccy/go-yaml as Hugo calls it, from Hugo 0.152 on. Dates stay text."""
    GRAY_MATTER = "gray-matter"
    """gray-matter 4, which most tools in JavaScript use, with js-yaml 3."""
    GRAY_MATTER_11TY = "11ty-gray-matter"
    """@11ty/gray-matter, with js-yaml 4: Eleventy from 3.1 and Docusaurus from 3.10 on."""
    JS_YAML = "js-yaml"
    """js-yaml 4 as Astro calls it."""
    PYYAML = "pyyaml"
    """PyYAML as MkDocs calls it."""
    YAML_1_2 = "yaml-1.2"
    """The core schema of YAML 1.2, for any other reader. Dates stay text."""

    @property
    def reader(self) -> str:
        """The reader's name in messages: that of the generator, if one alone reads so."""
        return _READERS[self]

    @property
    def on_refusal(self) -> str:
        """What happens to a file with a value that the reader refuses, as part of a sentence."""
        drops = self in (Dialect.JEKYLL, Dialect.PYYAML)
        return "drops all fields of the file" if drops else "stops the build"

    @property
    def without_block(self) -> str | None:
        """What happens to a file without front matter, as a sentence; None if nothing special."""
        if self is Dialect.JEKYLL:
            return "Jekyll copies a file without front matter as it is."
        return None

    @property
    def has_times(self) -> bool:
        """Whether dates and times without quotes are values of their own, not text."""
        return self not in (Dialect.HUGO, Dialect.YAML_1_2)

    @property
    def ignores_case(self) -> bool:
        """Whether `Title` and `title` are one key (measured with Hugo 0.168)."""
        return self is Dialect.HUGO

    @property
    def refuses_repeated_keys(self) -> bool | None:
        """Whether a mapping with a key twice is refused; None if readers differ over that."""
        if self is Dialect.YAML_1_2:
            return None
        return self in (Dialect.HUGO, *_IN_JAVASCRIPT)

    @property
    def is_libyaml(self) -> bool:
        """Whether the reader parses with libyaml, which is the parser of articlelint too."""
        return self in (Dialect.JEKYLL, Dialect.PYYAML)

    @property
    def anchors_repeat(self) -> bool:
        """Whether two anchors may have the same name."""
        return self is not Dialect.PYYAML

    @property
    def keeps_other_merges(self) -> bool:
        """Whether `<<` is a key like any other above what cannot be merged; others refuse that.

        To be merged are mappings, lists of them, and aliases to mappings; to others also aliases to
        lists.
        """
        return self in (Dialect.JEKYLL, Dialect.YAML_1_2)

    @property
    def merges_quoted_key(self) -> bool:
        """Whether `"<<"` in quotes merges as `<<` does."""
        return self is Dialect.JEKYLL

    @property
    def merges_in_order(self) -> bool:
        """Whether a merge overrides keys before it; to others a mapping's own keys come first."""
        return self in (Dialect.JEKYLL, Dialect.HUGO, Dialect.YAML_1_2)

    @property
    def last_merged_wins(self) -> bool:
        """Whether of a list of merged mappings the last counts; to others the first does."""
        return self is Dialect.HUGO

    @property
    def has_json_files(self) -> bool:
        """Whether a file with the suffix `.json` is JSON; Jekyll reads it as YAML."""
        return self is not Dialect.JEKYLL

    @property
    def skips_byte_order_mark(self) -> bool:
        """Whether a block is found after a byte-order mark."""
        return self is not Dialect.JEKYLL

    @property
    def has_short_file_dates(self) -> bool:
        """Whether a file name may start with a date such as `20-6-1`."""
        return self is Dialect.JEKYLL


_IN_JAVASCRIPT = (Dialect.GRAY_MATTER, Dialect.GRAY_MATTER_11TY, Dialect.JS_YAML)
_READERS = {
    Dialect.JEKYLL: "Jekyll",
    Dialect.HUGO: "Hugo",
    Dialect.GRAY_MATTER: "gray-matter",
    Dialect.GRAY_MATTER_11TY: "gray-matter",
    Dialect.JS_YAML: "Astro",
    Dialect.PYYAML: "MkDocs",
    Dialect.YAML_1_2: "YAML 1.2",
}
