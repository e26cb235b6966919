"""Reading the map that a command is about."""

import sys
from pathlib import Path

from journeymapper.cli.streams import STREAM, name_of, read_input
from journeymapper.files.codec import Loaded
from journeymapper.files.journey import decoded, load
from journeymapper.model.document import Document
from journeymapper.model.strict_json import one_line


def read_map(path: Path) -> Document:
    """The map in a file; what is worth knowing about it goes to the error output. Raises FileProblem."""
    loaded = load(path) if path != STREAM else decoded(Path(name_of(path)), read_input(path))
    for note in loaded.notes:
        print(f"journeymapper: {note}", file=sys.stderr)
    return loaded.document


def read_either(path: Path) -> Loaded:
    """The map in a file, or the one that a folder stands for. Raises FileProblem."""
    if not path.is_dir():
        loaded = load(path)
    else:
        from journeymapper.files.twin import map_of_twin

        loaded = map_of_twin(path)
    for note in loaded.notes:
        print(f"journeymapper: {one_line(note)}", file=sys.stderr)
    return loaded
