"""Two people's edits merge without a conflict, and what both set is told."""

from tests.reliability import merges
from tests.reliability.harness import SMALL


def test_two_peoples_edits_merge_and_what_both_set_is_told():
    counts = merges.run(SMALL, print)
    assert counts.good, "\n".join(counts.lines())
    assert counts.done["merges"] >= 40
    assert counts.done["contested fields shown"] >= 20
