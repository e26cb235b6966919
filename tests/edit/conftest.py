"""A fresh map for each test."""

import pytest

from tests.edit.maps import Map


@pytest.fixture
def journey() -> Map:
    """A small map to edit."""
    return Map()
