"""Names, citation keys, LaTeX and bibliographies, and how libraries of others read them."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from shipped import SHIPPED

from paperbrowse.exports import Marked, append_bibtex, write
from paperbrowse.exports.latex import latex
from paperbrowse.exports.people import Name, people
from paperbrowse.formats import read
from paperbrowse.paper import ArxivId, Paper
from paperbrowse.text import plain

DAY = datetime.date(2026, 2, 12)
NETWORKS = Paper(
    "On the Networks of $L_2$",
    ArxivId("2601.00001", 2),
    published=DAY,
    authors=("Ada Lovelace", "Johan van der Berg"),
)


def bibtex(*papers: Paper) -> str:
    return "".join(write("bibtex", map(Marked, papers), ""))


def keys(*papers: Paper) -> list[str]:
    return re.findall(r"@misc\{(.*),", bibtex(*papers))


# Names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Lovelace", Name("Lovelace", "Ada")),
        ("Lovelace, Ada", Name("Lovelace", "Ada")),
        ("Johan van der Berg", Name("Berg", "Johan", "van der")),
        ("van der Berg, Johan", Name("Berg", "Johan", "van der")),
        ("Ludwig van Beethoven Jr.", Name("Beethoven", "Ludwig", "van", "Jr.")),
        ("John Doe, Jr.", Name("Doe", "John", "", "Jr.")),
        ("Doe, John, III", Name("Doe", "John", "", "III")),
        (r"P\'al Erd\H{o}s", Name("Erdős", "Pál")),
        ("Plato", Name("Plato")),
        ("王小明", Name("王小明")),
        ("The LIGO Scientific Collaboration", Name("The LIGO Scientific Collaboration")),
        ("a, b, c, d, e", Name("a, b, c, d, e")),
    ],
)
def test_names(text: str, name: Name) -> None:
    assert people([text]) == [name]


def test_others_are_said_where_the_format_has_a_word_for_them() -> None:
    paper = Paper("A", ArxivId("2501.00001"), authors=("Ada Lovelace",), others=True)
    assert "author = {Ada Lovelace and others}" in bibtex(paper)
    assert "et al" not in "".join(write("ris", [Marked(paper)], ""))
    (item,) = json.loads("".join(write("csl-json", [Marked(paper)], "")))
    assert item["author"] == [{"family": "Lovelace", "given": "Ada"}]
    assert "author =" not in bibtex(dataclasses.replace(paper, authors=()))


LAST = ("Lab", "Å")


def test_names_in_bibtex_are_those_that_pybtex_reads() -> None:
    authors = (
        "Ada Lovelace",
        "Johan van der Berg",
        "John Doe, Jr.",
        "Sand and Sea Lab",
        "de la Å, B",
    )
    (entry,) = parse_string(
        bibtex(Paper("A", ArxivId("2501.00001"), authors=authors)), "bibtex"
    ).entries.values()
    persons = entry.persons["author"]
    assert [" ".join(person.last_names) for person in persons] == ["Lovelace", "Berg", "Doe", *LAST]
    assert [" ".join(person.prelast_names) for person in persons] == [
        "",
        "van der",
        "",
        "",
        "de la",
    ]
    assert [" ".join(person.lineage_names) for person in persons] == ["", "", "Jr.", "", ""]


# Keys


def test_keys() -> None:
    assert keys(NETWORKS) == ["lovelace2026networks"]
    assert keys(NETWORKS, NETWORKS, NETWORKS) == [
        "lovelace2026networks",
        "lovelace2026networksa",
        "lovelace2026networksb",
    ]
    other = Paper("Networksa", authors=("Ada Lovelace",), published=DAY)
    assert len(set(keys(other, NETWORKS, NETWORKS, NETWORKS))) == 4
    assert keys(*[NETWORKS] * 28)[-2:] == ["lovelace2026networksz", "lovelace2026networksaa"]


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (Paper("3D of the Éclairs", ArxivId("2506.03914")), "anonymous2025eclairs"),
        (Paper("", ArxivId("hep-th/9901001"), authors=("M. Müller-Lüdenscheidt",)), ""),
        (Paper("汉字", authors=("王小明",)), "anonymous"),
        (Paper("What is it?", authors=("O'Brien, Ann",), updated=DAY), "obrien2026it"),
    ],
)
def test_keys_of_papers_that_lack_something(paper: Paper, key: str) -> None:
    assert keys(paper) == [key or "mullerludenscheidt1999"]


def test_the_year_is_that_of_the_first_version() -> None:
    text = bibtex(Paper("A", ArxivId("2506.03914", 3), updated=DAY))
    assert "year = {2025},\n  month = jun," in text
    assert "eprint = {2506.03914v3},\n  archivePrefix = {arXiv},\n" in text
    assert "primaryClass" not in text
    assert "primaryClass = {hep-th}" in bibtex(Paper("A", ArxivId("hep-th/9901001")))
    assert "year = {0999}" in bibtex(Paper("A", published=datetime.date(999, 1, 1)))


def test_a_journal_and_the_categories() -> None:
    paper = Paper(
        "Quarks",
        ArxivId("hep-ph/0701001", 2),
        published=DAY,
        topics=("Top & Bottom",),
        categories=("hep-ph", "cs.LG"),
        journal="Phys. Rev. D 76, 013009 & more",
    )
    assert bibtex(paper) == (
        "@article{anonymous2026quarks,\n  title = {Quarks},\n"
        "  journal = {Phys. Rev. D 76, 013009 \\& more},\n  year = {2026},\n  month = feb,\n"
        "  eprint = {hep-ph/0701001v2},\n  archivePrefix = {arXiv},\n"
        "  primaryClass = {hep-ph},\n  url = {https://arxiv.org/abs/hep-ph/0701001v2},\n"
        "  keywords = {hep-ph, cs.LG, Top \\& Bottom},\n}\n\n"
    )
    ris = "".join(write("ris", [Marked(paper)], ""))
    assert ris.startswith("TY  - JOUR\nTI  - Quarks\nJO  - Phys. Rev. D 76, 013009 & more\n")
    assert "KW  - hep-ph\nKW  - cs.LG\nKW  - Top & Bottom\n" in ris


# LaTeX


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"95% & 4.7\% #1 a_b", r"95\% \& 4.7\% \#1 a\_b"),
        (r"The $\ell_1$ norm, \(x^2\)", r"The $\ell_1$ norm, \(x^2\)"),
        ("$5 and $6, $x$", r"\$5 and \$6, $x$"),
        (r"$a % b$ &lt;3 $x &lt; y$", r"$a \% b$ \ensuremath{<}3 $x < y$"),
        (r"Erd\H{o}s, \'Ecole, &eacute;", "Erdős, École, é"),
        ("“q” – it’s — …", "``q'' -- it’s --- \\ldots{}"),
        ("α-VAE ≤ 2, Αθήνα", r"\ensuremath{\alpha}-VAE \ensuremath{\leq} 2, Αθήνα"),
        (r"\input{/etc/passwd} \write18{ls}", "/etc/passwd write18ls"),
        (r"$\input{x}$ $\def\x{y}$ $x^^5cinput$", None),
        ("{a", r"\ensuremath{\lbrace}a"),
        (r"$\{a, b\}$ $\left\{a\right.$", r"$\{a, b\}$ $\left\lbrace a\right.$"),
        (r"C:\dir ~95 z~Y", None),
        ("a\nb\x07\u2028c", "a b c"),
        ("<b>x</b> <mask>", r"x \ensuremath{<}mask\ensuremath{>}"),
        ("", ""),
        ("汉字 ✓", "汉字 ✓"),
        (r"of~$L_2$~norm, $3$\,m, ~$5$ m", r"of~$L_2$~norm, $3$\,m, \textasciitilde{}$5$ m"),
    ],
)
def test_latex(source: str, expected: str | None) -> None:
    written = latex(source)
    assert written == expected or expected is None
    assert is_safe(written)
    assert plain(written) == plain(source.replace("\x07", "")) or r"\left" in source


def test_capitals_are_kept() -> None:
    title = "BERT, CIFAR-10 and mT5 on 3D $X$: A Vector-Quantized iGPT_2"
    assert latex(title, capitals=True) == (
        "{BERT}, {CIFAR}-10 and {mT5} on {3D} $X$: A Vector-Quantized {iGPT}\\_2"
    )


def is_safe(text: str) -> bool:
    """Whether all braces are paired, and no sign or macro stands bare that does something."""
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    macros = set(re.findall(r"\\([A-Za-z]+)", text))
    bare = re.sub(r"\$[^$]*\$|\\\(.*?\\\)|\\[^A-Za-z(]", "", re.sub(r"\\[$]", "", text))
    return (
        depth == 0
        and not macros & {"input", "write", "def", "let", "include", "catcode", "csname"}
        and not re.search(r"(?<!\\)[%#&]", text)
        and not re.search(r"[_^$\n]", bare.replace(r"\ensuremath", ""))
    )


_PIECES = [
    *("word ", "$", "$$", r"\(", r"\)", r"\[", r"\]", "{", "}", r"\{", r"\}", "\\", "%", "&", "#"),
    *("_", "^", "~", "<", "|", r"\input", r"\frac", r"\alpha ", r"\left", "&#36;", "&#92;", "&lt;"),
    *("é", "α", "₂", "→", "\n", "5", " ", r"\$", r"\def", r"\begin{x}", "^^5c", "@misc{a,", '"'),
]
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=2), max_size=15).map("".join)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_nothing_breaks_out_of_latex(source: str) -> None:
    written = latex(source, capitals=True)
    depth = 0
    for brace in re.findall(r"[{}]", written):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"\\(?:input|def|begin)", written)
    assert not re.search(r"(?<!\\)(?:\\\\)*[%#&]", written)
    assert "^^" not in written
    assert "\n" not in written
    paper = Paper(source, ArxivId("2501.00001"), authors=(source, "A B"), abstract=source)
    library = parse(bibtex(paper, NETWORKS))
    assert not library.failed_blocks
    assert len(library.entries) == len(library.blocks) == 2
    assert len(parse_string(bibtex(paper, NETWORKS), "bibtex").entries) == 2


def test_the_bundled_list_reads_in_bibtex_as_it_does_here() -> None:
    papers = [paper for paper in read(SHIPPED) if isinstance(paper, Paper)]
    entries = parse_string(bibtex(*papers), "bibtex").entries
    library = parse(bibtex(*papers))
    assert len(entries) == len(library.entries) == 200
    assert not library.failed_blocks
    for entry, other, paper in zip(entries.values(), library.entries, papers, strict=True):
        for field, text in (("title", paper.title), ("abstract", paper.abstract)):
            assert entry.fields[field] == other[field]
            assert plain(entry.fields[field]) == plain(text)
        assert is_safe(entry.fields["title"])
        assert is_safe(entry.fields["abstract"])


# Appending


GIVEN = """\
% My own. \\udcff
@string{cvpr = "CVPR"}
@article{Lovelace2026Networks,
  title={Attention}, journal={arXiv preprint arXiv:1706.03762}, year = 2017}
