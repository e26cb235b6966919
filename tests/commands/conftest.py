import pytest

from tests.commands.acting import Acting


@pytest.fixture
def acting() -> Acting:
    """A small map in a window of which every wish is written down."""
    return Acting()
