"""Where slides are asked for: says what to do where the library for them is not installed."""

from importlib.util import find_spec

from journeymapper.formats.report import Written
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _


def write_slides(grid: Grid, layouter: Layouter) -> Written:
    """The map as slides, and what they do not show. Raises JourneyError where python-pptx is not installed."""
    if find_spec("pptx") is None:
        raise JourneyError(
            _("Slides cannot be written: python-pptx is not installed; install it with “{command}”.").format(
                command="pip install 'journeymapper[slides]'"
            )
        )
    from journeymapper.export.slides.presentation import presentation_of

    return presentation_of(grid, layouter)
