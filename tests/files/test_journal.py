"""The crash journal, byte by byte: whatever is left of it tells a beginning of what was done, and nothing else."""

import hashlib
import stat
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeymapper.edit.new import new_document
from journeymapper.edit.personas import add_persona, clear_portrait, set_portrait
from journeymapper.edit.replay import replay
from journeymapper.edit.store import Change, Store
from journeymapper.files.codec import encode
from journeymapper.files.journal import entries, journal
from journeymapper.files.journal.entries import (
    Base,
    Draft,
    Head,
    Logged,
    Whole,
    decode_entry,
    decode_patch,
    edit_entry,
    encode_entry,
    read_path,
    written_path,
)
from journeymapper.files.journal.frames import framed, payloads
from journeymapper.files.journal.reading import later_payloads, read_journal
from journeymapper.files.journal.story import Story
from journeymapper.files.journal.telling import OtherVersion
from journeymapper.files.journal.trail import MOST_STEPS, Past, Trail
from journeymapper.files.migrations import current_version
from journeymapper.model.document import Document
from journeymapper.model.errors import BrokenRule
from journeymapper.model.ids import id_source
from journeymapper.model.patch import make_patch
from journeymapper.model.records import Asset, Card, Link, Record
from tests.edit.deeds import DEEDS
from tests.files.desk import Desk, Killed, done_of, same, undone_of
from tests.files.maps import documents, every_type
from tests.files.test_keeping_machine import some_map

ACTS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, len(DEEDS) - 1), st.integers(0, 10**6), st.sampled_from(["", "", "a"])),
        st.sampled_from(["undo", "undo", "redo", "portrait", "draft", "there", "back"]),
    ),
    min_size=1,
    max_size=12,
)
MANY = st.sampled_from((0, 2, 1000))
State = dict[str, Record]


def act(desk: Desk, what: Any) -> None:
    """One thing that a person does."""
    store = desk.store
    match what:
        case "undo":
            store.undo()
        case "redo":
            store.redo()
        case "draft":
            desk.keeper.note_draft(Draft(desk.map.id, "footnote", f"written after {store.revision}"))
        case "there" | "back":
            nudge(store, what)
        case "portrait":
            with store.edit("Portrait") as tx:
                persona = add_persona(tx, "P")
                set_portrait(tx, persona.id, b"%d" % store.revision, width=1, height=1)
        case (deed, seed, merge):
            try:
                with store.edit(f"Step {seed}", merge=merge) as tx:
                    DEEDS[deed](tx, Random(seed))
            except BrokenRule:
                pass


def nudge(store: Store, what: str) -> None:
    """Set a field to and fro, which may come to nothing."""
    with store.edit("Nudge", merge="nudge") as tx:
        tx.change(store.document.map.id, version="1" if what == "there" else "")


def played(story: Story | None, base: Document) -> Store:
    """The store that a journal makes of its base."""
    assert story is not None
    past = story.past
    document = Document(base, base.media | dict(story.media))
    found = replay(
        document, story.steps, done=past.done, undone=past.undone, first=past.first, new_id=id_source(1)
    )
    assert found.applied == len(story.steps)
    return found.store


def worked(folder: Path, acts: list[Any], many: int = 1000) -> tuple[bytes, list[State], Store]:
    """The journal of somebody's work on a map, the map after each change, and the store at the end."""
    with Desk(folder, some_map()) as desk:
        desk.set(journal, "MANY", many)
        desk.open()
        states = [desk.store.document.snapshot()]
        desk.store.subscribe(lambda _change: states.append(desk.store.document.snapshot()))
        for what in acts:
            act(desk, what)
        store = desk.store
        return b"".join(path.read_bytes() for path in desk.journals), states, store


