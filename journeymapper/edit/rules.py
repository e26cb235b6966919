"""What must hold after every edit: the rules of `model.checks`, on the records that the edit can have broken.

Checked are the records touched, those that point at a record removed or altered in its place, and the stages
that may have lost a step; so the cost follows the size of the change, not of the map.
"""

from collections.abc import Iterator

from journeymapper.model.checks import reference_problems, relation_problems, value_problems, whole_problems
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule
from journeymapper.model.i18n import _
from journeymapper.model.patch import Patch
from journeymapper.model.records import JourneyMap, Line, Record, Step


def check(document: Document, patch: Patch) -> None:
    """Raise BrokenRule, with the first problem found, where `patch`, already applied, breaks a rule."""
    problem = next(_problems(document, patch), None)
    if problem is not None:
        raise BrokenRule(_("This cannot be done: {problem}.").format(problem=problem))


def _problems(document: Document, patch: Patch) -> Iterator[str]:
    if any(isinstance(record, JourneyMap | Line) for record in patch.records()):
        yield from whole_problems(document)
    for key, (before, after) in patch.changes.items():
        if after is not None:
            yield from value_problems(after)
            yield from reference_problems(document, after)
            yield from relation_problems(document, after)
        if before is not None and _may_strand(before, after):
            yield from _stranded(document, key)
        if isinstance(before, Step):
            yield from _emptied(document, before.stage)


def _may_strand(before: Record, after: Record | None) -> bool:
    """Whether records that point at this one can have become wrong without being touched."""
    if type(before) is not type(after):
        return True
    return isinstance(before, Step) and isinstance(after, Step) and before.stage != after.stage


def _stranded(document: Document, key: str) -> Iterator[str]:
    for other in document.referring_ids(key):
        yield from reference_problems(document, document[other])


def _emptied(document: Document, stage: str) -> Iterator[str]:
    record = document.get(stage)
    if record is not None:
        yield from relation_problems(document, record)
