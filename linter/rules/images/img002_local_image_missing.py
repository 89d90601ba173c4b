"""IMG002: a missing picture of the site."""

from collections.abc import Iterator

from linter.core.diagnostic import Finding, Severity
from linter.core.messages import quoted
from linter.fastpath.silence import Silence
from linter.rules.base import Bad, Context, FieldRule, Good
from linter.rules.images.local import local_picture
from linter.rules.images.silence import is_in_site
from linter.schema.entries import Field
from linter.schema.roles import IMAGES
from linter.site.files import Miss, Unresolved

_DOT = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
_PAGE = {"properties": {"cover": {"x-role": "page-image"}, "hero": {"x-role": "page-image"}}}
_BUNDLE = "content/cats/index.md"
_HUGO: dict[str, str | bytes] = {"hugo.toml": "", "content/cats/a.gif": _DOT}


class LocalImageMissing(FieldRule):
    """A picture of the site is missing.

    ## What it does
    Looks for pictures whose address is in the site: a path from its root, or an address with the
    site's own `url` and `baseurl`. They lie where the site's generator has them: among all files
    (Jekyll), in `static`, `assets` or a page bundle (Hugo), in `static` (Docusaurus, Zola) or
    `public` (Astro). Where the role is `page-image`, paths from the page's own folder are looked up
    if the generator does so. A picture that a theme, a plug-in or a template may bring is not
    reported, nor one in a git submodule that is not checked out. Files outside the folder of the
    site are never accessed.

    ## Why is this bad?
    Readers see a broken picture. A name in different case, `Logo.jpg` for `logo.jpg`, works on some
    machines but not on the server.

    ## Example
    ```yaml
    - url: /assets/images/organizations/pbs.org-50x50.jpg
    ```
    when the site has no such file. Add it, or correct the address.
    """

    code = "IMG002"
    name = "local-image-missing"
    severity = Severity.ERROR
    needs_site = True
    roles = IMAGES
    silence = Silence(in_site=is_in_site)

    good = (
        Good("images: [{url: /assets/a.gif}]\n", files={"assets/a.gif": _DOT}),
        Good("images: [{url: 'https://example.org/base/a%20b.gif?c'}]\n", files={"a b.gif": _DOT}),
        Good("images: [{url: 'https://example.com/a.gif'}]\n", files={"b": ""}),
        Good("images: [{url: /assets/a.gif}]\n"),
        Good("images: [{url: /b/c/a.gif}]\n", files={".gitmodules": "path = b\n", "b.gif": _DOT}),
        Good("cover: a.gif\n", _BUNDLE, _PAGE, files=_HUGO, profile="hugo"),
        Good("cover: covers/b.gif\n", _BUNDLE, _PAGE, files=_HUGO, profile="hugo"),
    )
    bad = (
        Bad(
            "images:\n  - url: ⟦/assets/a.gif⟧\n",
            says="`assets/a.gif` is not in the site",
            files={"assets/b.gif": _DOT},
        ),
        Bad(
            "provider:\n  images: [{url: ⟦'https://example.org/base/A.gif'⟧}]\n",
            says="only `a.gif` is",
            files={"a.gif": _DOT},
        ),
        Bad(
            "images: [{url: ⟦/full/a.gif⟧}]\n",
            files={".gitmodules": "path = full\n", "full/b.gif": _DOT},
        ),
        Bad("images: [{url: ⟦/../../etc/passwd⟧}]\n", says="outside", files={"b": ""}),
        Bad(
            "cover: ⟦b.gif⟧\n",
            None,
            "`content/cats/b.gif` is not in the site",
            _BUNDLE,
            _PAGE,
            files=_HUGO,
            profile="hugo",
        ),
        Bad(
            "hero: ⟦/img/hero.gif⟧\n",
            None,
            "`static/img/hero.gif` is not in the site, only `static/img/Hero.gif` is",
            "blog/a.md",
            _PAGE,
            files={"docusaurus.config.js": "({baseUrl: '/'})", "static/img/Hero.gif": _DOT},
            profile="docusaurus",
        ),
        Bad("images: [{url: ⟦/assets⟧}]\n", says="not a file", files={"assets/b": ""}),
    )

    def check(self, field: Field, context: Context) -> Iterator[Finding]:
        """Yield a finding at the address."""
        picture = local_picture(field, context)
        if picture is not None and isinstance(picture.found, Unresolved):
            yield picture.address.finding(f"{quoted(picture.path)} {_reason(picture.found)}")


def _reason(found: Unresolved) -> str:
    if found.miss is Miss.OTHER_CASE:
        return f"is not in the site, only {quoted(found.found)} is"
    if found.miss is Miss.OUTSIDE:
        return "is outside the site"
    if found.miss is Miss.NOT_A_FILE:
        return "is not a file"
    return "is not in the site"
