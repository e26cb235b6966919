"""What a person is looking at. It is kept beside each history entry, so that undo shows what it changed; no file
holds it.
"""

import msgspec

from journeymapper.model.document import Document


class Session(msgspec.Struct, frozen=True):
    """`selection` holds ids of records, `focus` names what the keyboard acts on, `scroll` is in map units."""

    selection: tuple[str, ...] = ()
    focus: str = ""
    scroll: tuple[float, float] = (0.0, 0.0)


def without_missing(session: Session, document: Document) -> Session:
    """The session with only those selected that the document holds."""
    selection = tuple(key for key in session.selection if key in document)
    return (
        session if selection == session.selection else msgspec.structs.replace(session, selection=selection)
    )