@given(ACTS, MANY, st.data())
@settings(max_examples=20)
def test_every_beginning_of_a_journal_recovers_a_beginning_of_the_work(acts, many, data):
    with tempfile.TemporaryDirectory() as name:
        whole, states, store = worked(Path(name), acts, many)
    for length in {len(whole), *(data.draw(st.integers(0, len(whole))) for _each in range(8))}:
        story = read_journal(whole[:length], some_map().get)
        count = len(story.steps) if story else 0
        if story is not None:
            assert played(story, some_map()).document.snapshot() == states[count]
    found = played(read_journal(whole, some_map().get), some_map()) if whole else store
    assert same(found.document, store.document)
    assert done_of(found) == done_of(store)
    assert undone_of(found) == undone_of(store)
    assert found.position == store.position


@given(ACTS, MANY, st.data())
@settings(max_examples=20)
def test_no_damaged_byte_makes_anything_but_a_beginning(acts, many, data):
    with tempfile.TemporaryDirectory() as name:
        whole, states, _store = worked(Path(name), acts, many)
    for _each in range(10 if whole else 0):
        damaged = bytearray(whole)
        damaged[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
        story = read_journal(bytes(damaged), some_map().get)
        if story is not None:
            steps = story.steps
            assert played(story, some_map()).document.snapshot() == states[len(steps)]


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_no_reason_to_fail(data):
    assert read_journal(data) is None


@given(st.lists(st.binary(min_size=1, max_size=60), max_size=5))
def test_frames_that_hold_anything_at_all_are_no_reason_to_fail(what):
    assert read_journal(framed(what)[0]) is None


TYPES = st.sampled_from(
    ["head", "base", "step", "whole", "media", "edit", "former", "intent", "draft", "closed"]
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 3) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["card", "id", "x"]), inner),
    max_leaves=4,
)
FIELDS = st.sampled_from(
    ["seq", "before", "after", "gone", "sha256", "data", "draft", "known", "bare", "mark", "name"]
)


@given(st.lists(st.tuples(TYPES, st.dictionaries(FIELDS, ODD, max_size=4)), max_size=5))
def test_entries_that_say_anything_at_all_are_no_reason_to_fail(entries):
    begun = [encode_entry(each) for each in (Head(current_version(), "", ""), Base("", 0, 0), Whole())]
    odd = [msgspec.json.encode({"type": kind, **fields}) for kind, fields in entries if kind != "head"]
    data = framed([*begun, *odd])[0]
    story = read_journal(data)
    assert story is not None
    assert list(later_payloads(data, 0, frozenset())) is not None
    for step in story.steps:
        assert step.seq


@given(documents(), documents())
def test_any_records_come_back_with_what_nobody_knows_of_them(first, second):
    changes = {
        key: (first.get(key), second.get(key)) for key in first.snapshot().keys() | second.snapshot().keys()
    }
    patch = make_patch(changes)
    entry: Any = decode_entry(encode_entry(edit_entry(Logged(1, "edit", "Step", False, 1, patch))))
    assert decode_patch(entry.before, entry.after) == patch


def test_records_of_every_type_come_back():
    document = every_type()
    patch = make_patch({record.id: (None, record) for record in document})
    entry: Any = decode_entry(encode_entry(edit_entry(Logged(1, "edit", "Step", False, 1, patch))))
    assert decode_patch(entry.before, entry.after) == patch


@pytest.mark.parametrize("name", ["map.journey", "Reise 旅 ☕%41.journey", "a\udcffb.journey", "a\nb"])
def test_a_path_of_any_name_comes_back(name):
    written = written_path(Path("/maps") / name)
    assert written.isascii()
    assert read_path(written) == Path("/maps") / name


def test_an_undo_costs_no_records(tmp_path):
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        with desk.store.edit("Delete all") as tx:
            for card in list(desk.store.document.all(Card)):
                tx.change(card.id, text="x" * 10_000)
        before = desk.journals[0].stat().st_size
        desk.store.undo()
        desk.store.redo()
        assert desk.journals[0].stat().st_size - before < 300


def test_a_picture_is_written_once(tmp_path):
    picture = b"p" * 30_000
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        for _each in range(3):
            with desk.store.edit("Portrait") as tx:
                set_portrait(tx, add_persona(tx, "P").id, picture, width=1, height=1)
        assert desk.journals[0].stat().st_size < 60_000
        story = read_journal(desk.journals[0].read_bytes())
        assert story is not None
        assert story.media == {hashlib.sha256(picture).hexdigest(): picture}


