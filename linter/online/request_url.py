"""The form in which a URL is requested, so that it is requested once however it is written."""

from linter.web import urls
from linter.web.normal_form import normalise


def request_url(text: str) -> str | None:
    """Return a URL as it is requested: in its usual form, with an ASCII host, without a fragment.

    None for a text that is no absolute http(s) URL.
    """
    url = urls.parse(normalise(text))
    if url is None:
        return None
    user, at, _ = url.authority.rpartition("@")
    port = "" if url.port in {None, urls.DEFAULT_PORTS[url.scheme]} else f":{url.port}"
    query = "" if url.query is None else f"?{url.query}"
    return f"{url.scheme}://{user}{at}{url.host}{port}{url.path or '/'}{query}"
