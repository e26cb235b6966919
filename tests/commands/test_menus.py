from journeymapper.commands.command import Context
from journeymapper.commands.menus import CONTEXT_MENU, GRID_ONLY, MENUS, listed
from journeymapper.commands.registry import all_commands
from journeymapper.model.tables import KINDS
from tests.commands.acting import Filed, Person


def test_every_command_has_an_id_of_its_own():
    ids = [command.id for command in all_commands()]
    assert len(ids) == len(set(ids))


def test_every_command_stands_in_exactly_one_menu():
    ids = [key for menu in MENUS for key in listed(menu)]
    assert sorted(ids) == sorted(command.id for command in all_commands())


def test_every_command_says_what_it_does():
    assert [command.id for command in all_commands() if not command.help] == []


def test_no_two_commands_have_the_same_keys():
    keys = [key for command in all_commands() for key in command.keys]
    assert len(keys) == len(set(keys))


def test_no_key_is_a_single_letter_because_letters_are_text():
    assert [key for command in all_commands() for key in command.keys if len(key) == 1] == []


def test_every_kind_of_card_is_inserted_by_its_letter():
    keys = {command.id: command.keys for command in all_commands()}
    for kind in KINDS.values():
        assert keys[f"insert.card.{kind.key}"] == (f"Ctrl+I, {kind.letter}", f"Ins, {kind.letter}")


def test_the_context_menu_holds_nothing_that_the_menus_lack():
    everywhere = {key for menu in MENUS for key in listed(menu)}
    assert set(listed(CONTEXT_MENU)) <= everywhere
    assert everywhere >= GRID_ONLY


def test_without_a_map_only_what_needs_none_can_be_given():
    context = Context(Filed(), Person())
    able = [command.id for command in all_commands() if command.when(context)]
    assert able == [
        "file.new",
        "file.open",
        "file.found_work",
        "file.import",
        "file.new_from_clipboard",
        "file.close",
        "file.quit",
        "help.shortcuts",
        "help.about",
    ]


def test_without_a_map_no_switch_is_on():
    context = Context(Filed(), Person())
    switches = [command.checked for command in all_commands() if command.checked is not None]
    assert switches
    assert not any(checked(context) for checked in switches)
