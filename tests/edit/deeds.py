"""Every operation with random arguments, for the state machine over the store.

A deed takes a transaction and a source of chance; where the map has nothing to do it to, it does nothing. What a person
can ask for but may not have, such as deleting the only step of a stage, ends in BrokenRule.
"""

from collections.abc import Callable, Iterable
from random import Random

from msgspec.structs import replace

from journeymapper.edit.cards import (
    add_card,
    add_measure,
    add_owner,
    change_items,
    delete_items,
    duplicate_items,
    move_items,
)
from journeymapper.edit.evidence import add_evidence, delete_evidence
from journeymapper.edit.lanes import (
    add_lane,
    add_line,
    add_series,
    clear_point,
    delete_lane,
    delete_line,
    delete_series,
    move_row,
    set_point,
)
from journeymapper.edit.links import connect, default_kind, disconnect
from journeymapper.edit.personas import add_persona, delete_persona, move_persona
from journeymapper.edit.places import Place
from journeymapper.edit.stages import add_stage, add_step, delete_stage, delete_step, move_stage, move_step
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.records import (
    Card,
    Evidence,
    Lane,
    Link,
    Owner,
    Persona,
    Record,
    Series,
    Stage,
    Step,
)
from journeymapper.model.tables import KINDS, LINES, LINK_KINDS, ROLES

MOST_CARDS = 25
MOST_COLUMNS = 12


Deed = Callable[[Transaction, Random], object]


def an_index(rng: Random) -> int | None:
    """Any index, None for the end."""
    return rng.choice((None, -1, 0, 1, 2, 3, 8))


def one_of(rng: Random, records: Iterable[Record]) -> str | None:
    """The id of one of these records, None where there are none."""
    keys = sorted(record.id for record in records)
    return rng.choice(keys) if keys else None


def some_of(rng: Random, records: Iterable[Record]) -> list[str]:
    """The ids of up to four of these records, in any order, perhaps one of them twice."""
    keys = sorted(record.id for record in records)
    return rng.choices(keys, k=rng.randint(1, 4)) if keys else []


def a_place(rng: Random, document: Document) -> Place | None:
    """Any place of the grid, None where there is none."""
    lane, stage = one_of(rng, document.all(Lane)), one_of(rng, document.all(Stage))
    if lane is None or stage is None:
        return None
    step = rng.choice(["", *(step.id for step in document.steps_of(stage))])
    return Place(lane, stage, step, an_index(rng))


def an_end(rng: Random, place: Place, document: Document) -> str:
    """What a card at a place can span up to: "" or a step or stage that does not end before the place begins."""
    steps = [step.id for step in document.steps]
    first = steps.index(place.step or document.steps_of(place.stage)[0].id)
    stages = [stage.id for stage in document.stages]
    return rng.choice(["", *steps[first:], *stages[stages.index(place.stage) :]])


def put_card(tx: Transaction, rng: Random) -> object:
    place = a_place(rng, tx.document)
    if place is None or tx.document.item_count() >= MOST_CARDS:
        return None
    until = an_end(rng, place, tx.document)
    return add_card(tx, place, rng.choice(sorted(KINDS)), text=str(rng.random()), until=until)


def put_measure_or_owner(tx: Transaction, rng: Random) -> object:
    place = a_place(rng, tx.document)
    if place is None or tx.document.item_count() >= MOST_CARDS:
        return None
    return rng.choice((add_measure, add_owner))(tx, place)


def move_some(tx: Transaction, rng: Random) -> None:
    place = a_place(rng, tx.document)
    if place is not None:
        move_items(tx, some_of(rng, tx.document.items()), place)


def duplicate_some(tx: Transaction, rng: Random) -> None:
    if tx.document.item_count() < MOST_CARDS:
        place = rng.random() < 0.5 and a_place(rng, tx.document)
        duplicate_items(tx, some_of(rng, tx.document.items()), place or None)


def delete_some(tx: Transaction, rng: Random) -> None:
    delete_items(tx, some_of(rng, tx.document.items()))


def rate_some(tx: Transaction, rng: Random) -> None:
    # From 0 to 4 is allowed.
    change_items(tx, some_of(rng, tx.document.all(Card)), severity=rng.randint(0, 5))


def give_owner(tx: Transaction, rng: Random) -> None:
    owners = tx.document.all(Owner) if rng.random() < 0.9 else tx.document.items()
    card, other = one_of(rng, tx.document.all(Card)), one_of(rng, owners)
    if card is not None and other is not None:
        tx.change(card, owner=other)


def connect_two(tx: Transaction, rng: Random) -> None:
    source, target = one_of(rng, tx.document.all(Card)), one_of(rng, tx.document.all(Card))
    if source is not None and target is not None:
        kind = rng.choice([default_kind(tx.document, source, target), *LINK_KINDS])
        connect(tx, source, target, kind)


def disconnect_one(tx: Transaction, rng: Random) -> None:
    link = one_of(rng, tx.document.all(Link))
    if link is not None:
        disconnect(tx, link)


def put_stage(tx: Transaction, rng: Random) -> None:
    if len(tx.document.steps) < MOST_COLUMNS:
        add_stage(tx, title="S", index=an_index(rng), steps=rng.randint(1, 3))


def move_one_stage(tx: Transaction, rng: Random) -> None:
    stage = one_of(rng, tx.document.all(Stage))
    if stage is not None:
        move_stage(tx, stage, an_index(rng))


def delete_one_stage(tx: Transaction, rng: Random) -> None:
    stage = one_of(rng, tx.document.all(Stage))
    if stage is not None:
        delete_stage(tx, stage)


