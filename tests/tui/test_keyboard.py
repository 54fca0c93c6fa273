from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.tui.keyboard import ESCAPE_TIME, SEQUENCE_TIME, Keyboard, Kind, Typed

ESC = (Kind.ESCAPE, "\x1b")


def text(characters: str) -> Typed:
    return Typed(Kind.TEXT, characters)


def sequence(characters: str) -> Typed:
    return Typed(Kind.SEQUENCE, characters)


def joined(typed: Iterable[Typed]) -> list[Typed]:
    """Runs of text that follow one another are one."""
    found: list[Typed] = []
    for one in typed:
        if found and one.kind is Kind.TEXT is found[-1].kind:
            found[-1] = text(found[-1].text + one.text)
        else:
            found.append(one)
    return found


def read(*parts: tuple[float, bytes], answer_by: float | None = None) -> list[Typed]:
    """What is typed by reads at these times, and in the two seconds after."""
    keyboard, found = Keyboard(answer_by), []
    for time, data in (*parts, (parts[-1][0] + 2.0, b"")):
        while (deadline := keyboard.deadline) is not None and deadline <= time:
            found += keyboard.late(deadline)
        if data:
            found += keyboard.feed(data, time)
    return joined(found)


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        (b"j", [text("j")]),
        (b"\x1b", [ESC]),
        (b"\x1b\x1b", [ESC, ESC]),
        (b"\x1bj", [ESC, text("j")]),
        (b"\x1b\x1b[B", [ESC, sequence("\x1b[B")]),
        (b"\x1b[B\x1b[A", [sequence("\x1b[B"), sequence("\x1b[A")]),
        (b"\x1bOBj", [sequence("\x1bOB"), text("j")]),
        (b"\x1b[1;5Dx", [sequence("\x1b[1;5D"), text("x")]),
        (b"\x1b[[Ax", [sequence("\x1b[[A"), text("x")]),
        (b"\x1b\x7f", [sequence("\x1b\x7f")]),
        # Answers of the terminal
        (b"\x1b[?2026;2$yj", [sequence("\x1b[?2026;2$y"), text("j")]),
        (
            b"\x1b]11;rgb:ffff/ffff/ffff\x07j",
            [sequence("\x1b]11;rgb:ffff/ffff/ffff\x07"), text("j")],
        ),
        (b"\x1b]11;rgb:0/0/0\x1b\\j", [sequence("\x1b]11;rgb:0/0/0\x1b\\"), text("j")]),
        (b"\x1b]j", [ESC, text("]j")]),
        (b"\x1b]", [ESC, text("]")]),
        (b"\x1b]11;rgb:f/f\rj", [text("\rj")]),
        # Sequences that are cut off: two keys where that is what they may have been
        (b"\x1b[", [ESC, text("[")]),
        (b"\x1bO", [ESC, text("O")]),
        (b"\x1b[\r", [ESC, text("[\r")]),
        (b"\x1bO\r", [ESC, text("O\r")]),
        (b"\x1b[1;", []),
        (b"\x1b[1;\x1b[B", [sequence("\x1b[B")]),
        # The mouse of old, in any column
        (b"\x1b[M \xc8!j", [sequence("\x1b[M \xc8!"), text("j")]),
        (b"\x1b[M\x1b\x1b\x1bj", [sequence("\x1b[M\x1b\x1b\x1b"), text("j")]),
        # What is not UTF-8
        (b"caf\xe9s", [text("caf\ufffds")]),
        (b"caf\xe9\x1b[B", [text("caf\ufffd"), sequence("\x1b[B")]),
        ("café".encode(), [text("café")]),
        # Pastes
        (
            b"a\x1b[200~b\x1b[Bc\n\x1b[201~d",
            [text("a"), Typed(Kind.PASTE, "b\x1b[Bc\n"), text("d")],
        ),
        (b"\x1b[200~caf\xe9\x1b[201~", [Typed(Kind.PASTE, "caf\ufffd")]),
        (b"\x1b[200~\x1b[201~\r", [Typed(Kind.PASTE, ""), text("\r")]),
    ],
)
def test_one_read(sent: bytes, typed: list[Typed]) -> None:
    assert read((0, sent)) == typed


def test_escape_and_what_comes_behind_it_in_another_read_are_two_keys() -> None:
    assert read((0, b"\x1b"), (ESCAPE_TIME / 2, b"j")) == [ESC, text("j")]
    assert read((0, b"\x1b"), (ESCAPE_TIME / 2, b"\x7f")) == [ESC, text("\x7f")]
    assert read((0, b"\x1b"), (ESCAPE_TIME / 2, b"[B")) == [sequence("\x1b[B")]
    assert read((0, b"\x1b"), (ESCAPE_TIME * 2, b"j")) == [ESC, text("j")]


