"""A file at somebody else's address: fetched from public hosts only, within a time and a size, and not at all if it did not change."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from translationstring import TranslationString

from mobee_pyr.content.followed import LONGEST
from mobee_pyr.content.words import _

LARGEST = 50_000_000
TIMEOUT = 20
"""Seconds that a server may keep silent."""
PATIENCE = 120
"""Seconds for all of it."""
MOST_MOVES = 3
BLOCK = 1 << 16

NO_ADDRESS = _("Ce n’est pas une adresse de flux : elle commence par https:// ou http://, et ne contient ni mot de passe ni espace.")
NOT_PUBLIC = _("Cette adresse mène à une machine qui n’est pas publique : un flux se lit sur un site ouvert à tous.")
NO_ANSWER = _("Le site ne répond pas, ou pas à temps.")
TOO_LARGE = _("Le flux est trop lourd : cinquante mégaoctets au plus.")
TOO_MANY_MOVES = _("Le site renvoie d’une adresse à l’autre sans fin.")


class NotFetched(Exception):
    """``message`` tells a person why."""

    def __init__(self, message: TranslationString) -> None:
        super().__init__(message)
        self.message = message


class Fetched(NamedTuple):
    """``data`` is ``None`` when nothing changed since the last time."""

    data: bytes | None
    etag: str = ""
    changed: str = ""


Fetch = Callable[[str, str, str], Fetched]
"""Fetches an address, unless it is as it was (etag, date). Raises `NotFetched`."""


def is_public(address: str) -> bool:
    """Is it an address of the open Internet: not this machine, its network, or a reserved one?"""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


def fault_of(url: str) -> TranslationString | None:
    """Why an address cannot be a feed's, as far as it can be told without asking anybody."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return NO_ADDRESS
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    if not plain or parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or port == 0:
        return NO_ADDRESS
    try:
        return None if is_public(parts.hostname) else NOT_PUBLIC
    except ValueError:
        return NOT_PUBLIC if parts.hostname == "localhost" or parts.hostname.endswith((".localhost", ".local", ".internal")) else None


def fetch(url: str, etag: str = "", changed: str = "", allowed: Callable[[str], bool] = is_public) -> Fetched:
    """The file at an address; ``allowed`` judges each IP address before anything is said to it. Raises `NotFetched`."""
    until = time.monotonic() + PATIENCE
    for _move in range(MOST_MOVES + 1):
        answer, connection = _asked(url, etag, changed, allowed)
        try:
            if answer.status == 304:
                return Fetched(None, etag, changed)
            if answer.status in (301, 302, 303, 307, 308):
                url = urljoin(url, answer.headers.get("Location", ""))
                continue
            if answer.status != 200:
                raise NotFetched(_("Le site répond ${status} au lieu de donner le flux.", mapping={"status": answer.status}))
            data = _body(answer, until)
            return Fetched(data, answer.headers.get("ETag", "")[:200], answer.headers.get("Last-Modified", "")[:100])
        except (OSError, http.client.HTTPException) as error:
            raise NotFetched(NO_ANSWER) from error
        finally:
            answer.close()
            connection.close()
    raise NotFetched(TOO_MANY_MOVES)


def _asked(
    url: str, etag: str, changed: str, allowed: Callable[[str], bool]
) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise NotFetched(NO_ADDRESS)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    headers = {"User-Agent": "mobee", "Accept": "application/xml, text/xml", "Accept-Encoding": "identity"}
    headers |= ({"If-None-Match": etag} if etag else {}) | ({"If-Modified-Since": changed} if changed else {})
    connection = _connection(parts.scheme, parts.hostname, port)
    try:
        connection.sock = _joined(parts.scheme, parts.hostname, port, allowed)
        connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
        return connection.getresponse(), connection
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        connection.close()
        raise NotFetched(NO_ANSWER) from error
    except NotFetched:
        connection.close()
        raise


def _connection(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    return (
        http.client.HTTPSConnection(host, port, timeout=TIMEOUT)
        if scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    )


def _joined(scheme: str, host: str, port: int, allowed: Callable[[str], bool]) -> socket.socket:
    """A connection to an address that was judged: the name is asked for once, so that it cannot mean another one a moment later."""
    addresses = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not addresses or not all(map(allowed, addresses)):
        raise NotFetched(NOT_PUBLIC)
    joined = socket.create_connection((addresses[0], port), timeout=TIMEOUT)
    return ssl.create_default_context().wrap_socket(joined, server_hostname=host) if scheme == "https" else joined


def _body(answer: http.client.HTTPResponse, until: float) -> bytes:
    data = bytearray()
    while block := answer.read(BLOCK):
        data += block
        if len(data) > LARGEST:
            raise NotFetched(TOO_LARGE)
        if time.monotonic() > until:
            raise NotFetched(NO_ANSWER)
    return bytes(data)
