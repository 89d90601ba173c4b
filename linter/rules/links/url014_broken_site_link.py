"""URL014: a link to a page that the site does not have."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.core.similar import suggestion
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.shared.link_silence import leads_somewhere
from linter.schema.entries import Field
from linter.site.files import Miss
from linter.site.view import BrokenLink

_SCHEMA = {
    "properties": {
        "link": {"x-role": "page-link"},
        "more": {"items": {"x-role": "page-link"}},
    }
}
_HUGO = {
    "hugo.toml": "baseURL = 'https://example.org/'\n",
    "content/docs/install.md": "---\ntitle: Install\naliases: [/setup/]\n---\n",
    "content/docs/Old Name.md": "---\nslug: new\n---\n",
    "static/manual.pdf": "",
}
_JEKYLL = {
    "about.md": "---\ntitle: About\n---\n",
    "docs/install.md": "---\npermalink: /guide/install/\n---\n",
    "_posts/2020-06-11-amazon.md": "---\ncategories: News\n---\n",
    "manual.pdf": "",
}
_DOCS = {"docusaurus.config.js": "baseUrl: '/'\n", "docs/b.md": ""}
_ZOLA = {"config.toml": "base_url = 'https://example.org'\n", "content/blog/a.md": "+++\n+++\n"}


def _hugo(text: str) -> Good:
    return Good(text, "content/blog/a.md", _SCHEMA, files=_HUGO, profile="hugo")


def _jekyll(text: str) -> Good:
    return Good(text, "b.md", _SCHEMA, files=_JEKYLL, profile="jekyll")


def _bad_hugo(text: str, says: str) -> Bad:
    return Bad(text, None, says, "content/blog/a.md", _SCHEMA, files=_HUGO, profile="hugo")


def _bad_jekyll(text: str, says: str) -> Bad:
    return Bad(text, None, says, "b.md", _SCHEMA, files=_JEKYLL, profile="jekyll")


class BrokenSiteLink(FieldRule):
    """A link leads to nothing in the site.

    ## What it does
    Looks up links that begin with `/`, or with the site's own address, among the pages and files of
    the site. The addresses of pages follow from their paths, their front matter and the config of
    Jekyll, Hugo, Zola or MkDocs: permalinks, slugs, aliases, `redirect_from`, and redirects in
    `_redirects`, `netlify.toml`, `vercel.json` and `firebase.json`. A link of Zola that begins with
    `@/`, and one of Docusaurus or MkDocs to a Markdown file, must name a file. Query and fragment
    are ignored.

    What cannot be decided is not reported: links with a template; sites with plug-ins, themes or
    modules that may publish pages of their own, or with git submodules that are not checked out;
    taxonomies; the pages of Docusaurus, Astro and Eleventy, whose addresses programs decide, though
    not their files; and a link into a folder that the site does not have, unless one of its pages
    has a similar address. No file outside the site is opened, and no page is fetched.

    ## Why is this bad?
    Readers get "404 not found". An address in different case, `/Docs/` for `/docs/`, works on
    some machines but not on the server.

    ## Example
    ```yaml
    link: /docs/instal/
    ```
    Use instead:
    ```yaml
    link: /docs/install/
    ```
    """

    code = "URL014"
    name = "broken-site-link"
    severity = Severity.ERROR
    needs_site = True
    roles = frozenset({"page-link"})
    silence = Silence(in_site=leads_somewhere)

    good = (
        _hugo("link: /docs/install/?a#b\nmore: [/docs/install, /docs/, /setup/, /docs/new, /]\n"),
        _hugo("link: https://example.org/docs/install/\nmore: [/tags/a/, /elsewhere/x/]\n"),
        _hugo("link: /manual.pdf\nmore: ['/{{ x }}', install, '#a', mailto:a@b.c, //a.com/, 1]\n"),
        _jekyll("link: /about.html\nmore: [/about, /guide/install/, /manual.pdf, /feed.xml]\n"),
        _jekyll(
            "link: /news/2020/06/11/amazon.html\nmore: [https://example.org/base/about.html]\n"
        ),
        Good("link: '@/blog/a.md#b'\n", "content/b.md", _SCHEMA, files=_ZOLA, profile="zola"),
        Good("link: ../b.md#c\n", "docs/c/a.md", _SCHEMA, files=_DOCS, profile="docusaurus"),
        Good("link: /nowhere/\n", schema=_SCHEMA),
        Good(
            "link: /docs/instal/\n",
            "content/blog/a.md",
            _SCHEMA,
            files={**_HUGO, ".gitmodules": "path = themes/b\n"},
            profile="hugo",
        ),
    )
    bad = (
        _bad_hugo(
            "link: ⟦/docs/instal/⟧\n", "not a page of the site; did you mean `/docs/install/`?"
        ),
        _bad_hugo("link: ⟦/docs/Install/⟧\n", "not a page of the site, only `/docs/install/` is"),
        _bad_hugo("more: [⟦https://example.org/docs/deploy/⟧]\n", "`/docs/deploy/` is not a page"),
        _bad_hugo("link: ⟦/manual-2.pdf⟧\n", "`/manual-2.pdf` is not a file of the site"),
        _bad_jekyll("link: ⟦/docs/install/⟧\n", "did you mean `/guide/install/`?"),
        _bad_jekyll("link: ⟦/abuot.html⟧\n", "did you mean `/about.html`?"),
        _bad_jekyll("link: ⟦/Manual.pdf⟧\n", "not a file of the site, only `manual.pdf` is"),
        Bad(
            "link: ⟦./b.md#c⟧\n",
            None,
            "`./b.md#c` is not a file of the site",
            "docs/c/a.md",
            _SCHEMA,
            files=_DOCS,
            profile="docusaurus",
        ),
        Bad(
            "link: ⟦'@/blog/b.md'⟧\n",
            None,
            "`@/blog/b.md` is not a file of the site",
            "content/b.md",
            _SCHEMA,
            files=_ZOLA,
            profile="zola",
        ),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the link."""
        if context.site is None or not isinstance(field.value, str):
            return
        link = context.site.broken_link(field.value)
        if link is not None:
            yield field.finding(_message(link))


def _message(link: BrokenLink) -> str:
    what = f"{quoted(link.address)} is not a {'file' if link.is_file else 'page'} of the site"
    if link.miss.miss is Miss.OTHER_CASE:
        return f"{what}, only {quoted(link.miss.found)} is"
    return f"{what}{suggestion(link.miss.found or None)}"
