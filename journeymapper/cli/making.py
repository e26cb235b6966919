"""`journeymapper new`: a map that begins as a template."""

import argparse
import sys
from pathlib import Path

from journeymapper.cli.parser import CommandLineProblem
from journeymapper.cli.paths import refuse_existing, refuse_foreign_name
from journeymapper.cli.telling import content_of
from journeymapper.files.journey import save
from journeymapper.files.own_templates import own_templates, templates_folder
from journeymapper.files.templates import TEMPLATES, from_template
from journeymapper.model.i18n import _
from journeymapper.model.ids import id_source

USUAL = next(iter(TEMPLATES))


def run_new(arguments: argparse.Namespace) -> int:
    """Write a new map that begins as a template, or name the templates."""
    if arguments.list:
        if arguments.output or arguments.template or arguments.force:
            raise CommandLineProblem(_("--list stands alone: leave out the other options"))
        list_templates(templates_folder())
        return 0
    output: Path | None = arguments.output
    if output is None:
        raise CommandLineProblem(_("the map to write is not named: add “-o FILE”"))
    refuse_foreign_name(output)
    refuse_existing(output, force=arguments.force)
    save(from_template(arguments.template or USUAL, id_source(), templates_folder()), output)
    return 0


def list_templates(own: Path) -> None:
    """Name the program's templates, then those in the folder `own`; what is none there is told on the error output."""
    shelf = own_templates(own)
    about = {template.name: _(template.about) for template in TEMPLATES.values()}
    about |= {
        template.name: _("yours; {content}").format(content=content_of(template.document))
        for template in shelf.templates
    }
    width = max(map(len, TEMPLATES))
    for name, words in about.items():
        print(f"{name:{width}}  {words}")
    for problem in shelf.problems:
        print(f"journeymapper: {problem}", file=sys.stderr)
