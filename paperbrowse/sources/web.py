"""Asking for addresses of the web: redirects, second tries, what the answers mean."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeVar

from paperbrowse import __version__
from paperbrowse.config import APP
from paperbrowse.sources import names, pages
from paperbrowse.sources.addresses import Url, locate, readable
from paperbrowse.sources.clock import CLOCK, Clock
from paperbrowse.sources.errors import Cancelled, Passing, Refused, SourceError
from paperbrowse.sources.exchange import Exchange, proxy_for
from paperbrowse.sources.limits import LIMITS, Limits
from paperbrowse.sources.opened import Opened, Stream, Unchanged, Validators, as_file

_T = TypeVar("_T")
_AGENT = {"User-Agent": f"{APP}/{__version__}", "Accept": "*/*"}
_BACK_OFF = 0.5
_REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (429, 500, 502, 503, 504)
_EXCERPT = 4096


@dataclass(frozen=True, slots=True)
class Web:
    """How to ask: within which limits, whom, and when to stop. Raises as ``open_source`` says."""

    limits: Limits = LIMITS
    allow_private: bool = False
    cancelled: Callable[[], bool] = lambda: False
    clock: Clock = CLOCK

    def open(self, address: str, known: Validators | None = None) -> Opened | Unchanged:
        """The list at an address, or that it is the one that ``known`` was kept from."""
        Url.parse(address)
        exchange = self._first(pages.raw(address.strip()), known)
        if exchange.status == 304:
            exchange.close()
            return Unchanged(address.strip())
        content = as_file(exchange.body(), exchange.close)
        return Opened(
            names.of_address(address.strip()),
            address.strip(),
            iter([Stream(exchange.url.target.partition("?")[0].rpartition("/")[2], content)]),
            Validators(_kept(exchange, "ETag"), _kept(exchange, "Last-Modified")),
            exchange.size,
            _release=content.close,
        )

    def read(self, address: str) -> tuple[bytes, str]:
        """All that is at an address, and its content type. Does not try again."""
        exchange = self._follow(Url.parse(address), None)
        try:
            return b"".join(exchange.body()), exchange.headers.get("Content-Type", "")
        finally:
            exchange.close()

    def patiently(self, ask: Callable[[], _T]) -> _T:
        """What ``ask`` gives; after what may pass it is called again, later every time."""
        tries = 0
        while True:
            try:
                return ask()
            except Passing as error:
                wait = max(error.wait, _BACK_OFF * 2**tries)
                if tries == self.limits.retries or wait > self.limits.patience:
                    raise
            self.clock.pause(wait, self.cancelled)
            tries += 1

    def _first(self, addresses: tuple[str, ...], known: Validators | None) -> Exchange:
        """The answer of the first address that exists."""
        for address in addresses[:-1]:
            try:
                return self._ask(address, known)
            except Refused as error:
                if error.status != 404:
                    raise
        return self._ask(addresses[-1], known)

    def _ask(self, address: str, known: Validators | None) -> Exchange:
        url = Url.parse(address)
        return self.patiently(lambda: self._follow(url, known))

    def _follow(self, url: Url, known: Validators | None) -> Exchange:
        headers = dict(_AGENT)
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.modified:
            headers["If-Modified-Since"] = known.modified
        first = url
        for _ in range(self.limits.redirects + 1):
            if self.cancelled():
                raise Cancelled
            exchange = self._once(url, headers)
            status = exchange.status
            if 200 <= status < 300 or (status == 304 and len(headers) > len(_AGENT)):
                return exchange
            try:
                if status not in _REDIRECTS:
                    raise _refusal(exchange)
                location = exchange.headers.get("Location", "")
                if not location:
                    raise SourceError(f"{url.host} leads elsewhere and does not say where.")
                url = _led(url, location)
            finally:
                exchange.close()
        raise SourceError(
            f"{readable(str(first))} leads from address to address more than "
            f"{self.limits.redirects} times."
        )

    def _once(self, url: Url, headers: dict[str, str]) -> Exchange:
        proxy = proxy_for(url)
        place = locate(url, allow_private=self.allow_private, proxied=bool(proxy))
        # A proxy would look for private addresses in its own network.
        proxy = "" if place.private else proxy
        return Exchange(url, place, headers, self.limits, self.cancelled, proxy)


def _led(url: Url, location: str) -> Url:
    try:
        return url.join(location)
    except SourceError as error:
        raise SourceError(f"{url.host} leads elsewhere, and not to a list: {error}") from error


def _refusal(exchange: Exchange) -> SourceError:
    status, host = exchange.status, exchange.url.host
    where = readable(str(exchange.url))
    if status in _AGAIN:
        wait = _wait(exchange.headers.get("Retry-After", ""))
        later = f"in {_spoken(wait)}" if wait else "later"
        what = "is asked too often" if status == 429 else "has trouble of its own"
        return Passing(f"{host} {what} (HTTP {status}): try again {later}.", wait)
    if status in (401, 403):
        said = f"{host} does not give {where} to everyone (HTTP {status}): check the address."
    elif status in (404, 410):
        said = f"There is nothing at {where} (HTTP {status}): check the address."
    else:
        said = f"{host} does not give {where} (HTTP {status})."
    begins = b""
    if status == 400:
        for piece in exchange.body():
            begins += piece
            if len(begins) >= _EXCERPT:
                break
    return Refused(said, status, begins[:_EXCERPT])


def _wait(retry_after: str) -> float:
    """Seconds of a Retry-After header: a number, or a date (RFC 9110, 10.2.3)."""
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError, OverflowError):
        return 0
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.timezone.utc)
    return max(0.0, (until - datetime.datetime.now(datetime.timezone.utc)).total_seconds())


def _spoken(seconds: float) -> str:
    if seconds <= 90:
        return f"{seconds:.0f} seconds"
    if seconds <= 5400:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.0f} hours"


def _kept(exchange: Exchange, header: str) -> str:
    """A header that can be sent back as it came, or ""."""
    value = exchange.headers.get(header, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 500 else ""
