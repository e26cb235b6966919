"""Commands of the Map menu: what belongs to the map as a whole."""

from journeymapper.commands.command import Command, Context
from journeymapper.commands.ports import PICTURE_FILE
from journeymapper.edit.evidence import add_evidence
from journeymapper.edit.personas import add_persona, clear_portrait, set_portrait
from journeymapper.files.portraits import read_portrait
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import Persona


def properties(context: Context) -> None:
    """Show the map's own fields."""
    context.view.inspect(context.map.document.map.id, "title")


def new_persona(context: Context) -> None:
    """Add a persona and show it."""
    with context.map.edit(_("Add persona")) as tx:
        persona = add_persona(tx, _("New persona"))
    context.view.inspect(persona.id, "name", whole=True)


def portrait(context: Context) -> None:
    """Give the persona a picture from a file."""
    persona = _persona(context)
    path = context.ports.ask_open_path(_("Portrait picture"), (PICTURE_FILE,), None) if persona else None
    if persona is None or path is None:
        return
    try:
        picture = read_portrait(path)
    except JourneyError as problem:
        context.ports.notify(str(problem), "problem")
        return
    with context.map.edit(_("Set portrait")) as tx:
        set_portrait(tx, persona.id, picture.data, width=picture.width, height=picture.height)
    context.ports.notify(_("{name} has a portrait; it stands on the printed page.").format(name=persona.name))


def no_portrait(context: Context) -> None:
    """Take the persona's picture away."""
    persona = _persona(context)
    if persona is not None:
        with context.map.edit(_("Remove portrait")) as tx:
            clear_portrait(tx, persona.id)


def has_persona(context: Context) -> bool:
    """Whether there is a persona."""
    return context.store is not None and _persona(context) is not None


def has_portrait(context: Context) -> bool:
    """Whether the persona has a picture of her own."""
    persona = _persona(context) if context.store is not None else None
    return persona is not None and bool(persona.portrait)


def _persona(context: Context) -> Persona | None:
    """The persona that is selected, or the first."""
    document = context.map.document
    chosen = [document.find(Persona, key) for key in context.map.session.selection]
    return next((one for one in chosen if one is not None), next(iter(document.personas), None))


def new_source(context: Context) -> None:
    """Add a source of evidence and show it."""
    with context.map.edit(_("Add source")) as tx:
        evidence = add_evidence(tx, _("New source"))
    context.view.inspect(evidence.id, "source", whole=True)


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
        id="map.new_persona",
        title=mark("Add persona"),
        icon="person",
        run=new_persona,
        help=mark("Adds someone whose journey it is."),
    ),
    Command(
        id="map.portrait",
        title=mark("Portrait picture…"),
        icon="image",
        run=portrait,
        when=has_persona,
        help=mark("Gives the persona a picture from a file; the map keeps a small copy without hidden data."),
    ),
    Command(
        id="map.no_portrait",
        title=mark("Remove portrait picture"),
        run=no_portrait,
        when=has_portrait,
        help=mark("Shows the persona’s drawn portrait again."),
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
