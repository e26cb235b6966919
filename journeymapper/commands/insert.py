"""Commands that add stages, steps, lanes, lines and cards at the selection, and open them for writing."""

from functools import partial

from journeymapper.commands.command import Command, Context, with_map
from journeymapper.commands.selecting import (
    lane_at,
    lane_for,
    place_behind,
    select,
    selected,
    stage_at,
    step_at,
)
from journeymapper.edit.cards import add_card, add_measure, add_owner
from journeymapper.edit.lanes import add_lane, add_line, add_series
from journeymapper.edit.links import connect, default_kind
from journeymapper.edit.stages import add_stage, add_step
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import Card, Lane, Line, Series
from journeymapper.model.tables import KINDS, LINES, ROLES


def insert_stage(context: Context) -> None:
    """Add a stage behind the one that the selection is in."""
    store = context.map
    stages = [stage.id for stage in store.document.stages]
    here = stage_at(store)
    with store.edit(_("Add stage")) as tx:
        stage = add_stage(tx, title=_("New stage"), index=stages.index(here) + 1 if here in stages else None)
        select(store, [stage.id])
    _write(context, stage.id)


def insert_step(context: Context) -> None:
    """Add a step behind the one that the selection is in, or at the end of its stage."""
    store = context.map
    stage, step = stage_at(store), step_at(store)
    steps = [other.id for other in store.document.steps_of(stage)]
    with store.edit(_("Add step")) as tx:
        new = add_step(tx, stage, index=steps.index(step) + 1 if step in steps else None)
        select(store, [new.id])
    _write(context, new.id)


def insert_lane(context: Context, role: str) -> None:
    """Add a lane of a role below the one that the selection is in."""
    store = context.map
    with store.edit(_("Add lane")) as tx:
        lane = _new_lane(tx, role, _row_below(store))
        select(store, [lane.id])
    _write(context, lane.id)


def insert_line(context: Context, role: str) -> None:
    """Add one of the three lines below the lane that the selection is in."""
    store = context.map
    with store.edit(_("Add {line}").format(line=_(LINES[role].title))) as tx:
        line = add_line(tx, role, index=_row_below(store))
        select(store, [line.id])
    context.view.reveal(line.id)


def insert_card(context: Context, kind: str) -> None:
    """Add a card of a kind at the selection, in the lane where the kind is at home; a lane that lacks is added too."""
    store = context.map
    _need_stage(store.document)
    with store.edit(_("Add {kind}").format(kind=_(KINDS[kind].title))) as tx:
        lane = lane_for(store, kind)
        if not lane:
            lane = add_lane(tx, KINDS[kind].role).id
        card = add_card(tx, place_behind(store, lane), kind)
        select(store, [card.id])
    _write(context, card.id)


def insert_measure(context: Context) -> None:
    """Add a key figure at the selection's stage."""
    store = context.map
    _need_stage(store.document)
    with store.edit(_("Add KPI")) as tx:
        measure = add_measure(tx, place_behind(store, _lane_of_role(store, tx, "measures")))
        select(store, [measure.id])
    _write(context, measure.id)


def insert_owner(context: Context) -> None:
    """Add an owner at the selection's stage."""
    store = context.map
    _need_stage(store.document)
    with store.edit(_("Add owner")) as tx:
        owner = add_owner(tx, place_behind(store, _lane_of_role(store, tx, "owners")))
        select(store, [owner.id])
    _write(context, owner.id)


def insert_series(context: Context) -> None:
    """Add a curve to the selected emotion lane."""
    store = context.map
    with store.edit(_("Add curve")) as tx:
        series = add_series(tx, _emotion_lane(store))
        select(store, [series.id])
    context.view.inspect(series.id, "title")


def connect_selected(context: Context) -> None:
    """Link the two selected cards, the first to the second; with any other selection take up the Connect tool."""
    store = context.map
    cards = selected(store, Card)
    if len(cards) != 2:
        context.view.set_tool("select" if context.view.tool == "connect" else "connect")
        return
    first, second = cards
    with store.edit(_("Connect cards")) as tx:
        connect(tx, first.id, second.id, default_kind(store.document, first.id, second.id))


def _new_lane(tx: Transaction, role: str, index: int | None) -> Lane:
    lane = add_lane(tx, role, index=index)
    if role == "emotion":
        # A curve needs a series before anything can be set on it.
        add_series(tx, lane.id)
    return lane


