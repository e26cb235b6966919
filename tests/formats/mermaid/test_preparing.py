"""What Mermaid does to a diagram before it parses it."""

import pytest

from journeymapper.formats.mermaid.source import prepared

from .journeys import document_of, parsed


def code_of(text: str) -> str:
    return prepared(text).code.text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Plain\n---\njourney", "Plain"),
        ("---\ntitle: 'It''s'\n---\njourney", "It's"),
        ('---\ntitle: "A \\"b\\""\n---\njourney', 'A "b"'),
        ("---\ntitle: Plain # note\n---\njourney", "Plain"),
        ("---\ntitle: >-\n  two\n  lines\nx: y\n---\njourney", "two lines"),
        ("\n   ---\n   title: Set in\n   ---\n   journey", "Set in"),
        ("---\nconfig:\n  title: not this\n---\njourney", ""),
        ("---\n---\njourney", ""),
        ("journey", ""),
    ],
)
def test_the_title_of_the_front_matter_is_found(text, title):
    assert prepared(text).title == title


def test_the_diagrams_own_title_goes_before_that_of_the_front_matter():
    source = "---\ntitle: Above\n---\njourney\n title Own\n A: 3"
    assert document_of(source).map.title == "Own"
    assert document_of(source.replace(" title Own\n", "")).map.title == "Above"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("%%{init: {'theme': 'x'}}%%\njourney\n A: 3", "journey\n A: 3\n"),
        ("journey\n %% c\n\n  %% d\n A: 3", "journey\n A: 3\n"),
        ("journey\n A: 3 %% text\n", "journey\n A: 3 %% text\n\n"),
        ("journey\r\n A: 3\r B: 4", "journey\n A: 3\n B: 4\n"),
        ("journey\n a#58;b#amp;: 3", "journey\n aﬂ°°58¶ßbﬂ°amp¶ß: 3\n"),
        ('journey\n <a href="x">: 3', "journey\n <a href='x'>: 3\n"),
        ("journey\n style x:#aaa;", "journey\n style x:#aaa\n"),
    ],
)
def test_the_text_is_made_ready_as_mermaid_does(text, code):
    assert code_of(text) == code


def test_lines_are_those_of_the_file():
    source = "---\ntitle: T\n---\n%%{init: {\n}}%%\n\njourney\n %% c\n A: 3\n\n %% d\n B: 4"
    assert [task.line for task in parsed(source).tasks] == [9, 12]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("#35;", "#"),
        ("#colon;", ":"),
        ("#amp;", "&"),
        ("#128512;", "😀"),
        ("#nonsense;", "&nonsense;"),
        ("#0;", "\ufffd"),
        ("#55296;", "\ufffd"),
        (f"#{'1' * 5000};", f"ﬂ°°{'1' * 5000}¶ß"),
    ],
)
def test_codes_stand_for_characters_as_in_the_drawing(written, text):
    assert parsed(f"journey\n a{written}b: 3").tasks[0].name == f"a{text}b"
