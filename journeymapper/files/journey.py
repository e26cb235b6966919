"""Opening and saving `.journey` files."""

import hashlib
from pathlib import Path

from journeymapper.files.codec import Loaded, decode, encode
from journeymapper.files.lines import RecordCache
from journeymapper.files.manifest import Foreign
from journeymapper.files.source import read_bytes
from journeymapper.files.writer import write_file
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

EXTENSION = ".journey"


def load(path: Path, *, cache: RecordCache | None = None) -> Loaded:
    """The map in a file; `cache` is filled for the next save. Raises FileProblem with one sentence."""
    return decoded(path, read_bytes(path), cache=cache)


def decoded(path: Path, data: bytes, *, cache: RecordCache | None = None) -> Loaded:
    """The map in the bytes of the file at `path`. Raises FileProblem with one sentence."""
    try:
        return decode(data, cache=cache)
    except FileProblem as problem:
        raise FileProblem(
            _("“{name}” cannot be opened: {problem}").format(name=path.name, problem=problem),
            entry=problem.entry,
            line=problem.line,
        ) from None


def save(
    document: Document, path: Path, *, foreign: Foreign | None = None, cache: RecordCache | None = None
) -> str:
    """Write the document to a file and give the SHA-256 of its bytes in hex. Raises FileProblem, the old file kept."""
    data = encode(document, foreign=foreign, cache=cache)
    write_file(path, data)
    return hashlib.sha256(data).hexdigest()
