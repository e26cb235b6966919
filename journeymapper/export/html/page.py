"""The page as a whole. Nothing in it is fetched, and nothing runs but the search field's own few lines."""

import base64
import hashlib
from collections.abc import Iterator, Mapping

from journeymapper import __version__
from journeymapper.analysis.findings import findings
from journeymapper.export.html.grid import table_html
from journeymapper.export.html.losing import page_losses
from journeymapper.export.html.markup import Html, joined, tag
from journeymapper.export.html.sections import (
    banner_html,
    findings_html,
    legend_html,
    personas_html,
    section,
    sources_html,
)
from journeymapper.export.html.shown import Shown, shown
from journeymapper.export.html.style import script, style_sheet
from journeymapper.formats.report import Note, Written
from journeymapper.layout.breaks import language_tag
from journeymapper.model.direction import right_to_left
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Link


def write_html(document: Document, numbers: Mapping[str, int]) -> Written:
    """The map as one HTML file that stands alone; `numbers` are those of its steps. The same map, the same bytes."""
    seen = shown(document, numbers)
    about = document.map
    style = style_sheet(max(len(document.steps_of(stage.id)), 1) for stage in document.stages)
    code = script()
    page = tag(
        "html",
        "\n",
        _head(about.title or _("Untitled map"), style, code),
        "\n",
        _body(seen, code),
        "\n",
        lang=language_tag(about.language),
        dir="rtl" if right_to_left(about) else "ltr",
    )
    return Written(f"<!DOCTYPE html>\n{page}\n".encode(), tuple(_losses(document)))


def _losses(document: Document) -> Iterator[Note]:
    links = document.count(Link)
    if links:
        yield Note("", "changed", _("links are told in words on their cards, not drawn: {n}").format(n=links))
    yield from page_losses(document)


def _head(title: str, style: str, code: str) -> Html:
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(code)}';"
        " base-uri 'none'; form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"JourneyMapper {__version__}"),
        tag("title", title),
        # Neither can hold "</": both are this program's own, and a style sheet or script is not escaped.
        tag("style", Html(style)),
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _body(seen: Shown, code: str) -> Html:
    document = seen.document
    table = tag(
        "div",
        table_html(seen),
        class_="scroll",
        role="region",
        tabindex=0,
        aria_label=_("The map, which can be scrolled"),
    )
    sections = {
        "personas": (_("Personas"), personas_html(document)),
        "map": (_("Map"), section("map", _("Map"), table)),
        "findings": (_("Findings"), findings_html(seen, findings(document))),
        "legend": (_("Legend"), legend_html(document)),
        "sources": (_("Sources"), sources_html(document)),
    }
    names = {key: title for key, (title, part) in sections.items() if part}
    main = tag("main", *(part for _title, part in sections.values()), id="content", tabindex=-1)
    return tag(
        "body",
        tag("a", _("Skip to the map"), href="#map", class_="skip"),
        banner_html(document),
        _tools(names),
        "\n",
        main,
        "\n",
        tag(
            "footer",
            tag(
                "p",
                _("Made with JourneyMapper. This page is read-only and asks no other machine for anything."),
            ),
        ),
        tag("script", Html(code)),
    )


def _tools(names: Mapping[str, str]) -> Html:
    """Ways to the parts of the page, and the search field, which the script shows: without it it would do nothing."""
    links = (tag("li", tag("a", title, href=f"#{key}")) for key, title in names.items())
    field = tag("input", type="search", id="words", autocomplete="off", spellcheck="false")
    label = tag("label", _("Search cards"), for_="words")
    said = tag("output", id="found", role="status", for_="words")
    search = tag(
        "div",
        joined((label, field, said)),
        role="search",
        id="search",
        class_="search",
        hidden="",
        data_found=_("{n} of {all} cards"),
    )
    return tag(
        "div", tag("nav", tag("ul", *links), aria_label=_("Parts of this page")), search, class_="tools"
    )
