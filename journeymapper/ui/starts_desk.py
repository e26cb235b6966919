"""What new maps can begin with, as the gallery works with it, and keeping a map as something to begin with.

The program's templates are known before the first paint; what reads the person's own is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from journeymapper.commands.ports import Option, OwnStarts, Ports, Starting, TemplateWish
from journeymapper.files.templates import TEMPLATES, template_document
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _

if TYPE_CHECKING:
    from journeymapper.model.document import Document


def usual_folder() -> Path:
    """The folder of the person's own templates."""
    from journeymapper.files.own_templates import templates_folder

    return templates_folder()


class Desk:
    """What `commands.ports.StartsDesk` asks for."""

    def __init__(self, ports: Ports, folder: Callable[[], Path] = usual_folder) -> None:
        self._ports = ports
        self._folder = folder

    def starts(self) -> Sequence[Starting]:
        """The program's templates, in the person's language."""
        return [Starting(each.name, _(each.title), _(each.about), each.icon) for each in TEMPLATES.values()]

    def own(self) -> OwnStarts:
        """The person's templates."""
        from journeymapper.files.own_templates import own_templates

        shelf = own_templates(self._folder())
        starts = (
            Starting(each.name, each.name, _content(each.document), "map", own=True)
            for each in shelf.templates
        )
        return OwnStarts(tuple(starts), shelf.problems)

    def document_of(self, name: str) -> Document:
        """What a template holds. Raises JourneyError."""
        return template_document(name, self._folder())

    def rename_own(self, name: str) -> bool:
        """Ask for another name."""
        from journeymapper.files.own_templates import rename_template

        question = _("Rename the template “{name}”").format(name=name)
        new_name = self._ports.ask_text(question, name, name_problem)
        if not new_name or new_name == name:
            return False
        try:
            rename_template(name, new_name, self._folder())
        except JourneyError as problem:
            self._ports.notify(_sentence(problem), "problem")
            return False
        return True

    def delete_own(self, name: str) -> bool:
        """Delete a template, once that is confirmed."""
        from journeymapper.files.own_templates import delete_template

        answer = self._ports.choose(
            _("Delete the template “{name}”?").format(name=name),
            _("Maps that began with it stay as they are. The template itself cannot be brought back."),
            (Option("cancel", _("Cancel")), Option("discard", _("Delete"))),
        )
        if answer != "discard":
            return False
        try:
            delete_template(name, self._folder())
        except JourneyError as problem:
            self._ports.notify(_sentence(problem), "problem")
            return False
        return True


def keep_template(document: Document, ports: Ports, folder: Callable[[], Path] = usual_folder) -> None:
    """Ask what is to be kept of a map and under which name, and keep it as a template."""
    from journeymapper.edit.new import grid_of
    from journeymapper.files.own_templates import own_names, save_template

    wish = ports.ask_template(TemplateWish(_suggested(document)), name_problem)
    if wish is None:
        return
    there = next(
        (name for name in own_names(folder()) if name.casefold() == wish.name.strip().casefold()), ""
    )
    if there and not _replaces(there, ports):
        return
    try:
        kept = grid_of(document, cards=wish.cards, personas=wish.personas)
        name = save_template(kept, wish.name, folder())
    except JourneyError as problem:
        ports.notify(_sentence(problem), "problem")
        return
    ports.notify(
        _("New maps can begin with “{name}” from now on: File, New from template.").format(name=name)
    )


def name_problem(name: str) -> str:
    """What is wrong with the name of a template, in one sentence; "" for nothing."""
    from journeymapper.files.own_templates import sound_name

    try:
        sound_name(name)
    except JourneyError as problem:
        return _sentence(problem)
    return ""


def _suggested(document: Document) -> str:
    from journeymapper.files.own_templates import LONGEST_NAME

    title = "".join(char for char in document.map.title[:LONGEST_NAME] if not name_problem(f"a{char}a"))
    return " ".join(title.split())


def _replaces(name: str, ports: Ports) -> bool:
    answer = ports.choose(
        _("There is a template “{name}” already.").format(name=name),
        _("Replacing it cannot be undone; maps that began with it stay as they are."),
        (Option("replace", _("Replace")), Option("cancel", _("Cancel"))),
    )
    return answer == "replace"


def _content(document: Document) -> str:
    from journeymapper.model.records import Card

    return _("Yours. Stages: {stages}, lanes: {lanes}, cards: {cards}.").format(
        stages=len(document.stages), lanes=len(document.lanes), cards=document.count(Card)
    )


def _sentence(problem: JourneyError) -> str:
    text = str(problem)
    return text[:1].upper() + text[1:]
