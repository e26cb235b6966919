"""The same small journey as a table in nine languages, and tables in short."""

from journeymapper.formats.report import Imported
from journeymapper.formats.tables import Table, read_table
from journeymapper.formats.tables.table import make_table
from journeymapper.model.document import Document
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint

ROLES = (
    "actions",
    "touchpoints",
    "thoughts",
    "emotion",
    "pains",
    "opportunities",
    "backstage",
    "measures",
    "owners",
)

LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[str, str, str]]] = {
    "en": (
        (
            *("Customer actions", "Touchpoints", "Thoughts", "Feelings", "Pain points", "Opportunities"),
            *("Behind the scenes", "KPIs", "Owner"),
        ),
        ("Curious", "Frustrated", "Delighted"),
    ),
    "de": (
        (
            *("Handlungen", "Kontaktpunkte", "Gedanken", "Gefühle", "Schmerzpunkte", "Chancen"),
            *("Hinter den Kulissen", "Kennzahlen", "Verantwortlich"),
        ),
        ("Neugierig", "Genervt", "Begeistert"),
    ),
    "fr": (
        (
            *("Actions", "Points de contact", "Pensées", "Émotions", "Points de douleur", "Opportunités"),
            *("Coulisses", "Indicateurs", "Responsable"),
        ),
        ("Curieuse", "Inquiète", "Ravie"),
    ),
    "es": (
        (
            *(
                "Acciones",
                "Puntos de contacto",
                "Pensamientos",
                "Emociones",
                "Puntos de dolor",
                "Oportunidades",
            ),
            *("Entre bastidores", "Indicadores", "Responsable"),
        ),
        ("Curiosa", "Frustrada", "Encantada"),
    ),
    "pt": (
        (
            *("Ações", "Pontos de contato", "Pensamentos", "Emoções", "Pontos de dor", "Oportunidades"),
            *("Bastidores", "Indicadores", "Responsável"),
        ),
        ("Curiosa", "Frustrada", "Encantada"),
    ),
    "it": (
        (
            *("Azioni", "Punti di contatto", "Pensieri", "Emozioni", "Punti dolenti", "Opportunità"),
            *("Dietro le quinte", "Indicatori", "Responsabile"),
        ),
        ("Curiosa", "Delusa", "Entusiasta"),
    ),
    "ja": (
        (
            "行動",
            "タッチポイント",
            "思考",
            "感情",
            "ペインポイント",
            "改善機会",
            "バックステージ",
            "指標",
            "担当",
        ),
        ("期待", "困惑", "感動"),
    ),
    "zh": (
        ("行为", "触点", "想法", "情绪", "痛点", "机会", "后台", "指标", "负责人"),
        ("好奇", "困惑", "惊喜"),
    ),
    "ru": (
        (
            *("Действия", "Точки контакта", "Мысли", "Эмоции", "Болевые точки", "Возможности"),
            *("За кулисами", "Показатели", "Ответственный"),
        ),
        ("Любопытно", "Раздражена", "В восторге"),
    ),
}
"""Names of lanes in the order of ROLES, and three feelings: good, bad, very good."""

STAGES = ("1. Look", "2. Wait", "3. Ride")


def rows_in(language: str) -> list[list[str]]:
    """The journey with the stages across."""
    names, feelings = LANGUAGES[language]
    rows = [["", *STAGES]]
    for role, name in zip(ROLES, names, strict=True):
        rows.append([name, *(feelings if role == "emotion" else (f"{role} {n}" for n in range(3)))])
    return rows


def table(*rows: list[str], title: str = "Journey") -> Table:
    """A table of these rows."""
    return make_table(title, rows, range(1, len(rows) + 1))


def markdown(*rows: str) -> bytes:
    """A Markdown table of these lines, the first of which is the head."""
    columns = rows[0].count("|") - 1
    return "\n".join([rows[0], "|---" * columns + "|", *rows[1:]]).encode()


def imported(key: str, data: bytes, part: int = 0) -> Imported:
    """The map that a source holds."""
    return read_table(key, data, id_source("test"), part)


def stages_of(document: Document) -> list[str]:
    """The titles of the stages."""
    return [stage.title for stage in document.stages]


def lanes_of(document: Document) -> list[str]:
    """The titles of the lanes."""
    return [lane.title for lane in document.lanes]


def texts_of(document: Document, lane: str) -> list[list[str]]:
    """The texts of a lane's cards at each step."""
    key = next(found.id for found in document.lanes if found.title == lane)
    return [
        [
            card.text
            for card in document.cell(key, step.stage)
            if isinstance(card, Card) and card.step in ("", step.id)
        ]
        for step in document.steps
    ]


def points_of(document: Document) -> list[tuple[float, str, str, str] | None]:
    """Value, label and source of the first series at each step."""
    series = document.first_series
    assert series is not None
    found = [document.point(series.id, step.id) for step in document.steps]
    return [_said(point) if point else None for point in found]


def _said(point: EmotionPoint) -> tuple[float, str, str, str]:
    return point.value, point.label, point.source_value, point.source_scale
