"""What stands round the map: what it is, whose journey it is, what was found, what the signs mean, what it rests on."""

import base64
from collections import Counter
from collections.abc import Iterable, Iterator

from journeymapper.analysis.finding import Finding
from journeymapper.drawing.avatars import avatar_names
from journeymapper.export.html.curves import value_text
from journeymapper.export.html.items import Fact, facts_html
from journeymapper.export.html.markup import Html, joined, tag, with_links
from journeymapper.export.html.shown import Shown, item_name
from journeymapper.model.document import Document
from journeymapper.model.i18n import _, mark
from journeymapper.model.records import (
    Asset,
    Card,
    EmotionPoint,
    Evidence,
    Lane,
    Line,
    Link,
    Measure,
    Owner,
    Persona,
    Stage,
    Step,
)
from journeymapper.model.resources import resource
from journeymapper.model.tables import EVIDENCE_KINDS, KINDS, LINES, STATES, STATUSES

LEVELS = {"error": mark("Errors"), "warning": mark("Warnings"), "hint": mark("Hints")}
LINE_WORDS = {
    "interaction": mark("between what customers do and what they meet"),
    "visibility": mark("above it what customers see, below it what they never see"),
    "internal_interaction": mark("between people and the systems behind them"),
}
FACES = (
    (2, mark("very good")),
    (1, mark("good")),
    (0, mark("neither")),
    (-1, mark("bad")),
    (-2, mark("very bad")),
)


def banner_html(document: Document) -> Html:
    """The title and what the map says of itself."""
    about = document.map
    facts: list[Fact] = [
        (name, what)
        for name, what in (
            (_("State"), _(STATES[about.state].title) if about.state in STATES else about.state),
            (_("Status"), _(STATUSES[about.status].title) if about.status in STATUSES else about.status),
            (_("Scenario"), about.scenario),
            (_("Expectation"), about.expectation),
            (_("Sample"), about.sample),
            (_("Version"), about.version),
            (_("Date"), about.date),
        )
        if what
    ]
    return tag(
        "header",
        tag("h1", about.title or _("Untitled map")),
        tag("p", about.subtitle, class_="subtitle") if about.subtitle else None,
        facts_html(facts),
        class_="banner",
    )


def personas_html(document: Document) -> Html | None:
    """The personas, each with a picture where there is one."""
    if not document.personas:
        return None
    cards = (_persona(document, persona) for persona in document.personas)
    return section("personas", _("Personas"), tag("div", *cards, class_="personas"))


def findings_html(shown: Shown, found: Iterable[Finding]) -> Html | None:
    """What the analysis says, the gravest first, with the places it is about."""
    parts: list[Html] = []
    listed = list(found)
    for level, title in LEVELS.items():
        rows = [_finding(shown, one) for one in listed if one.level == level]
        if rows:
            parts.append(tag("h3", _("{title}: {n}").format(title=_(title), n=len(rows))))
            parts.append(tag("ul", *rows, class_=f"findings level-{level}"))
    return section("findings", _("Findings"), *parts) if parts else None


def legend_html(document: Document) -> Html:
    """The kinds of cards that are on the map, its lines, and the scale of emotions."""
    counts = Counter(card.kind for card in document.all(Card))
    rows = [
        tag(
            "li",
            tag("span", _(kind.title)),
            " ",
            tag("span", str(counts[kind.key]), class_="code"),
            class_=f"card kind-{kind.key}",
        )
        for kind in KINDS.values()
        if counts[kind.key]
    ]
    parts = [tag("h3", _("Kinds of cards")), tag("ul", *rows, class_="kinds")] if rows else []
    facts: list[Fact] = [
        (_(LINES[line.role].title), _(LINE_WORDS[line.role]))
        for line in document.lines
        if line.role in LINE_WORDS
    ]
    if document.count(EmotionPoint):
        scale = ", ".join(f"{value_text(value)} {_(word)}" for value, word in FACES)
        facts.append((_("Emotions"), scale))
    if any(card.basis == "assumed" for card in document.all(Card)):
        facts.append((_("Dashed border"), _("assumed, not observed")))
    parts.extend(filter(None, (facts_html(facts),)))
    return section("legend", _("Legend"), *parts) if parts else Html("")


