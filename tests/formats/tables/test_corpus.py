"""Tables as designers write them: the stages and lanes that the corpus expects."""

import json

import pytest

from journeymapper.formats.tables import guess, tables_of
from journeymapper.model.checks import document_problems

from .samples import imported, lanes_of, stages_of

NAMES = [
    *(
        "md_11741480451",
        "md_18959421914",
        "md_3050192409",
        "md_52206591522",
        "md_52406578446",
        "md_52963582870",
    ),
    *(
        "md_54568196068",
        "md_55077727381",
        "md_55434510971",
        "md_55919353155",
        "md_62626385535",
        "md_8051691626",
    ),
    *("md_jamon8888_Agent-Skills-for-Context-Engin", "md_stlevy53_Product-Manager-Skills_skills_c"),
]


def test_every_table_of_the_corpus_is_tried(corpus):
    assert {path.stem for path in (corpus / "tables").glob("*.md")} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_gives_the_stages_and_lanes_that_it_names(corpus, name):
    path = corpus / "tables" / f"{name}.md"
    if not path.exists():
        pytest.skip("not in this corpus")
    data = path.read_bytes()
    expected = json.loads((corpus / "tables" / "expected.json").read_bytes())[path.name]
    document = imported("markdown", data).document
    assert stages_of(document) == expected["stages"]
    assert sorted(lanes_of(document)) == sorted(expected["lanes"])
    assert [lane.title for lane in guess(tables_of("markdown", data)[0]).lanes] == expected["lanes"]
    assert list(document_problems(document)) == []


def test_a_stage_on_several_rows_is_one_stage_with_a_step_for_each(corpus):
    document = imported("markdown", (corpus / "tables" / "md_55919353155.md").read_bytes()).document
    assert [len(document.steps_of(stage.id)) for stage in document.stages] == [2, 2, 4, 2, 1]