@misc{b, eprint = "2506.03914v1", archivePrefix={arXiv},
  abstract = {as in arXiv:2501.00009}}
@inproceedings(c, doi = {https://doi.org/10.1145/A\\_B}, booktitle = cvpr)
@article{DBLP:x, volume = {abs/1512.03385}, url = {https://x.org/paper/}}
"""


@pytest.mark.parametrize(
    ("paper", "there"),
    [
        (Paper("A", ArxivId("1706.03762", 7)), True),
        (Paper("A", ArxivId("2506.03914", 3)), True),
        (Paper("A", ArxivId("1512.03385")), True),
        (Paper("A", ArxivId("2501.00009")), False),
        (Paper("A", doi="10.1145/a_b"), True),
        (Paper("A", ArxivId("2501.00001"), doi="10.1145/A_B"), True),
        (Paper("A", doi="10.1145/a"), False),
        (Paper("A", doi="10.48550/arXiv.2506.03914"), True),
        (Paper("A", url="http://www.x.org/paper"), True),
        (Paper("A", url="http://arxiv.org/pdf/2506.03914v2"), True),
        (Paper("A", ArxivId("2501.00001"), url="https://x.org/paper"), False),
        (Paper("A"), False),
    ],
)
def test_append(paper: Paper, there: bool) -> None:
    existing = GIVEN.replace("\\udcff", "\udcff")
    added = list(append_bibtex(existing, [Marked(paper), Marked(paper)]))
    # A paper that is known by nothing is never known.
    assert len(added) == (0 if there else 2 if paper == Paper("A") else 1)


def test_appended_keys_are_new_whatever_their_case() -> None:
    (added,) = append_bibtex(GIVEN, [Marked(NETWORKS), Marked(NETWORKS)])
    entry = bibtex(NETWORKS).rstrip("\n").replace("networks,", "networksa,")
    assert added == f"\n{entry}\n"


@pytest.mark.parametrize(
    ("existing", "between"),
    [
        ("", ""),
        ("\ufeff", ""),
        ("@misc{a}", "\n\n"),
        ("@misc{a}\n", "\n"),
        ("@misc{a}\n\n", ""),
        ("@misc{a}\r\n", "\r\n"),
        ("@misc{a}\r\n\r\n", ""),
        ("@misc{a,\r\n title={b}", "\r\n\r\n"),
    ],
)
def test_an_empty_line_parts_what_is_appended(existing: str, between: str) -> None:
    other = dataclasses.replace(NETWORKS, arxiv=ArxivId("2601.00003"))
    added = "".join(append_bibtex(existing, [Marked(NETWORKS), Marked(other)]))
    end = "\r\n" if "\r\n" in existing else "\n"
    assert added == between + bibtex(NETWORKS, other)[:-1].replace("\n", end)
    assert list(append_bibtex(existing, [])) == []


# RIS


def test_ris_of_the_bundled_list() -> None:
    papers = [paper for paper in read(SHIPPED) if isinstance(paper, Paper)]
    records = rispy.loads("".join(write("ris", map(Marked, papers), "")))
    assert [record["title"] for record in records] == [plain(paper.title) for paper in papers]
    assert {record["type_of_reference"] for record in records} == {"UNPB"}


def test_ris_names_and_dates() -> None:
    paper = Paper("A", ArxivId("2506.03914"), authors=("Johan van der Berg", "John Doe Jr."))
    (record,) = rispy.loads("".join(write("ris", [Marked(paper)], "")))
    assert record["authors"] == ["van der Berg, Johan", "Doe, John, Jr."]
    assert (record["year"], record["date"]) == ("2025", "2025/06//")
