"""Commands of the Help menu."""

from journeymapper.commands.command import Command, Context, always
from journeymapper.model.i18n import mark


def shortcuts(context: Context) -> None:
    """Show all commands with their keys."""
    context.ports.show_shortcuts()


def about(context: Context) -> None:
    """Show what this program is."""
    context.ports.show_about()


COMMANDS = (
    Command(
        id="help.shortcuts",
        title=mark("Keyboard shortcuts"),
        keys=("F1",),
        icon="key",
        run=shortcuts,
        when=always,
        help=mark("Lists every command with its keys."),
    ),
    Command(
        id="help.about",
        title=mark("About JourneyMapper"),
        icon="info",
        run=about,
        when=always,
        help=mark("Tells the version and the licence."),
    ),
)
