import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from journeymapper.commands.selecting import select
from journeymapper.model.records import (
    Card,
    EmotionPoint,
    Evidence,
    JourneyMap,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)
from tests.gui.driving import LEFT, Driver, Program


@pytest.fixture
def driver(program: Program) -> Driver:
    return program.example()


def editor(driver: Driver, field: str):
    form = driver.workspace.inspector.form
    assert form is not None
    return form.editors[field]


def write(driver: Driver, field: str, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Replace the text of a field by hand."""
    line = editor(driver, field).focus_target()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for position, part in enumerate(text.split("\n")):
        if position:
            QTest.keyClick(line, Qt.Key.Key_Return)
        QTest.keyClicks(line, part)
    if end == Qt.Key.Key_Return and hasattr(line, "toPlainText"):
        QTest.keyClick(line, end, Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.keyClick(line, end)


def choose(driver: Driver, field: str, title: str) -> None:
    """Choose an entry by the keyboard."""
    box = editor(driver, field).focus_target()
    box.setFocus()
    wanted = box.findText(title)
    assert wanted >= 0, [box.itemText(index) for index in range(box.count())]
    steps = wanted - box.currentIndex()
    for _each in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def test_with_nothing_selected_the_map_is_shown(driver: Driver):
    assert driver.workspace.inspector.title.text() == "Map"
    assert editor(driver, "title").line.text() == "Buying running shoes"


def test_a_click_on_a_card_shows_its_fields(driver: Driver):
    driver.click(driver.card("P2").id)
    assert driver.workspace.inspector.title.text() == "Pain point · P2"
    assert editor(driver, "text").sheet.toPlainText() == driver.card("P2").text


def test_text_typed_in_the_inspector_is_one_named_step(driver: Driver):
    select(driver.store, [driver.card("P2").id])
    write(driver, "text", "Jargon everywhere")
    assert driver.card("P2").text == "Jargon everywhere"
    assert driver.store.undo_name == "Change Text"
    driver.give("edit.undo")
    assert driver.card("P2").text != "Jargon everywhere"


def test_what_was_typed_is_kept_when_another_card_is_clicked(driver: Driver):
    select(driver.store, [driver.card("P2").id])
    sheet = editor(driver, "text").focus_target()
    sheet.setFocus()
    QTest.keyClick(sheet, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(sheet, "kept")
    driver.click(driver.card("P1").id)
    assert driver.card("P2").text == "kept"
    assert driver.card("P1").text != "kept"


def test_what_was_typed_is_saved(driver: Driver):
    select(driver.store, [driver.card("P2").id])
    line = editor(driver, "tags").focus_target()
    line.setFocus()
    QTest.keyClicks(line, "size, fit")
    driver.give("file.save")
    driver.wait_saved()
    (card,) = [card for card in driver.saved().all(Card) if card.code == "P2"]
    assert card.tags == ("size", "fit")


def test_esc_takes_back_what_was_typed(driver: Driver):
    select(driver.store, [driver.card("P2").id])
    line = editor(driver, "tags").focus_target()
    line.setFocus()
    QTest.keyClicks(line, "no")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert driver.store.undo_name == ""


def test_dots_set_the_severity(driver: Driver):
    select(driver.store, [driver.card("P1").id])
    rating = editor(driver, "severity")
    QTest.mouseClick(rating.marks, LEFT, pos=rating.marks.mark(4).center().toPoint())
    assert driver.card("P1").severity == 4
    QTest.mouseClick(rating.marks, LEFT, pos=rating.marks.mark(4).center().toPoint())
    assert driver.card("P1").severity == 3


def test_another_stage_moves_the_card(driver: Driver):
    select(driver.store, [driver.card("P1").id])
    choose(driver, "stage", "Decision")
    stage = driver.document.find(Stage, driver.card("P1").stage)
    assert stage is not None
    assert stage.title == "Decision"


def test_an_owner_is_chosen_from_the_owners_of_the_map(driver: Driver):
    select(driver.store, [driver.card("P1").id])
    owner = next(iter(driver.document.all(Owner)))
    choose(driver, "owner", f"{owner.name}, {owner.team}" if owner.team else owner.name)
    assert driver.card("P1").owner == owner.id


def test_several_cards_show_mixed_where_they_differ(driver: Driver):
    select(driver.store, [driver.card("P1").id, driver.card("P2").id])
    assert driver.workspace.inspector.title.text() == "Pain point · 2 selected"
    assert editor(driver, "text").sheet.placeholderText() == "mixed"
    assert editor(driver, "stage").box.currentIndex() == -1


def test_a_value_set_on_several_cards_goes_to_all_as_one_step(driver: Driver):
    select(driver.store, [driver.card("P1").id, driver.card("P2").id])
    write(driver, "votes", "12")
    assert (driver.card("P1").votes, driver.card("P2").votes) == (12, 12)
    driver.give("edit.undo")
    assert driver.card("P1").votes != driver.card("P2").votes


def test_cards_of_different_kinds_can_be_moved_together(driver: Driver):
    select(driver.store, [driver.card("P1").id, driver.card("O1").id])
    choose(driver, "stage", "Retention")
    assert driver.card("P1").stage == driver.card("O1").stage


def test_a_number_that_is_none_is_refused_in_one_sentence(driver: Driver):
    select(driver.store, [driver.card("P1").id])
    before = driver.card("P1").votes
    write(driver, "votes", "many")
    assert driver.card("P1").votes == before
    assert driver.person.told == [("“many” is not a number.", "problem")]
    assert editor(driver, "votes").line.text() == str(before)


def test_arrow_keys_step_a_number(driver: Driver):
    point = next(iter(driver.document.all(EmotionPoint)))
    select(driver.store, [point.id])
    line = editor(driver, "value").focus_target()
    QTest.keyClick(line, Qt.Key.Key_Up)
    found = driver.document.find(EmotionPoint, point.id)
    assert found is not None
    assert found.value == pytest.approx(point.value + 0.1)


def test_the_wheel_over_a_list_changes_nothing(driver: Driver):
    select(driver.store, [driver.card("P1").id])
    box = editor(driver, "stage").focus_target()
    before = driver.card("P1").stage
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert driver.card("P1").stage == before


@pytest.mark.parametrize(
    "kind",
    [
        Card,
        Measure,
        Owner,
        Stage,
        Step,
        Lane,
        Line,
        Series,
        EmotionPoint,
        Link,
        Evidence,
        Persona,
        JourneyMap,
    ],
)
def test_every_record_shows_its_fields(driver: Driver, kind: type[Record]):
    record: Record = next(iter(driver.document.all(kind)))
    select(driver.store, [record.id])
    form = driver.workspace.inspector.form
    assert form is not None
    assert form.editors
    assert driver.workspace.inspector.title.text()


def test_a_title_typed_for_a_stage_renames_it(driver: Driver):
    stage = driver.document.stages[0]
    select(driver.store, [stage.id])
    write(driver, "title", "First contact")
    assert driver.document.stages[0].title == "First contact"


def test_another_meaning_of_a_lane_is_set(driver: Driver):
    lane = driver.document.lanes[3]
    select(driver.store, [lane.id])
    choose(driver, "role", "Notes")
    changed = driver.document.find(Lane, lane.id)
    assert changed is not None
    assert changed.role == "text"


def test_a_persona_is_reached_from_the_map_and_edited(driver: Driver):
    persona = driver.document.personas[0]
    row = driver.workspace.inspector.findChild(QPushButton, f"related.{persona.id}")
    QTest.mouseClick(row, LEFT)
    write(driver, "goals", "Run\nRest")
    assert driver.document.personas[0].goals == ("Run", "Rest")


def test_a_source_is_added_and_named_by_a_card(driver: Driver):
    driver.give("map.new_source")
    write(driver, "source", "Diary study")
    select(driver.store, [driver.card("P1").id])
    ticks = {box.accessibleName(): box for box in editor(driver, "evidence").boxes}
    driver.workspace.inspector._area.ensureWidgetVisible(ticks["Diary study"])
    ticks["Diary study"].click()
    sources = {source.id: source.source for source in driver.document.evidence}
    assert "Diary study" in [sources[key] for key in driver.card("P1").evidence]


def test_a_point_that_is_not_there_yet_is_made(driver: Driver):
    series = driver.document.first_series
    assert series is not None
    point = driver.document.point(series.id, driver.document.steps[0].id)
    assert point is not None
    with driver.store.edit("Clear") as tx:
        tx.remove(point.id)
    select(driver.store, [series.id])
    row = driver.workspace.inspector.findChildren(QPushButton, f"related.{series.id}")[0]
    QTest.mouseClick(row, LEFT)
    made = driver.document.point(series.id, driver.document.steps[0].id)
    assert made is not None
    assert driver.workspace.inspector.title.text() == "Emotion at Step 1"


def test_a_link_is_deleted_from_the_inspector(driver: Driver):
    link = next(iter(driver.document.all(Link)))
    select(driver.store, [link.id])
    button = driver.workspace.inspector.findChild(QPushButton, "inspector.edit.delete")
    QTest.mouseClick(button, LEFT)
    assert link.id not in driver.document


def test_markup_in_a_text_stays_text(driver: Driver):
    select(driver.store, [driver.card("P1").id])
    write(driver, "text", "<img src=x> <b>bold</b>")
    assert editor(driver, "text").sheet.toPlainText() == "<img src=x> <b>bold</b>"
    assert driver.card("P1").text == "<img src=x> <b>bold</b>"


def test_a_form_that_comes_back_shows_nothing_that_was_typed_for_another_record(driver: Driver) -> None:
    bare = [card for card in driver.document.all(Card) if card.kind == "pain_point" and not card.details]
    select(driver.store, [bare[0].id])
    form, sheet = driver.workspace.inspector.form, editor(driver, "details").sheet
    select(driver.store, [driver.document.stages[0].id])
    sheet.setPlainText("left over")
    sheet.document().setModified(True)
    select(driver.store, [bare[1].id])
    assert driver.workspace.inspector.form is form
    assert editor(driver, "details").sheet.toPlainText() == ""


def test_ratings_have_the_colour_of_the_kind_that_is_selected(driver: Driver) -> None:
    fills: dict[str, str] = {}
    for kind in ("touchpoint", "customer_action"):
        card = next(card for card in driver.document.all(Card) if card.kind == kind)
        with driver.store.edit("Rate") as tx:
            tx.change(card.id, severity=2)
        select(driver.store, [card.id])
        fills[kind] = editor(driver, "severity").marks._fill
    assert fills == {kind: driver.workspace.inspector.theme.kinds[kind].bar for kind in fills}
