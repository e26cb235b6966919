"""The templates: made by the script, whole, and begun from with ids of their own."""

import importlib.util
import json
import re
from collections import Counter
from types import ModuleType

import pytest

from journeymapper.analysis.findings import findings
from journeymapper.cli import main
from journeymapper.drawing.avatars import avatar_names
from journeymapper.files.archive import unpack
from journeymapper.files.journey import load
from journeymapper.files.own_templates import save_template, templates_folder
from journeymapper.files.templates import EXAMPLE, TEMPLATES, from_template, renewed, template_path
from journeymapper.model.document import Document
from journeymapper.model.errors import JourneyError
from journeymapper.model.ids import id_source
from journeymapper.model.records import Card, EmotionPoint, Link, Measure, Owner, Stage
from tests.cli.running import ROOT

ICONS = json.loads((ROOT / "resources" / "icons" / "icons.json").read_text("utf-8"))


def script(name: str) -> ModuleType:
    """A script of this repository as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def example() -> Document:
    return load(template_path(EXAMPLE)).document


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_committed_template_is_what_the_script_makes(name):
    committed = load(template_path(name)).document
    assert committed.snapshot() == script("make_templates").make(name).snapshot()


def test_the_script_writes_the_same_bytes_twice(tmp_path, monkeypatch):
    module = script("make_templates")
    for folder in ("one", "two"):
        monkeypatch.setattr("sys.argv", ["make_templates.py", "--out", str(tmp_path / folder)])
        module.main()
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(f"{name}.journey" for name in TEMPLATES)
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        assert unpack((tmp_path / "one" / name).read_bytes())


def test_the_portraits_are_what_the_script_makes_of_their_sources():
    avatars = ROOT / "resources" / "avatars"
    made = script("make_avatars").json_text(avatars)
    assert (ROOT / "resources" / "avatars.json").read_text("utf-8") == made
    assert set(avatar_names()) == {path.stem for path in avatars.glob("*.svg")}


def test_portraits_stay_within_their_circle():
    for name, layers in json.loads((ROOT / "resources" / "avatars.json").read_text("utf-8")).items():
        for layer in layers:
            points = [
                pair
                for segment in layer["path"]
                for pair in zip(segment[1::2], segment[2::2], strict=True)
                if segment[0] != "C"
            ]
            assert all((x - 50) ** 2 + (y - 50) ** 2 <= 50.05**2 for x, y in points), name


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_name_portraits_and_icons_that_exist(name):
    document = load(template_path(name)).document
    assert {persona.avatar for persona in document.personas} <= {*avatar_names(), ""}
    assert {card.icon for card in document.all(Card)} <= {*ICONS, ""}
    assert TEMPLATES[name].icon in ICONS


def test_the_example_is_whole():
    document = example()
    kinds = Counter(card.kind for card in document.all(Card))
    assert kinds == {
        "customer_action": 12,
        "touchpoint": 18,
        "frontstage_action": 5,
        "thought": 6,
        "moment_of_truth": 4,
        "pain_point": 7,
        "opportunity": 7,
        "backstage_action": 8,
        "system": 7,
    }
    assert (len(document.stages), len(document.steps), len(document.lanes)) == (6, 12, 12)
    assert (document.count(Measure), document.count(Owner), document.count(EmotionPoint)) == (6, 6, 12)
    assert Counter(link.kind for link in document.all(Link)) == {
        "flow": 11,
        "alternative": 1,
        "loop": 1,
        "supports": 15,
    }
    assert (document.map.version, document.map.date, document.map.status) == (
        "1.3",
        "2025-06-12",
        "validated",
    )


def test_a_map_begun_from_a_template_has_ids_of_its_own_and_the_same_content():
    document = example()
    copy = from_template(EXAMPLE, id_source(1))
    assert not set(copy.snapshot()) & set(document.snapshot())
    texts = [sorted(card.text for card in each.all(Card)) for each in (document, copy)]
    assert texts[0] == texts[1]
    assert [stage.title for stage in copy.stages] == [stage.title for stage in document.stages]
    assert sum(bool(card.until) for card in copy.all(Card)) == 5
    assert sum(len(card.evidence) for card in copy.all(Card)) == 9


def test_renewing_twice_with_one_seed_gives_the_same():
    document = example()
    assert renewed(document, id_source(7)).snapshot() == renewed(document, id_source(7)).snapshot()


def test_a_template_that_is_not_there_is_refused_with_the_names_of_those_that_are():
    with pytest.raises(JourneyError, match="service-blueprint"):
        from_template("nothing", id_source())


def test_new_writes_a_map_that_begins_as_the_template(tmp_path):
    target = tmp_path / "x.journey"
    assert main(["new", "--template", "service-blueprint", "-o", str(target)]) == 0
    document = load(target).document
    assert [stage.title for stage in document.stages] == [
        "Find",
        "Book",
        "Arrive",
        "Use",
        "Leave",
        "Follow up",
    ]


def test_new_begins_a_customer_journey_where_nothing_else_is_asked_for(tmp_path):
    target = tmp_path / "x.journey"
    assert main(["new", "-o", str(target)]) == 0
    assert [stage.title for stage in load(target).document.all(Stage)][0:1]
    assert load(target).document.map.title == "New customer journey"


def test_two_new_maps_share_no_id(tmp_path):
    for name in ("a", "b"):
        assert main(["new", "-o", str(tmp_path / f"{name}.journey")]) == 0
    one, two = (load(tmp_path / f"{name}.journey").document for name in "ab")
    assert not set(one.snapshot()) & set(two.snapshot())


def test_list_names_every_template(capsys):
    assert main(["new", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(TEMPLATES)


@pytest.mark.parametrize(
    ("name", "letters"), [(f"{EXAMPLE}-ar", "\u0621-\u064a"), (f"{EXAMPLE}-ja", "\u3041-\u9fff")]
)
def test_the_example_is_translated_whole(name: str, letters: str) -> None:
    document, english = load(template_path(name)).document, example()
    assert document.map.language == name[-2:]
    assert Counter(type(record) for record in document) == Counter(type(record) for record in english)
    texts = [card.text for card in document.all(Card)]
    texts += [stage.title for stage in document.stages] + [lane.title for lane in document.lanes]
    allowed = {"CRM", "KPI"}
    assert [text for text in texts if not re.search(f"[{letters}]", text) and text not in allowed] == []
    assert document.map.title != english.map.title


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not name.startswith((EXAMPLE, "empty"))])
def test_a_template_asks_questions_and_gives_no_cause_for_complaint(name: str) -> None:
    document = load(template_path(name)).document
    assert findings(document) == []
    texts = [card.text for card in document.all(Card)]
    assert len(texts) >= 10
    assert len(set(texts)) == len(texts)
    assert any(text.endswith("?") for text in texts)
    assert document.map.scenario.endswith("?")


def test_the_starter_has_the_usual_five_stages_and_four_rows() -> None:
    document = load(template_path("five-stages")).document
    stages = [stage.title for stage in document.stages]
    assert stages == ["Awareness", "Consideration", "Purchase", "Retention", "Advocacy"]
    assert [lane.title for lane in document.lanes] == [
        "Description",
        "Touchpoints",
        "Emotions",
        "Opportunities",
    ]


def test_the_persons_own_templates_are_listed_last_and_can_be_begun_from(tmp_path, capsys) -> None:
    save_template(example(), "Our shoes", templates_folder())
    (templates_folder() / "notes.txt").write_text("x")
    assert main(["new", "--list"]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[-1].startswith("Our shoes ")
    assert "stages: 6" in lines[-1]
    assert len(lines) == len(TEMPLATES) + 1
    assert "“notes.txt”" in said.err
    target = tmp_path / "mine.journey"
    assert main(["new", "--template", "Our shoes", "-o", str(target)]) == 0
    assert load(target).document.map.title == example().map.title


def test_an_own_template_that_is_broken_is_refused_in_one_sentence(tmp_path, capsys) -> None:
    templates_folder().mkdir(parents=True)
    (templates_folder() / "torn.journey").write_bytes(template_path(EXAMPLE).read_bytes()[:2000])
    target = tmp_path / "mine.journey"
    assert main(["new", "--template", "torn", "-o", str(target)]) == 2
    assert "“torn.journey” cannot be opened" in capsys.readouterr().err
    assert not target.exists()


def test_a_name_that_nothing_has_is_refused_with_the_persons_own_among_the_names(tmp_path, capsys) -> None:
    save_template(example(), "Our shoes", templates_folder())
    assert main(["new", "--template", "Our shoe", "-o", str(tmp_path / "x.journey")]) == 2
    assert "Our shoes" in capsys.readouterr().err