def test_the_last_draft_counts(tmp_path):
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        for text in ("a", "ab", "ab", "abc"):
            desk.keeper.note_draft(Draft(desk.map.id, "footnote", text))
        story = read_journal(desk.journals[0].read_bytes())
        assert story is not None
        assert story.draft == Draft(desk.map.id, "footnote", "abc")
        assert (
            len([each for each in payloads(desk.journals[0].read_bytes()) if b'"type":"draft"' in each]) == 3
        )


@pytest.mark.parametrize("end", ["told", "committed"])
def test_a_draft_ends_when_it_is_told_or_the_text_is_committed(tmp_path, end):
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        desk.keeper.note_draft(Draft(desk.map.id, "footnote", "abc"))
        if end == "told":
            desk.keeper.note_draft(None)
        else:
            desk.edit(footnote="abc")
        story = read_journal(desk.journals[0].read_bytes())
        assert story is not None
        assert story.draft is None


def test_a_draft_outlasts_edits_of_other_fields_and_records(tmp_path):
    draft = Draft("", "footnote", "abc \ud800")
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        draft = msgspec.structs.replace(draft, key=desk.map.id)
        desk.keeper.note_draft(draft)
        desk.edit("Another title")
        with desk.store.edit("Persona") as tx:
            add_persona(tx, "P")
        story = read_journal(desk.journals[0].read_bytes())
        assert story is not None
        assert story.draft == msgspec.structs.replace(draft, text="abc ?")


def test_a_journal_of_another_version_is_told_from_a_damaged_one():
    newer = b'{"type":"head","format":99,"version":1,"path":"","title":"x","more":1}'
    with pytest.raises(OtherVersion):
        read_journal(framed([newer])[0])
    changed = b'{"type":"head","form":99}'
    with pytest.raises(OtherVersion):
        read_journal(framed([changed])[0])


def test_a_journal_is_for_its_owner_alone_and_names_nobody(tmp_path):
    with Desk(tmp_path, some_map()) as desk:
        desk.open().edit("x")
        (file,) = desk.journals
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        keys = set(msgspec.json.decode(next(payloads(file.read_bytes()))))
        assert keys == {"type", "format", "version", "path", "title"}


def test_nothing_is_written_before_the_first_edit(tmp_path):
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        desk.keeper.tick()
        assert desk.keeper.flush()
        assert list(desk.state.journals.iterdir()) == []


# the history that journals know


def logged(change: Change, seq: int) -> Logged:
    return Logged(seq, change.cause, change.name, change.merged, change.mark, change.patch)


@given(ACTS)
def test_a_trail_follows_the_history_of_the_store(acts):
    store = Store(some_map(), new_id=id_source(1))
    trail = Trail(Past())
    heard: list[Logged] = []

    def hear(change: Change) -> None:
        heard.append(logged(change, len(heard) + 1))
        assert trail.knows(heard[-1]) == (change.cause != "edit")
        if change.cause != "edit":
            assert trail.expected(change.cause) == change.patch
        trail.follow(heard[-1])
        assert trail.mark == store.position

    store.subscribe(hear)
    for what in acts:
        if what not in ("portrait", "draft"):
            act_on(store, what)
    assert [(step.name, step.patch) for step in trail.past.done] == done_of(store)
    assert [(step.name, step.patch) for step in trail.past.undone] == undone_of(store)


def act_on(store: Store, what: Any) -> None:
    if what == "undo":
        store.undo()
    elif what == "redo":
        store.redo()
    elif isinstance(what, str):
        nudge(store, what)
    else:
        deed, seed, merge = what
        try:
            with store.edit("Step", merge=merge) as tx:
                DEEDS[deed](tx, Random(seed))
        except BrokenRule:
            pass


def titled(store: Store, count: int) -> None:
    for number in range(count):
        with store.edit(f"Title {number}") as tx:
            tx.change(store.document.map.id, title=str(number))


