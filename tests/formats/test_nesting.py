"""What the parser of pages is given nests within bounds, whatever the page, and loses no link."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from paperbrowse.formats import read
from paperbrowse.formats.nesting import pieces
from paperbrowse.paper import Paper

TAGS = """
a b i em p div li ul ol dl dt dd table tr td th caption tbody h1 h2 object button noscript form span
font svg select option hr br nav pre title script template body ruby rt nobr x-y
"""


def passed(source: str) -> str:
    """What the parser is given of a page, without the lines and what stands for gaps."""
    return re.sub(r" data-line=\d+|<!---->|<body>", "", "".join(pieces([source])))


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("<P>a<p>b<ul><li>c<li>d</ul>e", "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>e"),
        ("<li>a<ul><li>b</ul><li>c", "<li>a<ul><li>b</li></ul></li><li>c"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<h1>a<h2>b</h3>c", "<h1>a</h1><h2>b</h2>c"),
        (
            "<table><tr><td>a<td>b<tr><th>c</table>d",
            "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>d",
        ),
        ("<td>a</td><tr>b", "ab"),
        ("<div><table><tr><td>b</div>c", "<div><table><tr><td>bc"),
        ("<a href=x>a<a href=y>b</a>c", "<a href=x>a</a><a href=y>b</a>c"),
        ("<a name=x>a<a href=y>b</a>c", "a<a href=y>b</a>c"),
        ("<strong>a<em>b</strong>c</em>d", "<b>a<i>b</b>c</i>d"),
        ("a<!-- <b> --><!--><!--->b<?x>c<!doctype x>d</ x>e", "abcde"),
        ("<script>if (a<b) '<p>'</script>a<STYLE>p</style >b", "ab"),
        ("<svg><path/><text>a</svg>b<svg/>c<svg><p>d", "bc<p>d"),
        ("a &lt;b&gt; <p title='>' x=\">\">c", "a &lt;b&gt; <p>c"),
        ("<a href='x>y' rel=z/>a", "<a href='x>y' rel=z/>a"),
        ("<a href=\"x>a<a href='y'>b", "a<a href='y'>b"),
        ('<a href=\v"x><p>">a', '<a href=\v"x><p>">a'),
        ("a < b <3 <lin\u212a> c <d", "a < b <3  c "),
    ],
)
def test_tags_are_passed_on_with_their_ends(source: str, tags: str) -> None:
    assert passed(source) == tags


def test_what_is_left_out_leaves_no_tag_behind() -> None:
    source = "<<!-- -->div><<x>p>"
    tree = LexborHTMLParser("".join(pieces([source])))
    assert not tree.css("div, p")


def titles(page: str) -> list[str]:
    return [row.title for row in read(f"<html><body>{page}") if isinstance(row, Paper)]


def item(number: int) -> str:
    link = f"https://arxiv.org/abs/2401.{number:05}"
    return f"<li>A title of a paper, number {number}. <a href='{link}'>pdf</a>\n"


@pytest.mark.parametrize("tag", ["b", "font size=2", "i", "a name=x", "span", "center", "form"])
def test_pages_with_tags_that_nothing_closes_are_read(tag: str) -> None:
    if tag == "form":
        page = "".join(f"<form></form>{item(number)}" for number in range(1, 400))
    else:
        page = "".join(f"{item(number)}<{tag}>" for number in range(1, 400))
    assert len(titles(f"<ul>{page}")) == 399


def test_links_are_kept_that_stand_deeper_than_in_any_list() -> None:
    page = "<div>" * 1000 + item(1) + "<ul>" * 1000 + item(2) + "</ul></div>" * 1000 + item(3)
    assert len(titles(page)) == 3


def test_a_long_page_is_parted_and_goes_on_where_it_was() -> None:
    lines = ["<html><ul>\n", *(item(number) for number in range(1, 9000)), "</ul>\n"]
    parts = list(pieces(lines))
    assert len(parts) > 5
    assert all(len(part) < 200_000 for part in parts)
    assert all(part.startswith("<body><ul><li></li><li data-line=") for part in parts[1:])
    assert f"<li data-line=8000>A title of a paper, number {8000 - 1}." in "".join(parts)


def hostile(chance: random.Random) -> str:
    """Some tags again and again, within others."""
    names = chance.sample(TAGS.split(), chance.randint(1, 6))
    forms = ("<{}>", "<{}>", "</{}>", "<{} href=x{}>", "x")
    unit = "".join(
        chance.choice(forms).format(chance.choice(names), chance.randrange(9))
        for _ in range(chance.randint(1, 30))
    )
    before = "".join(f"<{chance.choice(TAGS.split())}>" for _ in range(chance.randint(0, 300)))
    return before + unit * (10_000 // len(unit) + 1)


def hold(page: str) -> None:
    """Neither the depth of the tree nor the number of its nodes is out of proportion."""
    for piece in pieces([page]):
        nodes, deepest = 0, 0
        body = LexborHTMLParser(piece).body
        waiting = [(body, 1)]
        while waiting:
            node, depth = waiting.pop()
            while node is not None:
                nodes, deepest = nodes + 1, max(deepest, depth)
                waiting.append((node.child, depth + 1))
                node = node.next
        # The parser puts a body and a row into each table, and begins links and marks anew.
        assert deepest <= 4 * 250, page[-200:]
        assert nodes <= len(page) + 1000, page[-200:]


def test_some_hostile_pages() -> None:
    chance = random.Random(3)
    for _ in range(300):
        hold(hostile(chance))


@pytest.mark.full
def test_many_hostile_pages() -> None:
    chance = random.Random(4)
    for _ in range(20_000):
        hold(hostile(chance))


@given(st.text("<>/=\"' abdivltr!-&;\n") | st.text())
def test_any_text_is_passed_on(text: str) -> None:
    hold(text)
