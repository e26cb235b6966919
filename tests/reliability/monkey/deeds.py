"""What the monkey does on the map: each deed is a few events, chosen while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt

from journeymapper.model.tables import KINDS, ROLES
from tests.reliability.monkey.events import Event
from tests.reliability.monkey.eye import WORDS, Eye, Spot

Deed = Callable[[Eye], Iterator[Event]]
Key = Qt.Key

LEFT, RIGHT, MIDDLE = (
    button.value
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
)
NONE, SHIFT, CTRL, ALT = (
    held.value
    for held in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
    )
)
STRUCTURE = ("stage", "step", "lane:text", "lane:emotion", "lane:measures", "measure", "owner")
PAYLOADS = (*(f"kind:{kind}" for kind in KINDS), *(f"kind:{kind}" for kind in KINDS), *STRUCTURE)


def key(code: Key, held: int = NONE, on: str = "map") -> Event:
    """A key is pressed where the keyboard is."""
    return Event("key", on=on, key=int(code), held=held)


def click(at: Spot, held: int = NONE, on: str = "map") -> Iterator[Event]:
    """The left button, down and up."""
    yield Event("press", at, on, LEFT, held)
    yield Event("release", at, on, LEFT, held)


def command(name: str) -> Event:
    """A command is given from a menu."""
    return Event("command", text=name)


# gestures


def drag(eye: Eye) -> Iterator[Event]:
    """Take hold of something and bring it somewhere."""
    start = eye.thing()
    held = eye.dice.choice((NONE, NONE, NONE, NONE, NONE, CTRL, SHIFT))
    yield Event("press", start, held=held)
    yield from _along(eye, start, eye.anywhere(), held)


def drag_head(eye: Eye) -> Iterator[Event]:
    """Move a stage, a step, a lane or a line."""
    start = eye.head()
    yield Event("press", start)
    yield from _along(eye, start, eye.head() if eye.chance(0.7) else eye.anywhere(), NONE)


def drag_point(eye: Eye) -> Iterator[Event]:
    """Pull a point of a curve."""
    start = eye.point()
    if start is not None:
        yield Event("press", start)
        yield from _along(eye, start, (start[0], start[1] + eye.dice.uniform(-60, 60)), NONE)


def band(eye: Eye) -> Iterator[Event]:
    """Draw a rubber band."""
    start, held = eye.anywhere(), eye.dice.choice((NONE, CTRL, SHIFT))
    yield Event("press", start, held=held)
    yield from _along(eye, start, eye.anywhere(), held)


def pan(eye: Eye) -> Iterator[Event]:
    """Move the map under the window, with the middle button or with Space."""
    start = eye.anywhere()
    space = eye.chance(0.4)
    if space:
        yield Event("hold", key=int(Key.Key_Space))
    yield Event("press", start, button=LEFT if space else MIDDLE)
    end = eye.anywhere()
    yield Event("move", end)
    yield Event("release", end, button=LEFT if space else MIDDLE)
    if space:
        yield Event("let_go", key=int(Key.Key_Space))


def two_buttons(eye: Eye) -> Iterator[Event]:
    """Press a second button in the middle of a drag, and let them go in any order."""
    start, end = eye.thing(), eye.anywhere()
    other = eye.pick(RIGHT, MIDDLE)
    yield Event("press", start)
    yield Event("move", eye.on_the_way(start, end, 0.5))
    yield Event("press", end, button=other)
    yield Event("move", end)
    order = eye.pick((LEFT, other), (other, LEFT))
    yield Event("release", end, button=order[0])
    yield Event("release", end, button=order[1])


def _along(eye: Eye, start: Spot, end: Spot, held: int) -> Iterator[Event]:
    """From a press to its release, or to what gives it up."""
    steps = eye.dice.choice((1, 1, 2, 3))
    for step in range(1, steps):
        yield Event("move", eye.on_the_way(start, end, step / steps), held=held)
    yield Event("move", end, held=held)
    if eye.chance(0.08):
        yield Event("wait", amount=eye.dice.choice((16, 50, 300)))
    if eye.chance(0.06):
        yield eye.dice.choice((key(Key.Key_Escape), Event("press", end, button=RIGHT), Event("lose")))
    yield Event("release", end, held=held)


# from the palette


def bring(eye: Eye) -> Iterator[Event]:
    """Drag something in, drop it, and write into what was made."""
    end = eye.anywhere()
    yield Event("enter", (end[0], eye.canvas.view.header + 4), text=eye.dice.choice(PAYLOADS))
    if eye.chance(0.3):
        yield Event("carry", eye.anywhere())
    yield Event("carry", end)
    if eye.chance(0.06):
        yield Event("carry_out")
        return
    yield Event("drop", end)
    yield from writing(eye)


def arm(eye: Eye) -> Iterator[Event]:
    """Click something in the palette, then places on the map."""
    yield from click((20.0, 10.0), on=f"palette:kind:{eye.dice.choice([*KINDS])}")
    for _each in range(eye.dice.choice((1, 1, 2))):
        at = eye.anywhere()
        yield Event("move", at)
        yield from click(at)
        yield from writing(eye)
    yield key(Key.Key_Escape)


# writing


def writing(eye: Eye) -> Iterator[Event]:
    """Write something where a field is open, and end it in one of the ways there are."""
    if not eye.canvas.editing:
        return
    for _letter in range(eye.dice.choice((0, 1, 1, 1, 2, 3))):
        yield Event("text", text=eye.letter())
    if eye.chance(0.04):
        yield Event("compose", text="に")
        yield eye.pick(Event("compose_end", text="日本"), key(Key.Key_Escape))
        yield Event("compose_end", text="語")
    if eye.chance(0.05):
        for letter in eye.dice.choice(WORDS):
            yield Event("text", text=letter) if letter != "\n" else key(Key.Key_Return, SHIFT)
    if eye.chance(0.08):
        yield key(eye.dice.choice((Key.Key_Backspace, Key.Key_Delete, Key.Key_Home, Key.Key_Up)))
    yield from _end_of_writing(eye)


def _end_of_writing(eye: Eye) -> Iterator[Event]:
    chosen = eye.dice.random()
    if chosen < 0.45:
        yield key(Key.Key_Return)
    elif chosen < 0.75:
        yield eye.pick(key(Key.Key_Tab), key(Key.Key_Backtab, SHIFT), 0.75)
    elif chosen < 0.85:
        yield from click(eye.anywhere())
    elif chosen < 0.92:
        yield key(Key.Key_Escape)
    elif chosen < 0.96:
        yield Event("lose")
        yield Event("gain")
    else:
        yield key(Key.Key_F2)
    if eye.canvas.editing and eye.chance(0.3):
        yield from writing(eye)


def write(eye: Eye) -> Iterator[Event]:
    """Open the text of a card or of a head by a double-click or a key, and write."""
    at = eye.head() if eye.chance(0.15) else eye.card() or eye.anywhere()
    yield from click(at)
    if eye.chance(0.5):
        yield Event("double", at)
        yield Event("release", at)
    else:
        yield key(eye.pick(Key.Key_F2, Key.Key_Return))
    yield from writing(eye)


def write_on(eye: Eye) -> Iterator[Event]:
    """Write from card to card with the Tab key."""
    yield key(Key.Key_F2)
    for _text in range(eye.dice.randint(2, 8)):
        if not eye.canvas.editing:
            return
        yield Event("text", text=eye.letter())
        yield key(Key.Key_Tab)
    yield key(Key.Key_Return)


def double_on_border(eye: Eye) -> Iterator[Event]:
    """Double-click where things meet, or where nothing is."""
    at = eye.border()
    yield from click(at)
    yield Event("double", at)
    yield Event("release", at)
    yield from writing(eye)


# selecting and keys


def choose(eye: Eye) -> Iterator[Event]:
    """Click something."""
    yield from click(eye.thing(), eye.dice.choice((NONE, NONE, NONE, CTRL, SHIFT)))


def keys(eye: Eye) -> Iterator[Event]:
    """Go about with the keyboard."""
    arrows = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
    for _each in range(eye.dice.randint(1, 4)):
        yield key(eye.dice.choice(arrows), on="canvas")
    if eye.chance(0.5):
        yield key(Key.Key_Return, on="canvas")
        yield from writing(eye)


def connect(eye: Eye) -> Iterator[Event]:
    """Draw a link with the tool for it."""
    start, end = eye.card(), eye.card() or eye.anywhere()
    if start is None:
        return
    yield command("view.connect_tool")
    yield Event("press", start)
    yield from _along(eye, start, end, NONE)
    yield key(Key.Key_Escape) if eye.chance(0.9) else command("view.select_tool")


def lane_by_role(eye: Eye) -> Iterator[Event]:
    """Add a lane, or a line."""
    yield command(f"insert.lane.{eye.dice.choice([*ROLES])}")
    yield from writing(eye)
