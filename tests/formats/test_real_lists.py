"""The four lists that the readers began with: the layout of each, row by row."""

from __future__ import annotations

import datetime

from paperbrowse.formats import read
from paperbrowse.paper import ArxivId, Paper

TABLE_OF_A_BOT = """\
# Daily Papers
The project automatically fetches the latest papers from arXiv based on keywords.

Last update: 2026-08-21

## Time Series
| **Title** | **Date** | **Abstract** | **Comment** |
| --- | --- | --- | --- |
| **[Lévy Attention: Single-Pass Uncertainty](https://arxiv.org/abs/2608.19171v1)** | 2026-08-19 \
| <details><summary>Show</summary><p>Deep models, see arXiv:1706.03762.</p></details> \
| <details><summary>23 pa...</summary><p>23 pages, 2 figures</p></details> |
"""

TABLE_WITHOUT_BLANKS = """\
## Updated on 2026.06.29
> Usage instructions: [here](./docs/README.md#usage)

<details>
  <summary>Table of Contents</summary>
  <ol>
    <li><a href=#slam>SLAM</a></li>
  </ol>
</details>

## SLAM

|Publish Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2026-05-13**|**LEXI-SG: Monocular 3D Mapping**|Christina Kassab et.al.\
|[2605.13741](http://arxiv.org/abs/2605.13741)|null|
|**2022-08-01**|**DoF-NeRF: Depth-of-Field**|Zijin Wu et.al.\
|[2208.00945](http://arxiv.org/abs/2208.00945)|**[link](https://github.com/a/dof-nerf)**|

<p align=right>(<a href=#updated-on-20260629>back to top</a>)</p>

[stars-url]: https://github.com/a/b/stargazers
"""

TITLES_ABOVE_BULLETS = """\
# CVPR 2024 论文和开源项目合集(Papers with Code)

> - [ECCV 2024](https://github.com/a/ECCV2024-Papers-with-Code)

- [3DGS(Gaussian Splatting)](#3DGS)

<a name="3DGS"></a>

# 3DGS(Gaussian Splatting)

**Scaffold-GS: Structured 3D Gaussians**

- Homepage: https://city-super.github.io/scaffold-gs/
- Paper: https://arxiv.org/abs/2312.00109
- Code: https://github.com/city-super/Scaffold-GS

 **ChAda-ViT : Channel Adaptive Attention**

- Paper : https://arxiv.org/pdf/2311.15264.pdf
- Code: https://github.com/nicoboou/chada_vit

**Learning from Human Group Activities**

- Homepage: https://cjerry1243.github.io/M3Act/
- Paper  https://arxiv.org/abs/2306.16772

# NAS

# MAE
"""


def papers(source: str) -> list[Paper]:
    found = list(read(source))
    assert all(isinstance(paper, Paper) for paper in found)
    return [paper for paper in found if isinstance(paper, Paper)]


def test_a_table_with_details() -> None:
    assert papers(TABLE_OF_A_BOT) == [
        Paper(
            title="Lévy Attention: Single-Pass Uncertainty",
            arxiv=ArxivId("2608.19171", 1),
            updated=datetime.date(2026, 8, 19),
            abstract="Deep models, see arXiv:1706.03762.",
            comment="23 pages, 2 figures",
            topics=("Time Series",),
        )
    ]


def test_a_table_without_blanks() -> None:
    first, second = papers(TABLE_WITHOUT_BLANKS)
    assert (first.title, first.authors) == (
        "LEXI-SG: Monocular 3D Mapping",
        ("Christina Kassab",),
    )
    assert first.others
    assert (first.arxiv, first.code, first.topics) == (ArxivId("2605.13741"), "", ("SLAM",))
    assert (second.code, second.published) == (
        "https://github.com/a/dof-nerf",
        datetime.date(2022, 8, 1),
    )


def test_titles_above_bullets() -> None:
    found = papers(TITLES_ABOVE_BULLETS)
    assert [(paper.title, str(paper.arxiv), paper.code) for paper in found] == [
        (
            "Scaffold-GS: Structured 3D Gaussians",
            "2312.00109",
            "https://github.com/city-super/Scaffold-GS",
        ),
        (
            "ChAda-ViT : Channel Adaptive Attention",
            "2311.15264",
            "https://github.com/nicoboou/chada_vit",
        ),
        ("Learning from Human Group Activities", "2306.16772", ""),
    ]
    assert {paper.topics for paper in found} == {("3DGS(Gaussian Splatting)",)}
