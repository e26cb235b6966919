"""Findings about the path: steps that nobody reaches, steps that lead nowhere, links drawn the wrong way."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from journeymapper.analysis.finding import Finding
from journeymapper.analysis.flow import Way, ways_of
from journeymapper.analysis.numbering import numbering
from journeymapper.analysis.path import path_graph, reachable
from journeymapper.analysis.wording import sentence, step_name
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Step

if TYPE_CHECKING:
    import networkx as nx

Numbers = Mapping[str, int]

ROUNDING = 0.005
"""How far over 1 the shares of the ways out of a step may add up: they are written as whole percents."""


def path_findings(document: Document) -> Iterator[Finding]:
    """Findings about the path, each kind in the order of the steps' numbers."""
    if not document.steps:
        return
    numbers = numbering(document)
    steps = sorted(document.steps, key=lambda step: numbers[step.id])
    graph = path_graph(document)
    reached = reachable(graph, steps[0].id)
    for step in steps:
        if step.id not in reached:
            yield _unreachable(document, step, numbers)
    for step in steps[:-1]:
        if step.id in reached and graph.out_degree(step.id) == 0:
            yield _dead_end(document, step, numbers)
    yield from _wrong_direction(document, numbers)
    for step in steps:
        yield from _too_many(document, step, numbers, graph)


def _unreachable(document: Document, step: Step, numbers: Numbers) -> Finding:
    name = sentence(step_name(document, step.id, numbers))
    advice = _("{step} cannot be reached: no way leads to it from step 1. Draw a flow to it, or remove it.")
    return Finding("warning", "unreachable_step", advice.format(step=name), (step.id,))


def _dead_end(document: Document, step: Step, numbers: Numbers) -> Finding:
    name = sentence(step_name(document, step.id, numbers))
    advice = _("{step} is a dead end: no way leads on from it. Draw a flow to what happens next.")
    return Finding("warning", "dead_end", advice.format(step=name), (step.id,))


def _wrong_direction(document: Document, numbers: Numbers) -> Iterator[Finding]:
    for way in ways_of(document):
        if way.back and way.kind != "loop":
            advice = _(
                "The way from {source} to {target} leads back. Make the link a loop, so that it reads as one."
            )
            yield _about_link(document, way, numbers, "backward_flow", advice)
        elif way.back and numbers[way.source] < numbers[way.target]:
            advice = _(
                "The loop from {source} to {target} leads on. Make the link a flow or an alternative path."
            )
            yield _about_link(document, way, numbers, "forward_loop", advice)


def _about_link(document: Document, way: Way, numbers: Numbers, code: str, advice: str) -> Finding:
    names = [step_name(document, step, numbers) for step in (way.source, way.target)]
    return Finding(
        "hint", code, advice.format(source=names[0], target=names[1]), (way.link, way.source, way.target)
    )


def _too_many(
    document: Document, step: Step, numbers: Numbers, graph: "nx.MultiDiGraph[str]"
) -> Iterator[Finding]:
    shares = {edge["link"]: edge["probability"] for _s, _t, edge in graph.out_edges(step.id, data=True)}
    total = sum(share for share in shares.values() if share is not None)
    if total > 1 + ROUNDING:
        name = step_name(document, step.id, numbers)
        advice = _(
            "The ways out of {step} add up to {total:.0%}. Correct their shares: at most 100 % in all."
        )
        links = tuple(sorted(link for link, share in shares.items() if share is not None))
        yield Finding("hint", "shares_over_whole", advice.format(step=name, total=total), (step.id, *links))
