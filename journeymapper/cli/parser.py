"""The command line's grammar. `SYNOPSES` is what help, README and tests agree on."""

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from journeymapper import __version__
from journeymapper.cli.options import PAPERS, counted, paper, scale
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _

IMPORTED = ("mermaid", "markdown", "csv", "tsv", "html", "xlsx", "ojf", "canvas")
EXPORTED = (
    *(
        "pdf",
        "svg",
        "png",
        "html",
        "mermaid",
        "markdown",
        "csv",
        "tsv",
        "xlsx",
        "ojf",
        "canvas",
        "drawio",
        "slides",
    ),
)
"""The formats as `--from` and `--to` name them; the readers and targets themselves are loaded with the command."""

SYNOPSES = {
    "open": "[FILE]",
    "demo": "[--folder DIR]",
    "new": "[--template NAME] -o FILE [--force] | --list",
    "import": "SOURCE -o FILE [--from KIND] [--pick N] [--force] [--report]",
    "export": "FILE -o OUT [--to KIND] [--paper NAME] [--scale N] [--transparent]",
    "show": "FILE [--json]",
    "check": "FILE [--json]",
    "diff": "A B [--json]",
    "merge": "BASE OURS THEIRS -o OUT [--force]",
    "salvage": "FILE -o OUT [--force]",
    "unpack": "FILE -o FOLDER [--force]",
    "pack": "FOLDER -o FILE [--force]",
    "self-test": "",
}
"""What follows the name of each command."""

OPEN = "open"
"""The command that has no name: to open the window."""


class CommandLineProblem(JourneyError):
    """A command line that cannot be understood."""


class Parser(argparse.ArgumentParser):
    """A parser that raises one sentence instead of printing its usage and ending the program."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse says, with where to read on."""
        text = message[:1].lower() + message[1:]
        raise CommandLineProblem(
            _("{problem}; see “{command} --help”").format(problem=text, command=self.prog)
        )


def parse(argv: Sequence[str]) -> argparse.Namespace | None:
    """The arguments, with the name of the command in `command`; None where help or the version was printed.

    Raises CommandLineProblem.
    """
    parser = make_parser()
    try:
        if names_file(argv):
            return _opening(parser, argv)
        arguments = parser.parse_args(argv)
    except SystemExit:  # after --help and --version
        return None
    if arguments.command is None:
        parser.error(_("no command is named"))
    return arguments


def names_file(argv: Sequence[str]) -> bool:
    """Whether a command line begins with a file to open instead of a command."""
    return argv[0] == "--" or (argv[0] not in SYNOPSES and not argv[0].startswith("-")) or argv[0] == OPEN


def make_parser() -> Parser:
    """The whole grammar, but for the bare `[FILE]`, which argparse cannot have beside commands."""
    parser = Parser(
        prog="journeymapper",
        usage=synopsis(),
        description=_(
            "Customer journey maps and service blueprints, edited by dragging in a grid of stages and lanes."
        ),
        epilog=_("“journeymapper COMMAND --help” says more. FILE is a map, a .journey file."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"JourneyMapper {__version__}")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title=_("commands"), prog="journeymapper"
    )
    for add in (
        _add_demo,
        _add_new,
        _add_import,
        _add_export,
        _add_show,
        _add_check,
        _add_diff,
        _add_merge,
        _add_salvage,
        _add_unpack,
        _add_pack,
        _add_self_test,
    ):
        add(commands)
    return parser


def synopsis() -> str:
    """Every command line that there is, one a line, as `--help` begins."""
    lines = [_command_line(name) for name in SYNOPSES]
    return ("\n" + " " * len("usage: ")).join(lines)


def _command_line(name: str) -> str:
    return " ".join(part for part in ("journeymapper", "" if name == OPEN else name, SYNOPSES[name]) if part)


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives the type no public name


def _add(commands: "Commands[Parser]", name: str, about: str, more: str = "") -> Parser:
    return commands.add_parser(
        name,
        help=about,
        usage=_command_line(name),
        description=f"{about[:1].upper()}{about[1:]}. {more}".strip(),
        allow_abbrev=False,
    )


def _add_demo(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "demo",
        _("write an example map and its PDF, and open the editor on it"),
        _("A map of that name that was changed meanwhile is kept; the example then gets another name."),
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("demo"), metavar="DIR", help=_("where to write (demo)")
    )


def _add_new(commands: "Commands[Parser]") -> None:
    parser = _add(commands, "new", _("begin a map from a template"))
    parser.add_argument("--template", metavar="NAME", help=_("what to begin with (customer-journey-map)"))
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("the map to write"))
    _add_force(parser)
    parser.add_argument("--list", action="store_true", help=_("name the templates"))


def _add_import(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "import",
        _("make a map of another program’s file: a diagram, a table, a journey"),
        _(
            "What SOURCE is is told by its name and what is in it, or by --from: {kinds}. “-” stands for the standard"
            " input or output; the input then needs --from."
        ).format(kinds=", ".join(IMPORTED)),
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help=_("the file to read"))
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=_("the map to write")
    )
    parser.add_argument("--from", dest="kind", default="", metavar="KIND", help=_("what kind of file it is"))
    parser.add_argument(
        "--pick",
        type=counted,
        metavar="N",
        help=_("which of several tables or diagrams in the file, counted from 1 (1)"),
    )
    _add_force(parser)
    parser.add_argument(
        "--report",
        action="store_true",
        help=_("say what was guessed, what was changed, and what had no place in a map"),
    )


