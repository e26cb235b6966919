"""Commands of the Export menu: one for each format, and the pictures of what is selected."""

from typing import NamedTuple

from journeymapper.commands.command import Command, Context, Run, with_map
from journeymapper.commands.menus import EXPORTS
from journeymapper.model.i18n import mark


class Export(NamedTuple):
    """What a menu entry for a format says."""

    title: str
    help: str
    keys: tuple[str, ...] = ()
    icon: str = ""


WORDS = {
    "pdf": Export(
        mark("Export as PDF…"),
        mark("Writes the whole map on one page, on the paper you choose."),
        ("Ctrl+P",),
        "print",
    ),
    "svg": Export(
        mark("Export as SVG…"), mark("Writes the whole map as one picture of lines and text."), icon="export"
    ),
    "png": Export(
        mark("Export as PNG…"),
        mark("Writes the whole map as a picture, as large as you choose."),
        icon="image",
    ),
    "html": Export(
        mark("Export as web page…"),
        mark("Writes a page that can be searched and read aloud, and that needs nothing from elsewhere."),
    ),
    "mermaid": Export(mark("Export as Mermaid…"), mark("Writes a journey diagram as text.")),
    "markdown": Export(mark("Export as Markdown…"), mark("Writes the map as a table in Markdown.")),
    "csv": Export(mark("Export as CSV…"), mark("Writes the map as a table that any spreadsheet opens.")),
    "tsv": Export(mark("Export as TSV…"), mark("Writes the map as a table with tabs.")),
    "xlsx": Export(
        mark("Export as Excel…"),
        mark("Writes a workbook: a sheet that looks like the map, and lists of cards and findings."),
    ),
    "ojf": Export(mark("Export as OpenJourney…"), mark("Writes the map in the OpenJourney Format.")),
    "canvas": Export(
        mark("Export as JSON Canvas…"), mark("Writes the map as a canvas of cards, as Obsidian has it.")
    ),
    "drawio": Export(mark("Export as draw.io…"), mark("Writes a drawing whose shapes can be edited.")),
    "slides": Export(mark("Export as PowerPoint…"), mark("Writes slides whose shapes can be edited.")),
}


def with_selection(context: Context) -> bool:
    """Whether anything is selected."""
    return context.store is not None and bool(context.store.session.selection)


def _export(key: str, *, selected: bool = False) -> Run:
    def run(context: Context) -> None:
        context.files.export(key, selected=selected)

    return run


COMMANDS = (
    *(
        Command(
            id=f"file.export_{key}",
            title=WORDS[key].title,
            run=_export(key),
            help=WORDS[key].help,
            keys=WORDS[key].keys,
            icon=WORDS[key].icon,
            when=with_map,
        )
        for key in EXPORTS
    ),
    Command(
        id="file.export_selection_png",
        title=mark("Export selection as PNG…"),
        run=_export("png", selected=True),
        help=mark("Writes what is selected as a picture, with nothing behind it."),
        when=with_selection,
    ),
    Command(
        id="file.export_selection_svg",
        title=mark("Export selection as SVG…"),
        run=_export("svg", selected=True),
        help=mark("Writes what is selected as a picture of lines and text."),
        when=with_selection,
    ),
)
