"""The archive: mutilated and malicious ones are refused, whatever checksums they carry."""

import io
import stat
import struct
import zipfile

import pytest

from journeymapper.files import archive
from journeymapper.files.archive import Entry, pack, unpack
from journeymapper.files.codec import decode, encode
from journeymapper.model.errors import FileProblem

from .maps import every_type, zipped

TWO = [Entry("a.txt", b"alpha" * 50), Entry("b.txt", b"beta" * 50, stored=True)]


def refused(data: bytes) -> str:
    with pytest.raises(FileProblem) as caught:
        unpack(data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def patched(data: bytes, at: int, layout: str, value: int) -> bytes:
    """The bytes with a little-endian number written over."""
    new = struct.pack("<" + layout, value)
    return data[:at] + new + data[at + len(new) :]


def directory_of(data: bytes, name: str) -> int:
    """Where the entry's header in the table of contents begins."""
    at = data.rindex(name.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    return at


def as_zipfile_writes(entries: list[Entry]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            method = (zipfile.ZIP_STORED, None) if entry.stored else (zipfile.ZIP_DEFLATED, archive.LEVEL)
            written.writestr(info, entry.data, *method)
    return target.getvalue()


@pytest.mark.parametrize(
    "entries",
    [
        [],
        TWO,
        [Entry("empty.txt", b""), Entry("empty.png", b"", stored=True)],
        [Entry("Reise – 旅 ☕.txt", bytes(range(256)) * 999)],
        [Entry(str(number), b"") for number in range(0xFFFF)],
        [Entry(str(number), b"") for number in range(0x10000)],
    ],
    ids=["none", "two", "empty", "not ASCII", "as many as 16 bits count", "one more"],
)
def test_the_archive_is_what_zipfile_would_write(entries):
    assert pack(entries) == as_zipfile_writes(entries)


def test_entries_come_back_with_their_way_of_storing():
    assert list(unpack(pack(TWO)).values()) == TWO


def test_the_same_entries_give_the_same_bytes():
    assert pack(TWO) == pack(TWO)


def test_an_empty_file_is_told():
    assert refused(b"") == "the file is empty; restore a copy"


@pytest.mark.parametrize("data", [b"x", b"%PDF-1.7 ...", b"PK\x05\x06" + bytes(18), b"\0" * 4096])
def test_a_file_that_is_no_archive_is_told(data):
    assert "choose a .journey file" in refused(data)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.999])
def test_a_file_cut_short_is_told(share):
    data = pack(TWO)
    assert "cut short" in refused(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "/a",
        "a/../b",
        "a//b",
        "a/",
        "./a",
        "c:\\a",
        "a\\b",
        "con:1",
        "a\nb",
        "..",
        " ",
        "a\x7f",
        "x" * 241,
    ],
)
def test_names_that_lead_out_of_the_folder_are_refused(name):
    assert "could lead out" in refused(zipped({name: b"x"}))


def test_a_name_that_hides_its_end_is_refused():
    data = zipped({"a.txt@.sh": b"x"}).replace(b"@", b"\0")
    assert "could lead out" in refused(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_stands_twice_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("a.txt", b"1")
        made.writestr("a.txt", b"2")
    assert "stands in the file twice" in refused(target.getvalue())


def test_an_encrypted_entry_is_refused():
    data = pack(TWO)
    assert "encrypted" in refused(patched(data, directory_of(data, "a.txt") + 8, "H", 1))


def test_a_link_is_refused():
    data = pack(TWO)
    mode = (stat.S_IFLNK | 0o777) << 16
    assert "link" in refused(patched(data, directory_of(data, "a.txt") + 38, "I", mode))


def test_an_unknown_compression_is_refused():
    data = pack(TWO)
    assert "compressed in an unknown way" in refused(patched(data, directory_of(data, "a.txt") + 10, "H", 12))


def test_entries_that_share_bytes_are_refused():
    data = pack(TWO)
    assert "overlaps" in refused(patched(data, directory_of(data, "b.txt") + 42, "I", 0))


def test_an_entry_that_reaches_into_the_next_is_refused():
    data = zipped({"a.txt": b"alpha", "b.txt": b"beta"})
    assert "overlaps" in refused(patched(data, directory_of(data, "a.txt") + 20, "I", 40))


def test_an_entry_outside_the_file_is_refused():
    data = pack(TWO)
    assert "outside the file" in refused(
        patched(data, directory_of(data, "b.txt") + 42, "I", len(data) + 100)
    )


def test_the_last_entry_ends_before_the_file_does():
    data = zipped({"a.txt": b"alpha"})
    assert "outside the file" in refused(patched(data, directory_of(data, "a.txt") + 20, "I", 10_000))


def test_two_headers_that_disagree_are_refused():
    data = pack(TWO)
    assert "contradict" in refused(patched(data, 8, "H", 0))


def test_damaged_bytes_are_refused_by_name():
    data = bytearray(pack(TWO))
    data[data.index(b"betabeta") + 3] ^= 0x20
    assert refused(bytes(data)) == "b.txt: its bytes are damaged; restore a copy"


def test_a_stored_entry_with_two_sizes_is_refused():
    data = pack(TWO)
    assert "sizes" in refused(patched(data, directory_of(data, "b.txt") + 24, "I", 3))


def test_an_entry_longer_than_it_says_is_refused():
    data = pack(TWO)
    assert "a.txt" in refused(patched(data, directory_of(data, "a.txt") + 24, "I", 249))


def test_an_entry_shorter_than_it_says_is_refused():
    data = pack(TWO)
    assert "a.txt" in refused(patched(data, directory_of(data, "a.txt") + 24, "I", 10_000))


def test_an_entry_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    data = zipped({"bomb": bytes(archive.LARGEST_ENTRY + 1)})
    assert len(data) < 100_000
    assert "larger than 64 megabytes" in refused(data)


def test_many_entries_that_together_unpack_to_too_much_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 5 << 20)
    data = zipped({f"bomb{n}": bytes(1 << 20) for n in range(6)})
    assert "unpacks to more than 5 megabytes" in refused(data)


def test_a_bomb_that_lies_about_its_size_is_cut_off():
    data = zipped({"bomb": bytes(50 << 20)})
    data = patched(data, directory_of(data, "bomb") + 24, "I", 1000)
    assert "bomb" in refused(data)


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_ENTRIES", 1)
    assert "2 entries" in refused(pack(TWO))


def test_nothing_is_written_that_would_not_be_read(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 100)
    with pytest.raises(FileProblem, match="too large"):
        pack(TWO)


def test_an_archive_made_by_another_program_is_read():
    data = encode(every_type())
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        entries = {name: made.read(name) for name in reversed(made.namelist())}
    assert decode(zipped(entries)).document.snapshot() == every_type().snapshot()


def test_an_archive_with_its_folders_as_other_programs_make_them_is_read():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.mkdir("data")
        made.writestr("media/", b"")
        for name, entry in unpack(encode(every_type())).items():
            made.writestr(name, entry.data)
    assert decode(target.getvalue()).document.snapshot() == every_type().snapshot()


@pytest.mark.parametrize("name", ["../", "/", "a/../", "//", "c:/"])
def test_a_folder_that_leads_out_is_refused(name):
    assert "could lead out" in refused(zipped({"a.txt": b"x", name: b""}))


def test_a_link_that_is_called_a_folder_is_refused():
    data = zipped({"a.txt": b"x", "b/": b""})
    mode = (stat.S_IFLNK | 0o777) << 16
    assert "link" in refused(patched(data, directory_of(data, "b/") + 38, "I", mode))
