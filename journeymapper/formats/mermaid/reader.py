"""Mermaid `journey` diagrams read as maps: sections are stages, tasks are steps with an action, scores the curve."""

import math

from journeymapper.formats.draft import Draft, orders
from journeymapper.formats.mermaid.diagrams import diagrams_in, name_of
from journeymapper.formats.mermaid.grammar import Diagram, Task, at_line, parse, shown
from journeymapper.formats.mermaid.scores import SCALE, felt_at, is_on_scale, text_of
from journeymapper.formats.report import Imported, Report
from journeymapper.model.document import Document
from journeymapper.model.errors import FileProblem
from journeymapper.model.i18n import _
from journeymapper.model.ids import IdSource
from journeymapper.model.records import EmotionPoint, JourneyMap, Lane, Series, Stage, Step
from journeymapper.model.tables import ROLES, kind_of_lane


def read_mermaid(data: bytes, new_id: IdSource, part: int = 0) -> Imported:
    """The map of the journey of this number in a file, and a report.

    Raises FileProblem where there is none, or where Mermaid would refuse it and no task is left.
    """
    found = diagrams_in(data)
    if not 0 <= part < len(found):
        raise FileProblem(
            _("it holds {n} journeys, none with the number {part}; choose another").format(
                n=len(found), part=part + 1
            )
        )
    report = Report()
    block = found[part]
    diagram = parse(block.text, report, block.line)
    _refuse_what_is_none(diagram)
    _refuse_nothing_left(diagram, report)
    if len(found) > 1:
        read = _("journey {part} of {n} was read: “{title}”")
        title = shown(name_of(diagram)) or _("Untitled")
        tell = report.placed if part else report.guessed
        tell(at_line(block.line), read.format(part=part + 1, n=len(found), title=title))
    _tell(diagram, report)
    return Imported(_document(diagram, Draft(new_id)), report.notes())


def _refuse_what_is_none(diagram: Diagram) -> None:
    """Refuse a text without the word “journey”, unless it is all there otherwise."""
    if diagram.headed:
        return
    lines = {section.line for section in diagram.sections} | {task.line for task in diagram.tasks}
    like_one = diagram.fault in lines or diagram.first.casefold() == "title"
    if not like_one or all(math.isnan(task.score) for task in diagram.tasks):
        if not diagram.first:
            empty = _("line {line}: no diagram begins, here or below; choose another file")
            raise FileProblem(empty.format(line=diagram.fault), line=diagram.fault)
        none = _("line {line}: “{word}” begins no journey diagram; choose another file")
        raise FileProblem(none.format(line=diagram.fault, word=shown(diagram.first)), line=diagram.fault)


def _refuse_nothing_left(diagram: Diagram, report: Report) -> None:
    """Refuse what Mermaid would refuse where no task is left."""
    if diagram.fault is None or diagram.tasks:
        return
    path = at_line(diagram.fault)
    reason = next((note.text for note in report.notes() if note.path == path), "")
    left = _("line {line}: {reason}; no task is left, so correct it and try again")
    raise FileProblem(left.format(line=diagram.fault, reason=reason), line=diagram.fault)


# what is told of tasks


def _tell(diagram: Diagram, report: Report) -> None:
    if diagram.above and diagram.title:
        above = _("the title “{text}” of the front matter is left out: the diagram has one of its own")
        report.dropped("", above.format(text=shown(diagram.above)))
    for task in diagram.tasks:
        _tell_score(task, report)
    nameless = sum("" in task.people for task in diagram.tasks)
    if nameless:
        report.dropped("", _("people without a name: {n}").format(n=nameless))
    placed = _("sections {sections}, tasks {tasks}")
    report.placed("", placed.format(sections=len(diagram.sections), tasks=len(diagram.tasks)))


def _tell_score(task: Task, report: Report) -> None:
    path = at_line(task.line)
    if math.isnan(task.score):
        none = _("“{text}” is no number: “{task}” has no score; kept in the file, but not shown")
        report.changed(path, none.format(text=shown(task.written), task=shown(task.name)))
        if "：" in task.name:
            report.guessed(path, _("the wide colon “：” is a part of the name; only “:” ends it"))
    elif not is_on_scale(task.score):
        beyond = _("the score {score} is beyond the scale of {scale}: its end is used")
        report.changed(path, beyond.format(score=text_of(task.score), scale=SCALE))


# the map


def _document(diagram: Diagram, draft: Draft) -> Document:
    about = JourneyMap(
        id=draft.new_id(),
        title=name_of(diagram),
        subtitle=diagram.acc_title,
        scenario=diagram.acc_descr,
    )
    draft.put(about)
    felt = any(not math.isnan(task.score) for task in diagram.tasks)
    actions, *emotion = (
        draft.put(_lane(draft, role, order))
        for role, order in zip(("actions", "emotion")[: 1 + felt], orders(2), strict=False)
    )
    series = draft.put(_series(draft, emotion[0])) if emotion else ""
    columns = _columns(diagram)
    for (name, tasks), order in zip(columns, orders(len(columns)), strict=True):
        stage = draft.put(Stage(id=draft.new_id(), title=name, order=order))
        # A stage has a step, also where no task stands in it.
        for place, key in enumerate(orders(len(tasks) or 1)):
            step = draft.put(Step(id=draft.new_id(), stage=stage, order=key))
            if tasks:
                _put_task(draft, tasks[place], (actions, stage, step), series)
    return draft.document()


def _columns(diagram: Diagram) -> list[tuple[str, list[Task]]]:
    """The names of the stages with their tasks; one without a name where tasks stand before all sections."""
    found: list[tuple[str, list[Task]]] = [(section.name, []) for section in diagram.sections]
    before = [task for task in diagram.tasks if task.section < 0]
    for task in diagram.tasks:
        if task.section >= 0:
            found[task.section][1].append(task)
    return [("", before), *found] if before else found


def _put_task(draft: Draft, task: Task, place: tuple[str, str, str], series: str) -> None:
    """Put a task's card and its point at a place: lane, stage and step, by id."""
    lane, stage, step = place
    scored = not math.isnan(task.score)
    draft.card(
        kind_of_lane("actions"),
        lane=lane,
        stage=stage,
        step=step,
        text=task.name,
        people=tuple(name for name in task.people if name),
        extra={} if scored else {"source_score": task.written},
    )
    if scored:
        point = EmotionPoint(
            id=draft.new_id(),
            series=series,
            step=step,
            value=felt_at(task.score),
            source_value=text_of(task.score),
            source_scale=SCALE,
        )
        draft.put(point)


def _lane(draft: Draft, key: str, order: str) -> Lane:
    role = ROLES[key]
    return Lane(
        id=draft.new_id(),
        title=_(role.title),
        order=order,
        role=role.key,
        side=role.side,
        band=_(role.band),
        hint=_(role.hint),
    )


def _series(draft: Draft, lane: str) -> Series:
    return Series(id=draft.new_id(), lane=lane, order=orders(1)[0], title=_("Emotion"))
