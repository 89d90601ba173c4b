"""News articles made up from a seed: front matter as a crawler writes it, with nothing wrong.

Every second article is long, with a list of related items, like the sample in `seeds/`; the others
are short. An article depends on its number and the seed alone, so that a larger corpus holds a
smaller one. Hosts are of the top-level domain `example` (RFC 2606, section 2).
"""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from linter.web.amp_cache import cache_address


class Publisher(NamedTuple):
    """Who publishes articles."""

    name: str
    domain: str


class Article(NamedTuple):
    """A file of the corpus: its path in the site, and what it holds."""

    path: str
    text: str


SITE = "https://bench.example/site"
"""Where the site of the corpus is published: its `url` and `baseurl`."""

PUBLISHERS = tuple(
    Publisher(f"The {place} {paper}", f"{place}-{paper}.example".lower())
    for paper in ("Courier", "Herald", "Ledger", "Observer", "Signal")
    for place in ("Ashford", "Brindle", "Calder", "Dunmore", "Elmstead")
)
"""An odd number of them: articles of one publisher are long and short by turns."""

TOPICS = ("Energy", "Harbours", "Mathematics", "Music", "Railways", "Robotics", "Soil", "Weather")

_START = datetime(2020, 1, 1, tzinfo=UTC)
_STEP = timedelta(minutes=2)
_FORM = "%Y-%m-%dT%H:%M:%SZ"
_BLOCK = 16
_WITH_AMP = 0.5
_WITH_IMAGE = 0.7
_WORDS = tuple(
    """
    about after agree airport almost ancient answer apple autumn balance bakery basin bicycle boat
    bridge bright brought café canal carry castle century chapter clever climate cloud coast common
    company council country crew debate decade desert detail distant dozen early eastern effort
    eight engine entire evening expert façade family farm festival field final flood forest forty
    fourth gather glass grain gravel group harbour harvest heavy history hollow hundred idea inland
    island journal kitchen ladder lantern large letter library lively local market meadow measure
    method million minor model morning mountain museum narrow nearly network northern notice ocean
    office often orchard owner paper patient planet platform public quarter quiet railway rapid
    report river roof school season seven shelter signal silver simple slow small southern spring
    station stone storm street summer survey teacher ten theatre thirty timber tower town track
    train twelve under union valley village voyage water western window winter wooden yellow
    """.split()  # noqa: SIM905 - as literals they would fill a page
)
_MARKS = ("", "", "", ",", ",", " –", "’s")  # noqa: RUF001 - as people write
_PAUSES = " ,–"  # noqa: RUF001 - the same


def article(number: int, seed: int) -> Article:
    """Return the article of a number, from 0 on; its path sorts as the number does."""
    rng = Random(f"{seed} {number}")  # noqa: S311 - made-up text needs no secrecy
    published = _START + number * _STEP
    name = f"{number:07}-{_slug(rng)}"
    text = "\n".join(_lines(rng, number, published, name))
    return Article(f"_news/{published:%Y-%m-%d}-{name}.md", f"{text}\n")


def _lines(rng: Random, number: int, published: datetime, name: str) -> Iterator[str]:
    publisher = PUBLISHERS[number % len(PUBLISHERS)]
    qualities = sorted(rng.sample(range(1, 90), rng.randint(4, 6) if number % 2 else 0))
    quality = rng.randint(2, 120)
    title = _title(rng)
    yield from ("---", "category: news")
    yield from _opening(rng, title, published)
    yield from _links(publisher, name, with_amp=bool(number % 2))
    yield from ("type: article", f"quality: {quality}", f"heat: {quality + 10 * len(qualities)}")
    yield from ("published: true", "", *_provider(publisher))
    yield f'  images:\n    - url: "{SITE}{logo(publisher)}"\n      width: 50\n      height: 50\n'
    yield from ("topics:", *(f"  - {topic}" for topic in rng.sample(TOPICS, 2)), "")
    yield from _image(rng, publisher)
    yield f'    title: "{title}"\n'
    if qualities:
        yield "related:"
    for place, lower in enumerate(reversed(qualities)):
        first, *others = _item(rng, f"{name}-{place}", lower, published)
        yield from (f"  - {first}", *(f"    {line}" for line in others))
    yield from ("", f'secured: "{_secured(rng)}"', "---")


def _item(rng: Random, name: str, quality: int, published: datetime) -> Iterator[str]:
    publisher = rng.choice(PUBLISHERS)
    own = published + timedelta(minutes=rng.randint(-10_000, 10_000))
    yield from _opening(rng, _title(rng), own)
    yield from _links(publisher, f"{own:%Y/%m/%d}/{name}", with_amp=rng.random() < _WITH_AMP)
    yield from ("type: article", *_provider(publisher), f"quality: {quality}")
    if rng.random() < _WITH_IMAGE:
        yield from _image(rng, publisher)


def _opening(rng: Random, title: str, published: datetime) -> Iterator[str]:
    yield f'title: "{title}"'
    yield f'excerpt: "{_excerpt(rng)}"'
    yield f"publishedDateTime: {published:{_FORM}}"


def _links(publisher: Publisher, name: str, *, with_amp: bool) -> Iterator[str]:
    host = f"https://www.{publisher.domain}"
    yield f'webUrl: "{host}/{name}"'
    if with_amp:
        page = f"{host}/amp/{name}"
        yield from (f'ampWebUrl: "{page}"', f'cdnAmpWebUrl: "{cache_address(page).url}"')


def _provider(publisher: Publisher) -> Iterator[str]:
    yield from ("provider:", f"  name: {publisher.name}", f"  domain: {publisher.domain}")


def _image(rng: Random, publisher: Publisher) -> Iterator[str]:
    width = rng.choice((640, 960, 1280))
    height = width // 2
    address = f"https://images.{publisher.domain}/{_slug(rng)}-{width}x{height}.jpg"
    yield from ("images:", f'  - url: "{address}"', f"    width: {width}", f"    height: {height}")
    yield "    isCached: true"


def logo(publisher: Publisher) -> str:
    """Return where the site keeps a publisher's logo, 50 by 50 pixels."""
    return f"/assets/images/organizations/{publisher.domain}-50x50.png"


def _secured(rng: Random) -> str:
    ciphertext = rng.randbytes(_BLOCK * rng.randint(16, 28))
    return f"{b64encode(ciphertext).decode()};{b64encode(rng.randbytes(_BLOCK)).decode()}"


def _slug(rng: Random) -> str:
    return "-".join(word for word in rng.sample(_WORDS, 7) if word.isascii())


def _title(rng: Random) -> str:
    return " ".join(word.capitalize() for word in rng.sample(_WORDS, rng.randint(6, 11)))


def _excerpt(rng: Random) -> str:
    first, *others = (f"{word}{rng.choice(_MARKS)}" for word in rng.sample(_WORDS, 40))
    text = " ".join((first.capitalize(), *others))
    return f"{text[: rng.randint(150, 290)].rstrip(_PAUSES)}…"
