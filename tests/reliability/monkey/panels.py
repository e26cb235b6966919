"""What the monkey does beside the map: commands, the inspector, the outline, the search, the view."""

from __future__ import annotations

from collections.abc import Iterator

from journeymapper.model.tables import KINDS, LINES
from tests.reliability.monkey.deeds import CTRL, NONE, RIGHT, SHIFT, Key, click, command, key, writing
from tests.reliability.monkey.events import Event
from tests.reliability.monkey.eye import WORDS, Eye

PANELS = ("palette", "outline", "inspector", "overview")
SIZES = ((860, 560), (1000, 640), (1000, 640), (1100, 720), (1280, 760))
INSERTS = (
    *(f"insert.card.{kind}" for kind in KINDS),
    *("insert.stage", "insert.step", "insert.lane", "insert.measure", "insert.owner", "insert.series"),
    *(f"insert.line.{line}" for line in LINES),
    *("map.new_persona", "map.new_source", "insert.connect"),
)
HARMLESS = (
    *("view.zoom_in", "view.zoom_out", "view.actual_size", "view.fit_map", "view.fit_selection"),
    *("edit.select_all", "edit.find", "edit.copy", "map.properties", "map.sources"),
    *("view.connect_tool", "view.select_tool", "help.shortcuts", "help.about", "file.close"),
)


# commands


def insert(eye: Eye) -> Iterator[Event]:
    """Add something by its command and write into it."""
    yield command(eye.dice.choice(INSERTS))
    yield from writing(eye)


def double(eye: Eye) -> Iterator[Event]:
    """Duplicate or paste several times over."""
    at = eye.card()
    if at is not None:
        yield from click(at)
    if eye.chance(0.5):
        yield key(Key.Key_C, CTRL, on="canvas")
    for _each in range(eye.dice.randint(1, 4)):
        yield eye.pick(key(Key.Key_D, CTRL, on="canvas"), key(Key.Key_V, CTRL, on="canvas"))


def delete(eye: Eye) -> Iterator[Event]:
    """Delete several things, one after the other."""
    at = eye.card() if eye.chance(0.85) else eye.thing()
    if at is not None:
        yield from click(at, eye.dice.choice((NONE, NONE, CTRL)))
    for _each in range(eye.dice.randint(1, 4)):
        yield eye.dice.choice(
            (command("edit.delete"), key(Key.Key_Delete, on="canvas"), key(Key.Key_X, CTRL, on="canvas"))
        )


def add_and_delete(eye: Eye) -> Iterator[Event]:
    """Add cards by their commands and delete them again, which can be done whatever is seen."""
    count = eye.dice.randint(1, 3)
    for _each in range(count):
        yield command(f"insert.card.{eye.dice.choice([*KINDS])}")
    yield key(Key.Key_Escape)
    for _each in range(count):
        yield command("edit.delete")


def delete_head(eye: Eye) -> Iterator[Event]:
    """Delete a stage, step, lane or line."""
    yield from click(eye.head())
    yield command("edit.delete")


def go_back(eye: Eye) -> Iterator[Event]:
    """Undo for a while, and redo some of it."""
    for _each in range(eye.dice.choice((1, 2, 4, 9))):
        yield eye.pick(command("edit.undo"), key(Key.Key_Z, CTRL))
    for _each in range(eye.dice.choice((0, 1, 4, 9))):
        yield eye.pick(command("edit.redo"), key(Key.Key_Z, CTRL | SHIFT))


def harmless(eye: Eye) -> Iterator[Event]:
    """A command that changes nothing in the map."""
    yield command(eye.dice.choice(HARMLESS))


def save(eye: Eye) -> Iterator[Event]:
    """Save, now and then while something is being typed."""
    yield eye.pick(command("file.save"), key(Key.Key_S, CTRL))


def ask_menu(eye: Eye) -> Iterator[Event]:
    """Take something from a context menu."""
    at = eye.thing() if eye.chance(0.7) else eye.anywhere()
    yield Event("press", at, button=RIGHT)
    yield Event("release", at, button=RIGHT)
    yield Event("menu", at)
    for _each in range(eye.dice.choice((0, 0, 1, 3))):
        yield key(eye.dice.choice((Key.Key_Down, Key.Key_Up, Key.Key_Right)), on="popup")
    if eye.chance(0.8):
        yield Event("trigger", on="popup", amount=float(eye.dice.randrange(20)))
    yield key(Key.Key_Escape, on="popup")
    yield from writing(eye)


# the inspector


def mark(eye: Eye) -> Iterator[Event]:
    """Step dots and bars with keys."""
    field = eye.field("RatingEditor")
    if field:
        on = f"form:{field}"
        yield from click((eye.dice.uniform(2, 70), 12.0), on=on)
        for _each in range(eye.dice.randint(1, 5)):
            yield key(eye.dice.choice((Key.Key_Right, Key.Key_Left, Key.Key_0, Key.Key_3, Key.Key_1)), on=on)


