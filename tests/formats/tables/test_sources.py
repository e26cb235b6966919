"""Tables out of files and clipboards: dialects, encodings, marks, merged cells."""

import contextlib

import pytest

from journeymapper.export.html.page import write_html
from journeymapper.formats import READERS, parts_of, read_foreign
from journeymapper.formats.tables import tables_of
from journeymapper.model.errors import FileProblem
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card

from .samples import imported, lanes_of, markdown, points_of, rows_in, stages_of, texts_of

ROWS = [["Stage", "Look", "Ride"], ["Actions", "Searches; asks", "Rides"], ["Mood", "+1", "-2"]]


def lines(separator, rows=ROWS):
    return "\n".join(separator.join(row) for row in rows)


def refused(key, data):
    with pytest.raises(FileProblem) as caught:
        tables_of(key, data)
    return str(caught.value)


# lines with separators


@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_the_separator_of_a_csv_file_is_told_by_its_lines(separator):
    document = imported("csv", lines(separator).encode()).document
    assert stages_of(document) == ["Look", "Ride"]
    assert texts_of(document, "Actions") == [["Searches", "asks"], ["Rides"]]


def test_semicolons_separate_where_they_do_so_evenly():
    assert stages_of(imported("csv", b";Look;Ride\nActions;a, b;c\nMood;2,5;3\n").document) == [
        "Look",
        "Ride",
    ]


def test_a_file_may_say_what_separates_its_cells():
    table = tables_of("csv", b"sep=;\n;Look\nActions;a\n")[0]
    assert (table.rows, table.lines) == ((("", "Look"), ("Actions", "a")), (2, 3))


def test_quoted_cells_hold_separators_quotation_marks_and_line_breaks():
    document = imported("csv", b'"",Look,Ride\r\nActions,"a, ""b""","c\r\nd"\r\nThoughts,e,f\r\n').document
    assert texts_of(document, "Actions") == [['a, "b"'], ["c", "d"]]


def test_lines_are_counted_as_the_file_has_them():
    assert tables_of("csv", b',Look\n\nActions,"a\nb"\nWeather,c\n')[0].lines == (1, 2, 3, 5)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_every_encoding(encoding):
    data = lines(",", rows_in("ja")).encode(encoding)
    found = imported("csv", data)
    assert "タッチポイント" in lanes_of(found.document)
    assert not any("Unicode" in note.text for note in found.report)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("de", "cp1252"), ("fr", "cp1252"), ("ru", "cp1251"), ("ja", "cp932"), ("zh", "gb18030")],
)
def test_other_encodings_are_guessed_and_told(language, encoding):
    found = imported("csv", lines(";", rows_in(language)).encode(encoding))
    assert lanes_of(found.document)[0] == rows_in(language)[1][0]
    assert any(note.level == "guessed" and encoding in note.text for note in found.report)


def test_what_was_quoted_as_text_is_read_without_its_apostrophe():
    data = b",Look\nActions,'=1+1\nThoughts,'quoted'\n"
    document = imported("csv", data).document
    assert [texts_of(document, lane) for lane in ("Actions", "Thoughts")] == [[["=1+1"]], [["'quoted'"]]]


def test_persona_and_scenario_above_the_table_are_kept():
    data = b"Our journey,,\nPersona,Ada (Engineer),\nScenario: a rainy day,,\n,,\n,Look,Ride\nActions,a,b\nMood,1,5\n"
    document = imported("csv", data).document
    assert (document.map.title, document.map.scenario) == ("Our journey", "a rainy day")
    assert [(persona.name, persona.role) for persona in document.personas] == [("Ada", "Engineer")]


@pytest.mark.parametrize(
    "data", [b"", b"only one cell", b"one,row,alone\n", b"one\ncolumn\nalone\n", b"\x00\x01\x02"]
)
def test_what_is_no_table_is_refused_in_a_sentence(data):
    assert "choose another file" in refused("csv", data)


def test_a_cell_that_never_ends_is_refused_with_its_line():
    with pytest.raises(FileProblem) as caught:
        tables_of("csv", b',Look\nActions,"' + b"a" * 200_000)
    assert caught.value.line == 2


def test_far_too_many_rows_are_refused():
    assert "divide it" in refused("csv", b"a,b\n" * 6_000)
    assert "divide it" in refused("csv", b"," * 300_000 + b"\n")


# Markdown


