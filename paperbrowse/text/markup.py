"""A paper's raw text with its HTML, entities and LaTeX made into one line of plain Unicode."""

from __future__ import annotations

import re

from paperbrowse.text.characters import safe

# Elements that end a word, and those that stand within one. Names that papers write as tokens of
# their own (<s>, <mask>, <image>, <object>) are left out: they are text.
_BLOCKS = (
    "address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure"
    "|footer|h[1-6]|header|hr|li|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINES = (
    "a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|iframe|img|ins|kbd|noscript|samp|script|small"
    "|span|strike|strong|style|sub|sup|svg|tt|u|var|wbr"
)
# Attributes need a value, so that "a <b and c> d" keeps its words.
_ATTRIBUTE = r"""\s+[a-z:][\w:.-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)|\s+(?:open|hidden)\b"""
_TAG = re.compile(
    rf"</?(?:(?P<block>{_BLOCKS})|(?:{_INLINES}))(?:{_ATTRIBUTE})*\s*/?>"
    # A comment ends its search at the next one's beginning, so that none is read twice.
    r"|<!--(?:(?!<!--).)*?-->",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#(?:\d{1,8}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")

# TeX's ties, dashes and quotes. Addresses keep their tildes and hyphens; "z~2" and "~95%" mean
# about; arrows (-->) and rules (----) are drawings. Each alternative begins with the character
# itself, looking back over it, which lets the search skip to these characters.
_LIGATURE = re.compile(
    r"https?://\S+|www\.\S+"
    r"|~(?<=[\w.,:;%)\]}'’”]~)(?!(?<=\b[A-Za-z]~)[\d.])(?=[\s\w(\[{\"'`“‘])"
    r"|-(?<![-<!]-)-(?:-)?(?![->])"
    r"|`(?<!``)`(?!`)"
    r"|''"
)
_SIGNS = {"~": " ", "--": "–", "---": "—", "``": "“"}
_MARKED = ("\\", "$", "&", "<", "{", "~", "`", "--", "''")


def plain(source: str) -> str:
    """The text of a paper (title, abstract, comment, author, topic) to be shown and indexed.

    HTML tags and comments go, entities are decoded (escaped twice, too), LaTeX becomes Unicode,
    and the line is ``safe`` with its joiners. What is not understood stays: no word is lost. Text
    that looks like Rich markup or, once decoded, like a tag is text. Nothing raises.
    """
    text = safe(source, joiners=True)
    for mark in _MARKED:
        if mark in text:
            return _without_markup(text)
    return text


def _without_markup(text: str) -> str:
    if "<" in text:
        text = _TAG.sub(lambda tag: " " if tag["block"] else "", text)
    if "&" in text:
        # Decoding may bring controls in, which would hide what the next rules look for.
        text = safe(_ENTITY.sub(_decoded, _ENTITY.sub(_decoded, text)), joiners=True)
    if "\\" in text or "$" in text or "{" in text:
        from paperbrowse.text.latex import unicode_of

        text = unicode_of(text)
    return safe(_LIGATURE.sub(_ligature, text), joiners=True)


def _decoded(entity: re.Match[str]) -> str:
    import html.entities

    if entity[0].startswith("&#"):
        return html.unescape(entity[0])
    return html.entities.html5.get(entity[0][1:], entity[0])


def _ligature(found: re.Match[str]) -> str:
    if found[0] != "''":
        return _SIGNS.get(found[0], found[0])
    # Typed at both ends of a quotation, it opens one before a word.
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return "“" if before in ("", " ", "(", "[") and after.isalnum() else "”"
