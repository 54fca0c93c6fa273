"""Why the bytes of a list did not come."""

from __future__ import annotations


class SourceError(Exception):
    """A list could not be had; the message is one sentence that says what, where and why."""


class AskFirst(SourceError):
    """An address is on this machine or its private network: only its user can say to go there.

    ``address`` is the one that would be asked, which may be where another one led to.
    """

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address} is on this machine or its private network: it is read when you allow it."
        )
        self.address = address


class Cancelled(Exception):
    """The caller did not want the list any more."""


class Passing(SourceError):
    """Something that may be over when it is tried again, ``wait`` seconds from now or later."""

    def __init__(self, message: str, wait: float = 0) -> None:
        super().__init__(message)
        self.wait = wait


class Refused(SourceError):
    """The other side answered, and not with a list: its status, and how its answer begins."""

    def __init__(self, message: str, status: int, begins: bytes = b"") -> None:
        super().__init__(message)
        self.status = status
        self.begins = begins
