"""The site as nginx sends it: `gunicorn tests.rigueur.compression`. What a page weighs is then what travels."""

import gzip
from collections.abc import Callable, Iterable
from typing import Any

from config.wsgi import application as site

LEVEL = 1  # nginx's own, which deploy/nginx.conf does not change
COMPRESSED = ("text/html", "application/atom+xml", "application/json", "application/xml", "text/csv")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the site does, pages compressed for whoever takes it. Static files come compressed already."""
    said: list[Any] = []

    def remember(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
        said.extend([status, headers, exc_info])
        return lambda chunk: None  # Django never writes that way

    answer = site(environ, remember)
    body = b"".join(answer)
    if close := getattr(answer, "close", None):
        close()

    status, headers, exc_info = said
    names = {name.lower(): value for name, value in headers}
    takes_it = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    if takes_it and "content-encoding" not in names and names.get("content-type", "").startswith(COMPRESSED):
        body = gzip.compress(body, LEVEL)
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
    start_response(status, headers, exc_info)
    return [body]
