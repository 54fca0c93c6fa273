"""What LaTeX's names stand for: symbols, accents, styles, raised and lowered characters."""

from __future__ import annotations

from functools import lru_cache

from paperbrowse.text.characters import safe


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∘⊤°′*†‡",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ°ᵀ°′*†‡",
)
_LOWERED = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
)

SIGN_ACCENTS = dict(zip("`'^\"~=.", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307", strict=True))
"""Combining marks of the accents that are signs, as in ``\\'e``."""

LETTER_ACCENTS = dict(
    zip("cvuHkrdb", "\u0327\u030c\u0306\u030b\u0328\u030a\u0323\u0331", strict=True)
)
"""Combining marks of the accents that are letters, as in ``\\c{c}``; in maths they are none."""

NAMED_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
    "not": "\u0338",
}
"""Combining marks of the accents that are words, as in ``\\hat{x}``."""

SPACING = {**dict.fromkeys(",;:> \\", " "), **dict.fromkeys("!-/@", "")}
"""What the spacing macros that are signs leave, as in ``1\\,Hz``."""

LETTERS = _set("o O l L i j ss ae AE oe OE aa AA")
"""Macros that are a letter of a word, which a space behind them does not end."""

SILENT = _set(
    "bf it rm tt sf sc sl em bfseries itshape rmfamily ttfamily sffamily scshape mdseries upshape"
    " left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits"
    " nolimits displaystyle textstyle scriptstyle tiny scriptsize footnotesize small normalsize"
    " large Large LARGE huge Huge noindent centering protect xspace null"
)
"""Macros that only say how what follows looks."""

BREAKS = _set("par newline linebreak item hfill quad qquad enspace thinspace space and")
"""Macros that part what stands around them."""

TEXT_STYLES = _set(
    "text textbf textit textrm textsf texttt textsc textsl textup textmd textnormal emph mbox hbox"
    " fbox uline underline url path nolinkurl"
)
"""Macros whose one argument is shown as it is, and is text even in maths."""

MATHS_STYLES = _set(
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm pmb mathop mathrel mathbin"
)
"""Macros whose one argument is shown as it is, and is maths in maths."""

_ALPHABETS = {
    "mathcal": "script",
    "mathscr": "script",
    "mathbb": "doublestruck",
    "mathfrak": "fraktur",
}
ALPHABETS = frozenset(_ALPHABETS)
"""Macros whose one argument is set in letters of another alphabet."""

FRACTIONS = _set("frac dfrac tfrac cfrac nicefrac sfrac textfrac")
"""Macros of two arguments, one over the other."""

CITATIONS = _set(
    "cite citep citet citealp citealt citeauthor citeyear Cite Citep Citet textcite parencite"
    " autocite footcite nocite"
)
"""Macros whose argument is the keys of other works."""

# What pylatexenc does not know, or knows otherwise.
_SYMBOLS = {
    "S": "§",
    "P": "¶",
    "checkmark": "✓",
    "cmark": "✓",
    "xmark": "✗",
    "degree": "°",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "prime": "′",
    "dag": "†",
    "ddag": "‡",
    "ne": "≠",
    "land": "∧",
    "lor": "∨",
    "neg": "¬",
    "implies": "⟹",
    "iff": "⟺",
    "gets": "←",
    "colon": ":",
    "Box": "□",
    "models": "⊨",
    "bot": "⊥",
    "Re": "ℜ",
    "Im": "ℑ",
    "textless": "<",
    "textgreater": ">",
    "textasciicircum": "^",
    "bigstar": "★",
}


@lru_cache(maxsize=1024)
def symbol(name: str) -> str:
    """The character that the macro ``name`` stands for, or the empty text."""
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    found = spec.simplify_repl if spec else ""
    # The others are functions, templates (%s), placeholders (<ref>) and names that read as they
    # are (log).
    return safe(found) if isinstance(found, str) and len(found) == 1 and found != "%" else ""


def styled(name: str, text: str) -> str:
    """``text`` in the alphabet of the macro ``name``: a single letter is, a word stays as it is."""
    if len(text) != 1:
        return text
    from pylatexenc.latex2text import fmt_math_text_style

    return str(fmt_math_text_style(text, _ALPHABETS[name]))


def script(mark: str, text: str, follows: str = "") -> str:
    """``text`` raised (``^``) or lowered (``_``): in Unicode where every character of it can be.

    Else the mark stays, and what is more than a word is put in parentheses, as is a word that the
    character which ``follows`` would lengthen.
    """
    table = _RAISED if mark == "^" else _LOWERED
    if all(ord(character) in table for character in text):
        return text.translate(table)
    bare = len(text) == 1 or (text.isalnum() and not follows.isalnum())
    return mark + text if bare else f"{mark}({text})"
