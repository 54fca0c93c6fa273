"""What stands beside titles in lists and is none: labels of links, venues, dates, names."""

from __future__ import annotations

import re

from paperbrowse.formats.lettering import lettered
from paperbrowse.paper import ArxivId


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


# What a link is called where it is not called by the title of the paper: all words are here.
_LABELS = _set(
    "abs abstract ar5iv arxiv alphaxiv archive article bib bibtex blog checkpoint checkpoints"
    " cite citation code codes colab cvf data dataset datasets demo demos details doi download"
    " face full fulltext github gitlab here hf home homepage html hugging huggingface"
    " implementation journal link links material materials model models notes official online"
    " openreview original other format ps page pages paper papers pdf pdfs post poster ppt"
    " preprint presentation project projects pytorch read repo repository review scholar site"
    " slide slides software source sources summary supp supplement supplementary supplemental talk"
    " tech technical tensorflow jax text tex this thread tutorial twitter unofficial url urls"
    " version video videos view web webpage website weights wiki youtube zhihu report researchgate"
    " publication publisher proceedings preprints biorxiv enlace artículo lien статья код ссылка"
    " artikel"
)
_FIELDS = _set(
    "affiliation affiliations author authors category categories comment comments conference"
    " date discussant host institution institutions keywords led lecturer location name notes"
    " presenter presenters room speaker speakers statement subject subjects tags task tasks time"
    " title tldr topic topics type venue when where year auteur auteurs autor autores datum fecha"
    " ponente sala salle raum référent referent orador"
)
_JOINTS = _set("and & + of on in to the for with via at a / | our see")
_LABELS_UNSPACED = re.compile(
    r"(?:论文|論文|链接|鏈接|代码|代碼|主页|主頁|项目|項目|原文|地址|下载|解读|数据集|数据|官方|标题|题目|作者"
    r"|机构|実装|所属|学会|発表|動画|スライド|資料|摘要|日期|时间|单位|关键词|会议|期刊|备注|博客|视频|模型|网站|笔记|中文|详情|リンク|コード|概要|著者"
    r"|논문|링크|코드|초록|저자|제목|の|的|：|[a-z/ ])+"
)
_NUMBERED = re.compile(r"v?\d{1,2}|[a-z]+\d{1,2}")
_WORDS = re.compile(r"[^\s\[\](){}<>|,;:/·.]+")

_VENUES = _set(
    "aaai aamas accv acl acmmm mm aistats alt apsipa asru aacl bmvc cav ccs chi chil cikm"
    " coling colm colt conll corl cscw cvpr cvprw dac dcase ecai eccv eccvw ecir ecml emnlp"
    " eurographics eurosys esec fse facct fg focs gecco hotnets hpca icaps icassp iccad iccv"
    " iccvw icde icdm icdar icip iclr icme icml icmlw icpr icra icse icvgip ijcai ijcb ijcnn"
    " ijcv imc infocom interspeech ipcai iros isbi isca ismar ismir isscc issta issre iwslt jmlr"
    " kdd kr lrec l4dc micro miccai midl miccaiw mlsys mmm mobicom naacl ndss neurips neuripsw"
    " nips nsdi osdi pacs pami pets pkdd pldi pnas popl pvldb recsys rss rsj sc sdm semeval"
    " sigcomm siggraph sigir sigmod slt soda sosp stoc tacl tcsvt tgrs tifs tip tist tkde tkdd"
    " tmi tmlr tmm tnnls tnn tog tpami tvcg t-pami taslp thri tois tomm tro t-ro ral ra-l uai"
    " uist usenix vldb wacv wacvw wsdm wmt www web3d 3dv access arxiv corr biorxiv medrxiv hal"
    " openreview nature science cell patterns neuron"
)
_VENUE_WORDS = _set(
    "oral spotlight poster highlight workshop workshops findings preprint best paper award"
    " accepted to at in by and & on of the track main long short demo industry student honorable"
    " mention conference proceedings proc proc. journal trans trans. transactions ieee acm aps"
    " springer elsevier asia international letters communications review reviews machine"
    " intelligence under submitted published tech report technical symposium datasets benchmarks"
    " runner-up candidate candidates notable top 5% 25% outstanding invited extended abstract"
)
_TAGS = _set(
    "new hot oral spotlight poster highlight award survey review benchmark dataset important"
    " must-read recommended updated code todo theory tutorial nlp cv rl ml vision video image"
    " text audio"
)
_YEAR = re.compile(
    r"['’`]?\b(?:(?:19|20)\d\d|['’`]\d\d)\b|(?<=[A-Za-z])['’]?(?:(?:19|20)\d\d|\d\d)\b"
)
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d\b|['’`]\d\d\b")

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|janvier|févr(?:ier)?|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|januar|februar|märz|juni|juli|oktober|dezember|dez|okt"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    r"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro)\.?"
)
_WEEKDAYS = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sun)(?:day)?|sat"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?)\.?"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
WHEN = (
    r"(?:(?:19|20)\d\d(?:\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}日?|月)?)?"
    rf"|(?:{_ORDINAL}\s+(?:de\s+)?)?{_MONTHS}(?:\s+{_ORDINAL})?,?\s+(?:de\s+)?(?:19|20)\d\d"
    rf"|{_MONTHS}\s+{_ORDINAL}(?!\w)|{_ORDINAL}\s+(?:de\s+)?{_MONTHS}(?!\w)"
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)?\d\d)|\d{1,2}月\d{1,2}日|\d{1,2}월\s?\d{1,2}일"
    rf"|\d\d\.\d\d|['’]\d\d|{_WEEKDAYS})"
)
"""A pattern for a day, a month or a year, as lists write them."""
_WHEN = re.compile(rf"\W*(?:{WHEN}[\s,–—-]*)+\W*", re.IGNORECASE)

