"""Two people who edit copies of one map: random deeds, with fields and lists among them."""

from collections.abc import Sequence
from contextlib import suppress
from random import Random

from hypothesis import strategies as st
from msgspec.structs import replace

from journeymapper.edit.new import new_document
from journeymapper.edit.personas import set_portrait
from journeymapper.edit.store import Store
from journeymapper.edit.transaction import Transaction
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, ChannelUse, Evidence, Measure, Persona
from tests.edit.deeds import DEEDS, SOME_OF_EVERYTHING, Deed, one_of, some_of

WORDS = ("queue", "price", "fit", "return", "trust")


def some_words(rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample(WORDS, rng.randint(0, 4)))


def write_text(tx: Transaction, rng: Random) -> None:
    card = one_of(rng, tx.document.all(Card))
    if card is not None:
        tx.change(card, **{rng.choice(("text", "details", "channel")): rng.choice(WORDS)})


def write_list(tx: Transaction, rng: Random) -> None:
    for card in some_of(rng, tx.document.all(Card)):
        tx.change(card, **{rng.choice(("tags", "people")): some_words(rng)})


def name_sources(tx: Transaction, rng: Random) -> None:
    card = one_of(rng, tx.document.all(Card))
    if card is not None:
        tx.change(card, evidence=tuple(dict.fromkeys(some_of(rng, tx.document.all(Evidence)))))


def write_persona(tx: Transaction, rng: Random) -> None:
    persona = one_of(rng, tx.document.all(Persona))
    if persona is not None:
        uses = tuple(ChannelUse(name, rng.choice((0.25, 0.5))) for name in some_words(rng))
        tx.change(persona, **{rng.choice(("goals", "pains")): some_words(rng), "channels": uses})


def write_unknown(tx: Transaction, rng: Random) -> None:
    """Change a field of a later version."""
    record = tx.document[rng.choice(sorted(tx.document.snapshot()))]
    extra = dict(record.extra)
    for name in rng.sample(WORDS, 2):
        extra.pop(name, None)
        if rng.random() < 0.7:
            extra[name] = rng.randint(0, 3)
    tx.put(replace(record, extra=extra))


def measure(tx: Transaction, rng: Random) -> None:
    found = one_of(rng, tx.document.all(Measure))
    if found is not None:
        tx.change(found, trend=tuple(float(rng.randint(0, 2)) for _each in range(2)), value=rng.choice(WORDS))


def portray(tx: Transaction, rng: Random) -> None:
    persona = one_of(rng, tx.document.all(Persona))
    if persona is not None:
        set_portrait(tx, persona, rng.choice(WORDS).encode(), width=1, height=1)


def tune(tx: Transaction, rng: Random) -> None:
    tx.change(tx.document.map.id, **{rng.choice(("title", "scenario", "version")): rng.choice(WORDS)})


FIELD_DEEDS: tuple[Deed, ...] = (
    write_text,
    write_list,
    write_list,
    name_sources,
    write_persona,
    write_unknown,
    measure,
    portray,
    tune,
)

ALL_DEEDS = (*DEEDS, *FIELD_DEEDS)
SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def deeds(draw: st.DrawFn, most: int = 12) -> tuple[int, tuple[Deed, ...]]:
    """A seed and what one person does."""
    return draw(SEEDS), tuple(draw(st.lists(st.sampled_from(ALL_DEEDS), min_size=1, max_size=most)))


def copied(document: Document) -> Document:
    """A map of its own with the same records."""
    return Document(document, document.media)


def edited(document: Document, name: str, done: tuple[int, Sequence[Deed]]) -> Document:
    """A copy in which a person did these deeds; those that break a rule are left out. `name` seeds the new ids."""
    seed, chosen = done
    result = copied(document)
    store, rng = Store(result, new_id=id_source(f"{name} {seed}")), Random(seed)
    for deed in chosen:
        with suppress(BrokenRule), store.edit("Step") as tx:
            deed(tx, rng)
    return result


def started(seed: int = 1) -> Document:
    """A map with some of everything, from which both begin."""
    document = new_document(id_source(f"base {seed}"), title="Base")
    many = (*SOME_OF_EVERYTHING, *FIELD_DEEDS, *FIELD_DEEDS)
    return edited(document, "base", (seed, many))