def _write(context: Context, key: str) -> None:
    context.view.reveal(key)
    context.view.start_edit(key)


def _need_stage(document: Document) -> None:
    if not document.stages:
        raise JourneyError(_("A card stands in a stage: add a stage first."))


def _row_below(store: Store) -> int | None:
    rows = [row.id for row in store.document.rows]
    lines = selected(store, Line)
    here = lines[-1].id if lines else lane_at(store)
    return rows.index(here) + 1 if here in rows else None


def _lane_of_role(store: Store, tx: Transaction, role: str) -> str:
    lanes = [lane.id for lane in store.document.lanes if lane.role == role]
    here = lane_at(store)
    return here if here in lanes else lanes[0] if lanes else add_lane(tx, role).id


def _emotion_lane(store: Store) -> str:
    """The emotion lane that is selected, itself or by one of its curves; the first one otherwise, "" for none."""
    lanes = [lane.id for lane in store.document.lanes if lane.role == "emotion"]
    chosen = [series.lane for series in selected(store, Series)] or [lane_at(store)]
    return chosen[-1] if chosen[-1] in lanes else lanes[0] if lanes else ""


def _has_emotion_lane(context: Context) -> bool:
    return with_map(context) and bool(_emotion_lane(context.map))


def _has_stage(context: Context) -> bool:
    return with_map(context) and bool(context.map.document.stages)


def _line_lacks(role: str, context: Context) -> bool:
    return with_map(context) and all(line.role != role for line in context.map.document.lines)


STRUCTURE = (
    Command(
        id="insert.stage",
        title=mark("Stage"),
        keys=("Ctrl+I, S", "Ins, S"),
        icon="stage",
        run=insert_stage,
        help=mark("Adds a stage behind the selected one."),
    ),
    Command(
        id="insert.step",
        title=mark("Step"),
        keys=("Ctrl+I, E", "Ins, E"),
        icon="step",
        run=insert_step,
        when=_has_stage,
        help=mark("Adds a step to the selected stage."),
    ),
    Command(
        id="insert.lane",
        title=mark("Lane"),
        keys=("Ctrl+I, L", "Ins, L"),
        icon="lane",
        run=partial(insert_lane, role="text"),
        help=mark("Adds a lane below the selected one; what it means is set in the inspector."),
    ),
)

LANES = tuple(
    Command(
        id=f"insert.lane.{role.key}",
        title=role.title,
        icon=role.icon,
        run=partial(insert_lane, role=role.key),
        help=mark("Adds a lane of this meaning below the selected one."),
    )
    for role in ROLES.values()
)

LINE_COMMANDS = tuple(
    Command(
        id=f"insert.line.{line.key}",
        title=line.title,
        run=partial(insert_line, role=line.key),
        when=partial(_line_lacks, line.key),
        help=mark("Adds this line below the selected lane."),
    )
    for line in LINES.values()
)

CARDS = (
    *(
        Command(
            id=f"insert.card.{kind.key}",
            title=kind.title,
            keys=(f"Ctrl+I, {kind.letter}", f"Ins, {kind.letter}"),
            icon=kind.icon,
            run=partial(insert_card, kind=kind.key),
            when=_has_stage,
            help=mark("Adds a card of this kind at the selection."),
        )
        for kind in KINDS.values()
    ),
    Command(
        id="insert.measure",
        title=mark("KPI"),
        keys=("Ctrl+I, K", "Ins, K"),
        icon="chart",
        run=insert_measure,
        when=_has_stage,
        help=mark("Adds a key figure at the selected stage."),
    ),
    Command(
        id="insert.owner",
        title=mark("Owner"),
        keys=("Ctrl+I, W", "Ins, W"),
        icon="person",
        run=insert_owner,
        when=_has_stage,
        help=mark("Adds someone who answers for the selected stage."),
    ),
    Command(
        id="insert.series",
        title=mark("Emotion curve"),
        icon="heart",
        run=insert_series,
        when=_has_emotion_lane,
        help=mark("Adds another curve to the emotion lane: of another persona, expected, or in future."),
    ),
)

LINKING = (
    Command(
        id="insert.connect",
        title=mark("Connect"),
        keys=("Ctrl+L",),
        icon="connect",
        run=connect_selected,
        help=mark(
            "Links two selected cards; otherwise takes up the tool that draws links from card to card."
        ),
    ),
)

COMMANDS = (*STRUCTURE, *LANES, *LINE_COMMANDS, *CARDS, *LINKING)
