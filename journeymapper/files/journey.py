"""Opening and saving `.journey` files."""

import hashlib
from pathlib import Path

from journeymapper.files.codec import Loaded, decode, encode
from journeymapper.files.lines import RecordCache
from journeymapper.files.manifest import Foreign
from journeymapper.files.source import read_bytes
from journeymapper.files.writer import write_file
from journeymapper.model.document import Document
from journeymapper.model.errors import Damaged, FileProblem
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
        raise _told(path, data, problem) from None


def _told(path: Path, data: bytes, problem: FileProblem) -> FileProblem:
    """The sentence about a file that cannot be read, with the way out where there is one."""
    from journeymapper.files.fragments import looks_like_a_map  # only now it is known that something is wrong

    if not looks_like_a_map(data):
        words = _("“{name}” cannot be opened: {problem}").format(name=path.name, problem=problem)
        return FileProblem(words, entry=problem.entry, line=problem.line)
    sentence = _(
        "“{name}” cannot be opened, since a part of it is damaged: “journeymapper salvage” saves what can be read of"
        " it ({problem})"
    )
    return Damaged(
        sentence.format(name=path.name, problem=problem),
        name=path.name,
        reason=str(problem),
        entry=problem.entry,
        line=problem.line,
    )


def save(
    document: Document, path: Path, *, foreign: Foreign | None = None, cache: RecordCache | None = None
) -> str:
    """Write the document to a file and give the SHA-256 of its bytes in hex. Raises FileProblem, the old file kept."""
    data = encode(document, foreign=foreign, cache=cache)
    write_file(path, data)
    return hashlib.sha256(data).hexdigest()
