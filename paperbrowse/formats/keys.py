"""What the keys of a record mean, in whatever format it stands: one table of names for all."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize


class Field(enum.Enum):
    """What the value of a key is."""

    PLACE = enum.auto()
    """An identifier, a DOI or an address of the paper."""
    CITED = enum.auto()
    """A journal, number or note, which may be nothing but ``arXiv:2401.00001``."""
    TITLE = enum.auto()
    AUTHORS = enum.auto()
    PUBLISHED = enum.auto()
    UPDATED = enum.auto()
    ABSTRACT = enum.auto()
    COMMENT = enum.auto()
    CODE = enum.auto()
    TOPIC = enum.auto()
    PRIMARY = enum.auto()
    """The primary category of arXiv."""
    CATEGORIES = enum.auto()
    JOURNAL = enum.auto()
    """The reference to a journal, where it is not one to arXiv."""
    VERSION = enum.auto()
    VERSIONS = enum.auto()


# Names in small letters without blanks and signs. Where several keys mean the same, the one that
# is named earlier here counts. Some may be either of two: "abs" is an address or an abstract.
_NAMES = {
    Field.PLACE: "arxivid arxiv arxivnumber arxividentifier eprint eprintid arxivurl arxivlink"
    " absurl abslink abs entryid id paperid identifier pdfurl pdflink pdf paperurl paperlink url"
    " link links urls ids externalids html htmlurl paper doi paperdoi ee uri href homepage"
    " website openreview guid urlabs urlpdf paperurlabs paperurlpdf paperarxivid abstracturl"
    " abstractlink articleurl fulltexturl dois 论文链接 链接 lien enlace 링크 リンク",
    Field.CITED: "journal journaltitle journalref containertitle number howpublished volume note"
    " archivelocation extra publisher",
    Field.TITLE: "title papertitle titles titleen titlezh titlecn name papername paper headline"
    " 标题 论文标题 论文题目 题目 中文标题 標題 titre titulo título titel titolo"
    " название 제목 タイトル 論文",
    Field.AUTHORS: "authorsparsed authors author authornames authorlist authorships creators"
    " creator 作者 auteurs auteur autores autor autoren autori авторы 저자 著者 firstauthor",
    Field.PUBLISHED: "published publisheddate publishdate datepublished publishedat"
    " publishedonline publicationdate publish submitted submitteddate submissiondate"
    " datesubmitted submittedat created createdat createddate issued released releasedate"
    " pubdate publishtime 发布日期 发表日期 提交日期 發表日期 発行日",
    Field.UPDATED: "updated updatedate updateddate updatedat lastupdate lastupdated dateupdated"
    " update lastmodified modified date datestamp 更新日期 日期 时间 datum fecha data"
    " дата 날짜 日付",
    Field.ABSTRACT: "abstract abstracts abstracttext summary 摘要 résumé resume resumen resumo"
    " zusammenfassung riassunto аннотация 초록 要旨 abs abstracten abstractzh abstractcn"
    " abstractnote"
    " description tldr",
    Field.COMMENT: "comment comments arxivcomment note notes remark remarks 备注 venue conference",
    Field.CODE: "code codeurl codelink codelinks codeurls coderepository repository repositoryurl"
    " repo repourl github githuburl githublink githubrepo sourcecode officialcode"
    " officialcodeurl implementation codes 代码 代码链接 代碼",
    Field.TOPIC: "topic topics section group task category 主题 分类 类别 thema tema",
    Field.PRIMARY: "primarycategory arxivprimarycategory primaryclass eprintclass primary"
    " primarysubject",
    Field.CATEGORIES: "categories category arxivcategories arxivcategory allcategories"
    " arxivclass terms subjects subject classes tags keywords 分类 类别",
    Field.JOURNAL: "journalref journalreference journal journaltitle containertitle"
    " publicationtitle booktitle 期刊",
    Field.VERSION: "version latestversion",
    Field.VERSIONS: "versions",
}
NOTHING = frozenset(
    ("", "none", "null", "nan", "n/a", "na", "nil", "undefined", "true", "false", "-", "--", "–")
)
"""What a value says, in small letters, where it says nothing."""

_FIELDS: dict[str, list[tuple[Field, int]]] = {}
for _field, _names in _NAMES.items():
    for _rank, _name in enumerate(_names.split()):
        _FIELDS.setdefault(_name, []).append((_field, _rank))
_LONGEST_NAME = 30
_SIGNS = re.compile(r"[\W_]+")


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Where a record keeps the works that it cites, which a list does not list by that.
_CITATIONS = _set(
    "references reference citations citation cites citedby cited related relatedpapers"
    " relatedwork bibliography referencedworks relatedworks"
)
_CONTAINERS = _set(
    "papers paper items item entries entry results result data records record list articles"
    " article works documents docs rows hits hit response message feed notes publications all"
    " arxiv info collection content nodes children values output payload metadata"
)


@lru_cache(maxsize=4096)
def spelled(key: str) -> str:
    """``key`` in small letters without blanks and signs: ``Paper_URL`` is ``paperurl``."""
    return _SIGNS.sub("", normalize("NFC", key[:100].lower()))


def _meanings(name: str) -> list[tuple[Field, int]]:
    known = _FIELDS.get(name, [])
    # As in "arxiv_pdf_link"; an address or a sentence that has the word in it is no name of a key.
    is_place = "arxiv" in name and name.isalpha() and len(name) <= _LONGEST_NAME
    return known or ([(Field.PLACE, len(_FIELDS))] if is_place else [])


@dataclass(frozen=True, slots=True)
class Fields:
    """Which keys of a record hold which field, those that count first."""

    place: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    abstract: tuple[str, ...] = ()
    comment: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    version: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def plan(keys: tuple[str, ...]) -> Fields:
    """Which of ``keys`` hold which field."""
    ranked: dict[Field, list[tuple[int, str]]] = {}
    for key in keys:
        for field, rank in _meanings(spelled(key)):
            ranked.setdefault(field, []).append((rank, key))
    return Fields(
        **{
            field.name.lower(): tuple(key for _, key in sorted(found))
            for field, found in ranked.items()
        }
    )


def means(key: str) -> tuple[Field, ...]:
    """The fields that ``key`` may hold."""
    return tuple(field for field, _ in _meanings(spelled(key)))


def is_citation(key: str) -> bool:
    """Whether works under ``key`` are only cited."""
    return spelled(key) in _CITATIONS


def is_topic(key: str) -> bool:
    """Whether ``key`` says what the papers under it are about, rather than what they are."""
    return spelled(key) not in _CONTAINERS and any(map(str.isalpha, key)) and not means(key)
