from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from shipped import SHIPPED

from paperbrowse.text import fold, plain, safe

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# A busy machine is no failure.
PATIENT = settings(deadline=None)
ANY_TEXT = st.text(st.characters(exclude_categories=()))
# Neither words that name a tag, nor letters that have no raised or lowered form of their own.
WORD = st.text("wxyz019é", min_size=2, max_size=6)
SIGNS = [*"{}$^_~<>%'`\"-=()[],.:;/|#@!? ", "--", "---", "``", "''", "$$", "{{", "$ ", " $", "*"]
MACROS = [
    *SIGNS,
    "\\",
    "\\\\",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\{",
    "\\frac",
    "\\hat",
    "\\'",
    "\\foo",
]
MACROS += [
    "\\sqrt[",
    "\\textbf{",
    "\\cite[",
    "\\href{",
    "\\left.",
    "&",
    "&amp;",
    "&#",
    "<b>",
    "<!--",
]
MACROS += [
    "-->",
    "\x1b[",
    "\x1b]",
    "\u200b",
    "\u0301",
    "\u202e",
    "\ud800",
    "\xa0",
    "a",
    "C:\\",
    "\\ss ",
]


def letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        # Delimiters.
        ("accuracy of $R$ and $L$", "accuracy of R and L"),
        ("$$E=mc^2$$ and \\[x^2\\] and \\(y_1\\)", "E=mc² and x² and y₁"),
        ("$A$$B$", "AB"),
        ("D $^2$ GSLAM", "D ² GSLAM"),
        ("2$\\times$2", "2×2"),
        ("$ x^2 $ and $ y$", "x² and $ y$"),
        # Money.
        ("$5 and $10", "$5 and $10"),
        ("from $5-$10, or $x$", "from $5-$10, or x"),
        ("Just Add $100 More: Augmenting", "Just Add $100 More: Augmenting"),
        ("US$5M for $n$ runs", "US$5M for n runs"),
        ("\\$5 and \\$10", "$5 and $10"),
        ("$5 buys \\textbf{x} and $", "$5 buys x and $"),
        ("a $ b $ c", "a $ b $ c"),
        ("$$", "$$"),
        ("$ $", "$ $"),
        # Raised and lowered.
        ("$10^{-3}$", "10⁻³"),
        ("10^{-3} and x_{1}", "10⁻³ and x₁"),
        ("$L_0$-smooth, $R^2$, $L_p$", "L₀-smooth, R², Lₚ"),
        ("$x^{foo bar}$", "x^(foo bar)"),
        ("$Σ_V(q)$ and $MV_{Hybrid}$", "Σ_V(q) and MV_Hybrid"),
        ("$a_{By}x$", "a_(By)x"),
        ("$x_{i,j}$", "x_(i,j)"),
        ("$π^{\\pm,0}$", "π^(±,0)"),
        ("$6_1^+$", "6₁⁺"),
        ("360$^\\circ$ and $Z^\\prime$, $x'$, $f''$", "360° and Z′, x′, f′′"),
        ("$x^*$ $a^\\top$ $x^{}y$", "x* aᵀ xy"),
        ("file_name, M^3Detection, x_ and ^", "file_name, M^3Detection, x_ and ^"),
        ("$x_$ $^$", "x_ ^"),
        ("H\\textsubscript{2}O, 2\\textsuperscript{nd}", "H₂O, 2ⁿᵈ"),
        # Macros with arguments.
        ("\\textbf{T}rajectory \\emph{a \\textit{b}} \\underline{E}x", "Trajectory a b Ex"),
        ("\\mathbf x and $\\mathbf x$", "x and x"),
        ("$\\mathcal{O}(1/\\sqrt{T})$", "𝒪(1/√T)"),
        ("$\\mathbb R$ $\\mathcal{Net}$", "ℝ Net"),
        ("$\\frac{a}{b}$ $\\frac{a+b}{2}$ $\\frac12$", "a/b (a+b)/2 1/2"),
        ("$\\sqrt{10}$ $\\sqrt{x+1}$ $\\sqrt[3]{x}$", "√10 √(x+1) ³√x"),
        ("$\\mathrm{tr}\\,Σ$", "tr Σ"),
        ("$x_\\text{don't_go}$", "x_(don't_go)"),
        ("\\ensuremath{x^2}", "x²"),
        ("{\\bf bold} and {\\em x}", "bold and x"),
        ("$\\left( x \\right.$ y", "( x  y".replace("  ", " ")),
        ("\\begin{itemize}\\item one\\end{itemize}", "one"),
        ("\\textcolor{red}{a} \\color{red} b", "a b"),
        ("data\\footnote{See below.}", "data (See below.)"),
        ("text~\\cite{a1} \\citep[see][p. 3]{b,c}", "text [a1] [see, p. 3, b,c]"),
        ("\\url{https://a.b/~c_d--e}", "https://a.b/~c_d--e"),
        ("\\href{https://a.b/c_d}{the code}", "the code (https://a.b/c_d)"),
        ("$\\href{https://a.b/c_d}{a.b/c_d}$", "https://a.b/c_d"),
        ("\\href{https://a.b}", "https://a.b"),
        # Accents.
        ("\\\"{o} \\\"o \\'e \\'{\\i} \\^o \\~n \\c{c} \\v{s} \\v s", "ö ö é í ô ñ ç š š"),
        ("Erd\\H{o}s, Stra\\ss e, M\\o ller, \\L ukasz", "Erdős, Straße, Møller, Łukasz"),
        ("na{\\\"i}ve {\\'E}cole", "naïve École"),
        ("$\\hat{x}$ $\\hatσ$ $\\widetilde{O}(n)$ $\\not=$ $\\hat{ab}$", "x̂ σ̂ Õ(n) ≠ ab"),
        ("/\\~user \\~{} \\' x \\\"1", "/~user ~ ' x \"1"),
        # Symbols.
        ("$\\alpha$-divergence, $\\ell_0$, $\\nabla$ -SDF", "α-divergence, ℓ₀, ∇ -SDF"),
        ("$784 \\to 225$ $\\sim 3\\%$ $z\\ge 4$", "784 → 225 ∼3% z≥4"),
        ("$2\\log n$ $\\log2$ $\\sin\\theta$", "2 log n log 2 sin θ"),
        ("$\\{3,6\\}$ \\{a\\} $\\|x\\|$ a\\|b", "{3,6} {a} ‖x‖ a|b"),
        ("4.7\\% and 5% \\& \\_ \\# 1\\,Hz vs.\\ x", "4.7% and 5% & _ # 1 Hz vs. x"),
        # The author's own macros.
        ("\\method{foo} is", "foo is"),
        ("\\OurNet achieves", "OurNet achieves"),
        ("\\ourname{} is, $\\ourname$ too", "ourname is, ourname too"),
        ("our\\foo{a}{b}", "our a b"),
        ("$n \\choose k$ $2\\foo x$", "n choose k 2 foo x"),
        # Braces.
        ("{D}eep {CNN} {{Nets}}", "Deep CNN Nets"),
        ('labels in {0,1} and {"k": 1}', 'labels in {0,1} and {"k": 1}'),
        ("{a, b and c} d}", "{a, b and c} d}"),
        ("$a{b$ c}", "a{b c}"),
        ("{$a} b$", "$a b$"),
        ("\\textbf{unclosed text", "{unclosed text"),
        # Backslashes.
        ("C:\\Users\\name\\to.txt", "C:\\Users\\name\\to.txt"),
        ("at \\\\server\\share\\to", "at \\\\server\\share\\to"),
        ("foo\\nbar \\d+ x \\ y \\1 \\", "foo\\nbar \\d+ x \\ y \\1 \\"),
        ("one\\\\two", "one two"),
        ("\\(open \\] \\)", "open ]"),
        # Ties, dashes, quotes.
        ("Fig.~2, MC~Dropout, HD~209458~b", "Fig. 2, MC Dropout, HD 209458 b"),
        ("~95% at z~2 of ~/home", "~95% at z~2 of ~/home"),
        ("1--5, a --- b, x-y, --> <-- ----", "1–5, a — b, x-y, --> <-- ----"),
        ("https://a.b/c--d~e and www.a.b/--", "https://a.b/c--d~e and www.a.b/--"),
        ("``quoted'' ''Euclid'' 5''", "“quoted” “Euclid” 5”"),
        ("$a$--$b$", "a–b"),
        # Not LaTeX at all.
        ("[bold red]x[/] [link=file:///]y[/link]", "[bold red]x[/] [link=file:///]y[/link]"),
        ("", ""),
    ],
)
def test_latex_reads_as_unicode(source: str, shown: str) -> None:
    assert plain(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>one</p><p>two<br/>three<BR>four</p>", "one two three four"),
        ("<details><summary>Show</summary><p>x</p></details>", "Show x"),
        ("H<sub>2</sub>O, <b>bold</b>ly, <i>x</i>", "H2O, boldly, x"),
        ('<a href="https://a.b?c=d>e" class=x>link</a>', "link"),
        ("<details open>x</details>", "x"),
        ("ab<!-- a > comment -->cd <!-- open", "abcd <!-- open"),
        ("a < b and c > d, p<0.05, 1<x>2", "a < b and c > d, p<0.05, 1<x>2"),
        (
            "<CLS> [MASK] <mask> </s> <image> <b and c>",
            "<CLS> [MASK] <mask> </s> <image> <b and c>",
        ),
        ("<b <i>x</i>", "<b x"),
        ("R&amp;D, p &lt; 0.05, &eacute;&#233;&#xe9;", "R&D, p < 0.05, ééé"),
        ("&amp;lt;b&amp;gt; &amp;eacute;", "<b> é"),
        ("AT&T &nosuch; &copy=1 &notit; &#;", "AT&T &nosuch; &copy=1 &notit; &#;"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("a&nbsp;b&#8203;c&shy;d&#x202e;e&#0;f&#x110000;", "a bcde\ufffdf\ufffd"),
        ("-&#8203;-", "–"),
        ("\\&amp; $x &lt; y$", "& x < y"),
    ],
)
def test_html_reads_as_text(source: str, shown: str) -> None:
    assert plain(source) == shown


