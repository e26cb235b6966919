"""Desks with the example on them."""

import pytest

from tests.interact.desk import Desk, example


@pytest.fixture
def desk() -> Desk:
    """The example, seen whole."""
    return Desk(example(), width=2000, height=1200)
