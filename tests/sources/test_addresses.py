"""What is an address, what a page's file is, and what a list may be called."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperbrowse.sources import names
from paperbrowse.sources.addresses import Url
from paperbrowse.sources.opening import SourceError
from paperbrowse.sources.pages import raw


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("HTTP://Example.org", "http://example.org/"),
        (" https://example.org:443/a b?q=ä#part ", "https://example.org/a%20b?q=%C3%A4"),
        ("https://bücher.example/ü%20x", "https://xn--bcher-kva.example/%C3%BC%20x"),
        ("http://[2001:db8::1]:8080/l", "http://[2001:db8::1]:8080/l"),
    ],
)
def test_addresses(address: str, read: str) -> None:
    assert str(Url.parse(address)) == read


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://example.org/l", "over http and https, not over ftp"),
        ("file:///etc/passwd", "not over file"),
        ("example.org", "over http and https"),
        ("http://", "no address"),
        ("http://exa mple.org/", "no address"),
        ("http://example.org:99999/", "no address"),
        ("http://[::1/", "no address"),
        ("http://[zz]/", "no address"),
        ("http://a..b/", "no address"),
        ("http://me:secret@example.org/", "name or password"),
    ],
)
def test_what_is_no_address(address: str, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        Url.parse(address)
    assert "secret" not in str(caught.value)


@given(st.text() | st.text().map("http://".__add__) | st.text().map("https://e.org/".__add__))
@example("http://[v1.x]/")
@example("https://e.org/\r\nHost: other")
def test_any_text_is_an_address_or_none(text: str) -> None:
    url: Url | None = None
    said = ""
    try:
        url = Url.parse(text)
    except SourceError as error:
        said = str(error)
    assert said.isprintable()
    if url is not None:
        sent = str(url)
        assert sent.isascii()
        assert sent.isprintable()
        assert " " not in sent
        assert Url.parse(sent) == url


RAW = "https://raw.githubusercontent.com"


@pytest.mark.parametrize(
    ("page", "first"),
    [
        ("https://github.com/o/r/blob/main/docs/list.md", f"{RAW}/o/r/main/docs/list.md"),
        ("https://github.com/o/r/blob/a/b/list.md?plain=1#L5", f"{RAW}/o/r/a/b/list.md"),
        ("https://www.github.com/o/r.git", f"{RAW}/o/r/HEAD/README.md"),
        ("https://github.com/o/r?tab=readme-ov-file#top", f"{RAW}/o/r/HEAD/README.md"),
        ("https://github.com/o/r/tree/dev/docs", f"{RAW}/o/r/dev/docs/README.md"),
        ("https://gist.github.com/o/0a1b", "https://gist.github.com/o/0a1b/raw"),
        ("https://gist.github.com/0a1b", "https://gist.github.com/0a1b/raw"),
        ("https://gist.github.com/o/0a1b/raw", "https://gist.github.com/o/0a1b/raw"),
        ("https://github.com/topics/arxiv", "https://github.com/topics/arxiv"),
        ("https://github.com/o/r/issues/1", "https://github.com/o/r/issues/1"),
        ("https://github.com/o", "https://github.com/o"),
        ("https://example.org/o/r/blob/main/x.md", "https://example.org/o/r/blob/main/x.md"),
    ],
)
def test_pages_of_files(page: str, first: str) -> None:
    assert raw(page)[0] == first


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.org/lists/nlp.md.gz?x=1", "nlp"),
        ("https://example.org/lists/README.md", "lists"),
        ("https://example.org/", "example.org"),
        ("https://github.com/o/cv-daily", "cv-daily"),
        ("https://github.com/o/cv-daily.git", "cv-daily"),
        ("https://github.com/o/cv-daily/blob/main/README.md", "cv-daily"),
        ("https://raw.githubusercontent.com/o/cv-daily/main/README.md", "cv-daily"),
        ("https://github.com/o/cv-daily/blob/main/docs/robots.md", "robots"),
        ("https://rss.arxiv.org/atom/cs.CV", "cs.CV"),
        ("https://arxiv.org/list/cs.CV/recent", "cs.CV"),
        ("https://example.org/%1b%5b31mred%0a.md", "[31mred"),
        ("https://example.org/README", "example.org"),
    ],
)
def test_names_of_addresses(address: str, name: str) -> None:
    assert names.of_address(address) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/me/papers.jsonl", "papers"),
        ("/home/me/robots/README.md", "robots"),
        ("C:\\lists\\nlp.bib", "nlp"),
        ("/README.md", "README"),
        ("/.md", ".md"),
        ("/x/cs.CV", "cs.CV"),
    ],
)
def test_names_of_files(path: str, name: str) -> None:
    assert names.of_path(path) == name


def test_names_of_directories_are_whole() -> None:
    assert names.of_path("/home/me/cs.md/", directory=True) == "cs.md"
    assert names.of_path("/", directory=True) == "list"
