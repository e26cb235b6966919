"""Opening and saving `.journey` files."""

import errno
import hashlib
import os
from pathlib import Path

from journeymapper.files.codec import Loaded, decode, encode
from journeymapper.files.lines import RecordCache
from journeymapper.files.manifest import Foreign
from journeymapper.files.writer import write_file
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _

EXTENSION = ".journey"


def load(path: Path, *, cache: RecordCache | None = None) -> Loaded:
    """The map in a file; `cache` is filled for the next save. Raises FileProblem with one sentence."""
    data = read_bytes(path)
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


def read_bytes(path: Path) -> bytes:
    """The bytes of a user's file. Raises FileProblem where there is none or it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        reason = _("there is no such file; check the name")
    except IsADirectoryError:
        reason = _("it is a folder; choose a file in it")
    except PermissionError:
        # Windows says this of folders too.
        reason = (
            _("it is a folder; choose a file in it")
            if path.is_dir()
            else _("reading it is not allowed; change its permissions")
        )
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
    except ValueError:
        reason = os.strerror(errno.EINVAL)
    raise FileProblem(_("“{path}” cannot be opened: {reason}").format(path=path, reason=reason))