def test_emphasis_is_dropped_and_numbering_kept():
    data = markdown(
        "| | **1. Look** | _2. Ride_ |", "| ***Actions*** | `code` and ~~old~~ | snake_case_name |"
    )
    document = imported("markdown", data).document
    assert stages_of(document) == ["1. Look", "2. Ride"]
    assert texts_of(document, "Actions") == [["code and old"], ["snake_case_name"]]


def test_strokes_behind_a_backslash_and_entities_are_text():
    data = markdown("| | Look |", r"| Actions | a \| b &lt;c&gt; \*d\* |")
    assert texts_of(imported("markdown", data).document, "Actions") == [["a | b <c> *d*"]]


def test_lists_in_cells_are_cards():
    data = markdown("| | Look | Ride |", "| Actions | - a<br/>- b | <ul><li>c</li><li>d</li></ul> |")
    assert texts_of(imported("markdown", data).document, "Actions") == [["a", "b"], ["c", "d"]]


def test_only_addresses_that_may_stand_in_a_map_are_kept():
    data = markdown("| | Look |", "| Actions | [a](https://b.example/c) [d](javascript:e) ![f](g.png) |")
    assert texts_of(imported("markdown", data).document, "Actions") == [["a (https://b.example/c) d f"]]


def test_a_heading_is_the_title_and_labels_tell_the_head():
    data = b"# Our trip\n\n**Persona:** Ada, Engineer\n\n## Scenario: rain\n\n" + markdown(
        "| | Look |", "| Actions | a |"
    )
    document = imported("markdown", data).document
    assert (document.map.title, document.map.scenario) == ("Our trip", "rain")
    assert document.personas[0].role == "Engineer"


def test_several_tables_are_parts_and_the_report_says_so():
    data = (
        b"# One\n\n"
        + markdown("| | A |", "| Actions | a |")
        + b"\n\n# Two\n\n"
        + markdown("| | B |", "| Actions | b |")
    )
    assert parts_of("x.md", data) == ("One", "Two")
    first, second = (imported("markdown", data, part) for part in (0, 1))
    assert (stages_of(first.document), stages_of(second.document)) == (["A"], ["B"])
    assert first.report[0].text == "it has 2 tables, and this is table 1: the others are left out"
    with pytest.raises(FileProblem, match="no table 3"):
        imported("markdown", data, 2)


def test_a_table_in_a_fence_is_read_but_not_one_in_a_diagram():
    table = markdown("| | A |", "| Actions | a |")
    assert len(tables_of("markdown", b"```markdown\n" + table + b"\n```\n")) == 1
    assert "no table" in refused("markdown", b"```mermaid\n" + table + b"\n```\n")


def test_a_line_without_closing_strokes_is_a_row():
    assert tables_of("markdown", b"a | b\n--|--\nActions | c\n")[0].rows == (("a", "b"), ("Actions", "c"))


# HTML


def test_a_table_from_the_clipboard_is_read():
    data = (
        b"Version:0.9\r\nStartHTML:1\r\n<html><style>td{color:red}</style><body><!--StartFragment--><h2>Trip</h2><table>"
        b"<tr><th></th><th>Look &amp; see</th><th>Ride</th></tr>"
        b"<tr><th>Actions<td>a<br>b<td><ul><li>c</li><li>d</li></ul>"
        b"<tr><td>Mood</td><td>&#128578;</td><td>\n  4/5\n</td></tr></table></body></html>"
    )
    document = imported("html", data).document
    assert (document.map.title, stages_of(document)) == ("Trip", ["Look & see", "Ride"])
    assert texts_of(document, "Actions") == [["a", "b"], ["c", "d"]]
    assert [point[0] for point in points_of(document) if point] == [1, 1]


def test_cells_over_several_columns_and_rows_are_honoured():
    data = (
        b"<table><tr><td></td><td colspan=2>Look</td><td>Ride</td></tr>"
        b"<tr><td rowspan=2>Actions</td><td>a</td><td>b</td><td rowspan=2>c</td></tr>"
        b"<tr><td colspan='2'>d</td></tr></table>"
    )
    table = tables_of("html", data)[0]
    assert table.rows == (("", "Look", "", "Ride"), ("Actions", "a", "b", "c"), ("", "d", "", ""))
    document = imported("html", data).document
    assert [len(document.steps_of(stage.id)) for stage in document.stages] == [2, 1]
    whole = next(card for card in document.all(Card) if card.text == "a")
    assert whole.step == document.steps[0].id


