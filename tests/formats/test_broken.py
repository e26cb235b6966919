"""Broken copies of every format: a map or one sentence. `python -m tests.formats.broken` makes many more."""

import pytest

from journeymapper.formats import READERS

from .broken import copy_of, outcome_of, reader_called, run
from .broken_samples import samples_of

KEYS = [reader.key for reader in READERS]


@pytest.mark.parametrize("key", KEYS)
def test_a_whole_file_is_read(key):
    for data in samples_of(key):
        outcome = outcome_of(reader_called(key), data, limited=False)
        assert (outcome.what, outcome.wrong) == ("read", "")


@pytest.mark.parametrize("key", KEYS)
def test_a_broken_copy_gives_a_map_or_one_sentence(key):
    tally = run(key, 150, limited=False)
    assert tally.wrong == []


@pytest.mark.parametrize("key", KEYS)
def test_a_copy_of_a_number_is_always_the_same_and_broken(key):
    assert copy_of(key, 7) == copy_of(key, 7)
    assert sum(copy_of(key, number) not in samples_of(key) for number in range(20)) > 15


def test_a_reader_that_fails_is_found_out():
    def fails(data, new_id, part):
        raise KeyError("stages")

    reader = reader_called("ojf")._replace(read=fails)
    assert "KeyError" in outcome_of(reader, samples_of("ojf")[0], limited=False).wrong


def test_a_reader_that_gives_a_map_against_the_rules_is_found_out():
    from journeymapper.formats.report import Imported
    from journeymapper.model.document import Document

    reader = reader_called("ojf")._replace(read=lambda data, new_id, part: Imported(Document([])))
    assert "breaks a rule" in outcome_of(reader, samples_of("ojf")[0], limited=False).wrong


def test_a_sentence_of_two_lines_is_found_out():
    from journeymapper.model.errors import FileProblem

    def complains(data, new_id, part):
        raise FileProblem("it is\nbroken")

    reader = reader_called("ojf")._replace(read=complains)
    assert "not one sentence" in outcome_of(reader, samples_of("ojf")[0], limited=False).wrong