@pytest.mark.parametrize("show", [safe, plain])
@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (" \t a\r\n b\x0b\x0c\x85c\u2028d\u2029e\x1c ", "a b c d e"),
        ("a\xa0b\u2009c\u3000d\u202fe", "a b c d e"),
        ("a\x00b\x07c\x7fd\x9fe\x08f", "abcdef"),
        ("\x1b[31mred\x1b[0m \x9b1mx \x1b[?25l\x1b[2J\x1b[1;1Hy", "red x y"),
        ("\x1b]8;;https://evil\x1b\\link\x1b]8;;\x07 \x9d0;title\x9cz", "link z"),
        ("\x1bPq#1\x1b\\a\x1b_x\x1b\\b\x1b^y\x1b\\c", "abc"),
        ("\x1bcreset \x1b(Bx \x1b", "reset x"),
        ("\x1b]0;unfinished words", "0;unfinished words"),
        ("\x1b[12", "12"),
        ("a\u202eb\u2066c\u2069d\u200ee\u200ff\u061cg", "abcdefg"),
        ("a\u200bb\u2060c\ufeffd\xade\u034ff", "abcdef"),
        ("👩\u200d🔬 ❤\ufe0f x\u200cy \U000e0041\U000e0100z", "👩🔬 ❤ xy z"),
        ("a\ud800b \ufdd0\uffff\U0010fffe", "a\ufffdb \ufffd\ufffd\ufffd"),
        ("e\u0301 \u212b \u1100\u1161", "é Å 가"),
        ("z" + "\u0334" * 30 + "y", "z" + "\u0334" * 4 + "y"),
        ("→→→→→→ ……… ！！！！！！", "→→→→→→ ……… ！！！！！！"),
        ("naïve 图像分类 الصورة हिन्दी", "naïve 图像分类 الصورة हिन्दी"),
    ],
)
def test_what_a_terminal_would_obey_is_gone(
    show: Callable[[str], str], source: str, shown: str
) -> None:
    assert show(source) == shown


