"""Commands of the Map menu: what belongs to the map as a whole."""

from journeymapper.commands.command import Command, Context
from journeymapper.edit.evidence import add_evidence
from journeymapper.edit.personas import add_persona
from journeymapper.model.i18n import _, mark


def properties(context: Context) -> None:
    """Show the map's own fields."""
    context.view.inspect(context.map.document.map.id, "title")


def personas(context: Context) -> None:
    """Show the persona, or make the first one."""
    found = context.map.document.personas
    if not found:
        new_persona(context)
        return
    context.view.inspect(found[0].id, "name")


def new_persona(context: Context) -> None:
    """Add a persona and show it."""
    with context.map.edit(_("Add persona")) as tx:
        persona = add_persona(tx, _("New persona"))
    context.view.inspect(persona.id, "name")


def new_source(context: Context) -> None:
    """Add a source of evidence and show it."""
    with context.map.edit(_("Add source")) as tx:
        evidence = add_evidence(tx, _("New source"))
    context.view.inspect(evidence.id, "source")


def sources(context: Context) -> None:
    """Show the first source, or make it."""
    found = context.map.document.evidence
    if not found:
        new_source(context)
        return
    context.view.inspect(found[0].id, "source")


def check(context: Context) -> None:
    """Show the findings, or hide them."""
    context.view.show_panel("findings", not context.view.panel_shown("findings"))


def check_on(context: Context) -> bool:
    """Whether the findings are seen."""
    return context.store is not None and context.view.panel_shown("findings")


COMMANDS = (
    Command(
        id="map.properties",
        title=mark("Properties"),
        keys=("Ctrl+Shift+M",),
        icon="map",
        run=properties,
        help=mark("Title, scenario, state and version of the map."),
    ),
    Command(
        id="map.personas",
        title=mark("Personas"),
        icon="people",
        run=personas,
        help=mark("Whose journey it is."),
    ),
    Command(
        id="map.new_persona",
        title=mark("Add persona"),
        icon="person",
        run=new_persona,
        help=mark("Adds someone whose journey it is."),
    ),
    Command(
        id="map.sources",
        title=mark("Sources"),
        icon="file",
        run=sources,
        help=mark("Where the map’s content is known from."),
    ),
    Command(
        id="map.new_source",
        title=mark("Add source"),
        run=new_source,
        help=mark("Adds an interview, a survey or another source, which cards may name."),
    ),
    Command(
        id="map.check",
        title=mark("Map check"),
        keys=("F8",),
        icon="check-list",
        run=check,
        checked=check_on,
        help=mark(
            "Lists what the map lacks: dead ends, unreachable steps, offstage cards that support nothing."
        ),
    ),
)
