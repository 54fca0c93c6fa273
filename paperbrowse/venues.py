"""Where a paper was accepted, as far as its comment says: ``CVPR 2026``, ``TMLR``."""

from __future__ import annotations

import re

# Short names as they are written: conferences, then journals.
_SHORT = """
    CVPR ICCV ECCV WACV BMVC ACCV 3DV NeurIPS ICML ICLR AISTATS UAI COLT ALT ACML AAAI IJCAI
    ECAI ECML KDD ICDM CIKM WSDM SDM PAKDD SIGIR ECIR RecSys ACL EMNLP NAACL EACL COLING CoNLL
    LREC TACL ICASSP Interspeech ICIP ICPR ICME ICDAR EUSIPCO IGARSS MICCAI MIDL ISBI IPMI
    EMBC MLHC ICRA IROS CoRL RSS SIGGRAPH CHI UIST GECCO IJCNN ICANN ESANN ICTAI SODA FOCS
    STOC NDSS TMLR JMLR TPAMI IJCV TNNLS TMI TGRS JBHI PRCV CAIP VISAPP DICTA SIBGRAPI ICLRW
    CVPRW ICCVW FAccT CogSci AAMAS DAC DATE MLSys ASPLOS LoG AutoML CLeaR CPAL SaTML ICDCS
    INFOCOM
""".split()  # noqa: SIM905  # names are read as names
# Other names, in capitals, and what they are shown as.
_OTHER = {
    "NIPS": "NeurIPS",
    "ACM MM": "ACM MM",
    "ACMMM": "ACM MM",
    "ACM MULTIMEDIA": "ACM MM",
    "THE WEB CONFERENCE": "WWW",
    "WWW": "WWW",
    "PAMI": "TPAMI",
    "TRANSACTIONS ON MACHINE LEARNING RESEARCH": "TMLR",
    "JOURNAL OF MACHINE LEARNING RESEARCH": "JMLR",
    "TRANSACTIONS ON PATTERN ANALYSIS AND MACHINE INTELLIGENCE": "TPAMI",
    "INTERNATIONAL JOURNAL OF COMPUTER VISION": "IJCV",
    "TRANSACTIONS ON IMAGE PROCESSING": "TIP",
    "TRANSACTIONS ON MEDICAL IMAGING": "TMI",
    "TRANSACTIONS ON GEOSCIENCE AND REMOTE SENSING": "TGRS",
    "TRANSACTIONS ON NEURAL NETWORKS AND LEARNING SYSTEMS": "TNNLS",
    "CONFERENCE ON COMPUTER VISION AND PATTERN RECOGNITION": "CVPR",
    "INTERNATIONAL CONFERENCE ON COMPUTER VISION": "ICCV",
    "EUROPEAN CONFERENCE ON COMPUTER VISION": "ECCV",
    "INTERNATIONAL CONFERENCE ON MACHINE LEARNING": "ICML",
    "INTERNATIONAL CONFERENCE ON LEARNING REPRESENTATIONS": "ICLR",
    "NEURAL INFORMATION PROCESSING SYSTEMS": "NeurIPS",
    "MEDICAL IMAGE ANALYSIS": "Medical Image Analysis",
    "EXPERT SYSTEMS WITH APPLICATIONS": "Expert Systems with Applications",
    "IEEE ACCESS": "IEEE Access",
    "SCIENTIFIC REPORTS": "Scientific Reports",
    "NEUROCOMPUTING": "Neurocomputing",
    "NEURAL NETWORKS JOURNAL": "Neural Networks",
    "PATTERN RECOGNITION LETTERS": "Pattern Recognition Letters",
}
_NAMES = {**{name.upper(): name for name in _SHORT}, **_OTHER}

# A short name is written in its own letters, so that "date", "chi" and "log" are none.
_ALIASES = ("NIPS", "PAMI", "ACMMM", "WWW")
_WRITTEN = sorted({*_SHORT, *map(str.upper, _SHORT), *_ALIASES}, key=len, reverse=True)
_LONG = sorted((name for name in _OTHER if " " in name or len(name) > 7), key=len, reverse=True)
_VENUE = re.compile(
    rf"(?:\b(?P<before>20\d\d)\s+(?:IEEE(?:/CVF)?\s+)?)?"
    rf"(?<![\w-])(?:(?P<short>{'|'.join(map(re.escape, _WRITTEN))})"
    rf"|(?i:(?P<long>{'|'.join(map(re.escape, _LONG))})))"
    # Two digits are a year only where they are joined to the name.
    rf"(?:[-'’`]?(?P<two>\d\d)(?!\d)"
    rf"|[\s(,:'’-]*(?:[A-Z]{{2,8}}[)\s,:'’-]*)?(?P<year>(?:19|20)\d\d)(?!\d)|(?![\w-]))"
    # A name that is not known, where the comment says what it is.
    rf"|(?i:accepted|presented|published|appear)[a-z]*\s+(?:at|to|by|in|for)\s+(?:the\s+)?"
    rf"(?:IEEE\s+)?(?P<other>(?!IEEE\b)[A-Z][A-Za-z]*[A-Z][A-Za-z-]*)\s+(?P<then>20\d\d)(?!\d)"
)


def venues(comment: str) -> tuple[str, ...]:
    """The venues that a plain comment names, each with its year where one stands beside it.

    In the order they stand, each once: ``("CVPR 2026",)`` for "accepted to CVPR'26 (Highlight)".
    """
    found: list[str] = []
    for match in _VENUE.finditer(comment[:5000]):
        written = str(match["short"] or match["long"] or match["other"])
        name = _NAMES.get(" ".join(written.upper().split()), written)
        year: str | None = match["year"] or match["then"] or (match["two"] and f"20{match['two']}")
        year = year or match["before"]
        found.append(f"{name} {year}" if year else name)
    return tuple(dict.fromkeys(found))
