"""Record ids."""

from journeymapper.model.ids import ALPHABET, LENGTH, id_source


def test_ids_are_of_one_length_and_alphabet() -> None:
    new_id = id_source()
    for _each in range(100):
        key = new_id()
        assert len(key) == LENGTH
        assert set(key) <= set(ALPHABET)


def test_ids_differ() -> None:
    new_id = id_source()
    assert len({new_id() for _each in range(1000)}) == 1000


def test_the_same_seed_gives_the_same_ids() -> None:
    one, other = id_source("demo"), id_source("demo")
    assert [one() for _each in range(10)] == [other() for _each in range(10)]


def test_different_seeds_give_different_ids() -> None:
    assert id_source(1)() != id_source(2)()


def test_an_id_carries_96_bits() -> None:
    new_id = id_source(0)
    keys = [new_id() for _each in range(500)]
    # All positions but the first, which carries one bit, take every letter sooner or later.
    assert {key[0] for key in keys} == {"0", "1"}
    assert all({key[position] for key in keys} == set(ALPHABET) for position in range(1, LENGTH))
