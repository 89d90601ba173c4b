"""The vocabulary of the schema keyword `x-role`: what a property of an article can mean.

Rules look for roles, not for keys, so that they work with the schema of any site. A property may
have several roles; the schema alone checks one without any.
"""

ROLES: dict[str, str] = {
    "title": "The headline, one line of text.",
    "name": "A name, one line of text.",
    "excerpt": "The summary, one line of text.",
    "one-line-text": "Any other short text.",
    "page-title": "The headline of a page, one line of text; themes may read markup in it.",
    "page-description": "The summary of a page; it may have several lines, and markup.",
    "html": "Markup that is inserted as it is.",
    "kind": "Which kind of item it is; the links of an `article` must lead to its publisher.",
    "locale": "Language and region, `en-us`.",
    "web-url": "The page at its publisher.",
    "original-url": "Where the item was found.",
    "amp-url": "The page's AMP version.",
    "amp-cache-url": "The AMP page's address in an AMP Cache.",
    "link-url": "Any other link.",
    "page-link": "A link: a URL, or a path inside the site.",
    "image-url": "A picture: a URL, or a path from the root of the site.",
    "page-image": "A picture: a URL, or a path inside the site, also one from the page's folder.",
    "image-width": "The picture's width in pixels.",
    "image-height": "The picture's height in pixels.",
    "images": "The list of an item's lead pictures.",
    "logos": "The list of an organisation's logos.",
    "published-at": "When it was published.",
    "updated-at": "When it was last changed.",
    "publishes-at": "From when the site shows it.",
    "expires-at": "Until when the site shows it.",
    "starts-at": "When an event begins.",
    "ends-at": "When an event ends.",
    "published": "Whether the site shows it.",
    "quality": "The item's own score.",
    "heat": "The score that includes related items.",
    "related": "The list of related items.",
    "provider-name": "The publisher's name.",
    "provider-domain": "The publisher's host without `www.`.",
    "topics": "The list of topics, by name.",
    "topic-name": "The name by which other files refer to a topic.",
    "items": "The list of what a collection holds, by path.",
    "price": "What it costs, as text.",
    "length": "How long it takes, an ISO 8601 duration.",
    "secured": "A ciphertext and its initialisation vector; never printed.",
}

UNIQUE = "unique"
"""The role of what no other file of a collection may have: `x-unique` gives it, not `x-role`."""

LISTED = "listed"
"""The role of what a list of the site must have: `x-exists-in` gives it, not `x-role`."""

OF_KEYWORDS = frozenset({UNIQUE, LISTED})
"""Roles that keywords of their own give."""

URLS = frozenset(
    {"web-url", "original-url", "amp-url", "amp-cache-url", "link-url", "image-url"},
)
"""Roles whose value is an absolute URL; that of a picture may be a path of the site."""

LINKS = frozenset({"web-url", "original-url", "amp-url", "link-url", "page-link"})
"""Roles of links that people follow; addresses in AMP caches are those of caches."""

PATHS = frozenset({"page-link", "page-image"})
"""Roles whose value is an absolute URL, or a path that the site's generator resolves."""

IMAGES = frozenset({"image-url", "page-image"})
"""Roles whose value is the address of a picture."""

DATES = frozenset(
    {"published-at", "updated-at", "publishes-at", "expires-at", "starts-at", "ends-at"},
)
"""Roles whose value is an instant."""

TEXTS = frozenset({"title", "name", "excerpt", "one-line-text", "provider-name"})
"""Roles whose value is one line of plain text for people."""

PAGE_TEXTS = frozenset({"page-title", "page-description"})
"""Roles whose value is text for people that the theme of a site may read as markup."""
