"""The OpenJourney Format (`.ojf.json`): every part of a journey finds its place in a map.

Swimlanes become lanes whose role their name tells, nodes cards. A stage gets as many steps as its nodes need for
each score to be the emotion of its own step. Blueprint parts become cards in the lanes of a service blueprint.
"""

from collections.abc import Container, Sequence

from journeymapper.formats.draft import Draft, orders
from journeymapper.formats.lane_names import role_of_name
from journeymapper.formats.ojf_cards import Home, Lanes, kind_of, put_column
from journeymapper.formats.ojf_columns import columns_of
from journeymapper.formats.ojf_source import Named, Node, Source, looks_like_ojf, read_source
from journeymapper.formats.report import Imported, Report
from journeymapper.formats.rows import LineRow, Row, moved, planned_rows
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.records import JourneyMap, Lane, Line, Persona, Series, Stage, Step
from journeymapper.model.tables import ROLES

__all__ = ["looks_like_ojf", "read_ojf"]

ADDED_MARK = "source_added"
"""The field of a lane's `extra` that tells for which field of a file it was added."""

_ADDED_FOR = {
    "emotion": "score",
    "moments": "isMomentOfTruth",
    "evidence": "blueprint.evidence",
    "frontstage": "blueprint.onstage",
    "backstage": "blueprint.backstage",
    "support": "blueprint.support",
}


def read_ojf(data: bytes, new_id: IdSource, part: int = 0) -> Imported:  # noqa: ARG001 - there is one
    """The map that a file of the OpenJourney Format holds, and a report.

    Raises FileProblem with one sentence where the file is not JSON, has no stages or is far too large.
    """
    report = Report()
    source = read_source(data, report)
    draft = Draft(new_id)
    _put_map(draft, source, report)
    persona = _put_persona(draft, source)
    lanes = _put_rows(draft, source, report)
    series = _put_series(draft, lanes, persona)
    count = _put_stages(draft, source, lanes, series, report)
    placed = _("stages {stages}, swimlanes {lanes}, nodes {nodes}")
    report.placed("", placed.format(stages=len(source.stages), lanes=len(source.lanes), nodes=count))
    return Imported(draft.document(), report.notes())


def _put_map(draft: Draft, source: Source, report: Report) -> None:
    title = source.title or source.point_of_view or source.persona
    if not title:
        title = _("Imported journey")
        report.changed("", _("it has no title: “{title}” is used").format(title=title))
    draft.put(
        JourneyMap(
            id=draft.new_id(),
            title=title,
            scenario=source.point_of_view,
            version=source.version,
            extra=source.extra,
        )
    )


def _put_persona(draft: Draft, source: Source) -> str:
    """The persona's id, "" where the source has none; “Jane Doe, First-time Homeowner” is a name and a role."""
    if not source.persona:
        return ""
    name, _comma, role = source.persona.partition(", ")
    return draft.put(Persona(id=draft.new_id(), name=name, role=role, order=orders(1)[0]))


# lanes


def _put_rows(draft: Draft, source: Source, report: Report) -> Lanes:
    feelings = [role_of_name(lane.name) == "emotion" for lane in source.lanes]
    roles = _roles(source, feelings, report)
    rows = planned_rows(
        roles, _needed_roles(source, roles), feelings.index(True) if True in feelings else None
    )
    if moved(rows):
        report.changed(
            "swimlanes", _("the offstage lanes stand below the others, behind the line of visibility")
        )
    by_key: dict[str, Home] = {}
    by_role: dict[str, str] = {}
    for row, order in zip(rows, orders(len(rows)), strict=True):
        if isinstance(row, LineRow):
            draft.put(Line(id=draft.new_id(), role=row.role, order=order))
            continue
        lane = _lane(draft, source, row, order, report)
        by_role.setdefault(row.role, lane.id)
        if row.source is not None:
            _note_twin("swimlanes", source.lanes[row.source], by_key, report)
            by_key.setdefault(source.lanes[row.source].key, Home(lane.id, row.role, feelings[row.source]))
    return Lanes(by_key, by_role)


def _roles(source: Source, feelings: Sequence[bool], report: Report) -> list[str]:
    """The role of each swimlane. The first lane of feelings in which nothing stands is the curve's own."""
    roles: list[str] = []
    used = _used_lanes(source)
    for place, (lane, felt) in enumerate(zip(source.lanes, feelings, strict=True)):
        if felt and place not in used and "emotion" not in roles:
            report.placed(lane.path, _("it has no nodes: the curve of the scores stands in it"))
            roles.append("emotion")
        else:
            roles.append(_role(lane, report))
    return roles


