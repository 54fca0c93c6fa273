r"""Text for LaTeX: mathematics as it was written, all else as Unicode with its signs escaped.

No macro of the source stands in the result but those of mathematics known here, and its braces
are always paired: what a list holds cannot break, or command, the document that cites it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from paperbrowse.exports.values import one_line
from paperbrowse.text import names, plain

# What may be mathematics, no longer than any is; a backslash takes what follows it along.
_MATHS = re.compile(
    r"\$\$(?:[^$\\]|\\.){1,1000}\$\$|\$(?:[^$\\]|\\.){1,1000}\$"
    r"|\\\((?:[^\\]|\\[^()]){1,1000}\\\)|\\\[(?:[^\\]|\\[^\[\]]){1,1000}\\\]|\\."
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_MACRO = re.compile(r"\\([A-Za-z]+|.)")
_BARE = re.compile(r"\\.|[%#&]")
# A word, or a sign that is not itself in LaTeX, or not in every font.
_WORD_OR_SIGN = re.compile(r"[^\W_]+|[\\{}$&#^_%~<>|]|[^\x00-\x7f]")
_SIGN = re.compile(r"[\\{}$&#^_%~<>|]|[Α-ωϑϕϖϱϵ]{2,}|[^\x00-\x7f]")
_LETTER_AS_SIGN = re.compile("[Α-ωϑϕϖϱϵ\u2070-\u214f]")
_SIGNS = ("Sm", "So", "Sk", "Sc", "No", "Po")

# Spaces and ties beside a formula; "~$5$" means about so much.
_SPACE_FIRST = re.compile(r"[\s~]|\\[,;: ]")
_SPACE_LAST = re.compile(r"(?:\s|(?<=[\w.,:;)\]}])~|(?<!\\)\\[,;: ])\Z")

_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "$&#_%"},
    "\\": r"\textbackslash{}",
    "{": r"\ensuremath{\lbrace}",
    "}": r"\ensuremath{\rbrace}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\ensuremath{<}",
    ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}",
    "–": "--",
    "—": "---",
    "“": "``",
    "”": "''",
    "…": r"\ldots{}",
    "\xa0": "~",
}
# Names in mathematics that stand for no sign; the others are those of text.names.
_NAMES = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf"
    " limsup ln log max min Pr sec sin sinh sup tan tanh sqrt binom dbinom tbinom operatorname"
    " overbrace underbrace underline overset underset stackrel substack mod bmod pmod ldots cdots"
    " dots vdots ddots langle rangle lvert rvert lVert rVert vert Vert lfloor rfloor lceil rceil"
    " lbrace rbrace lbrack rbrack middle not quad qquad prime hbar ell infty"
)
_KNOWN = (
    names.NAMED_ACCENTS.keys()
    | names.TEXT_STYLES
    | names.MATHS_STYLES
    | names.ALPHABETS
    | names.FRACTIONS
    | names.SILENT
    | set(_NAMES.split())
)


def latex(source: str, capitals: bool = False) -> str:
    """A paper's text as one line of LaTeX, in UTF-8.

    ``capitals`` puts words such as {BERT} in braces, which keep a style from making them small.
    """
    source = one_line(source)
    parts = []
    start = at = 0
    while found := _MATHS.search(source, at):
        formula = _formula(source, found)
        if formula:
            parts += [_text(source[start : found.start()], capitals, start > 0), formula]
            start = found.end()
        # What is no formula may begin with the end of one, as the second dollar of "$5 ($x$)".
        at = found.end() if formula or found[0][0] == "\\" else found.start() + 1
    return "".join((*parts, _text(source[start:], capitals, start > 0))).strip()


def _formula(source: str, found: re.Match[str]) -> str:
    """The formula in its delimiters, or nothing where it is none that every LaTeX can set."""
    mark = re.match(r"\$+|\\[(\[]", found[0])
    if mark is None or len(found[0]) < 3:
        return ""
    width = len(mark[0])
    content = found[0][width:-width]
    if mark[0] == "$" and not _is_maths(content, source[found.end() : found.end() + 1]):
        return ""
    content = _ENTITY.sub(lambda entity: html.unescape(entity[0]), content)
    content = " ".join(content.split())
    if content.count("{") != content.count("}"):
        content = content.replace(r"\{", r"\lbrace ").replace(r"\}", r"\rbrace ")
    if "^^" in content or not _is_closed(content):
        return ""
    if not all(map(_is_known, _MACRO.findall(content))):
        return ""
    content = _BARE.sub(lambda sign: sign[0] if len(sign[0]) > 1 else "\\" + sign[0], content)
    content = _SIGN.sub(lambda sign: sign[0] if sign[0].isascii() else _sign(sign[0]), content)
    return mark[0] + content + found[0][-width:]


def _is_maths(content: str, follows: str) -> bool:
    """Whether it is no amount of money: https://pandoc.org/MANUAL.html#extension-tex_math_dollars."""
    if any(sign in content for sign in "\\^_"):
        return content[-1] != " " or not content[0].isdigit()
    return not (content[0].isspace() or content[-1].isspace() or follows.isdigit())


def _is_closed(content: str) -> bool:
    """Whether nothing in it ends what is around it: no dollar, and each brace has its other one.

    BibTeX counts escaped braces too, TeX does not.
    """
    bare = re.sub(r"\\.", "", content)
    for text in (content, bare):
        depth = 0
        for brace in re.findall(r"[{}]", text):
            depth += 1 if brace == "{" else -1
            if depth < 0:
                return False
        if depth:
            return False
    return "$" not in bare and "\\" not in bare


def _is_known(macro: str) -> bool:
    if len(macro) == 1 and not macro.isalpha():
        return macro in " !,:;>{}|%#&_"
    return macro in _KNOWN or bool(names.symbol(macro))


def _text(source: str, capitals: bool, behind: bool) -> str:
    """What stands between two formulas, or where it is not ``behind`` one, before the first."""
    first = _SPACE_FIRST.match(source) if behind else None
    before = first[0] if first else ""
    last = _SPACE_LAST.search(source, len(before))
    after = last[0] if last else ""
    pattern = _WORD_OR_SIGN if capitals else _SIGN
    text = pattern.sub(_escaped, plain(source[len(before) : len(source) - len(after)]))
    return f"{before}{text}{after}" if text else before or after


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    if len(text) == 1:
        return _sign(text)
    escaped = _SIGN.sub(lambda sign: _sign(sign[0]), text)
    return escaped if text[1:] == text[1:].lower() else f"{{{escaped}}}"


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    """A character as LaTeX: letters of words as they are, a sign by its macro if it has one."""
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isascii() or len(sign) > 1:
        return sign
    if unicodedata.category(sign) not in _SIGNS and not _LETTER_AS_SIGN.fullmatch(sign):
        return sign
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    encoder = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
    return str(encoder.unicode_to_latex(sign))
