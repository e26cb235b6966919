"""Spreadsheets in: sheets as parts, and archives that would unpack into far too much."""

import io
import re
import zipfile

import pytest

from journeymapper.export.sheets import write_sheets
from journeymapper.files.codec import decode
from journeymapper.formats import parts_of, reader_of
from journeymapper.formats.tables import tables_of
from journeymapper.formats.tables.workbook_check import is_workbook
from journeymapper.model.errors import FileProblem

from .samples import imported, rows_in, stages_of, texts_of

SHEET = "xl/worksheets/sheet1.xml"


def workbook(**sheets):
    """A workbook of these sheets, each a list of rows."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return target.getvalue()


DATA = workbook(Trip=rows_in("en"))


def entries(data=DATA):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed, *, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in changed.items():
            archive.writestr(name, content)
    return target.getvalue()


def refused(data):
    with pytest.raises(FileProblem) as caught:
        tables_of("xlsx", data)
    return str(caught.value)


def with_sheet(change):
    found = entries()
    return packed({**found, SHEET: change(found[SHEET])})


def test_sheets_are_parts_by_their_names():
    data = workbook(One=rows_in("en"), Empty=[], Two=rows_in("de"))
    assert parts_of("a.xlsx", data) == ("One", "Two")
    assert imported("xlsx", data, 1).document.lanes[0].title == "Handlungen"


def test_numbers_are_read_as_people_see_them():
    data = workbook(A=[["", "Look", "Ride"], ["Actions", 3, 2.5], ["Mood", 1, 5]])
    document = imported("xlsx", data).document
    assert texts_of(document, "Actions") == [["3"], ["2.5"]]
    assert document.map.title == "A"


def test_rows_are_told_by_their_number_in_the_sheet():
    data = workbook(A=[[], ["", "Look", "Ride"], ["Weather", "a", "b"], ["Actions", "c", "d"]])
    assert "row 3" in [note.path for note in imported("xlsx", data).report]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD1", "ZZZZZZ1", "A99999999999"])
def test_a_cell_far_away_is_refused_before_room_is_made_for_all_between(place):
    data = with_sheet(lambda sheet: sheet.replace(b'r="B2"', f'r="{place}"'.encode(), 1))
    assert "divide it" in refused(data) or "damaged" in refused(data)


def test_an_archive_that_inflates_into_too_much_is_refused():
    found = entries()
    assert "megabytes" in refused(packed({**found, "xl/media/a.bin": b"\x00" * (60 << 20)}))


def test_a_long_text_in_too_many_cells_is_refused():
    found = entries()
    strings = found["xl/sharedStrings.xml"].replace(b"<t>", b"<t>" + b"a" * 5_000_000, 1)
    assert "divide it" in refused(packed({**found, "xl/sharedStrings.xml": strings}))


def test_a_document_type_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    assert "save it again" in refused(with_sheet(lambda sheet: bomb + sheet.split(b"?>", 1)[1]))


def test_a_part_that_stands_twice_is_refused():
    target = io.BytesIO(DATA)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert "save it again" in refused(target.getvalue())


def test_old_and_encrypted_workbooks_are_told_what_to_do():
    assert "save it as .xlsx" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_other_archives_are_no_workbooks():
    other = packed({"word/document.xml": b"<a/>"})
    assert not is_workbook(other)
    assert is_workbook(DATA)
    assert not is_workbook(b"PK")
    assert reader_of("unknown", DATA).key == "xlsx"


def ods(rows):
    """An OpenDocument sheet of rows of XML cells."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Trip">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "styles.xml": b"<a/>",
            "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )


def cell(text, more=""):
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


EMPTY = '<table:table-cell table:number-columns-repeated="16380"/>'
HEAD = row(cell("Stage"), cell("Look"), cell("Ride"), EMPTY)
REST = row(EMPTY, more=' table:number-rows-repeated="1048000"')


def test_opendocument_sheets_are_read_with_the_empty_rest_that_they_name():
    data = ods([HEAD, row(cell("Actions"), cell("a", ' table:number-columns-repeated="2"'), EMPTY), REST])
    document = imported("xlsx", data).document
    assert stages_of(document) == ["Look", "Ride"]
    assert texts_of(document, "Actions") == [["a"], ["a"]]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, row(cell("a", ' table:number-columns-repeated="16000"'))],
        [HEAD, row(cell("a"), cell("b"), more=' table:number-rows-repeated="1000000"')],
        [HEAD, row(cell("a" * 1_000_000, ' table:number-columns-repeated="900"'))],
        [HEAD, row(EMPTY, more=' table:number-rows-repeated="1000000"'), row(cell("a"), cell("b"))],
    ],
)
def test_cells_that_are_repeated_beyond_any_map_are_refused(rows):
    assert "divide it" in refused(ods(rows))


def test_a_workbook_of_ours_names_its_sheets(root):
    data = (root / "resources" / "templates" / "buying-running-shoes.journey").read_bytes()
    written = write_sheets(decode(data).document).data
    assert parts_of("a.xlsx", written)[:2] == ("Buying running shoes", "Cards")
    assert re.search(rb'hidden="1"', entries(written)[SHEET])


def test_parts_that_share_their_bytes_or_are_links_are_refused():
    target = io.BytesIO(DATA)
    with zipfile.ZipFile(target, "a") as archive:
        twin = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        archive.writestr(twin, b"")
        first, last = archive.getinfo(SHEET), archive.infolist()[-1]
        for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
            setattr(last, field, getattr(first, field))
    assert "not as spreadsheets have them" in refused(target.getvalue())
    target = io.BytesIO(DATA)
    with zipfile.ZipFile(target, "a") as archive:
        link = zipfile.ZipInfo("xl/media/image1.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "not as spreadsheets have them" in refused(target.getvalue())
