from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.venues import venues


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("Accepted to CVPR'26 (Highlight)", ("CVPR 2026",)),
        ("Accepted by NeurIPS 2025 Workshop", ("NeurIPS 2025",)),
        ("NIPS2023", ("NeurIPS 2023",)),
        ("TMLR", ("TMLR",)),
        ("2026 IEEE/CVF WACV", ("WACV 2026",)),
        ("Transactions on Machine Learning Research (09/2025)", ("TMLR",)),
        ("ICML 2024, PMLR 235", ("ICML 2024",)),
        (
            "IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR) 2024",
            ("CVPR 2024",),
        ),
        ("ISBI-2025 and ECCV-24", ("ISBI 2025", "ECCV 2024")),
        ("CVPR 2026, 12 pages; CVPR 2026", ("CVPR 2026",)),
        ("Accepted at NAFIPS 2026", ("NAFIPS 2026",)),
        ("Published in IEEE 2024", ()),
        ("12 pages, date 2024, the chi square", ()),
        ("myCVPR", ()),
        ("", ()),
    ],
)
def test_what_a_comment_names(comment: str, found: tuple[str, ...]) -> None:
    assert venues(comment) == found


@given(st.text(alphabet="CVPRNeurIPS 0123456789'-(),/acceptdo", max_size=200))
def test_every_name_once(comment: str) -> None:
    found = venues(comment)
    assert len(set(found)) == len(found)
    assert all(name.strip() == name for name in found)