def test_safe_leaves_markup_alone() -> None:
    source = "https://a.b/~c?d=$e&amp;f <b> \\textbf{x}--y"
    assert safe(source) == source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        # Persian, and the words for "eye" and "Sri" with and without the letters joined.
        ("می\u200cروم به خانه‌ها", "می\u200cروم به خانه‌ها"),
        ("क्\u200dष क्\u200cष श्\u200dरी", "क्\u200dष क्\u200cष श्\u200dरी"),
        ("ශ්\u200dරී, অ্যা র\u200d্যা", "ශ්\u200dරී, অ্যা র\u200d্যা"),
        ("അവന്\u200d പോയി ഞാന്\u200d", "അവന്\u200d പോയി ഞാന്\u200d"),
        # Needless: at the ends of words, doubled, among other letters and signs.
        ("\u200cمی\u200c خانه\u200d \u200d", "می خانه"),
        ("خانه\u200c\u200cها", "خانهها"),
        ("Auf\u200clage x\u200dy 1\u200d2 (\u200d)", "Auflage xy 12 ()"),
        ("م\u200c\u202eر", "م\u200cر"),
        ("soft\xadhyphen\xa0word", "softhyphen word"),
    ],
)
def test_joiners_stay_where_the_spelling_needs_them(source: str, shown: str) -> None:
    assert plain(source) == shown
    # The cells of what is joined are counted in two ways: on a screen it stands side by side.
    assert safe(source) == shown.replace("\u200d", "")
    assert cell_len(safe(source)) == sum(map(cell_len, safe(source)))


JOINED = st.text(
    [*"aر中 .", *"कषരവ", "\u094d", "\u0d4d", "े", "\u0301", "\u200c", "\u200d", "\u202e"]
)


