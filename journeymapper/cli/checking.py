"""`journeymapper check`."""

import argparse
from collections import Counter
from collections.abc import Sequence

import msgspec

from journeymapper.analysis.finding import Finding
from journeymapper.analysis.findings import findings
from journeymapper.cli.json_output import print_json
from journeymapper.cli.reading import read_map
from journeymapper.layout.fonts import load_fonts
from journeymapper.model.i18n import _

ERRORS_FOUND = 1


def run_check(arguments: argparse.Namespace) -> int:
    """Print what is found in a map; 1 where a finding is an error."""
    found = findings(read_map(arguments.file), load_fonts().lacking)
    if arguments.json:
        print_json({"findings": [msgspec.to_builtins(finding) for finding in found]})
    else:
        for finding in found:
            print(f"{_word(finding)}: {finding.message}")
        print(_summary(found))
    return ERRORS_FOUND if any(finding.level == "error" for finding in found) else 0


def _word(finding: Finding) -> str:
    match finding.level:
        case "error":
            return _("error")
        case "warning":
            return _("warning")
        case "hint":
            return _("hint")


def _summary(found: Sequence[Finding]) -> str:
    if not found:
        return _("Nothing found: the map is in order.")
    counts = Counter(finding.level for finding in found)
    return _("Errors: {errors}, warnings: {warnings}, hints: {hints}.").format(
        errors=counts["error"], warnings=counts["warning"], hints=counts["hint"]
    )