def test_scripts_comments_and_pictures_are_nothing():
    data = (
        b"<script>var a='<table><tr><td>x</td><td>y</td></tr></table>'</script><!-- <table> --><table><tr><td>"
        b"</td><td>Look<img src='http://127.0.0.1:9/x.png'></td></tr><tr><td>Actions</td><td>a</td></tr></table>"
    )
    assert [table.rows for table in tables_of("html", data)] == [(("", "Look"), ("Actions", "a"))]


def test_a_table_in_a_cell_is_text_of_the_cell():
    inner = b"<table><tr><td>x</td><td>y</td></tr></table>"
    data = b"<table><tr><td></td><td>Look</td></tr><tr><td>Actions</td><td>" + inner + b"</td></tr></table>"
    assert [len(table.rows) for table in tables_of("html", data)] == [2]


@pytest.mark.parametrize(
    "piece", [b"<!", b"<![", b"<!--", b"<a", b"<table", b"<td>", b"&#", b"<?", b"</", b"<a b='"]
)
def test_html_that_never_ends_takes_no_time(piece):
    # Minutes, where html.parser is given such pieces as they are.
    with contextlib.suppress(FileProblem):
        tables_of("html", piece * 30_000)


def test_a_span_of_a_thousand_cells_does_not_make_them():
    data = b"<table>" + b"<tr><td colspan=900 rowspan=4000>a</td></tr>" * 300 + b"</table>"
    assert "divide it" in refused("html", data)


# recognised


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.md", markdown("| | A |", "| Actions | a |"), "markdown"),
        ("a.txt", markdown("| | A |", "| Actions | a |"), "markdown"),
        ("a.csv", b",A\nActions,a\n", "csv"),
        ("-", b",A,B\nActions,a,b\n", "csv"),
        ("-", b"\tA\tB\nActions\ta\tb\n", "tsv"),
        ("a.tab", b"\tA\nActions\ta\n", "tsv"),
        ("-", b"<p><TABLE><tr><td>a", "html"),
    ],
)
def test_a_table_is_recognised_by_its_ending_or_its_bytes(name, data, key):
    found = [reader.key for reader in READERS if name.endswith(reader.own) or reader.looks_like(data)]
    assert found[0] == key


@pytest.mark.parametrize(
    "data", [b"Dear all,\nhow are you, today?\n", b'{"a": 1,\n"b": 2}', b"PK", b"", b"\xff" * 9]
)
def test_what_is_no_table_is_not_taken_for_one(data):
    with pytest.raises(FileProblem):
        read_foreign("-", data, id_source(1))


def test_paragraphs_outside_the_tables_are_told_by_line():
    text = (
        b"# Trip\n\nPersona: Ada\n\nWe met twice.\nIt rained.\n\n"
        + markdown("| | A |", "| Actions | a |")
        + b"\n\nTo do: more.\n"
    )
    told = [(note.level, note.path, note.text) for note in imported("markdown", text).report]
    left = [(path, what) for level, path, what in told if level == "dropped"]
    assert left == [
        ("line 5", "what stands outside the tables is left out: “We met twice.”"),
        ("line 12", "what stands outside the tables is left out: “To do: more.”"),
    ]


def test_a_name_that_only_hints_at_a_role_is_told_as_guessed():
    rows = markdown("| | A |", "| Ideas | a |", "| Pain points | b |")
    told = [note.text for note in imported("markdown", rows).report if note.level == "guessed"]
    assert "“Ideas” is taken for a lane of this role: Opportunities" in told
    assert not any("Pain points" in text for text in told)


def test_what_was_placed_is_counted_as_the_map_counts():
    rows = markdown("| | A |", "| Actions | a; b |", "| Line of visibility | |", "| KPIs | Time: 4 |")
    found = imported("markdown", rows)
    assert found.document.count(Card) == 2
    assert "stages 1, lanes 2, cards 2, lines among the lanes 1, KPIs 1" in [
        note.text for note in found.report
    ]


def test_a_web_page_of_this_program_is_refused_and_others_are_not():
    table = "<table><tr><td></td><td>A</td></tr><tr><td>Actions</td><td>a</td></tr></table>"
    page = f'<html><head><meta name="generator" content="{{}}"></head>{table}</html>'
    assert "open the map itself" in refused("html", page.format("JourneyMapper 1.2").encode())
    assert tables_of("html", page.format("Other 1.2").encode())
    assert tables_of("html", f"{table} &lt;meta name=generator content=JourneyMapper&gt;".encode())
    written = write_html(imported("html", table.encode()).document, {}).data
    assert "open the map itself" in refused("html", written)