_ET_AL = re.compile(r"\bet\.? ?al\b", re.IGNORECASE)
_LONG_WORDS = re.compile(r"[^\W\d_]{2,}")
_PARTS = re.compile(r"\s*(?:[,，、;；·](?:\s*(?:and|&)\s)?|\sand\s|\s[&/]\s)\s*")
_PARTICLES = "van|von|de|der|den|di|da|del|dos|la|le|el|al|bin|ter|ten|du|af|zu"
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽȘȚΑ-ΩА-Я]"
_WORD_OF_NAME = rf"(?:{_CAPITAL}[\w'’.-]*|{_PARTICLES})"
_CITATION = lettered(
    rf"(?:{_WORD_OF_NAME},?\s+(?:(?:and|&)\s+)?){{2,4}}\(?(?:19|20)\d\d[a-h]?\)?"
    r"|[^\W\d_][\w'’-]*,\s*(?:19|20)\d\d[a-h]?"
)
# What may stand before "et al.", apart from separators.
_SHORT_NAME = lettered(r"(?:[\w.'’*-]+\s*){1,4}")
_SURNAME = lettered(rf"(?:{_WORD_OF_NAME}\s*){{1,4}}")
_NAME = lettered(
    rf"{_WORD_OF_NAME}(?:\s+(?:{_WORD_OF_NAME}|\([^()]*\))){{1,3}}"
    r"[\d*†‡§¹²³⁴,]*"
)
# What ends words of titles and hardly names.
_NO_NAME = re.compile(
    r"\w{4,}(?:[ts]ions?|ments?|ics|graphy|metry|izing|works?)\b|\b\w{5,}ing\b|\b[A-Z]{4,}\b|\d\D"
    r"|-(?:to|based|aware|free|level|driven|guided|wise|time|shot|view|scale|and|in|of|the|end)\b|-(?:\s|$)"
)


def is_label(text: str) -> bool:
    """Whether ``text`` only says what is linked (``PDF``, an identifier, a sign), not its title."""
    bare = text.strip(' \t\n[](){}<>*_:.,|/-–—`"').lower()
    if len(bare) > 80:
        return False
    words = _WORDS.findall(bare)
    return (
        not any(map(str.isalnum, bare))
        or (
            any(word in _LABELS for word in words)
            and all(
                word in _LABELS
                or word in _JOINTS
                or _NUMBERED.fullmatch(word)
                or not any(map(str.isalnum, word))
                for word in words
            )
        )
        or (not bare.isascii() and _LABELS_UNSPACED.fullmatch(bare) is not None)
        or ArxivId.parse(bare) is not None
        or bare.startswith(("http://", "https://", "www.", "doi.org/", "arxiv:"))
    )


