"""The values that options take. What is wrong with one is raised as argparse wants it."""

import argparse

from journeymapper.model.i18n import _

PAPERS = ("A4", "A3", "letter", "tabloid", "map")

LONGEST_NUMBER = 8
"""Digits."""

SMALLEST_SCALE, LARGEST_SCALE = 0.05, 100.0
"""Pixels a point."""


def counted(text: str) -> int:
    """A number from 1 upwards."""
    if not (text.isascii() and text.isdecimal()) or len(text) > LONGEST_NUMBER or not int(text):
        raise argparse.ArgumentTypeError(_("“{text}” is no number from 1 upwards").format(text=text))
    return int(text)


def scale(text: str) -> float:
    """A scale for pictures."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not SMALLEST_SCALE <= number <= LARGEST_SCALE:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no scale: choose a number from {least:g} to {most:g}").format(
                text=text, least=SMALLEST_SCALE, most=LARGEST_SCALE
            )
        )
    return number


def paper(text: str) -> str:
    """A paper, in any case."""
    papers = {paper.lower(): paper for paper in PAPERS}
    if text.lower() not in papers:
        raise argparse.ArgumentTypeError(
            _("there is no paper “{text}”: choose one of {papers}").format(
                text=text, papers=", ".join(PAPERS)
            )
        )
    return papers[text.lower()]
