"""One request and its answer over HTTP, within limits of time and size."""

from __future__ import annotations

import functools
import re
import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from paperbrowse.sources.addresses import Place, Url, readable
from paperbrowse.sources.errors import Cancelled, Passing, SourceError
from paperbrowse.sources.limits import Limits
from paperbrowse.sources.watch import Watch

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

_Stage = Literal["connecting", "asking", "reading"]
_PIECE = 1 << 16
_MOST_ADDRESSES = 4
# https://docs.python.org/3/library/zlib.html: 31 is gzip with the largest window.
_GZIP = 31
_LENGTH = re.compile(r"[0-9]{1,18}")


class Exchange:
    """A GET request that was answered: status, headers, and a body that is read in pieces.

    Raises SourceError where no answer comes; Passing where it may come another time; Cancelled.
    """

    def __init__(
        self,
        url: Url,
        place: Place,
        headers: Mapping[str, str],
        limits: Limits,
        cancelled: Callable[[], bool],
        proxy: str = "",
    ) -> None:
        self.url = url
        self._limits = limits
        self._cancelled = cancelled
        self._watch = Watch(limits.total, cancelled)
        self._held = ExitStack()
        self._held.callback(self._watch.close)
        try:
            connection = self._connect(place, proxy)
            self._held.callback(connection.close)
            target = str(url) if proxy and url.scheme == "http" else url.target
            sent = {"Host": url.netloc, "Accept-Encoding": "gzip", "Connection": "close"}
            with self._limited("asking"):
                connection.request(
                    "GET",
                    target,
                    headers={**sent, **_authorization(proxy, url), **headers},
                    preload_content=False,
                    decode_content=False,
                )
                self._response = connection.getresponse()
            self._held.callback(self._response.close)
        except BaseException:
            self.close()
            raise
        self.status = self._response.status
        self.headers: Mapping[str, str] = self._response.headers

    def close(self) -> None:
        """End the connection."""
        self._held.close()

    @property
    def size(self) -> int | None:
        """Bytes of the body, where they are known before."""
        length = self.headers.get("Content-Length", "")
        zipped = self.headers.get("Content-Encoding", "identity") != "identity"
        return int(length) if _LENGTH.fullmatch(length) and not zipped else None

    def body(self) -> Iterator[bytes]:
        """The body, unzipped, in pieces. Raises SourceError where it is too large or ends early."""
        encoding = self.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise SourceError(
                f"{self.url.host} packed its answer in a way that was not asked for "
                f"({readable(encoding)[:40]})."
            )
        if (self.size or 0) > self._limits.size:
            raise self._too_large()
        length = 0
        for piece in self._unzipped() if encoding.endswith("gzip") else self._received():
            # What comes zipped may be long without any wait for the other side.
            if self._cancelled():
                raise Cancelled
            length += len(piece)
            if length > self._limits.size:
                raise self._too_large()
            yield piece

    def _received(self) -> Iterator[bytes]:
        while True:
            with self._limited("reading"):
                piece = self._response.read1(_PIECE)
            if not piece:
                return
            yield piece

    def _unzipped(self) -> Iterator[bytes]:
        inflate = zlib.decompressobj(_GZIP)
        begun = False
        for piece in self._received():
            while piece:
                begun = True
                try:
                    text = inflate.decompress(piece, _PIECE)
                except zlib.error as error:
                    raise SourceError(
                        f"The answer of {self.url.host} is damaged: it says that it is gzip, "
                        "and can't be unzipped."
                    ) from error
                if text:
                    yield text
                piece = inflate.unconsumed_tail
                if inflate.eof:
                    # A further member; zeros only fill up.
                    piece = inflate.unused_data.lstrip(b"\0")
                    inflate, begun = zlib.decompressobj(_GZIP), False
        while begun and (text := inflate.decompress(b"", _PIECE)):
            yield text
        if begun and not inflate.eof:
            raise self._broken_off()

    def _connect(self, place: Place, proxy: str) -> HTTPConnection:
        failure: SourceError | None = None
        addresses = (urlsplit(proxy).hostname or "",) if proxy else place.addresses
        for address in addresses[:_MOST_ADDRESSES]:
            connection = self._connection_to(address, proxy)
            self._watch.follow(connection)
            try:
                with self._limited("connecting"):
                    connection.connect()
            except SourceError as error:
                failure = failure or error
                connection.close()
            except BaseException:
                connection.close()
                raise
            else:
                self._watch.hold()
                connection.timeout = self._limits.read
                return connection
        raise failure or self._no_connection()

    def _connection_to(self, address: str, proxy: str) -> HTTPConnection:
        from urllib3.connection import HTTPConnection, HTTPSConnection

        port = (urlsplit(proxy).port or 80) if proxy else self.url.port
        if self.url.scheme == "http":
            return HTTPConnection(address, port, timeout=self._limits.connect)
        # The name is proved although the connection is made to an address.
        connection = HTTPSConnection(
            address,
            port,
            timeout=self._limits.connect,
            ssl_context=_trust(),
            server_hostname=self.url.host.rstrip("."),
        )
        if proxy:
            connection.set_tunnel(
                self.url.host, self.url.port, _authorization(proxy), scheme="http"
            )
        return connection

    @contextmanager
    def _limited(self, stage: _Stage) -> Iterator[None]:
        """Watch what waits for the other side, and say in a sentence what goes wrong."""
        from http.client import HTTPException

        from urllib3.exceptions import HTTPError

        failure: Exception | None = None
        try:
            with self._watch:
                yield
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            failure = error
        if self._watch.cancelled:
            raise Cancelled from failure
        if self._watch.used_up:
            raise SourceError(
                f"{self.url.host} is too slow: its answer took more than "
                f"{self._limits.total:g} seconds."
            ) from failure
        if failure is not None:
            raise self._said(failure, stage) from failure

    def _said(self, error: Exception, stage: _Stage) -> SourceError:
        from http.client import HTTPException, IncompleteRead, RemoteDisconnected

        from urllib3 import exceptions

        host = self.url.host
        cause = error.args[0] if isinstance(error, exceptions.SSLError) and error.args else error
        if isinstance(cause, ssl.SSLCertVerificationError):
            return SourceError(
                f"The certificate of {host} can't be trusted ({cause.verify_message}): "
                "nothing was read."
            )
        if isinstance(cause, ssl.SSLError) and stage != "reading":
            return SourceError(
                f"A secure connection to {host} can't be made ({cause.reason or 'it was ended'})."
            )
        slow = (exceptions.ConnectTimeoutError, exceptions.ReadTimeoutError, TimeoutError)
        # A connection that fails at once is said to be a timeout by its type alone.
        if isinstance(error, slow) and not isinstance(error, exceptions.NewConnectionError):
            seconds = self._limits.connect if stage == "connecting" else self._limits.read
            return Passing(f"{host} does not answer: nothing came for {seconds:g} seconds.")
        if isinstance(error, HTTPException | ValueError) and not isinstance(
            error, RemoteDisconnected | IncompleteRead
        ):
            return SourceError(f"{host} answers with something that is not HTTP.")
        return self._broken_off() if stage == "reading" else self._no_connection()

    def _no_connection(self) -> SourceError:
        return Passing(f"There is no connection to {self.url.host}: the list is as it was.")

    def _broken_off(self) -> SourceError:
        return Passing(f"The answer of {self.url.host} ended early: the list is not whole.")

    def _too_large(self) -> SourceError:
        return SourceError(
            f"{readable(str(self.url))} is larger than {self._limits.size / 1e6:,.6g} MB: "
            "save it to a file and add that."
        )


def proxy_for(url: Url) -> str:
    """The proxy that the system's settings name for an address, or "".

    Raises SourceError for one of a kind that can't be used.
    """
    if proxy_bypass(url.host):
        return ""
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all") or ""
    if proxy and "://" not in proxy:
        proxy = f"http://{proxy}"
    if proxy and urlsplit(proxy).scheme != "http":
        raise SourceError(
            f"The proxy that is set for {url.scheme} is not an http:// one, and can't be used."
        )
    return proxy


def _authorization(proxy: str, url: Url | None = None) -> dict[str, str]:
    """The header that opens a proxy; through a tunnel only the tunnel's own request has it."""
    parts = urlsplit(proxy)
    if not parts.username or (url is not None and url.scheme == "https"):
        return {}
    from urllib3.util import make_headers

    secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return dict(make_headers(proxy_basic_auth=secret))


@functools.cache
def _trust() -> ssl.SSLContext:
    """What the system trusts, also where Python itself knows no certificates."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
