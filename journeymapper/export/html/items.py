"""Cards, measures and owners as list items: what they say, then what is known about them."""

from collections.abc import Iterator
from typing import assert_never

from journeymapper.export.html.markup import Child, Html, joined, language_of, tag, with_links
from journeymapper.export.html.shown import Shown, item_name
from journeymapper.model.document import Item
from journeymapper.model.i18n import _
from journeymapper.model.records import Card, Evidence, Measure, Owner
from journeymapper.model.tables import BASES, CHANNELS, KINDS, LINK_KINDS

Fact = tuple[str, Child]
"""A name and what it is."""


def item_html(shown: Shown, item: Item, steps: tuple[str, ...]) -> Html:
    """One item; `steps` are the ids of its stage's steps, from which its place in the cell follows."""
    classes = ["card", *_columns(item, steps)]
    match item:
        case Card():
            classes.insert(1, f"kind-{item.kind}")
            if item.basis == "assumed":
                classes.append("assumed")
            if item.weight == "major":
                classes.append("major")
            inside = _card(shown, item)
        case Measure():
            classes.insert(1, "kind-measure")
            inside = _measure(shown, item)
        case Owner():
            classes.insert(1, "kind-owner")
            inside = _owner(shown, item)
        case _:
            assert_never(item)
    return tag("li", inside, class_=" ".join(classes), id=shown.anchors[item.id])


def facts_html(facts: list[Fact]) -> Html | None:
    """Names and what they are, as a list of terms."""
    if not facts:
        return None
    rows = (tag("div", tag("dt", name), " ", tag("dd", what)) for name, what in facts)
    return tag("dl", joined(rows), class_="facts")


def _columns(item: Item, steps: tuple[str, ...]) -> Iterator[str]:
    """Classes for the columns in which an item stands within its cell."""
    if item.step not in steps or len(steps) < 2:
        return
    first = steps.index(item.step)
    # What goes on beyond the stage takes the rest of it; where it ends is told in words.
    last = steps.index(item.until) if item.until in steps else len(steps) - 1 if item.until else first
    yield f"at-{first + 1}"
    if last > first:
        yield f"over-{last - first + 1}"


def _card(shown: Shown, card: Card) -> Html:
    kind = KINDS[card.kind].title if card.kind in KINDS else card.kind
    head = tag("p", tag("span", _(kind)), " ", tag("span", card.code, class_="code"), class_="kind")
    words = language_of(card.language, shown.document.map.language)
    said = tag("p", card.text, class_="text", **words) if card.text.strip() else None
    more = tag("p", with_links(card.details), class_="details", **words) if card.details.strip() else None
    return joined((head, said, more, facts_html(list(_card_facts(shown, card)))))


def _card_facts(shown: Shown, card: Card) -> Iterator[Fact]:
    yield from _place_facts(shown, card)
    if card.channel:
        channel = CHANNELS.get(card.channel)
        yield _("Channel"), _(channel.title) if channel else card.channel
    yield from _rating_facts(card)
    if card.people:
        yield _("People"), ", ".join(card.people)
    owner = shown.document.find(Owner, card.owner)
    if owner is not None:
        yield _("Owner"), owner.name
    if card.tags:
        yield _("Tags"), ", ".join(card.tags)
    if card.basis == "assumed":
        yield _("Basis"), _(BASES["assumed"].title)
    sources = [source for key in card.evidence if (source := shown.document.find(Evidence, key))]
    if sources:
        yield _("Evidence"), "; ".join(source.source for source in sources)
    for link, target in shown.links_from(card):
        kind = _(LINK_KINDS[link.kind].title) if link.kind in LINK_KINDS else link.kind
        name = _("{kind}: {label}").format(kind=kind, label=link.label) if link.label else kind
        yield name, tag("a", item_name(target), href=f"#{shown.anchors[target.id]}")


def _rating_facts(card: Card) -> Iterator[Fact]:
    for name, value, most in (
        (_("Severity"), card.severity, 4),
        (_("Impact"), card.impact, 3),
        (_("Effort"), card.effort, 3),
    ):
        if value:
            yield name, _("{value} of {most}").format(value=value, most=most)
    if card.votes:
        yield _("Votes"), str(card.votes)
    if card.pieces:
        yield _("Findings behind it"), str(card.pieces)


def _place_facts(shown: Shown, item: Item) -> Iterator[Fact]:
    steps = shown.document.steps_of(item.stage)
    step = next((step for step in steps if step.id == item.step), None)
    if step is not None and len(steps) > 1:
        yield _("Step"), shown.step_name(step)
    if item.until:
        yield _("Until"), shown.place_name(item.until)


def _measure(shown: Shown, measure: Measure) -> Html:
    good = {True: _("welcome"), False: _("unwelcome"), None: ""}[measure.good]
    change = " ".join(
        part for part in (measure.change, f"({good})" if measure.change and good else "") if part
    )
    facts: list[Fact] = list(_place_facts(shown, measure))
    facts += [(name, what) for name, what in ((_("Change"), change), (_("Target"), measure.target)) if what]
    if measure.trend:
        facts.append((_("Trend"), ", ".join(f"{value:g}" for value in measure.trend)))
    return joined(
        (
            tag("p", tag("span", measure.label), class_="kind"),
            tag("p", measure.value, class_="text figure") if measure.value else None,
            facts_html(facts),
        )
    )


def _owner(shown: Shown, owner: Owner) -> Html:
    team = [(_("Team"), owner.team)] if owner.team else []
    facts: list[Fact] = [*_place_facts(shown, owner), *team]
    return joined((tag("p", owner.name, class_="text"), facts_html(facts)))
