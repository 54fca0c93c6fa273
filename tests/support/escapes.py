"""What terminals obey, to be put where a list, a file or an address has a text."""

from __future__ import annotations

import re

BODIES = (
    *("[2J", "[H", "[31m", "[1;7m", "[?1049h", "[?25l", "[6n", "[c", "[>c", "[5n", "[10T", "[3J"),
    *("[20t", "[21t", "[8;1;1t", "[?2004h", "[?1000h", "[4h", "[1A", "[999D", "[K", "[s", "[u"),
    *("]0;owned\x07", "]2;owned\x1b\\", "]52;c;b3duZWQ=\x07", "]8;;http://x\x07", "]4;1;?\x07"),
    *("]10;?\x07", "]1337;File=:x\x07", "]9;owned\x07", "]777;notify;a;b\x07", "]50;x\x07"),
    *(
        'P$q"p\x1b\\',
        "P+q544e\x1b\\",
        "Pq#0\x1b\\",
        "_Gf=24;x\x1b\\",
        "^owned\x1b\\",
        "Xowned\x1b\\",
    ),
    *("c", "7", "8", "D", "E", "M", "Z", "=", ">", "#8", "(0", ")0", "N", "O", "n", "|", "[!p"),
)
ESCAPES = tuple(
    dict.fromkeys(
        (
            *(f"\x1b{body}" for body in BODIES),
            # The same with the controls of eight bits.
            *(f"{chr(ord(body[0]) + 0x40)}{body[1:]}" for body in BODIES if body[0] in "[]P_^X"),
            *map(chr, [*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F]),
            *map(chr, range(0x80, 0xA0)),
            *"\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
            "\r\x1b[Kpaperbrowse: done",
            "\x1b\x1b[31m",
            "\x1b]0;never ended",
            "\x9b31m\x1b",
        )
    )
)
"""Escape sequences, controls and directions, each once."""

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What may not be in an output, but for ends of lines."""
