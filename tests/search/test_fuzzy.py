from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from scan import distance, swapped

from paperbrowse.search.fuzzy import near

WORDS = st.text(alphabet="abcd", min_size=1, max_size=7)


@given(st.sets(WORDS, max_size=60), WORDS, st.sampled_from([1, 2]))
def test_near_words_are_those_of_levenshtein(terms: set[str], word: str, edits: int) -> None:
    ordered = sorted(terms)
    expected = {
        term
        for term in terms
        if distance(word, term) <= edits or (edits == 1 and swapped(word, term))
    }
    found = near(ordered, word, edits)
    assert found == sorted(found)
    assert {ordered[place] for place in found} == expected


def test_letters_of_any_script() -> None:
    assert near(["straße", "strauß", "北京"], "strase", 1) == [0]
    assert near(["北京"], "北海", 1) == [0]
    assert near([], "word", 2) == []