def test_more_steps_than_are_carried_are_undone_and_redone_all_the_same(tmp_path):
    with Desk(tmp_path, new_document(id_source(1), title="start")) as desk:
        desk.open()
        titled(desk.store, MOST_STEPS + 50)
        desk.save()
        for _time in range(MOST_STEPS + 30):
            desk.store.undo()
        for _time in range(MOST_STEPS + 10):
            desk.store.redo()
        before = desk.store.document
        desk.kill()
        desk.recover()
        assert same(desk.store.document, before)
        assert desk.store.modified


def test_the_last_200_steps_can_be_undone_after_a_save_and_a_crash(tmp_path):
    with Desk(tmp_path, new_document(id_source(1), title="start")) as desk:
        desk.open()
        titled(desk.store, MOST_STEPS + 10)
        desk.save()
        titled(desk.store, 5)
        desk.kill()
        desk.recover()
        count = 0
        while desk.store.undo() is not None:
            count += 1
        assert count == MOST_STEPS + 5
        while desk.store.redo() is not None:
            count -= 1
        assert count == 0
        assert desk.map.title == "4"


def test_a_history_of_giant_steps_is_carried_in_part(monkeypatch):
    monkeypatch.setattr("journeymapper.files.journal.trail.MOST_CHANGES", 10)
    trail = Trail(Past(first=7))
    patch = make_patch(
        {str(n): (None, Card(id=str(n), lane="", stage="", order="a0", kind="note")) for n in range(6)}
    )
    for number in (1, 2, 3):
        trail.follow(Logged(number, "edit", "Paste", False, number, patch))
    assert [step.mark for step in trail.past.done] == [3]
    assert (trail.past.first, trail.mark) == (2, 3)


def test_one_step_is_carried_however_large(monkeypatch):
    monkeypatch.setattr("journeymapper.files.journal.trail.MOST_CHANGES", 1)
    trail = Trail(Past())
    patch = make_patch(
        {str(n): (None, Card(id=str(n), lane="", stage="", order="a0", kind="note")) for n in range(6)}
    )
    trail.follow(Logged(1, "edit", "Paste", False, 1, patch))
    assert len(trail.past.done) == 1


# what is written anew


@given(ACTS, ACTS, st.integers(0, 12))
@settings(max_examples=20)
def test_going_on_from_a_save_changes_nothing_that_can_be_observed(first, second, when):
    with tempfile.TemporaryDirectory() as name, Desk(Path(name), some_map()) as desk:
        desk.open()
        for what in first:
            act(desk, what)
        job = desk.keeper.job(desk.store.document, desk.store.position)
        for what in second[:when]:
            act(desk, what)
        saved = desk.keeper.run(job)
        desk.keeper.finished(saved)
        for what in second[when:]:
            act(desk, what)
        if desk.journals:
            story = read_journal(desk.journals[-1].read_bytes())
            found = played(story, desk.on_disk)
            assert story is not None
            assert not story.intents
            assert same(found.document, desk.store.document)
            assert done_of(found) == done_of(desk.store)
            assert undone_of(found) == undone_of(desk.store)


def test_a_picture_that_only_undoing_shows_is_carried_over_a_save(tmp_path):
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        with desk.store.edit("Add") as tx:
            persona = add_persona(tx, "P")
            set_portrait(tx, persona.id, b"picture", width=1, height=1)
        desk.save()
        with desk.store.edit("Delete") as tx:
            set_portrait(tx, persona.id, b"another", width=1, height=1)
        desk.save()
        desk.edit("x")
        desk.kill()
        desk.recover()
        desk.store.undo()
        desk.store.undo()
        assert b"picture" in desk.store.document.media.values()
        (asset,) = desk.store.document.all(Asset)
        assert desk.store.document.media[asset.sha256] == b"picture"


def test_encoding_a_document_for_a_base_keeps_what_nobody_knows(tmp_path):
    document = every_type()
    with Desk(tmp_path, document) as desk:
        data = encode(document)
        desk.path.write_bytes(data)
        desk.open().edit("x")
        desk.kill()
        desk.recover()
        assert desk.map.title == "x"