def sources_html(document: Document) -> Html | None:
    """What the map rests on, and its footnote."""
    rows = [_source(source) for source in document.evidence]
    footnote = document.map.footnote
    if not rows and not footnote:
        return None
    listed = tag("ul", *rows, class_="sources") if rows else None
    return section("sources", _("Sources"), listed, tag("p", with_links(footnote)) if footnote else None)


def section(key: str, title: str, *inside: Html | None) -> Html:
    """A part of the page with its heading, which names it."""
    heading = tag("h2", title, id=f"{key}-title")
    return tag("section", heading, *inside, id=key, aria_labelledby=f"{key}-title")


def _persona(document: Document, persona: Persona) -> Html:
    who = [persona.role, _("{n} years").format(n=persona.age) if persona.age is not None else ""]
    facts: list[Fact] = [
        (name, what)
        for name, what in (
            (_("Demographics"), persona.demographics),
            (_("Psychographics"), persona.psychographics),
            (_("Goals"), _listed(persona.goals)),
            (_("Pains"), _listed(persona.pains)),
            (_("Channels"), _listed(f"{use.name} {use.share:.0%}" for use in persona.channels)),
        )
        if what
    ]
    return tag(
        "article",
        _portrait(document, persona),
        tag(
            "div",
            tag("h3", persona.name or _("(without a name)")),
            tag("p", ", ".join(filter(None, who)), class_="who") if any(who) else None,
            tag("blockquote", tag("p", persona.quote)) if persona.quote else None,
            facts_html(facts),
        ),
        class_="persona",
    )


def _listed(words: Iterable[str]) -> Html | None:
    rows = [tag("li", word) for word in words if word]
    return tag("ul", *rows) if rows else None


def _portrait(document: Document, persona: Persona) -> Html | None:
    """The picture as a part of the page itself, read and written anew like any foreign picture."""
    found = _portrait_data(document, persona)
    if found is None:
        return None
    kind, data = found
    source = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    alternative = _("Portrait of {name}").format(name=persona.name or _("the persona"))
    return tag("img", src=source, alt=alternative, width=96, height=96)


def _portrait_data(document: Document, persona: Persona) -> tuple[str, bytes] | None:
    asset = document.find(Asset, persona.portrait)
    if asset is not None and asset.sha256 in document.media:
        from journeymapper.export.pictures import decode, encoded

        picture = decode(document.media[asset.sha256])
        if picture is not None:
            return encoded(picture)
    if persona.avatar in avatar_names():
        return "image/svg+xml", resource("avatars", f"{persona.avatar}.svg").read_bytes()
    return None


def _finding(shown: Shown, finding: Finding) -> Html:
    links = list(_places(shown, finding.ids))
    where = tag("span", joined(links, ", "), class_="where") if links else None
    return tag("li", finding.message, " " if where else None, where)


def _places(shown: Shown, ids: Iterable[str]) -> Iterator[Html]:
    for key in ids:
        record = shown.document.get(key)
        match record:
            case Card() | Measure() | Owner():
                yield tag("a", item_name(record), href=f"#{shown.anchors[key]}")
            case Stage() | Step():
                yield tag("span", shown.place_name(key))
            case Lane() if record.title:
                yield tag("span", record.title)
            case Line() | Link() | _:
                pass


def _source(source: Evidence) -> Html:
    kind = EVIDENCE_KINDS.get(source.kind)
    facts: list[Fact] = [
        (name, what)
        for name, what in (
            (_("Kind"), _(kind.title) if kind else source.kind),
            (_("Date"), source.date),
            (_("Sample"), source.sample),
            (_("Consent"), source.consent),
            (_("Note"), with_links(source.note)),
        )
        if what
    ]
    return tag("li", tag("p", with_links(source.source), class_="text"), facts_html(facts))
