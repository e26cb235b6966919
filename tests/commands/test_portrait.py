"""A picture for the persona: from a file into the map, onto the page, and away again."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from journeymapper.edit.personas import add_persona
from journeymapper.files import journey
from journeymapper.model.records import Asset
from tests.commands.acting import Acting


def photograph(path: Path) -> Path:
    image = Image.new("RGB", (1600, 1200), (200, 30, 30))
    exif = image.getexif()
    exif[0x010E] = "taken at home"
    image.save(path, "JPEG", exif=exif)
    return path


def test_a_picture_from_a_file_is_kept_small_and_bare_in_the_saved_map(tmp_path: Path) -> None:
    scene = Acting()
    with scene.store.edit("Add persona") as tx:
        persona = add_persona(tx, "Maya")
    scene.person.paths = [photograph(tmp_path / "maya.jpg")]
    scene.give("map.portrait")
    journey.save(scene.document, tmp_path / "map.journey")
    opened = journey.load(tmp_path / "map.journey").document
    (asset,) = opened.all(Asset)
    data = opened.media[asset.sha256]
    assert max(Image.open(BytesIO(data)).size) == 800
    assert b"taken at home" not in data
    assert opened.personas[0].portrait == asset.id
    scene.store.undo()
    assert not list(scene.document.all(Asset))
    assert scene.document.personas[0] == persona


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(tmp_path: Path) -> None:
    scene = Acting()
    with scene.store.edit("Add persona") as tx:
        add_persona(tx, "Maya")
    (tmp_path / "maya.png").write_bytes(b"not a picture")
    scene.person.paths = [tmp_path / "maya.png"]
    scene.give("map.portrait")
    assert "maya.png" in scene.person.told[-1][0]
    assert not scene.document.personas[0].portrait


def test_removing_the_portrait_takes_its_picture_along(tmp_path: Path) -> None:
    scene = Acting()
    with scene.store.edit("Add persona") as tx:
        add_persona(tx, "Maya")
    scene.person.paths = [photograph(tmp_path / "maya.jpg")]
    scene.give("map.portrait")
    scene.give("map.no_portrait")
    assert not scene.document.personas[0].portrait
    assert not list(scene.document.all(Asset))
