"""The papers that a line of text leads to, and the title it gives each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paperbrowse.formats import speech
from paperbrowse.formats.labels import (
    is_citation,
    is_field,
    is_label,
    is_names,
    is_tag,
    is_venue,
    is_when,
)
from paperbrowse.formats.lettering import lettered
from paperbrowse.formats.links import Link, links, without_images
from paperbrowse.formats.titles import behind_authors, title_in
from paperbrowse.formats.trimming import clean, is_title, trim, undecorated, words
from paperbrowse.formats.units import inline

if TYPE_CHECKING:
    from collections.abc import Sequence

# Identifiers as text: anywhere with their name, else at either end of a line or in brackets.
_ID = (
    r"(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
    r"|[a-z][a-z-]+(?:\.[A-Za-z-]{2,})?/(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3})"
    r"(?:v[1-9]\d{0,2})?(?![\w/])"
)
_NAMED = re.compile(
    rf"\[?\barxiv(?:\s?[:.]\s?|\s)(?P<id>{_ID})\]?(?:\s?\[[a-z-]+(?:\.[A-Z-]+)?\])?", re.IGNORECASE
)
_BARE = re.compile(rf"(?:(?<=^)|(?<=[\[(|,;])|(?<=[\s,;|]))`?(?P<id>{_ID})`?(?=[\])|,;:]|\s|\.?$)")
_BOX = re.compile(r"\s*\[[ xX]\](?=\s|$)")
# Without one of these no link and no identifier stands there.
_LEADS = re.compile(r"https?:|\d{4}\.\d{4}|/\d{7}", re.IGNORECASE)
# Pages of papers that are not on arXiv.
_PAGES = re.compile(
    r"https?://(?:[\w-]+\.)*(?:openreview\.net/(?:forum|pdf)|openaccess\.thecvf\.com/content"
    r"|aclanthology\.org/.|aclweb\.org/anthology/|proceedings\.mlr\.press/v|ecva\.net/papers"
    r"|(?:papers|proceedings)\.(?:nips|neurips)\.cc/paper|dl\.acm\.org/doi/|nature\.com/articles/"
    r"|ieeexplore\.ieee\.org/(?:abstract/)?document/|link\.springer\.com/(?:article|chapter)"
    r"|sciencedirect\.com/science/article|(?:bio|med)rxiv\.org/content/|jmlr\.org/papers"
    r"|ojs\.aaai\.org/index\.php/AAAI/article|ijcai\.org/proceedings|usenix\.org/conference"
    r"|semanticscholar\.org/paper/|hal\.science/hal-|isca-archive\.org/)",
    re.IGNORECASE,
)
_PAPER_LABEL = re.compile(
    r"(?:paper|pdf|论文|論文|论文链接|논문|paper link|openreview|acl anthology)", re.IGNORECASE
)
# Text in a script without spaces that goes on behind a bracket: "BERT（arXiv:…）より".
_GOES_ON = re.compile("[)）][\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_COLON = re.compile(r"\s*[*_]*\s*[:：]\s*(.+)")
_PREFIX = lettered(
    r"[\s>*_`\"\[(【·•+-]*([^\W\d_][\w /&().-]{0,28}?)\s*[\])】*_`]*\s*[:：]\s*[*_`\[(<\s]*$"
)
_PARTING = r"[\s,;|/&+、，；·•()\[\]{}*_<>:–—.-]*"
_SEPARATOR = re.compile(rf"{_PARTING}(?:and|or|und|et|以及|和|与)?{_PARTING}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to a paper in a line: the title that the line gives, how the link is called.

    ``label`` is what is said of the link where that is no title ("Paper", "pdf"), empty for a bare
    address or identifier; ``prefix`` is what stands before it with a colon. ``leads`` says that the
    line begins with it, ``cited`` that it stands in running text, or behind another paper.
    """

    link: Link
    title: str
    label: str
    prefix: str
    leads: bool = False
    cited: bool = False

    @property
    def is_remark(self) -> bool:
        """Whether the title may be a sentence about the paper, before a link to it."""
        return bool(self.label) and words(self.title) > 4 and speech.capitals(self.title) < 0.4

    @property
    def key(self) -> str:
        """What makes two mentions those of one paper."""
        found = self.link.arxiv
        return found.number if found else self.link.doi or self.link.target


