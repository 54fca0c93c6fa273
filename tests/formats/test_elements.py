"""The tree of a page is that of a browser where lists need it, and never deeper than any page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.formats.elements import Element, parts


def tree_of(source: str) -> Element:
    (tree,) = parts(source.splitlines(keepends=True))
    return tree


def shown(element: Element) -> str:
    """The tree with every end written out."""
    inner = "".join(part if isinstance(part, str) else shown(part) for part in element.children)
    return f"<{element.tag}>{inner}</{element.tag}>"


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("<P>a<p>b<ul><li>c<li>d</ul>e", "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>e"),
        ("<li>a<ul><li>b</ul><li>c", "<li>a<ul><li>b</li></ul></li><li>c</li>"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<h1>a<h2>b</h3>c", "<h1>a</h1><h2>b</h2>c"),
        ("<table><tr><td>a<td>b<tr><th>c</table>d", ""),
        ("<table><td>a<table><td>b</table>c</table>", ""),
        ("<td>a</td><tr>b", "ab"),
        ("<div>a<table><tr><td>b</div>c</table>d</div>e", ""),
        ("<a href=x>a<a href=y>b</a>c", "<a>a</a><a>b</a>c"),
        ("<br>a<br/>b</br></p>c", "<br></br>a<br></br>bc"),
        ("<b>a<i>b</b>c</i>d", "<b>a<i>b</i></b>cd"),
        ("a<!-- <b> -->b<!-->c<?x>d<!doctype x>e</ x>f", "abcdef"),
        ("<script>if (a<b) '<p>'</script>a<STYLE>p</style >b", "ab"),
        ("<title>a</title><head>b</head><body>c", "bc"),
        ("a &lt;b&gt; <p title='>' x=\">\">c", "a <b> <p>c</p>"),
        ("a < b <3 c", "a < b <3 c"),
        ("a <b", "a "),
    ],
)
def test_what_pages_leave_out_is_put_in(source: str, tree: str) -> None:
    tables = {
        "<table><tr><td>a<td>b<tr><th>c</table>d": "<table><tr><td>a</td><td>b</td></tr>"
        "<tr><th>c</th></tr></table>d",
        "<table><td>a<table><td>b</table>c</table>": "<table><tr><td>a<table><tr><td>b</td></tr>"
        "</table>c</td></tr></table>",
        "<div>a<table><tr><td>b</div>c</table>d</div>e": "<div>a<table><tr><td>bc</td></tr></table>"
        "d</div>e",
    }
    assert shown(tree_of(source)) == f"<body>{tree or tables[source]}</body>"


def test_lines_and_attributes() -> None:
    (table,) = tree_of(
        "\n" * 6 + '<table>\n<tr>\n<td rowspan=2>\n<a class=x\nhref="a?b&amp;c">'
    ).all("table")
    assert [(each.tag, each.line) for each in table.all("tr", "td", "a")] == [
        ("tr", 8),
        ("td", 9),
        ("a", 10),
    ]
    (cell,), (link,) = table.all("td"), table.all("a")
    assert (cell.attributes, link.attributes["href"]) == ({"rowspan": "2"}, "a?b&c")


@given(st.text("<>/=\"' abdivltr!-&;\n") | st.text())
def test_any_text_has_a_tree(text: str) -> None:
    tree_of(text)


@pytest.mark.parametrize("piece", ["<div>", "<ul><li>", "<table><tr><td>", "<b>", "<div></p>"])
def test_no_tree_is_deeper_than_pages_are(piece: str) -> None:
    tree = tree_of(piece * 20_000)
    deepest = max(tree.all("div", "li", "td", "b"), key=depth)
    assert depth(deepest) <= 250


def depth(element: Element) -> int:
    return 1 + depth(element.parent) if element.parent else 0
