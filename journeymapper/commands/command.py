"""What a command is, and how it is carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from journeymapper.commands.ports import FilePort, Ports, ViewPort
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _

if TYPE_CHECKING:
    from journeymapper.edit.store import Store


class Context:
    """What commands act on. `store` is None as long as the window shows no map."""

    def __init__(self, files: FilePort, ports: Ports) -> None:
        self.files = files
        self.ports = ports
        self.store: Store | None = None
        self._view: ViewPort | None = None

    def show(self, store: Store, view: ViewPort) -> None:
        """A map is open now, in this view."""
        self.store = store
        self._view = view

    @property
    def map(self) -> Store:
        """The store of the map that is open. Only commands whose `when` asks for one come here."""
        if self.store is None:
            raise RuntimeError("no map is open")
        return self.store

    @property
    def view(self) -> ViewPort:
        """The view of the map that is open. Only commands whose `when` asks for one come here."""
        if self._view is None:
            raise RuntimeError("no map is open")
        return self._view


Run = Callable[[Context], None]
When = Callable[[Context], bool]


def always(_context: Context) -> bool:
    """A command that can be given at any time."""
    return True


def with_map(context: Context) -> bool:
    """A command that needs a map."""
    return context.store is not None


class Command(NamedTuple):
    """A verb. `id` never changes; `title` and `help` are marked for translation and translated when shown.

    `keys` are key sequences in Qt's portable notation, the first one is shown. `when` tells whether it can be given
    now. `checked`, where it is set, tells whether a switch is on. `named` gives a title that says more than `title`
    at the moment. `aside` is one that leaves an editor open which has text being typed in it.
    """

    id: str
    title: str
    run: Run
    help: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: When = with_map
    checked: When | None = None
    named: Callable[[Context], str] | None = None
    aside: bool = False


def title_of(command: Command, context: Context) -> str:
    """The title to show now, in the user's language."""
    return command.named(context) if command.named else _(command.title)


def carry_out(command: Command, context: Context) -> bool:
    """Run a command where it can be given, after keeping what was being typed; whether it was done.

    A problem is told in one sentence.
    """
    if not command.when(context):
        return False
    try:
        if context.store is not None and not command.aside:
            context.view.commit_drafts()
        command.run(context)
    except JourneyError as error:
        context.ports.notify(str(error), "problem")
        return False
    return True