def mentions(text: str, *, listed: bool, labels: frozenset[str] = frozenset()) -> list[Mention]:
    """The papers a unit leads to, in its order, each once.

    ``listed`` says that the unit is one of a list or a heading, rather than running text;
    ``labels`` are what links are called that are no titles, though they look like them.
    """
    if _LEADS.search(text) is None:
        return []
    text = without_images(inline(text))
    places = all_links(text)
    if labels:
        places = [replace(at, text="link") if at.text in labels else at for at in places]
    papers = _papers(places)
    if not papers:
        return []
    found: dict[str, Mention] = {}
    end = 0
    for index, link in enumerate(papers):
        following = papers[index + 1].start if index + 1 < len(papers) else len(text)
        before = _Side(text, end, link.start, places)
        after = _Side(text, link.end, following, places)
        own = _own(link)
        image = (
            not link.text
            and text[link.start : link.start + 1] in ("[", "<")
            and text[link.start + 1 : link.start + 2] != "h"
        )
        label = "" if own else clean(link.text) or before.prefix or ("image" if image else "")
        title = _title(own, before, after, first=not found, listed=listed)
        leads = bool(own) and before.is_decoration()
        mention = Mention(link, title, label, before.prefix, leads)
        known = found.get(mention.key)
        if known is None:
            if found:
                cited = _is_aside(before, own, title, next(iter(found.values())))
            else:
                cited = _is_spoken(before, after, own, listed=listed)
                if cited and not own:
                    mention = replace(mention, title=title_in(before.text, marked_only=True))
            found[mention.key] = replace(mention, cited=cited)
        elif own and (not known.title or (not _own(known.link) and words(known.title) < 3)):
            found[mention.key] = replace(known, title=title)
        end = link.end
    return list(found.values())


def all_links(text: str) -> list[Link]:
    """The links in ``text``, and the identifiers too, as links, where no link leads to a paper.

    A text of nothing but identifiers and addresses gives all of them.
    """
    places = links(text)
    begun = text[:4000]
    if any(link.arxiv for link in places):
        if any(link.text for link in places):
            return places
        named = _apart_from(places, [*_NAMED.finditer(begun), *_BARE.finditer(begun)])
        every = sorted((*places, *named), key=lambda link: link.start)
        return every if _is_nothing_but(every, text) else places
    bare = list(_NAMED.finditer(begun)) or [
        m for m in _BARE.finditer(begun) if _stands_apart(begun, m)
    ]
    added = _apart_from(places, bare)
    return sorted((*places, *added), key=lambda link: link.start) if added else places


def _apart_from(places: Sequence[Link], found: Sequence[re.Match[str]]) -> list[Link]:
    """The identifiers that were found, each once, as links; without those within the places."""
    taken = [(link.start, link.end) for link in places]
    added = []
    for match in found:
        if not any(start <= match.start("id") < end for start, end in taken):
            added.append(Link("", f"https://arxiv.org/abs/{match['id']}", *match.span()))
            taken.append(match.span())
    return added