def put_step(tx: Transaction, rng: Random) -> None:
    stage = one_of(rng, tx.document.all(Stage))
    if stage is not None and len(tx.document.steps) < MOST_COLUMNS:
        add_step(tx, stage, index=an_index(rng))


def move_one_step(tx: Transaction, rng: Random) -> None:
    step, stage = one_of(rng, tx.document.all(Step)), one_of(rng, tx.document.all(Stage))
    if step is not None and stage is not None:
        move_step(tx, step, stage, an_index(rng))


def delete_one_step(tx: Transaction, rng: Random) -> None:
    step = one_of(rng, tx.document.all(Step))
    if step is not None:
        delete_step(tx, step)


def put_lane(tx: Transaction, rng: Random) -> None:
    if tx.document.count(Lane) < MOST_COLUMNS:
        add_lane(tx, rng.choice(sorted(ROLES)), index=an_index(rng))


def put_line(tx: Transaction, rng: Random) -> None:
    missing = sorted(set(LINES) - {line.role for line in tx.document.lines})
    add_line(tx, rng.choice(missing or sorted(LINES)), index=an_index(rng))


def move_one_row(tx: Transaction, rng: Random) -> None:
    row = one_of(rng, tx.document.rows)
    if row is not None:
        move_row(tx, row, an_index(rng))


def delete_one_row(tx: Transaction, rng: Random) -> None:
    row = one_of(rng, tx.document.rows)
    if row is not None:
        (delete_lane if tx.document.find(Lane, row) else delete_line)(tx, row)


def put_series(tx: Transaction, rng: Random) -> None:
    lane, persona = one_of(rng, tx.document.all(Lane)), one_of(rng, tx.document.all(Persona))
    if lane is not None:
        add_series(tx, lane, index=an_index(rng), persona=persona or "")


def delete_one_series(tx: Transaction, rng: Random) -> None:
    series = one_of(rng, tx.document.all(Series))
    if series is not None:
        delete_series(tx, series)


def feel(tx: Transaction, rng: Random) -> None:
    series, step = one_of(rng, tx.document.all(Series)), one_of(rng, tx.document.all(Step))
    if series is not None and step is not None:
        value = rng.choice((None, -2.0, -1, 0.5, 1, 2, 2.5, float("nan")))
        if value is None:
            clear_point(tx, series, step)
        else:
            set_point(tx, series, step, value)


def put_persona(tx: Transaction, rng: Random) -> None:
    add_persona(tx, "P", index=an_index(rng))


def move_or_delete_persona(tx: Transaction, rng: Random) -> None:
    persona = one_of(rng, tx.document.all(Persona))
    if persona is not None and rng.random() < 0.5:
        move_persona(tx, persona, an_index(rng))
    elif persona is not None:
        delete_persona(tx, persona)


def put_evidence(tx: Transaction, rng: Random) -> None:
    evidence = add_evidence(tx, "E", index=an_index(rng))
    for card in some_of(rng, tx.document.all(Card)):
        tx.change(card, evidence=(evidence.id,))


def delete_one_evidence(tx: Transaction, rng: Random) -> None:
    evidence = one_of(rng, tx.document.all(Evidence))
    if evidence is not None:
        delete_evidence(tx, evidence)


def same_order(tx: Transaction, rng: Random) -> None:
    """Give some siblings one order key, as merging two people's edits can."""
    siblings: list[Record] = [*tx.document.items(), *tx.document.all(Lane)]
    for key in some_of(rng, siblings):
        tx.change(key, order="a0V")


def write_anything(tx: Transaction, rng: Random) -> None:
    """Remove a record, or put it under another type's or a new id, with no regard for any rule."""
    record = tx.document[rng.choice(sorted(tx.document.snapshot()))]
    match rng.choice(("remove", "copy", "swap", "point")):
        case "remove":
            tx.remove(record.id)
        case "copy":
            tx.put(replace(record, id=tx.new_id()))
        case "swap":
            tx.put(replace(record, id=rng.choice(sorted(tx.document.snapshot()))))
        case "point":
            point_elsewhere(tx, rng, record)


def point_elsewhere(tx: Transaction, rng: Random, record: Record) -> None:
    """Let a field of a record that holds an id hold another."""
    own = ("lane", "stage", "step", "until", "owner", "series", "source", "target", "persona")
    fields = [
        field for field in own if field in record.__struct_fields__ and not isinstance(record, Evidence)
    ]
    if fields:
        key = rng.choice(["", "nowhere", *sorted(tx.document.snapshot())])
        tx.change(record.id, **{rng.choice(fields): key})


DEEDS: tuple[Deed, ...] = (
    put_card,
    put_card,
    put_card,
    put_measure_or_owner,
    move_some,
    move_some,
    duplicate_some,
    delete_some,
    rate_some,
    give_owner,
    connect_two,
    connect_two,
    disconnect_one,
    put_stage,
    move_one_stage,
    delete_one_stage,
    put_step,
    move_one_step,
    move_one_step,
    delete_one_step,
    put_lane,
    put_line,
    move_one_row,
    delete_one_row,
    put_series,
    delete_one_series,
    feel,
    feel,
    put_persona,
    move_or_delete_persona,
    put_evidence,
    delete_one_evidence,
    same_order,
)

MAY_BE_REFUSED: frozenset[Deed] = frozenset(
    (rate_some, give_owner, connect_two, put_line, delete_one_step, feel)
)
"""The deeds that a person may ask for in vain: to give a rating of 5, to link a card to itself, and such."""

SOME_OF_EVERYTHING: tuple[Deed, ...] = 3 * (
    put_card,
    put_card,
    put_card,
    put_measure_or_owner,
    put_step,
    delete_one_row,
    connect_two,
    feel,
    put_persona,
    put_evidence,
)
