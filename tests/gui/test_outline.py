import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from journeymapper.commands.selecting import select
from journeymapper.edit.cards import add_card, move_items
from journeymapper.edit.places import Place
from journeymapper.edit.stages import move_stage
from journeymapper.model.records import Card, Lane
from journeymapper.ui.outline_model import COUNT, OutlineModel
from tests.gui.driving import LEFT, Driver, Program

ROOT = QModelIndex()


@pytest.fixture
def driver(program: Program) -> Driver:
    return program.example()


@pytest.fixture
def checked(driver: Driver) -> Driver:
    """A window whose outline Qt's own tester watches."""
    model = driver.workspace.outline.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return driver


def texts(model: OutlineModel, parent: QModelIndex = ROOT) -> list[str]:
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def rebuilt(driver: Driver) -> list[object]:
    return tree(OutlineModel(driver.store, driver.window))


def tree(model: OutlineModel, parent: QModelIndex = ROOT) -> list[object]:
    rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [(index.data(), tree(model, index)) for index in rows]


def test_stages_hold_lanes_and_lanes_hold_cards(checked: Driver):
    model = checked.workspace.outline.model
    assert texts(model) == [stage.title for stage in checked.document.stages]
    stage = model.index(0, 0)
    assert texts(model, stage)[0] == "Customer actions"
    assert model.index(0, 0, stage).data(COUNT) == 2


def test_the_heading_counts_the_cards(driver: Driver):
    assert driver.workspace.outline.note.text() == "74 cards"
    select(driver.store, [driver.card("P1").id])
    driver.give("edit.delete")
    assert driver.workspace.outline.note.text() == "73 cards"


def test_a_click_in_the_outline_selects_the_card_on_the_map(driver: Driver):
    outline = driver.workspace.outline
    index = outline.model.index_of(driver.card("P3").id)
    outline.tree.scrollTo(index)
    QTest.mouseClick(outline.tree.viewport(), LEFT, pos=outline.tree.visualRect(index).center())
    assert driver.store.session.selection == (driver.card("P3").id,)


def test_a_card_selected_on_the_map_is_selected_and_seen_in_the_outline(driver: Driver):
    key = driver.card("P4").id
    driver.click(key)
    outline = driver.workspace.outline
    assert [outline.model.record(index).id for index in outline.tree.selectedIndexes()] == [key]
    assert outline.tree.visualRect(outline.model.index_of(key)).isValid()


def test_a_card_is_renamed_in_place(driver: Driver):
    outline = driver.workspace.outline
    key = driver.card("P3").id
    index = outline.model.index_of(key)
    outline.tree.setFocus()
    outline.tree.setCurrentIndex(index)
    QTest.keyClick(outline.tree, Qt.Key.Key_F2)
    line = outline.tree.findChild(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, "The guide is wrong")
    QTest.keyClick(line, Qt.Key.Key_Return)
    driver.settle()
    assert driver.card("P3").text == "The guide is wrong"
    assert driver.store.undo_name == "Change Text"


def test_a_name_that_is_being_typed_is_kept_when_the_map_is_saved(driver: Driver):
    outline, stage = driver.workspace.outline, driver.document.stages[0]
    outline.tree.edit(outline.model.index_of(stage.id))
    line = outline.tree.findChild(QLineEdit)
    assert line is not None
    driver.keys(Qt.Key.Key_End, widget=line)
    driver.type("!", line)
    driver.give("file.save")
    driver.wait_saved()
    assert driver.saved().stages[0].title == f"{stage.title}!"
    assert not driver.window.file.modified
    driver.settle()
    assert outline.tree.findChild(QLineEdit) is None


def test_undo_takes_back_a_name_that_is_being_typed(driver: Driver):
    outline, stage = driver.workspace.outline, driver.document.stages[0]
    driver.give("edit.select_all")
    driver.give("edit.duplicate")
    outline.tree.edit(outline.model.index_of(stage.id))
    line = outline.tree.findChild(QLineEdit)
    assert line is not None
    driver.type("New", line)
    driver.give("edit.undo")
    assert driver.document.stages[0].title == stage.title
    driver.give("edit.redo")
    assert driver.document.stages[0].title == "New"


def test_delete_works_in_the_outline(driver: Driver):
    outline = driver.workspace.outline
    key = driver.card("P3").id
    outline.tree.setFocus()
    outline.tree.setCurrentIndex(outline.model.index_of(key))
    QTest.keyClick(outline.tree, Qt.Key.Key_Delete)
    assert key not in driver.document


def test_a_moved_card_moves_in_the_outline_and_stays_selected(checked: Driver):
    card = checked.card("P4")
    select(checked.store, [card.id])
    target = checked.document.stages[0].id
    with checked.store.edit("Move") as tx:
        move_items(tx, [card.id], Place(card.lane, target))
    assert tree(checked.workspace.outline.model) == rebuilt(checked)
    outline = checked.workspace.outline
    assert [outline.model.record(index).id for index in outline.tree.selectedIndexes()] == [card.id]


def test_what_is_open_stays_open_when_a_stage_moves(checked: Driver):
    outline = checked.workspace.outline
    stage = checked.document.stages[0].id
    outline.tree.setExpanded(outline.model.index_of(stage), True)
    with checked.store.edit("Move") as tx:
        move_stage(tx, stage, 3)
    assert outline.tree.isExpanded(outline.model.index_of(stage))
    assert tree(outline.model) == rebuilt(checked)


def test_every_step_back_to_the_start_leaves_the_outline_as_a_rebuilt_one(checked: Driver):
    document, store = checked.document, checked.store
    pains = next(lane.id for lane in document.lanes if lane.role == "pains")
    with store.edit("Add") as tx:
        add_card(tx, Place(pains, document.stages[5].id, index=0), "pain_point", text="new")
    for key in (document.stages[2].id, document.lanes[2].id):
        select(store, [key])
        checked.person.answers = ["delete"]
        checked.give("edit.delete")
        assert tree(checked.workspace.outline.model) == rebuilt(checked)
    checked.give("insert.stage")
    while store.undo_name:
        store.undo()
        assert tree(checked.workspace.outline.model) == rebuilt(checked)
    while store.redo_name:
        store.redo()
        assert tree(checked.workspace.outline.model) == rebuilt(checked)


def test_a_renamed_lane_is_renamed_in_every_stage(checked: Driver):
    lane = next(lane for lane in checked.document.lanes if lane.role == "pains")
    with checked.store.edit("Rename") as tx:
        tx.change(lane.id, title="Frictions")
    model = checked.workspace.outline.model
    assert "Frictions" in texts(model, model.index(0, 0))
    renamed = checked.document.find(Lane, lane.id)
    assert renamed is not None
    assert renamed.title == "Frictions"


def test_a_whole_map_selected_does_not_select_every_row(driver: Driver):
    driver.give("edit.select_all")
    assert len(driver.store.session.selection) == driver.document.item_count()
    assert all(isinstance(driver.document[key], object) for key in driver.store.session.selection)
    assert driver.document.count(Card) > 0
