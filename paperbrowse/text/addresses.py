"""Addresses of the web as they are handed on and shown: harmless to a shell, without passwords."""

from __future__ import annotations

import re

# What a shell takes for its own even within quotes, and what ends a line or is not seen.
_ENCODED = re.compile("[\x00- \"'$`\\\\<>|\x7f-\xa0\u2028\u2029\ud800-\udfff]")
# Compiled where it is needed first: most texts hold no @.
_PASSWORD = r"([A-Za-z][A-Za-z0-9+.-]*:/{0,2}[^\s/:@?#]*):[^\s/?#]*@"


def address(text: str) -> str:
    """An address of the web as it may be handed on: what could mean something else is encoded.

    That is white space, controls, quotes, ``$``, backquote, backslash, ``<``, ``>`` and ``|``. The
    result stands unharmed within either kind of a shell's quotes; all else keeps its meaning.
    """
    return _ENCODED.sub(_percent_encoded, text)


def masked(text: str) -> str:
    """A text with ``***`` in the place of each password that stands in one of its addresses."""
    return re.sub(_PASSWORD, r"\1:***@", text) if "@" in text else text


def _percent_encoded(character: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in character[0].encode("utf-8", "replace"))
