"""What says that there are more authors than are named is no part of a name."""

from __future__ import annotations

import pytest

from paperbrowse.text.others import named


@pytest.mark.parametrize(
    "said",
    [
        *(" et al.", " et.al.", " et. al.", ", et al", " etal.", " ET AL.", " et alii"),
        *(" *et al.*", r" \emph{et al.}", r" {\it et al.}", "; et al.", " and et al."),
        *(" and others", " & others", ", and others.", " and 12 others", " +3 more"),
        *(" & 2 more authors", " u.a.", " u. a.", " und andere", " и др."),
        *(" 等", " 等人", " ほか", " 他", " 외 3인"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["Jie Yang", "Roe, Ann B.", "Иван Петров", "홍길동"])
def test_a_name_is_what_stands_before(name: str, said: str) -> None:
    assert named([f"{name}{said}"]) == ((name,), True)
    assert named(["Bo Poe", f"{name}{said}"]) == (("Bo Poe", name), True)
    assert named([name, said.strip(" ,;")]) == ((name,), True)


def test_han_and_kana_need_no_space() -> None:
    assert named(["张三", "李四等"]) == (("张三", "李四"), True)
    assert named(["山田太郎ほか"]) == (("山田太郎",), True)
    assert named(["Ann Roe", "others"]) == (("Ann Roe",), True)


@pytest.mark.parametrize(
    "name",
    ["Garcia, U. A.", "Hannah More", "John Others", "Al Etal", "Ann Bettal", "Pat Al", "等等力"],
)
def test_names_that_look_so_stay(name: str) -> None:
    assert named([name]) == ((name,), False)


@pytest.mark.parametrize("authors", [[], ["et al."], ["others"], ["等"]])
def test_without_a_name_there_are_no_others(authors: list[str]) -> None:
    assert named(authors) == ((), False)


def test_only_the_end_counts() -> None:
    assert named(["et al.", "Ann Roe"]) == (("et al.", "Ann Roe"), False)
    assert named(["Roe et al. of the Snow Group"]) == (("Roe et al. of the Snow Group",), False)
    assert named(["x " * 200_000 + "et al."])[1]
