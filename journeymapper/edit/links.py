"""Operations on the links between cards."""

from journeymapper.edit.spans import columns_of, end_of, start_of
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.records import Card, Lane, Link


def connect(
    tx: Transaction,
    source: str,
    target: str,
    kind: str = "flow",
    *,
    label: str = "",
    probability: float | None = None,
) -> Link:
    """Link one card to another. A link to itself, or a second one of the same kind, breaks a rule."""
    tx.find(Card, source)
    tx.find(Card, target)
    link = Link(id=tx.new_id(), source=source, target=target, kind=kind, label=label, probability=probability)
    return tx.put(link)


def disconnect(tx: Transaction, key: str) -> None:
    """Remove a link."""
    tx.find(Link, key)
    tx.remove(key)


def default_kind(document: Document, source: str, target: str) -> str:
    """The kind of link that is most likely meant between two cards.

    "supports" where one is offstage, "loop" where the target ends before the source begins, else "flow".
    """
    ends = document.find(Card, source), document.find(Card, target)
    if ends[0] is None or ends[1] is None:
        return "flow"
    lanes = [document.find(Lane, card.lane) for card in ends if card is not None]
    if any(lane is not None and lane.side == "offstage" for lane in lanes):
        return "supports"
    columns = columns_of(document)
    return "loop" if end_of(ends[1], columns) < start_of(ends[0], columns) else "flow"