def _used_lanes(source: Source) -> set[int]:
    """The places of the swimlanes in which a node stands."""
    stages = {stage.key for stage in source.stages}
    places = {lane.key: place for place, lane in reversed(list(enumerate(source.lanes)))}
    return {places[node.lane] for node in source.nodes if node.stage in stages and node.lane in places}


def _role(lane: Named, report: Report) -> str:
    role = role_of_name(lane.name)
    if role is None:
        report.changed(
            lane.path, _("the name “{name}” tells no role: it is a lane of notes").format(name=lane.name)
        )
        return "text"
    if role == "emotion":
        report.changed(lane.path, _("its nodes are thoughts; the curve below them is drawn from the scores"))
        return "thoughts"
    return role


def _needed_roles(source: Source, roles: list[str]) -> list[str]:
    """The roles of lanes that the nodes' content needs, in the order in which they stand in a blueprint."""
    lanes = {lane.key: role for lane, role in zip(reversed(source.lanes), reversed(roles), strict=True)}
    found: set[str] = set()
    for node in source.nodes:
        sections = {
            "emotion": node.score is not None,
            "moments": node.moment
            and kind_of(lanes.get(node.lane, "text"), node.purpose) != "moment_of_truth",
            "evidence": node.blueprint.evidence,
            "frontstage": node.blueprint.onstage,
            "backstage": node.blueprint.backstage,
            "support": node.blueprint.support,
        }
        found |= {role for role, is_there in sections.items() if is_there}
    return [role for role in _ADDED_FOR if role in found]


def _lane(draft: Draft, source: Source, row: Row, order: str, report: Report) -> Lane:
    role = ROLES[row.role]
    named = None if row.source is None else source.lanes[row.source]
    lane = Lane(
        id=draft.new_id(),
        title=named.name if named else _(role.title),
        order=order,
        role=role.key,
        side=role.side,
        # The translation of an empty text is the catalogue's header.
        band=_(role.band) if role.band else "",
        hint=_(role.hint) if role.hint and not named else "",
        extra=named.extra if named else {ADDED_MARK: _ADDED_FOR[row.role]},
    )
    if not named:
        added = _("the lane “{title}” was added for “{field}”")
        report.placed("swimlanes", added.format(title=lane.title, field=_ADDED_FOR[row.role]))
    draft.put(lane)
    return lane


def _put_series(draft: Draft, lanes: Lanes, persona: str) -> str:
    lane = lanes.by_role.get("emotion")
    if lane is None:
        return ""
    series = Series(id=draft.new_id(), lane=lane, order=orders(1)[0], title=_("Emotion"), persona=persona)
    return draft.put(series)


# stages, with all that stands in them


def _put_stages(draft: Draft, source: Source, lanes: Lanes, series: str, report: Report) -> int:
    """Make the stages with their steps and what stands there, and tell how many nodes found a place."""
    nodes = _nodes_by_stage(source, lanes, report)
    count = 0
    for named, order in zip(source.stages, orders(len(source.stages)), strict=True):
        stage = draft.put(Stage(id=draft.new_id(), title=named.name, order=order, extra=named.extra))
        # The nodes go to the first of several stages with the same id.
        columns = columns_of(nodes.pop(named.key, []))
        count += sum(len(column.nodes) for column in columns)
        if len(columns) > 1:
            divided = _("it has {n} steps, so that each score stands at a step of its own")
            report.placed(named.path, divided.format(n=len(columns)))
        for column, key in zip(columns, orders(len(columns)), strict=True):
            step = draft.put(Step(id=draft.new_id(), stage=stage, order=key))
            put_column(draft, column, (stage, step), lanes, series, report)
    return count


def _nodes_by_stage(source: Source, lanes: Lanes, report: Report) -> dict[str, list[Node]]:
    """The nodes that have a stage and a lane, by the stage's key."""
    found: dict[str, list[Node]] = {}
    for named in source.stages:
        _note_twin("stages", named, found, report)
        found.setdefault(named.key, [])
    for node in source.nodes:
        if node.stage not in found:
            report.dropped(node.path, _("its stage “{key}” is not there").format(key=node.stage))
        elif node.lane not in lanes.by_key:
            report.dropped(node.path, _("its swimlane “{key}” is not there").format(key=node.lane))
        else:
            found[node.stage].append(node)
    return found


def _note_twin(what: str, named: Named, earlier: Container[str], report: Report) -> None:
    if named.key in earlier:
        twin = _("another of the {what} has the id “{key}”: the nodes are with the first")
        report.changed(named.path, twin.format(what=what, key=named.key))
