"""All commands."""

from journeymapper.commands import editing, filing, handing_out, helping, insert, mapping, viewing
from journeymapper.commands.command import Command


def all_commands() -> tuple[Command, ...]:
    """Every command, in the order of the menus."""
    return (
        *filing.COMMANDS,
        *handing_out.COMMANDS,
        *editing.COMMANDS,
        *viewing.COMMANDS,
        *insert.COMMANDS,
        *mapping.COMMANDS,
        *helping.COMMANDS,
    )
