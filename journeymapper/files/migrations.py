"""Older files, brought up one version at a time, on plain data.

`MIGRATIONS[0]` turns version 1 into version 2, and so on; the newest version is one more than there are migrations.
A migration gets every record of the file as a dict, by type and then by id, and gives back the same. It must not
import records or tables, which move on while it stands still. Each comes with a frozen file of the version it reads.
"""

from collections.abc import Callable, Sequence
from typing import Any

Plain = dict[str, dict[str, dict[str, Any]]]
"""Records by type name and by id, as the lines of the file hold them."""

Migration = Callable[[Plain], Plain]

MIGRATIONS: tuple[Migration, ...] = ()


def current_version(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """The version that this program writes."""
    return len(migrations) + 1


def migrate(plain: Plain, version: int, migrations: Sequence[Migration] = MIGRATIONS) -> Plain:
    """The records of a file of this version as the newest version would hold them."""
    for migration in migrations[version - 1 :]:
        plain = migration(plain)
    return plain