@pytest.mark.parametrize("sent", [b"\x1b[B", b"\x1bOB", b"\x1b[1;5D", b"\x1b[<0;30;6M"])
def test_no_delay_makes_letters_of_a_cursor_key(sent: bytes) -> None:
    for split in range(2, len(sent)):
        for delay in (0.01, 0.12, SEQUENCE_TIME * 0.9):
            assert read((0, sent[:split]), (delay, sent[split:])) == [sequence(sent.decode())]


def test_a_cursor_key_whose_escape_came_too_early_is_no_letter() -> None:
    assert read((0, b"\x1b"), (0.12, b"[B")) == [ESC, sequence("\x1b[B")]
    assert read((0, b"\x1b"), (0.12, b"[Bj")) == [ESC, sequence("\x1b[B"), text("j")]
    assert read((0, b"\x1b"), (5, b"[B")) == [ESC, text("[B")]
    assert read((0, b"\x1b"), (0.12, b"j"), (0.2, b"[B")) == [ESC, text("j[B")]


ANSWER = b"\x1b]11;rgb:fdfd/f6f6/e3e3"


@pytest.mark.parametrize("end", [b"\x07", b"\x1b\\"])
@pytest.mark.parametrize("delay", [0.01, ESCAPE_TIME * 1.2, SEQUENCE_TIME * 0.9, 60.0])
def test_no_delay_makes_keys_of_an_answer(end: bytes, delay: float) -> None:
    answer = ANSWER + end
    for split in range(1, len(answer)):
        parts = [(0.0, b"j"), (0.0, answer[:split]), (delay, answer[split:]), (delay + 9, b"k")]
        found = read(*parts, answer_by=2.0)
        if split == 1 and delay > SEQUENCE_TIME:
            assert found.pop(1) == Typed(*ESC)
        assert found == [text("j"), sequence(answer.decode()), text("k")]


def test_keys_pressed_while_an_answer_is_awaited_are_keys() -> None:
    assert read((0, b"\x1b"), (5, b"j"), answer_by=2.0) == [ESC, text("j")]
    assert read((0, b"\x1b"), (0.5, b"j"), answer_by=2.0) == [ESC, text("j")]
    assert read((0, b"\x1b]"), (0.5, b"j"), answer_by=2.0) == [ESC, text("]j")]
    assert read((0, ANSWER), (0.5, b"\x1b[B"), answer_by=2.0) == [sequence("\x1b[B")]
    answered = (0.0, ANSWER + b"\x07")
    found = read(answered, (0.1, b"\x1b"), (0.3, b"]1"), answer_by=2.0)
    assert found == [sequence(f"{ANSWER.decode()}\x07"), ESC, text("]1")]


KEYS: list[tuple[bytes, Typed]] = [
    *((letter.encode(), text(letter)) for letter in "jkq/é語\r\t"),
    *((key, sequence(key.decode())) for key in (b"\x1b[B", b"\x1b[5~", b"\x1bOA", b"\x1b[1;5C")),
    *((key, sequence(key.decode("latin-1"))) for key in (b"\x1b[M\x20\xff\x21", b"\x1b[<0;1;2M")),
    (b"\x1b", Typed(*ESC)),
    (b"\x1b[200~one\ntwo\x1b[201~", Typed(Kind.PASTE, "one\ntwo")),
]


@given(st.data())
def test_splits_joins_and_delays_change_nothing(data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(KEYS), max_size=12))
    sent = b"".join(key for key, _ in keys)
    inside = set(range(len(sent)))
    place = 0
    for key, _ in keys:  # between keys any time may pass, within one as long as Escape has
        inside.discard(place)
        place += len(key)
    parts, time, start = [], 0.0, 0
    for end in [*sorted(data.draw(st.sets(st.integers(1, max(1, len(sent) - 1))))), len(sent)]:
        parts.append((time, sent[start:end]))
        time += data.draw(st.floats(0, ESCAPE_TIME * 0.9 if end in inside else 3.0))
        start = end
    assert read(*parts or [(0.0, b"")]) == joined(typed for _, typed in keys)


@given(st.lists(st.tuples(st.binary(max_size=12), st.floats(0, 2))))
def test_any_bytes_are_read_and_none_is_kept_for_ever(parts: list[tuple[bytes, float]]) -> None:
    keyboard, now = Keyboard(), 0.0
    for data, delay in parts:
        if data:
            keyboard.feed(data, now)
        now += delay
        keyboard.late(now)
    keyboard.feed(b"\x1b[201~", now)  # the end of a paste, if one was begun
    keyboard.late(now + SEQUENCE_TIME)
    assert keyboard.feed(b"\r", now + 9)[-1].text.endswith("\r")