def _is_nothing_but(places: Sequence[Link], text: str) -> bool:
    """Whether nothing stands between and around the places but what parts them."""
    ends = [0, *(link.end for link in places)]
    starts = [*(link.start for link in places), len(text)]
    between = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return all(len(part) < 40 and _SEPARATOR.fullmatch(part) for part in between)


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number stands where only identifiers do: at an end of a line, in brackets."""
    first = text.rfind("\n", 0, match.start()) + 1
    last = text.find("\n", match.end())
    before, after = (
        _BOX.sub("", text[first : match.start()]),
        text[match.end() : last if last >= 0 else len(text)],
    )
    return (
        not undecorated(before).strip(" \t([|,;*`\"'{")
        or not after.strip(" \t)]|,;*.`\"'}")
        or (before.endswith(("[", "(")) and after.startswith(("]", ")")))
        or _BARE.sub("", before + after).strip(" \t|,;()[]") == ""
    )


def _papers(places: Sequence[Link]) -> list[Link]:
    arxiv = [link for link in places if link.arxiv]
    if arxiv:
        return arxiv
    others = [link for link in places if link.doi] or [
        link for link in places if _PAGES.match(link.target)
    ]
    return (
        others[:1]
        or [
            link
            for link in places
            if link.is_web
            and not link.is_code
            and _PAPER_LABEL.fullmatch(link.text.strip(" []*:_"))
        ][:1]
    )


def _own(link: Link) -> str:
    """The text of a link where that is a title."""
    said = link.text.strip()
    if not said or is_label(said) or is_venue(said) or is_when(said) or is_citation(said):
        return ""
    marked = title_in(said, marked_only=True)
    said = (
        marked
        if words(marked) > 2
        else trim(behind_authors(" ".join(said.split()) if "\n" in said else said))
    )
    if is_names(said) and "," not in said and " et " not in said:
        # The author's own link: "Simultaneous Map and Object Reconstruction" are no two persons.
        return said
    return said if is_title(said) else ""


class _Side:
    """The text before or behind a link up to the next one: as words, and the links in it."""

    def __init__(self, text: str, start: int, end: int, places: Sequence[Link]) -> None:
        parts, at = [], start
        self.titles: list[str] = []
        """The texts of links to other places than papers, where they are titles."""
        for link in places:
            if start <= link.start and link.end <= end:
                parts.append(text[at : link.start])
                if link.text and not is_label(link.text):
                    parts.append(link.text)
                    said = clean(link.text)
                    if words(said) > (3 if link.is_code else 2) and is_title(said):
                        self.titles.append(said)
                at = max(at, link.end)
        parts.append(text[at:end])
        self.text = "".join(parts)
        prefix = _PREFIX.match(self.text.rsplit("\n", 1)[-1][-200:])
        self.prefix = prefix[1].strip() if prefix else ""

    def is_decoration(self) -> bool:
        """Whether nothing stands there but signs, dates and tags."""
        return not undecorated(self.text).strip(' \t.,;:|()[]*_-"“')


def _title(own: str, before: _Side, after: _Side, *, first: bool, listed: bool) -> str:
    """The title of a link, from its own text or from what stands around it."""
    marked = title_in(before.text, marked_only=True)
    if own:
        if words(own) > 2 or before.prefix:
            return own
        return marked if words(marked) > 3 else (not marked and _continued(own, after.text)) or own
    if before.titles and not marked:
        return before.titles[0]
    label = bool(before.prefix) and (is_field(before.prefix) or is_tag(before.prefix))
    only = label and len(before.text.strip()) <= len(before.prefix) + 12
    said = "" if only else title_in(before.text)
    if not listed and not marked and words(said) > 9 and speech.tells(said):
        said = ""
    if said or (label and first):
        return said
    if after.titles:
        return after.titles[0]
    follows = after.text.lstrip(" ,;.)]*_")
    return "" if follows[:1].islower() and speech.tells(follows) else title_in(after.text)


def _continued(own: str, after: str) -> str:
    """A short name with the title that goes on behind it: ``[BERT](…): Pre-training of …``."""
    found = _COLON.match(after)
    said = title_in(found[1]) if found else ""
    return f"{own}: {said}" if words(said) > 2 and speech.capitals(said) >= 0.6 else ""


def _is_spoken(before: _Side, after: _Side, own: str, *, listed: bool) -> bool:
    """Whether the first link of a line stands in running text rather than in an entry."""
    if not own and before.text.endswith(("(", "（")) and _GOES_ON.match(after.text):
        return True
    said = undecorated(" ".join(before.text.split()))
    opens, dangles = speech.opens(said), speech.dangles(said)
    marked = title_in(said, marked_only=True)
    if listed:
        if own:
            return opens and (words(own) < 3 or dangles)
        return opens or (dangles and words(said) > 2 and not before.prefix and not marked)
    if opens or dangles:
        return True
    if own:
        return words(said) > 1 and not (is_names(said) or is_tag(said) or said[-1] in ":：")
    follows = after.text.lstrip(" )]*_")
    return bool(words(said) and follows[:1].islower() and words(follows) > 3 and not marked)


def _is_aside(before: _Side, own: str, title: str, first: Mention) -> bool:
    """Whether a further link of a line is only cited, or leads to more of the first paper."""
    between = before.text.strip()
    if own:
        parted = _SEPARATOR.fullmatch(between) or "\n" in before.text.rstrip(" ")
        return not (parted or is_tag(between) or before.is_decoration())
    if first.title and _own(first.link):
        return True
    if not title:
        # Bare addresses in a row are papers; a second label is another link of the same paper.
        return bool(first.title or first.label)
    said = undecorated(between)
    return speech.dangles(said) or said[:1].islower()
