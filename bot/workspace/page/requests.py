"""Which requests the page answers, and what its answers allow: this machine's own page, and nothing from outside.

A page of another site that is open in the same browser must not read or act here, be it by a forged form or by a name
that it has pointed at this address.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "manifest-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def admit(request: web.Request, host: str) -> None:
    """Refuse with 403 what was not asked of this server by its own name; `host` is the address it listens on."""
    asked = urlsplit(f"//{request.host}").hostname or ""
    if _is_loopback(host) and asked not in LOCAL_NAMES | {host}:
        raise web.HTTPForbidden(text="this page answers only to its own address")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text="this page answers only to itself")
    # A link on another site may open the page, which does nothing by itself.
    is_visit = request.method == "GET" and request.path == "/"
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"} and not is_visit:
        raise web.HTTPForbidden(text="this page answers only to itself")


async def body_of(request: web.Request) -> dict[str, object]:
    """The JSON object that was sent; 415 and 400 for anything else, which a form of another site could send."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="JSON is needed")
    try:
        body = await request.json()
    except ValueError as error:
        raise web.HTTPBadRequest(text="this is not JSON") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="a JSON object is needed")
    return body


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ip_address(host).is_loopback