def _add_force(parser: Parser) -> None:
    parser.add_argument("--force", action="store_true", help=_("write over a file that is there already"))


def _add_export(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "export",
        _("write a map as a page, a picture, a table or another program’s file"),
        _(
            "The name of OUT tells the format, or --to: {kinds}. What the format cannot hold is said on the error"
            " output. “-” stands for the standard input or output; the output then needs --to."
        ).format(kinds=", ".join(EXPORTED)),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the map to read"))
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT", help=_("the file to write")
    )
    parser.add_argument(
        "--to", default="", metavar="KIND", help=_("the format, where the name does not tell it")
    )
    parser.add_argument(
        "--paper",
        type=paper,
        metavar="|".join(PAPERS),
        help=_("the paper (A3; of a PNG picture map); “map” fits the page to the map"),
    )
    parser.add_argument("--scale", type=scale, metavar="N", help=_("pixels a point in a PNG picture (2)"))
    parser.add_argument(
        "--transparent", action="store_true", help=_("no ground behind the map in a PNG picture")
    )


def _add_show(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "show",
        _("say what is in a map"),
        _(
            "In the JSON, stage, lane and step are titles beside stage_id, lane_id and step_id. A card that names no"
            " step stands in its stage’s only step; where the stage has several it has none: step, step_id and number"
            " are null, and so is its score. score is what the first series says at the card’s step, from -2 to +2;"
            " source_score and source_scale are what an imported file said."
        ),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the map to read"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for programs"))


def _add_check(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "check",
        _("find what is wrong with a map or deserves another look"),
        _("The exit code is 1 where a finding is an error, else 0."),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the map to read"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for programs"))


def _add_diff(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "diff",
        _("say what differs between two maps"),
        _(
            "A and B are two states of one map, each a file or a folder that “unpack” wrote. The exit code is 0 where"
            " they are the same, 1 where they differ, and 2 where they cannot be compared."
        ),
    )
    parser.add_argument("before", type=Path, metavar="A", help=_("the map as it was"))
    parser.add_argument("after", type=Path, metavar="B", help=_("the map as it is"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for programs"))


def _add_merge(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "merge",
        _("bring the edits of two people together"),
        _(
            "OURS and THEIRS are two maps that began as BASE, each a file or a folder that “unpack” wrote. OUT gets the"
            " edits of both. Where both did something that cannot stand together, it is listed, OUT holds what BASE"
            " held, and the exit code is 1; else it is 0, and 2 where nothing could be merged. OUT may be OURS, with"
            " --force, as git’s merge drivers want it."
        ),
    )
    parser.add_argument("base", type=Path, metavar="BASE", help=_("the map that both began with"))
    parser.add_argument("ours", type=Path, metavar="OURS", help=_("one map"))
    parser.add_argument("theirs", type=Path, metavar="THEIRS", help=_("the other map"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help=_("the map to write"))
    _add_force(parser)


def _add_salvage(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "salvage",
        _("save what can be saved of a damaged map"),
        _(
            "It writes everything that can still be read into another map, and lists what was lost, what was made"
            " anew, and where characters may be wrong. FILE stays as it is. The exit code is 0 where a map was"
            " written, however much was lost, and 2 where nothing could be saved."
        ),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the damaged map"))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help=_("the map to write"))
    _add_force(parser)


def _add_unpack(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "unpack",
        _("write a map as a folder of text, for git"),
        _(
            "FOLDER gets a file of lines (.jsonl) for each type of records, sorted, so that a change of the map is a"
            " change of few lines; “pack” makes a map of it again. The files of a map unpacked there before are"
            " replaced; those that the map no longer has are removed."
        ),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the map to read"))
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER", help=_("the folder to write")
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=_("write into a folder that holds other things, and leave them there"),
    )


def _add_pack(commands: "Commands[Parser]") -> None:
    parser = _add(
        commands,
        "pack",
        _("make a map of a folder that “unpack” wrote"),
        _(
            "Lines may have been edited by hand: order, spaces and blank lines do not matter. A line that cannot be"
            " read is named with its file and number, and nothing is written."
        ),
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=_("the folder to read"))
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=_("the map to write")
    )
    _add_force(parser)


def _add_self_test(commands: "Commands[Parser]") -> None:
    _add(
        commands,
        "self-test",
        _("try out the real window"),
        _(
            "It drags a card with the mouse, types, saves, opens the file again, exports it, and says what it saw."
        ),
    )


def _opening(parser: Parser, argv: Sequence[str]) -> argparse.Namespace:
    files = list(argv[1:] if argv[0] == "--" else argv)
    options = [word for word in argv[1:] if word.startswith("-")]
    if options and argv[0] != "--":
        parser.error(_("unrecognized arguments: {words}").format(words=" ".join(options)))
    if len(files) != 1:
        parser.error(_("one file can be opened at a time") if files else _("no file is named"))
    path = Path(files[0])
    if not path.suffix and not path.exists():
        _guess(parser, files[0])
    return argparse.Namespace(command=OPEN, file=path)


def _guess(parser: Parser, word: str) -> None:
    """Raise where what was meant for a command is neither that nor a file."""
    near = get_close_matches(word, [name for name in SYNOPSES if name != OPEN], n=1)
    if near:
        parser.error(
            _("there is neither a command nor a file “{word}”: did you mean “{near}”?").format(
                word=word, near=near[0]
            )
        )
    parser.error(_("there is neither a command nor a file “{word}”").format(word=word))
