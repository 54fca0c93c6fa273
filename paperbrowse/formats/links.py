"""The links in a piece of Markdown: what they say and where they lead."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from paperbrowse.formats.labels import is_label
from paperbrowse.paper import ArxivId

# The second half of [text](target "title"); the target may hold pairs of parentheses.
_TARGET = re.compile(
    r"""\]\(\s*(?:<([^<>]*)>|((?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
)
_ANCHOR = re.compile(r"""<a\s[^<>]*?href\s*=\s*["']?([^"'\s<>]+)[^<>]*>(.*?)</a>""", re.IGNORECASE)
_ADDRESS = re.compile(r"""https?://[^\s<>()\[\]|"'`*]+""", re.IGNORECASE)
_IMAGE = re.compile(
    r"""!\[[^\[\]]*\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|\[[^\[\]]*\])"""
    r"|<img\s[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S*[^\s.,;])", re.IGNORECASE
)
_CODE_HOST = re.compile(
    r"https?://(?:www\.)?(?:(?:github|gitlab|gitee)\.com|bitbucket\.org|codeberg\.org"
    r"|gitlab\.[a-z0-9.-]+|(?:git\.)?sr\.ht|huggingface\.co(?!/papers/))/",
    re.IGNORECASE,
)
# Links are looked for in so many characters. No title, place or list of authors is longer.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its text, its target (empty where it has none of use), and the span it stands in."""

    text: str
    target: str
    start: int
    end: int

    @property
    def arxiv(self) -> ArxivId | None:
        """The arXiv paper it leads to."""
        return ArxivId.parse(self.target)

    @property
    def doi(self) -> str:
        """The DOI it leads to, else the empty string."""
        return doi(self.target)

    @property
    def is_web(self) -> bool:
        """Whether it is one for a web browser."""
        return self.target.lower().startswith(("https://", "http://"))

    @property
    def is_code(self) -> bool:
        """Whether it leads to a host of code."""
        return _CODE_HOST.match(self.target) is not None


def doi(text: str) -> str:
    """The DOI that the whole of ``text`` is (``10.…``, ``doi:10.…``, a link), else empty."""
    match = _DOI.fullmatch(text)
    return match[1] if match else ""


def without_images(text: str) -> str:
    """The text without its images, so that a badge is no link's text."""
    return _IMAGE.sub("", text) if "![" in text or "<img" in text else text


def links(text: str) -> list[Link]:
    """The links at the beginning of ``text`` in their order: Markdown, HTML, bare addresses."""
    if "](" not in text and "http" not in text:
        return []
    found: list[Link] = []
    targets = list(_TARGET.finditer(text, 0, _LONGEST))
    for target in targets:
        start = _opening(text, target.start(), found[-1].end if found else 0)
        if len(targets) == 1 and text.startswith("[") and target.end() == len(text):
            before = text[:start]
            if before.count("[") != before.count("]"):
                start = 0  # All of it is one link, whose text may hold a bracket without its pair.
        said = text[start + 1 : target.start()].strip()
        found.append(Link(said, _address(target[1] or target[2] or ""), start, target.end()))
    if "<a" in text:
        found += (
            Link(_TAG.sub("", anchor[2]).strip(), _address(anchor[1]), *anchor.span())
            for anchor in _ANCHOR.finditer(text, 0, _LONGEST)
        )
    if text.count("http") > sum(link.is_web for link in found):
        spans = [range(link.start, link.end) for link in found]
        found += (
            Link("", _address(bare[0].rstrip(".,;:")), *bare.span())
            for bare in _ADDRESS.finditer(text, 0, _LONGEST)
            if not any(bare.start() in span for span in spans)
        )
    return sorted(found, key=lambda link: link.start)


def unlinked(text: str) -> str:
    """The text with each link replaced by what it says, or by nothing where that is a label."""
    found = links(text)
    if not found:
        return text
    parts: list[str] = []
    end = 0
    for link in found:
        said = "" if is_label(link.text) else link.text
        parts += (text[end : link.start], said)
        end = max(end, link.end)
    parts.append(text[end:])
    return "".join(parts)


def _opening(text: str, closing: int, floor: int) -> int:
    """Where the bracket opens that closes at ``closing``, else ``closing`` itself."""
    depth = 0
    for position in range(closing - 1, floor - 1, -1):
        character = text[position]
        if character in "[]" and text[position - 1 : position] != "\\":
            if character == "]":
                depth += 1
            elif depth:
                depth -= 1
            else:
                return position
    return closing


def _address(target: str) -> str:
    """A link's target as a browser takes it, empty where it holds what no address may."""
    target = _ESCAPED.sub(r"\1", target.strip()) if "\\" in target else target.strip()
    target = html.unescape(target) if "&" in target else target
    return target if target.isprintable() and " " not in target else ""
