"""Addresses of the web: what they are made of, and whose machines they lead to."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from paperbrowse.sources.errors import AskFirst, Passing, SourceError
from paperbrowse.text import masked

_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?")
# Of RFC 3986, what may stand in a path and in a query as it is; "%" because it is quoted already.
_AS_IT_IS = "/%:@!$&'()*+,;=~-._"
# Names that are never public: RFC 6761, RFC 6762, RFC 8375 and ICANN's .internal.
_PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa", "lan")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address: host in ASCII without brackets, target as it is sent."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def parse(cls, text: str) -> Url:
        """Raises SourceError for what is none, for other schemes and for one with a password."""
        shown = readable(text)
        scheme = _SCHEME.match(text)
        if scheme is None or scheme[1].lower() not in _PORTS:
            kind = f", not over {scheme[1]}" if scheme else ""
            raise SourceError(f"Lists are read over http and https{kind}: {shown} can't be opened.")
        try:
            parts = urlsplit(text.strip())
            host = (parts.hostname or "").encode("idna").decode()
            port = parts.port or _PORTS[parts.scheme]
            if ":" in host or "[" in parts.netloc:
                ipaddress.IPv6Address(host)
            elif not _HOST.fullmatch(host):
                raise ValueError
            target = quote(parts.path or "/", safe=_AS_IT_IS)
            if parts.query:
                target += "?" + quote(parts.query, safe=_AS_IT_IS + "?")
        except ValueError as error:
            raise SourceError(f"{shown} is no address that can be opened.") from error
        if parts.username is not None:
            raise SourceError(
                f"The address of {host} holds a user's name or password, which would be kept "
                "unprotected: give it without."
            )
        return cls(parts.scheme, host, port, target)

    def join(self, location: str) -> Url:
        """The address that ``location`` names when it is said here. Raises as ``parse``."""
        try:
            return Url.parse(urljoin(str(self), location))
        except ValueError as error:
            raise SourceError(f"{self.host} leads to an address that can't be opened.") from error

    @property
    def netloc(self) -> str:
        """Host and port as they stand in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


@dataclass(frozen=True, slots=True)
class Place:
    """The machines behind a host's name; none where only a proxy may know them."""

    addresses: tuple[str, ...]
    private: bool


def locate(url: Url, *, allow_private: bool, proxied: bool) -> Place:
    """Where an address leads. The connection is made to what this returns: a name is asked once.

    Raises AskFirst where it is on this machine or its private network and that is not allowed,
    Passing where the name is not known.
    """
    named = url.host.rstrip(".")
    private = named.endswith(tuple(f".{name}" for name in _PRIVATE_NAMES)) or (
        named in _PRIVATE_NAMES
    )
    if private and not allow_private:
        raise AskFirst(str(url))
    try:
        addresses = resolve(url.host, url.port)
    except (OSError, UnicodeError) as error:
        if proxied and not private:
            return Place((), private=False)
        raise Passing(
            f"There is no connection to {url.host} (its name can't be looked up): "
            "the list is as it was."
        ) from error
    private = private or any(map(is_private, addresses))
    if private and not allow_private:
        raise AskFirst(str(url))
    return Place(tuple(addresses), private)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the order to try them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_private(address: str) -> bool:
    """Whether an IP address is one that only this machine or its network can reach."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return not ip.is_global or ip.is_multicast


def readable(address: str) -> str:
    """An address for a message: on one line, not too long, without a password or what is unseen."""
    text = "".join(char if char.isprintable() else "?" for char in masked(address.strip()))
    return text if len(text) <= 200 else text[:199] + "…"
