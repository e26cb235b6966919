"""Commands of the File menu."""

from journeymapper.commands.command import Command, Context, always
from journeymapper.model.i18n import mark


def new(context: Context) -> None:
    """Begin a new map."""
    context.files.new()


def open_map(context: Context) -> None:
    """Open a map."""
    context.files.open()


def save(context: Context) -> None:
    """Write the map to its file."""
    context.files.save()


def save_as(context: Context) -> None:
    """Write the map to another file."""
    context.files.save_as()


def save_template(context: Context) -> None:
    """Keep the map as a template."""
    context.files.save_template()


def versions(context: Context) -> None:
    """Show the versions that were kept of the map."""
    context.files.versions()


def found_work(context: Context) -> None:
    """Show what a crash left."""
    context.files.found_work()


def bring_in(context: Context) -> None:
    """Open a map that another program wrote."""
    context.files.bring_in()


def from_clipboard(context: Context) -> None:
    """Make a map of what is on the clipboard."""
    context.files.new_from_clipboard()


def close(context: Context) -> None:
    """Close the window."""
    context.files.close()


def leave(context: Context) -> None:
    """Close all windows."""
    context.files.quit()


COMMANDS = (
    Command(
        id="file.new",
        title=mark("New from template…"),
        keys=("Ctrl+N",),
        icon="new",
        run=new,
        when=always,
        help=mark("Begins a map from a template, one of yours or one of the program’s."),
    ),
    Command(
        id="file.open",
        title=mark("Open…"),
        keys=("Ctrl+O",),
        icon="open",
        run=open_map,
        when=always,
        help=mark("Opens a map. A file can be dropped on the window as well."),
    ),
    Command(
        id="file.save",
        title=mark("Save"),
        keys=("Ctrl+S",),
        icon="save",
        run=save,
        help=mark("Writes the map to its file."),
    ),
    Command(
        id="file.save_as",
        title=mark("Save as…"),
        keys=("Ctrl+Shift+S",),
        run=save_as,
        help=mark("Writes the map to another file and goes on with that one."),
    ),
    Command(
        id="file.save_template",
        title=mark("Save as template…"),
        run=save_template,
        help=mark("Keeps the map, or only its stages and lanes, as something that new maps can begin with."),
    ),
    Command(
        id="file.versions",
        title=mark("Versions…"),
        icon="clock",
        run=versions,
        help=mark("Shows earlier versions of the map, which are kept with each save, and brings one back."),
    ),
    Command(
        id="file.found_work",
        title=mark("Recovered work…"),
        run=found_work,
        when=always,
        help=mark("Shows what had not been saved when the program ended in the middle of its work."),
    ),
    Command(
        id="file.import",
        title=mark("Import…"),
        icon="import",
        run=bring_in,
        when=always,
        help=mark(
            "Opens a diagram, a table or a journey of another program. A file can be dropped on the window as well."
        ),
    ),
    Command(
        id="file.new_from_clipboard",
        title=mark("New map from clipboard…"),
        run=from_clipboard,
        when=always,
        help=mark("Makes a map of a table, a Mermaid diagram or another text that was copied elsewhere."),
    ),
    Command(
        id="file.close",
        title=mark("Close"),
        keys=("Ctrl+W",),
        run=close,
        when=always,
        help=mark("Closes this window; unsaved changes are asked about."),
    ),
    Command(
        id="file.quit",
        title=mark("Quit"),
        keys=("Ctrl+Q",),
        run=leave,
        when=always,
        help=mark("Closes all windows; unsaved changes are asked about."),
    ),
)