def choose_value(eye: Eye) -> Iterator[Event]:
    """Step through a list of choices with keys."""
    field = eye.field("ChoiceEditor")
    if field:
        for _each in range(eye.dice.randint(1, 4)):
            yield key(
                eye.dice.choice((Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_End)), on=f"form:{field}"
            )


def fill_in(eye: Eye) -> Iterator[Event]:
    """Type into a field of the inspector, and leave it in one of the ways there are."""
    field = eye.field("LineEditor", "TextEditor")
    if not field:
        return
    on = f"form:{field}"
    yield from click((8.0, 8.0), on=on)
    for letter in eye.letter() if eye.chance(0.8) else eye.dice.choice(WORDS):
        yield Event("text", text=letter)
    if eye.chance(0.15):
        yield key(eye.dice.choice((Key.Key_Up, Key.Key_Down, Key.Key_Backspace)), on=on)
    chosen = eye.dice.random()
    if chosen < 0.35:
        yield key(Key.Key_Return, eye.pick(NONE, CTRL), on=on)
    elif chosen < 0.6:
        yield key(Key.Key_Tab, on=on)
    elif chosen < 0.85:
        yield from click(eye.thing())
    elif chosen < 0.93:
        yield key(Key.Key_Escape, on=on)


def tick(eye: Eye) -> Iterator[Event]:
    """Tick a source, or go to something related."""
    field = eye.field("SeveralEditor")
    if field and eye.chance(0.5):
        yield key(Key.Key_Space, on=f"form:{field}")
    else:
        yield from click((12.0, 8.0), on=f"related:{eye.dice.randrange(8)}")


# the outline and the search


def outline(eye: Eye) -> Iterator[Event]:
    """Choose, open and rename rows of the outline."""
    at = eye.row()
    if at is None:
        return
    yield from click(at, eye.dice.choice((NONE, NONE, CTRL, SHIFT)), on="tree")
    for _each in range(eye.dice.choice((0, 1, 2))):
        yield key(eye.dice.choice((Key.Key_Right, Key.Key_Left, Key.Key_Down, Key.Key_Up)))
    if eye.chance(0.4):
        yield key(Key.Key_F2)
        yield Event("text", text=eye.letter())
        yield key(eye.pick(Key.Key_Return, Key.Key_Escape, 0.8))
    elif eye.chance(0.2):
        yield key(Key.Key_Delete)


def search(eye: Eye) -> Iterator[Event]:
    """Look for a letter, and go from find to find."""
    yield from click((60.0, 8.0), on="search")
    yield Event("text", text=eye.dice.choice("aeiou1"))
    for _each in range(eye.dice.randint(1, 3)):
        yield key(Key.Key_Return, eye.pick(NONE, SHIFT, 0.8), on="search")
    yield key(Key.Key_Escape, on="search")


# the view


def look(eye: Eye) -> Iterator[Event]:
    """Scroll or zoom with the wheel, or scroll with the bars."""
    if eye.chance(0.3):
        yield Event("scroll", on=eye.pick("across", "down"), amount=eye.dice.random())
        return
    held = eye.dice.choice((NONE, NONE, SHIFT, CTRL))
    for _each in range(eye.dice.randint(1, 3)):
        yield Event("wheel", eye.anywhere(), held=held, amount=eye.dice.choice((-2, -1, -0.4, 0.4, 1, 2)))


def come_near(eye: Eye) -> Iterator[Event]:
    """Go back to a size at which cards can be taken hold of."""
    if eye.canvas.zoom < 0.35 or eye.chance(0.2):
        yield command("view.actual_size")
        yield Event("scroll", on="across", amount=eye.dice.random())
        yield Event("scroll", on="down", amount=eye.dice.random())


def overview(eye: Eye) -> Iterator[Event]:
    """See another part of the map by way of the overview."""
    at, end = ((eye.dice.uniform(0, 200), eye.dice.uniform(0, 120)) for _each in range(2))
    yield Event("press", at, on="overview")
    yield Event("move", end, on="overview")
    yield Event("release", end, on="overview")


def panel(eye: Eye) -> Iterator[Event]:
    """Show or hide a panel."""
    yield command(f"view.panel.{eye.dice.choice(PANELS)}")


def check(eye: Eye) -> Iterator[Event]:
    """Have the map checked, and go back to the fields."""
    yield command("map.check")
    yield Event("wait", amount=400)
    yield command("map.check")


def resize(eye: Eye) -> Iterator[Event]:
    """Give the window another size."""
    width, height = eye.dice.choice(SIZES)
    yield Event("resize", (float(width), float(height)), on="window")


def hover(eye: Eye) -> Iterator[Event]:
    """Move about without a button, and leave the map now and then."""
    for _each in range(eye.dice.randint(1, 3)):
        yield Event("move", eye.anywhere())
    if eye.chance(0.3):
        yield Event("leave")


def go_away(eye: Eye) -> Iterator[Event]:
    """Go to another window and come back."""
    yield Event("lose")
    yield Event("wait", amount=eye.dice.choice((10, 400, 2000)))
    yield Event("gain")
