"""
The one door to the network: asks a supplier politely, and believes nothing that it sends.

Only origins on a list are asked, over https with certificates verified. A redirect is refused and so is a name
that leads to a private address. A supplier that is busy is asked again after the pause it names.
"""

import ipaddress
import logging
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2
import stamina

from equitytown import __version__
from equitytown.errors import CollectError
from equitytown.terms.reply import Reply

logging.getLogger("stamina").addHandler(logging.NullHandler())  # its retries are ours to tell

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})  # the supplier may answer if asked again
SHOWN = 160  # characters of a supplier's own words that an error quotes
BLOCKED = "Ask your network's administrators to allow it, or save the file in a browser and hand it over with --from."
LATER = "Run the command again later; what is held stands."


@dataclass(frozen=True, slots=True)
class Courtesy:
    """How we ask, and how much we take: bytes unpacked, seconds, tries, and pauses in seconds."""

    size: int = 60_000_000
    seconds: float = 120.0
    connect: float = 15.0
    tries: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    pause: float = 0.5


class _Again(Exception):  # noqa: N818  a signal to ask again
    """The supplier did not answer this time; `wait` is how long it asks us to stay away."""

    def __init__(self, sentence: str, *, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


@dataclass(slots=True)
class Fetcher:
    """
    Asks suppliers, one request at a time.

    Parameters
    ----------
    origins : mapping of str to str
        Supplier's identifier by the origin it is asked at ("https://fingertips.phe.org.uk").
    today : date
        The day written on what comes.
    instead : mapping of str to str
        Another origin that serves one of these, such as a mirror. Plain http is taken on this machine alone.
    courtesy : Courtesy
        Pauses and caps.
    """

    origins: Mapping[str, str]
    today: date
    instead: Mapping[str, str] = field(default_factory=dict)
    courtesy: Courtesy = field(default_factory=Courtesy)
    _client: httpx2.Client = field(init=False, repr=False)
    _asked: dict[str, float] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        timeout = httpx2.Timeout(self.courtesy.seconds, connect=self.courtesy.connect)
        headers = {"User-Agent": f"equitytown/{__version__}", "Accept-Encoding": "gzip"}
        self._client = httpx2.Client(timeout=timeout, headers=headers, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, address: str, *, held: Reply | None = None) -> Reply:
        """
        Ask for what stands at an address.

        Parameters
        ----------
        address : str
            Its origin must be one of `origins`.
        held : Reply, optional
            What it answered before: the supplier is asked only for what is newer.

        Returns
        -------
        Reply
            `held` itself where nothing is newer.

        Raises
        ------
        CollectError
            If the address is not one to ask, or no whole answer came; the sentence says why.
        """
        origin = origin_of(address)
        if origin not in self.origins:
            raise CollectError(f"{origin} is no supplier's address, so it is not asked.")
        target = self.instead.get(origin, origin) + address.removeprefix(origin)
        _refuse_unsafe(target)
        try:
            for attempt in stamina.retry_context(
                on=self._again,
                attempts=self.courtesy.tries,
                timeout=None,
                wait_initial=self.courtesy.first_wait,
                wait_max=self.courtesy.longest_wait,
                wait_jitter=self.courtesy.first_wait,
            ):
                with attempt:
                    return self._once(target, address, self.origins[origin], held)
        except _Again as last:
            raise CollectError(f"{last} It was asked {self._tries(last)}. {LATER}") from None
        raise AssertionError("unreachable")  # pragma: no cover  the loop returns or raises

    def _tries(self, last: _Again) -> str:
        if last.wait is not None and last.wait > self.courtesy.longest_wait:
            return "to be left alone for longer than a command should wait"
        return f"{self.courtesy.tries} times" if self.courtesy.tries > 1 else "once"

    def _again(self, error: Exception) -> bool | timedelta:
        """Say whether to ask again, and when the supplier itself names the time."""
        if not isinstance(error, _Again):
            return False
        if error.wait is None:
            return True
        return timedelta(seconds=error.wait) if error.wait <= self.courtesy.longest_wait else False

    def _once(self, target: str, address: str, supplier_id: str, held: Reply | None) -> Reply:
        """Ask once."""
        host = urlsplit(target).hostname or ""
        self._keep_pause(host)
        deadline = time.monotonic() + self.courtesy.seconds
        try:
            with self._client.stream("GET", target, headers=_conditions(held)) as response:
                if response.status_code == HTTPStatus.NOT_MODIFIED and held is not None:
                    return held
                self._check_status(response, host)
                body = self._body(response, host, deadline)
        except httpx2.TimeoutException:
            raise _Again(f"{host} did not answer in time.") from None
        except httpx2.TransportError as error:
            raise _unreached(host, error) from None
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        _refuse_page(body, media, host)
        headers = response.headers
        return Reply(
            supplier_id, address, body, self.today, media, headers.get("etag", ""), headers.get("last-modified", "")
        )

    def _keep_pause(self, host: str) -> None:
        """Wait until a moment has passed since the host was last asked."""
        now = time.monotonic()
        due = self._asked.get(host, now - self.courtesy.pause) + self.courtesy.pause
        if due > now:
            time.sleep(due - now)
        self._asked[host] = time.monotonic()

    def _check_status(self, response: httpx2.Response, host: str) -> None:
        """Refuse every answer but a whole one."""
        status = response.status_code
        said = f"{host} answered {status} {response.reason_phrase}".rstrip()
        if status in BUSY:
            raise _Again(f"{said}.", wait=_retry_after(response.headers.get("retry-after", "")))
        if response.is_redirect:
            where = response.headers.get("location", "")[:SHOWN]
            raise CollectError(f"{said} and points to {where!r}. Redirects are not followed. {BLOCKED}")
        if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            raise CollectError(f"the proxy asks for a name and password before {host} can be reached. {BLOCKED}")
        if status != HTTPStatus.OK:
            raise CollectError(
                f"{said}{self._quoted(response)}. {BLOCKED if status == HTTPStatus.FORBIDDEN else LATER}"
            )

    def _quoted(self, response: httpx2.Response) -> str:
        """Give the first of what a refusal says, where it says it in plain text."""
        if not response.headers.get("content-type", "").startswith("text/plain"):
            return ""
        piece = next(response.iter_raw(SHOWN), b"")
        words = " ".join(piece.decode("utf-8", errors="replace").split())
        return f', saying "{words}"' if words else ""

    def _body(self, response: httpx2.Response, host: str, deadline: float) -> bytes:
        """Read a body whole, unpacked, within the caps."""
        most = self.courtesy.size
        too_large = CollectError(f"{host} sends more than {most:,} bytes, which no request of ours needs.")
        whole = bytearray()
        for piece in _unpacked(response, host, most):
            whole += piece
            if len(whole) > most:
                raise too_large
            if time.monotonic() > deadline:
                raise _Again(f"{host} was still sending after {self.courtesy.seconds:g} seconds.")
        return bytes(whole)


def origin_of(address: str) -> str:
    """
    Give the origin of an address.

    Examples
    --------
    >>> origin_of("https://fingertips.phe.org.uk/api/profiles?x=1")
    'https://fingertips.phe.org.uk'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _refuse_unsafe(target: str) -> None:
    """Refuse plain http, and a name that leads to a private address; a proxy looks names up itself."""
    parts = urlsplit(target)
    host = parts.hostname or ""
    if parts.scheme == "http" and _is_loopback(host):
        return  # a stand-in on this machine, which only a caller in code can name
    if parts.scheme != "https" or parts.username or parts.password:
        raise CollectError(f"{host or target!r} is not asked over https, so it is not asked at all.")
    proxies = getproxies()
    if ("https" in proxies or "all" in proxies) and not proxy_bypass(host):
        return
    for found in _addresses(host, parts.port or 443):
        if not found.is_global:
            raise CollectError(f"{host} leads to the private address {found}, so it is not asked.")


def _addresses(host: str, port: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise CollectError(f"{host} cannot be found from this machine. {BLOCKED}") from None
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _conditions(held: Reply | None) -> dict[str, str]:
    """Ask only for what is newer than the version held."""
    if held is None:
        return {}
    marks = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    return {name: mark for name, mark in marks.items() if mark}


def _retry_after(text: str) -> float | None:
    """Read how long a supplier asks us to wait, in seconds: a number, or a date."""
    if text.strip().isascii() and text.strip().isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _unreached(host: str, error: httpx2.TransportError) -> Exception:
    """Say why no answer came, and whether it is worth asking again."""
    if isinstance(error, httpx2.ProxyError):
        return CollectError(f"the proxy does not let {host} be reached ({error}). {BLOCKED}")
    if _is_certificate(error):
        return CollectError(
            f"the certificate of {host} cannot be verified ({error}). If your network opens encrypted traffic, ask "
            "its administrators for its certificate and set SSL_CERT_FILE to it."
        )
    if isinstance(error, httpx2.RemoteProtocolError):
        return _Again(f"{host} broke off in the middle of its answer.")
    return _Again(f"{host} cannot be reached ({error or type(error).__name__}).")


def _is_certificate(error: BaseException | None) -> bool:
    """Say whether a certificate stands behind an error."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _unpacked(response: httpx2.Response, host: str, most: int) -> Iterator[bytes]:
    """Unpack a body piece by piece; what ends in the middle is no answer."""
    encoding = response.headers.get("content-encoding", "identity").lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw()
        return
    if encoding not in ("gzip", "x-gzip"):
        raise CollectError(f'{host} packs its answer as "{encoding}", which was not asked for.')
    gzip = zlib.decompressobj(wbits=31)
    try:
        for piece in response.iter_raw():
            yield from _inflate(gzip, piece, most)
    except zlib.error:
        raise _Again(f"{host} sent an answer that cannot be unpacked.") from None
    if not gzip.eof:
        raise _Again(f"{host} broke off in the middle of its answer.")


def _inflate(gzip: "zlib._Decompress", piece: bytes, most: int) -> Iterator[bytes]:
    """Unpack one piece, never more at a time than may be taken."""
    while piece:
        yield gzip.decompress(piece, most + 1)
        piece = gzip.unconsumed_tail


def _refuse_page(body: bytes, media: str, host: str) -> None:
    """Refuse a web page where data was asked for, as a proxy or a page of errors sends it."""
    head = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if media in ("text/html", "application/xhtml+xml") or head.startswith((b"<!doctype html", b"<html")):
        raise CollectError(f"{host} answered with a web page instead of data, as a proxy or a login does. {BLOCKED}")


Ask = Callable[[str], Reply]
"""Gives what a supplier answers at an address: from the network, or from what is held."""
