"""Commands of the View menu: scale, tool and panels. None of them changes the map."""

from functools import partial

from journeymapper.commands.command import Command, Context, with_map
from journeymapper.commands.menus import PANELS
from journeymapper.model.i18n import mark


def zoom_in(context: Context) -> None:
    """Show less, larger."""
    context.view.zoom_by(1)


def zoom_out(context: Context) -> None:
    """Show more, smaller."""
    context.view.zoom_by(-1)


def actual_size(context: Context) -> None:
    """Go to 100 %."""
    context.view.set_zoom(1.0)


def fit_map(context: Context) -> None:
    """Show the whole map."""
    context.view.fit_map()


def fit_selection(context: Context) -> None:
    """Show what is selected."""
    context.view.fit_selection()


def select_tool(context: Context) -> None:
    """Take up the tool that selects and drags."""
    context.view.set_tool("select")


def select_tool_on(context: Context) -> bool:
    """Whether pressing on a card selects it."""
    return context.store is not None and context.view.tool == "select"


def connect_tool(context: Context) -> None:
    """Take up the tool that draws links, or lay it down."""
    context.view.set_tool("select" if context.view.tool == "connect" else "connect")


def connect_tool_on(context: Context) -> bool:
    """Whether pressing on a card begins a link."""
    return context.store is not None and context.view.tool == "connect"


def toggle_panel(name: str, context: Context) -> None:
    """Show a panel or hide it."""
    context.view.show_panel(name, not context.view.panel_shown(name))


def panel_on(name: str, context: Context) -> bool:
    """Whether a panel is seen."""
    return context.store is not None and context.view.panel_shown(name)


def _has_selection(context: Context) -> bool:
    return context.store is not None and bool(context.store.session.selection)


COMMANDS = (
    Command(
        id="view.zoom_in",
        aside=True,
        title=mark("Zoom in"),
        keys=("Ctrl++", "Ctrl+="),
        icon="zoom-in",
        run=zoom_in,
        help=mark("Shows the map larger. Ctrl and the wheel zoom at the pointer."),
    ),
    Command(
        id="view.zoom_out",
        aside=True,
        title=mark("Zoom out"),
        keys=("Ctrl+-",),
        icon="zoom-out",
        run=zoom_out,
        help=mark("Shows the map smaller."),
    ),
    Command(
        id="view.actual_size",
        aside=True,
        title=mark("Actual size"),
        keys=("Ctrl+0",),
        run=actual_size,
        help=mark("Shows the map at 100 %."),
    ),
    Command(
        id="view.fit_map",
        aside=True,
        title=mark("Fit map"),
        keys=("Ctrl+1",),
        icon="fit",
        run=fit_map,
        help=mark("Shows the whole map."),
    ),
    Command(
        id="view.fit_selection",
        title=mark("Fit selection"),
        keys=("Ctrl+2",),
        run=fit_selection,
        when=_has_selection,
        help=mark("Shows what is selected as large as it fits."),
    ),
    Command(
        id="view.select_tool",
        title=mark("Select"),
        icon="pointer",
        run=select_tool,
        when=with_map,
        checked=select_tool_on,
        help=mark("Selects and drags cards, stages and lanes."),
    ),
    Command(
        id="view.connect_tool",
        title=mark("Connect"),
        icon="connect",
        run=connect_tool,
        checked=connect_tool_on,
        help=mark("Draws links: press on a card and release on another."),
    ),
    *(
        Command(
            id=f"view.panel.{name}",
            title=title,
            run=partial(toggle_panel, name),
            checked=partial(panel_on, name),
            aside=True,
            help=mark("Shows or hides this panel."),
        )
        for name, title in PANELS.items()
    ),
)
