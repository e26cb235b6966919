"""The map as one web page that needs nothing else: for people who have no JourneyMapper, and for screen readers."""

from journeymapper.export.html.page import write_html

__all__ = ["write_html"]
