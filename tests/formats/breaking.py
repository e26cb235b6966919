"""Files broken on purpose: bytes, lines, values of JSON and entries of archives, changed by a seeded chance."""

import copy
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

Breaker = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

LARGEST = 4 * 1024 * 1024
"""No copy grows beyond this: a breaker that doubles would fill the memory by itself."""

TOKENS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\x1b[0m",
        b"\r",
        b"\x0b",
    ),
    *(
        b"\xe2\x80\xae",
        b"\xe2\x80\xa8",
        b'"',
        b"'",
        b"\\",
        b"`" * 3,
        b"~~~",
        b"|",
        b"|---|",
        b"\t" * 40,
        b"," * 40,
        b";",
    ),
    *(
        b"-1e999",
        b"1e308",
        b"NaN",
        b"9" * 400,
        b"=cmd|' /C calc'!A0",
        b"&#x110000;",
        b"&amp;&lt;&bogus;",
        b"<!--",
        b"]]>",
    ),
    *(
        b"<table>" * 40,
        b"</table>",
        b"<tr><td colspan=99999>",
        b"rowspan='1000000'",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ),
    *(
        b"[" * 90,
        b"{" * 90,
        b'{"a":' * 90,
        b"null",
        b"true",
        b"section ",
        b"title ",
        b"journey\n",
        b"%%{init:",
        b": 3: x",
    ),
    *(
        b": ",
        b":",
        b"#",
        b"%%",
        b"---\n",
        b"- ",
        b"<br/>",
        b"xl/worksheets/sheet1.xml",
        b"PK\x05\x06",
        b"A1:XFD1048576",
    ),
)

ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        5,
        10**12,
        -(10**200),
        1e308,
        -0.0,
        "",
        " ",
        "\ud800",
        "\x00",
        "x" * 1000,
        "=1+1",
    ),
    *(
        [],
        {},
        [[]],
        [{}],
        {"": ""},
        [None] * 50,
        "javascript:x",
        "s1",
        "l1",
        "arrow",
        "group",
        "card",
        "a0",
        "zz",
    ),
)


def broken_copy(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """A copy with one to four changes."""
    for _change in range(dice.choice([1, 1, 2, 4])):
        data = dice.choice(_breakers_for(data))(dice, data, others)[:LARGEST]
    return data


def _breakers_for(data: bytes) -> list[Breaker]:
    """Ways to break a file that suit its form; structure is broken more often than bytes are."""
    raw: list[Breaker] = [_some_bytes, _token, _cut, _piece_twice, _piece_of_another]
    if data.startswith(b"PK"):
        return [*raw, *[_entry] * 10]
    if data[:1] in (b"{", b"["):
        return [*raw, *[_value] * 10]
    return [*raw, *[_lines] * 6, _line_of_another, _signs]


# bytes


def _place(dice: random.Random, data: bytes) -> int:
    return dice.randint(0, len(data))


def _some_bytes(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = _place(dice, data)
    return data[:at] + dice.randbytes(dice.randint(0, 4)) + data[at + dice.randint(0, 4) :]


def _token(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = _place(dice, data)
    return data[:at] + dice.choice(TOKENS) * dice.choice([1, 1, 1, 50]) + data[at + dice.choice([0, 0, 3]) :]


def _cut(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    one, other = sorted((_place(dice, data), _place(dice, data)))
    return data[:one] if dice.random() < 0.5 else data[:one] + data[other:]


def _piece_twice(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    at = _place(dice, data)
    piece = data[at : at + dice.choice([5, 50, 500])]
    return data[:at] + piece * dice.choice([2, 3, 200]) + data[at:]


def _piece_of_another(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = dice.choice(others)
    at, start = _place(dice, data), _place(dice, other)
    return data[:at] + other[start : start + dice.choice([5, 50, 5000])] + data[at + dice.choice([0, 20]) :]


# lines


def _lines(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    match dice.randrange(7):
        case 0:
            del lines[at]
        case 1:
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines.insert(other, lines[at])
        case 3:
            lines[at] *= dice.choice([2, 30, 3000])
        case 4:
            lines[at] = lines[at].rstrip(b"\r\n")
        case 5:
            lines[at] = lines[at].rstrip(b"\r\n") * dice.choice([2, 300]) + b"\n"
        case _:
            lines[at] = dice.choice(
                [b"\n", b"\r\n", b"  " + lines[at], lines[at].replace(b" ", b""), lines[at][::-1]]
            )
    return b"".join(lines)


def _line_of_another(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(
        dice.randint(0, len(lines)), dice.choice(dice.choice(others).splitlines(keepends=True) or [b""])
    )
    return b"".join(lines)


def _signs(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One sign in the whole file for another."""
    signs = b"|,;\t:#-%\"'<>/&\n "
    return data.replace(bytes([dice.choice(signs)]), bytes([dice.choice(signs)]) * dice.randint(0, 2))


# JSON


def _value(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Values replaced, taken out, doubled, swapped or nested."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        return _some_bytes(dice, data, others)
    for _change in range(dice.randint(1, 3)):
        _change_value(dice, plain)
    return json.dumps(plain).encode()


def _change_value(dice: random.Random, plain: Any) -> None:
    parent, key = _somewhere(dice, plain)
    if parent is None:
        return
    match dice.randrange(6):
        case 0 | 1:
            parent[key] = copy.deepcopy(dice.choice(ODD))
        case 2:
            del parent[key]
        case 3 if isinstance(parent, list):
            parent.extend([parent[key]] * dice.choice([1, 1, 400]))
        case 4:
            one, other = _somewhere(dice, plain)
            parent[key] = copy.deepcopy(one[other]) if one is not None else 1
        case _:
            value = parent[key]
            for _level in range(dice.choice([1, 3, 80])):
                value = [value]
            parent[key] = value


def _somewhere(dice: random.Random, plain: Any) -> tuple[Any, Any]:
    """A container and a key in it, at any depth; (None, None) in an empty one."""
    parent: Any = None
    found: Any = None
    value = plain
    while isinstance(value, dict | list) and value:
        parent, found = value, dice.choice(list(value) if isinstance(value, dict) else range(len(value)))
        if dice.random() < 0.25:
            break
        value = parent[found]
    return parent, found


# archives


def _entry(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """An entry of an archive broken, lost or doubled, and the archive packed anew with valid checksums."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [(name, archive.read(name)) for name in archive.namelist()]
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        EOFError,
        OSError,
        RuntimeError,
        KeyError,
        zlib.error,
    ):
        return _some_bytes(dice, data, others)
    at = dice.randrange(len(entries)) if entries else -1
    if at >= 0:
        name, content = entries[at]
        match dice.randrange(8):
            case 0:
                del entries[at]
            case 1:
                entries[at] = (name, dice.choice(entries)[1])
            case _:
                breaker = dice.choice([_some_bytes, _token, _cut, _piece_twice, _xml])
                entries[at] = (name, breaker(dice, content, [content]))
    return _packed(entries)


def _xml(dice: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """An attribute's value or a text between tags replaced."""
    starts = [place for place, sign in enumerate(data) if sign in b'">']
    if not starts:
        return data
    at = dice.choice(starts) + 1
    ends = [end for end in (data.find(b'"', at), data.find(b"<", at)) if end >= 0]
    new = dice.choice(
        [
            b"",
            b"-1",
            b"0",
            b"999999999999",
            b"1048577",
            b"A0",
            b"XFE1",
            b"ZZZZZZ9999999",
            b"x" * 5000,
            b"1e400",
        ]
    )
    return data[:at] + new + data[min(ends, default=len(data)) :]


def _packed(entries: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(entries).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
