"""What is wrong with a map, or worth another look: the list in the window and `journeymapper check`."""

from collections.abc import Iterator

from journeymapper.analysis.character_findings import Lacking, character_findings
from journeymapper.analysis.content_findings import content_findings
from journeymapper.analysis.finding import Finding, Level
from journeymapper.analysis.path_findings import path_findings
from journeymapper.analysis.support_findings import support_findings
from journeymapper.analysis.wording import sentence
from journeymapper.model.checks import reference_problems, relation_problems, value_problems, whole_problems
from journeymapper.model.document import Document
from journeymapper.model.i18n import _
from journeymapper.model.records import Asset

RANK: dict[Level, int] = {"error": 0, "warning": 1, "hint": 2}


def findings(document: Document, lacking: Lacking | None = None) -> list[Finding]:
    """Everything found, errors first, then warnings, then hints; within a level always in the same order.

    `lacking` tells which characters of a text no font has; without it they are not looked for.
    """
    found = [
        *rule_findings(document),
        *picture_findings(document),
        *(character_findings(document, lacking) if lacking else ()),
        *path_findings(document),
        *support_findings(document),
        *content_findings(document),
    ]
    return sorted(found, key=lambda finding: RANK[finding.level])


def rule_findings(document: Document) -> Iterator[Finding]:
    """Rules of the format that a map breaks, which the program's own edits never do."""
    for problem in whole_problems(document):
        yield Finding("error", "rule", sentence(problem) + ".")
    for record in sorted(document, key=lambda record: record.id):
        checks = (
            value_problems(record),
            reference_problems(document, record),
            relation_problems(document, record),
        )
        for problem in (problem for check in checks for problem in check):
            yield Finding("error", "rule", sentence(problem) + ".", (record.id,))


def picture_findings(document: Document) -> Iterator[Finding]:
    """Pictures that the map names but does not hold."""
    for asset in sorted(document.all(Asset), key=lambda asset: asset.id):
        if asset.sha256 not in document.media:
            advice = _("The picture “{title}” is not in the file. Add it again, or remove it.")
            yield Finding(
                "error", "missing_picture", advice.format(title=asset.title or asset.id), (asset.id,)
            )