@PATIENT
@given(ANY_TEXT | JOINED)
@example("\x1b\x1b[[31m")
@example("\x1b\u200b[31m")
@example("क" + "\u094d\u200d" * 9 + "ष")
def test_shown_text_is_one_safe_line(source: str) -> None:
    for shown, joiners in ((safe(source), False), (plain(source), True)):
        assert "  " not in shown
        assert shown == shown.strip() == unicodedata.normalize("NFC", shown)
        assert shown == safe(shown, joiners=joiners)
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
        assert not re.search("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe0f]", shown)
        assert not re.search("[\u200c\u200d]{2}|(?<![\u0600-\u109f])[\u200c\u200d]", shown)
        assert joiners or "\u200d" not in shown
        assert "\x1b" not in shown


@settings(PATIENT, max_examples=500)
@given(st.lists(WORD | st.sampled_from(SIGNS)).map("".join))
@example("$xy$ zw{xy}")
@example("xy_{zw}wx ^{yz xw}")
@example("<zz xy> z < yy>")
def test_no_word_is_lost(source: str) -> None:
    shown = plain(source)
    assert letters(shown) == letters(source)
    # Raised letters stand beside the word before them, and read as one with it when folded.
    flat = fold(shown)
    assert all(word in flat for word in re.findall(r"[^\W_]{2,}", fold(source)))


@PATIENT
@given(st.lists(st.tuples(st.sampled_from(("own", "textbf", "emph", "thing")), WORD)))
def test_no_argument_is_lost(macros: list[tuple[str, str]]) -> None:
    source = " ".join(f"\\{name}{{{word}}}" for name, word in macros)
    assert plain(source) == " ".join(word for _, word in macros)
    assert plain(f"$x {source} y$") == " ".join(["x", *(word for _, word in macros), "y"])


@settings(PATIENT, max_examples=1000)
@given(st.lists(WORD | st.sampled_from(MACROS)).map("".join))
@example("00~``")
@example("\\hat" * 200)
@example("\\frac{" * 200)
@example("$\\textbf{$x$}$")
def test_odd_markup_neither_raises_nor_changes_twice(source: str) -> None:
    shown = plain(source)
    assume(not any(mark in shown for mark in "\\$&<{"))
    assert plain(shown) == shown


def calls(source: str) -> int:
    """How many function calls reading ``source`` takes: work, measured without a clock."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        plain(source)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        *(
            (unit, "")
            for unit in ("{", "}", "$", "\\", "<", "^", "&", "`", "~", "-", "''", "\u0301")
        ),
        *(
            (unit, "")
            for unit in ("\\(", "\\[", "$a", "$ ", "{$", "$^", "$_{", "\\hat", "\\'", "a:\\")
        ),
        *(
            (unit, "")
            for unit in ("<a x='", '<a x="', "<!--", "&#", "&amp;", "\\sqrt[", "\x1b]", "\x1b[")
        ),
        *(
            (unit, "}")
            for unit in ("{", "\\a{", "$\\a{", "\\frac{", "\\cite{", "\\hat{", "^{", "{\\(")
        ),
    ],
)
def test_work_grows_no_faster_than_the_text(unit: str, end: str) -> None:
    plain("\\own $\\mathbb{R}$")  # what is imported once counts for none
    once, twice = (calls(unit * size + end * size) for size in (500, 1000))
    assert twice <= 2.2 * once + 100
    shown = plain(unit * 10_000 + end * 10_000)
    assert len(shown) <= 20_000 * len(unit)


@pytest.mark.parametrize("depth", [10, 49, 60, 5000])
def test_deep_nesting_keeps_its_words(depth: int) -> None:
    assert "inner" in plain("\\textbf{" * depth + "inner" + "}" * depth)
    assert "inner" in plain("\\own{" * depth + "inner" + "}" * depth)


def test_latex_is_not_imported_before_a_macro_asks_for_it() -> None:
    program = (
        "import sys\n"
        "from paperbrowse.text import plain\n"
        "assert plain('$R^2$ &amp; <b>x</b> 5\\\\% \\\\textbf{y}') == 'R² & x 5% y'\n"
        "assert 'pylatexenc' not in sys.modules\n"
        "assert plain('$\\\\alpha$') == 'α'\n"
        "assert 'pylatexenc' in sys.modules\n"
    )
    path = os.pathsep.join(sys.path)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)


def cells() -> list[str]:
    """The cells of the bundled list's table."""
    rows = [line for line in SHIPPED.splitlines() if line.startswith("| **[")]
    assert len(rows) == 200
    return [cell for row in rows for cell in row.strip("| ").split(" | ")]


def test_the_bundled_list_reads_as_text() -> None:
    for cell in cells():
        shown = plain(cell)
        assert not re.search(r"[\\$]|</?[a-z]+>|``|&\w+;", shown), shown
        assert plain(shown) == shown
        source = re.sub(r"</?\w+>|\\[A-Za-z]+", " ", cell)
        flat = fold(shown)
        assert all(word in flat for word in re.findall(r"[^\W_]{2,}", fold(source))), cell