def is_field(text: str) -> bool:
    """Whether ``text`` before a colon says what comes behind it: ``Paper``, ``Authors``."""
    return is_label(text) or all(word in _FIELDS for word in text.lower().split())


def is_venue(text: str) -> bool:
    """Whether ``text`` says where something appeared: ``CVPR 2024 (Oral)``, ``IEEE TPAMI``."""
    bare = text.strip(' \t\n[](){}<>*_:.,|/-–—`"')
    if not bare or len(bare) > 80:
        return False
    said = _YEAR.sub(" ", bare.replace("-2", " 2").replace("-1", " 1"))
    words = [
        word for word in re.findall(r"[^\s,;:()\[\]/|@]+", said.lower()) if word.strip(".'’`*_")
    ]
    known = sum(word.strip(".'’`*_") in _VENUES for word in words)
    if known and all(
        (bare_word := word.strip(".'’`*_")) in _VENUES
        or bare_word in _VENUE_WORDS
        or word in _VENUE_WORDS
        or bare_word.isdigit()
        or not bare_word.isalnum()
        or re.fullmatch(r"\d+(?:st|nd|rd|th)", bare_word)
        for word in words
    ):
        return True
    if words and _WHOLE_YEAR.search(bare):
        # An acronym of capitals and a year: a venue that is not in the list.
        named = [word for word in re.findall(r"[^\s,;:()\[\]/|]+", said) if word.strip(".'’`*_")]
        return all(
            (re.fullmatch(r"[A-Z]{3,10}s?(?:-[A-Z]+)?", word) is not None)
            or word.lower() in _VENUE_WORDS
            for word in named
        )
    return all(word in _VENUE_WORDS for word in words) and bool(words)


def is_when(text: str) -> bool:
    """Whether ``text`` is a day, a month or a year."""
    return len(text) < 60 and _WHEN.fullmatch(text) is not None


def is_citation(text: str) -> bool:
    """Whether ``text`` names a paper by authors and year: ``Michel et al., 2019``."""
    bare = text.strip(" \t\n[]*_.,")
    others = _ET_AL.search(bare)
    return len(bare) < 80 and (
        not _goes_on(bare[others.end() :]) if others else _CITATION.fullmatch(bare) is not None
    )


def is_names(text: str) -> bool:
    """Whether ``text`` is a list of persons: ``… et al.``, or several names and nothing else."""
    bare = text.strip(" \t\n*_.,;:()[]")
    if (others := _ET_AL.search(bare)) and len(bare) < 200:
        first = filter(None, _PARTS.split(bare[: others.start()].strip()))
        return (
            ":" not in bare
            and all(map(_SHORT_NAME.fullmatch, first))
            and not _goes_on(bare[others.end() :])
        )
    parts = [part for part in _PARTS.split(bare[:2000]) if part]
    names = sum(is_name(part) for part in parts)
    return len(parts) > 1 and names >= 2 and 10 * names >= 8 * len(parts)


def _goes_on(rest: str) -> bool:
    """Whether more than a year or a venue stands behind "et al.": the title, in bibliographies."""
    return len(_LONG_WORDS.findall(rest)) > 2 and not is_venue(rest)


def is_name(text: str) -> bool:
    """Whether ``text`` looks like the name of one person: two to four capitalised words."""
    return _NAME.fullmatch(text.strip(" *_.,")) is not None and not _NO_NAME.search(text)


def is_surnames(text: str) -> bool:
    """Whether ``text`` is what a citation says of authors: ``Liu et al.:``, ``Gu and Dao,``."""
    bare = _ET_AL.sub("", text.strip(" \t\n*_.,;:：()[]–—-"))
    parts = [part for part in _PARTS.split(bare.strip(" .")) if part]
    return bool(parts) and all(_SURNAME.fullmatch(part) for part in parts)


def is_tag(text: str) -> bool:
    """Whether ``text``, set apart before or behind a title, is no part of it."""
    bare = text.strip(" \t\n[](){}*_:.,`").lower()
    return (
        is_label(text)
        or is_venue(text)
        or is_when(text)
        or is_citation(text)
        or bare in _TAGS
        or all(word in _TAGS or word in _JOINTS for word in bare.split())
    )
