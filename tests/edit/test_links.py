"""Operations on links."""

import pytest

from journeymapper.edit.links import connect, default_kind, disconnect
from journeymapper.model.errors import BrokenRule
from journeymapper.model.records import Link
from tests.edit.maps import Map


def test_cards_are_connected(journey: Map) -> None:
    one, two = journey.add("one"), journey.add("two", "backstage", "C")
    with journey.store.edit("Link") as tx:
        link = connect(tx, one, two, "supports", label="stock", probability=0.5)
    assert journey.document.links_of(one) == journey.document.links_of(two) == (link,)
    assert (link.kind, link.label, link.probability) == ("supports", "stock", 0.5)


@pytest.mark.parametrize("reverse", [False, True])
def test_only_cards_are_connected(journey: Map, reverse: bool) -> None:
    ends = [journey.add("one"), journey.stage("B").id]
    with pytest.raises(BrokenRule, match="not a Card"), journey.store.edit("Link") as tx:
        connect(tx, *ends[:: -1 if reverse else 1])


def test_only_links_are_disconnected(journey: Map) -> None:
    key = journey.add("one")
    with pytest.raises(BrokenRule, match="not a Link"), journey.store.edit("Unlink") as tx:
        disconnect(tx, key)


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        (("actions", "A1"), ("actions", "A2"), "flow"),
        (("actions", "A1"), ("actions", "A1"), "flow"),
        (("actions", "A2"), ("actions", "A1"), "loop"),
        (("actions", "C1"), ("touchpoints", "A2"), "loop"),
        (("actions", "A2"), ("actions", "A"), "flow"),
        (("actions", "B"), ("actions", "A"), "loop"),
        (("backstage", "A1"), ("actions", "A1"), "supports"),
        (("actions", "C1"), ("backstage", "A1"), "supports"),
        (("emotion", "B1"), ("actions", "C1"), "flow"),
    ],
)
def test_the_kind_most_likely_meant(
    journey: Map, source: tuple[str, str], target: tuple[str, str], kind: str
) -> None:
    assert default_kind(journey.document, journey.add("one", *source), journey.add("two", *target)) == kind


def test_a_link_back_to_a_card_that_spans_up_to_here_is_no_loop(journey: Map) -> None:
    wide = journey.add("wide", "actions", "A1", until=journey.stage("C").id)
    assert default_kind(journey.document, journey.add("one", "actions", "B1"), wide) == "flow"


def test_the_kind_between_what_are_no_cards_is_flow(journey: Map) -> None:
    card, stage = journey.add("one", "backstage"), journey.stage("A").id
    assert (
        default_kind(journey.document, "nowhere", card)
        == default_kind(journey.document, card, stage)
        == "flow"
    )


def test_disconnecting_takes_only_the_link(journey: Map) -> None:
    one, two = journey.add("one"), journey.add("two")
    with journey.store.edit("Link") as tx:
        link = connect(tx, one, two)
    with journey.store.edit("Unlink") as tx:
        disconnect(tx, link.id)
    assert journey.document.count(Link) == 0
    assert journey.texts("actions", "A") == ["one", "two"]
