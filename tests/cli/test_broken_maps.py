"""Maps that are damaged: one sentence, whatever was done to them and whichever command reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.cli import main
from journeymapper.files.archive import Entry, pack, unpack
from tests.cli.running import EXAMPLE, is_one_sentence

BYTES = EXAMPLE.read_bytes()
COMMANDS = (["show"], ["show", "--json"], ["check"], ["check", "--json"])


def repacked(change) -> bytes:
    """The example with its entries changed: `change` gives the new bytes of an entry, by name and bytes."""
    entries = unpack(BYTES).values()
    return pack([Entry(entry.name, change(entry.name, entry.data), entry.stored) for entry in entries])


BROKEN = {
    "empty": b"",
    "text": b"hello",
    "cut short": BYTES[: len(BYTES) // 2],
    "zip without a map": pack([Entry("a.txt", b"a")]),
    "no manifest": pack([entry for entry in unpack(BYTES).values() if entry.name != "manifest.json"]),
    "records that are no JSON": repacked(
        lambda name, data: data.replace(b'{"', b"{", 1) if "card" in name else data
    ),
    "a dangling stage": repacked(lambda name, data: b"" if "stage" in name else data),
    "a manifest that is a list": repacked(lambda name, data: b"[]" if name == "manifest.json" else data),
}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("broken", BROKEN)
def test_a_damaged_map_is_one_sentence(broken, command, tmp_path, capsys):
    path = tmp_path / "map.journey"
    path.write_bytes(BROKEN[broken])
    assert main([command[0], str(path), *command[1:]]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert is_one_sentence(printed.err), printed.err
    assert "map.journey" in printed.err


@settings(max_examples=40)
@given(st.data())
def test_a_map_with_any_byte_changed_is_read_or_refused_in_one_sentence(data):
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO
    from pathlib import Path
    from tempfile import TemporaryDirectory

    place = data.draw(st.integers(0, len(BYTES) - 1))
    changed = bytearray(BYTES)
    changed[place] ^= data.draw(st.integers(1, 255))
    out, err = StringIO(), StringIO()
    with TemporaryDirectory() as folder, redirect_stdout(out), redirect_stderr(err):
        path = Path(folder) / "map.journey"
        path.write_bytes(changed)
        code = main(["check", str(path)])
    assert code in (0, 2)
    assert code == 0 or is_one_sentence(err.getvalue())