def test_a_picture_that_comes_back_while_it_is_being_saved_away_is_written_down_again(tmp_path):
    with Desk(tmp_path, some_map()) as desk:
        desk.open()
        with desk.store.edit("Add") as tx:
            persona = add_persona(tx, "P")
            asset = set_portrait(tx, persona.id, b"picture", width=1, height=1)
        desk.save()
        with desk.store.edit("Take away") as tx:
            clear_portrait(tx, persona.id)
        titled(desk.store, MOST_STEPS)
        work = desk.keeper.job(desk.store.document, desk.store.position)
        with desk.store.edit("Paste") as tx:
            tx.put(asset)
        desk.keeper.finished(desk.keeper.run(work))
        desk.kill()
        desk.recover()
        assert desk.store.document.media[asset.sha256] == b"picture"


# large changes


def deleted(desk: Desk) -> None:
    """Delete all cards in one step."""
    with desk.store.edit("Delete") as tx:
        for link in list(desk.store.document.all(Link)):
            tx.remove(link.id)
        for card in list(desk.store.document.all(Card)):
            tx.remove(card.id)


def test_a_large_change_does_not_say_what_was_there_before(tmp_path):
    with Desk(tmp_path, some_map()) as desk:
        desk.set(journal, "MANY", 2)
        desk.open()
        texts = [card.text for card in desk.store.document.all(Card)]
        deleted(desk)
        data = desk.journals[0].read_bytes()
        assert texts
        assert not any(text.encode() in data for text in texts)
        before = desk.store
        desk.kill()
        desk.recover()
        assert done_of(desk.store) == done_of(before)
        desk.store.undo()
        assert same(desk.store.document, some_map())


@pytest.mark.parametrize("lot", [1, 2, 1000])
def test_what_was_there_before_a_large_change_is_told_before_a_save_takes_it_away(tmp_path, monkeypatch, lot):
    def deadly(*_arguments: object) -> None:
        raise Killed

    with Desk(tmp_path, some_map()) as desk:
        desk.set(journal, "MANY", 2)
        desk.set(entries, "LOT", lot)
        desk.open()
        deleted(desk)
        job = desk.keeper.job(desk.store.document, desk.store.position)
        desk.store.undo()
        before = desk.store
        with monkeypatch.context() as patch:
            patch.setattr(journal.Journal, "follow_save", deadly)
            with pytest.raises(Killed):
                desk.keeper.run(job)
        assert not desk.on_disk.count(Card)
        desk.kill()
        desk.recover(lambda _state, _sha256: None)
        assert same(desk.store.document, before.document)
        assert desk.store.redo_name == "Delete"


def test_a_large_change_that_nobody_told_of_before_a_save_is_not_undone_wrongly(tmp_path, monkeypatch):
    def deadly(*_arguments: object) -> None:
        raise Killed

    with Desk(tmp_path, some_map()) as desk:
        desk.set(journal, "MANY", 2)
        desk.open()
        deleted(desk)
        work = desk.keeper.job(desk.store.document, desk.store.position)
        desk.edit("after")
        before = desk.store
        with monkeypatch.context() as patch:
            patch.setattr(journal.Journal, "_tell_formers", lambda *_each: None)
            patch.setattr(journal.Journal, "follow_save", deadly)
            with pytest.raises(Killed):
                desk.keeper.run(work)
        desk.kill()
        desk.recover()
        assert same(desk.store.document, before.document)
        assert [name for name, _patch in done_of(desk.store)] == ["Rename"]


def test_a_large_change_that_was_recovered_is_told_of_at_the_next_save(tmp_path, monkeypatch):
    def deadly(*_arguments: object) -> None:
        raise Killed

    with Desk(tmp_path, some_map()) as desk:
        desk.set(journal, "MANY", 2)
        desk.open()
        deleted(desk)
        desk.kill()
        desk.recover()
        job = desk.keeper.job(desk.store.document, desk.store.position)
        desk.store.undo()
        with monkeypatch.context() as patch:
            patch.setattr(journal.Journal, "follow_save", deadly)
            with pytest.raises(Killed):
                desk.keeper.run(job)
        desk.kill()
        desk.recover(lambda _state, _sha256: None)
        assert same(desk.store.document, some_map())
