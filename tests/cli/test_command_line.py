"""The grammar of the command line: what it accepts, how it refuses, and what the README says of it."""

import os
import re
import subprocess
import sys

import pytest

from journeymapper.cli import main
from journeymapper.cli.parser import OPEN, SYNOPSES, make_parser, parse, synopsis
from tests.cli.running import EXAMPLE, ROOT, is_one_sentence, journeymapper

COMMANDS = [name for name in SYNOPSES if name != OPEN]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "missing.journey",
        "exprot",
        "--bogus",
        "show",
        "show --json",
        "show missing.journey",
        "show a.journey b.journey",
        "check .",
        "export map.journey",
        "export map.journey -o",
        "export map.journey -o page.txt",
        "export map.journey -o page",
        "export map.journey -o -",
        "export map.journey -o - --to docx",
        "export map.journey -o page.pdf --to pdff",
        "export map.journey -o page.pdf --scale 2",
        "export map.journey -o page.svg --transparent",
        "export map.journey -o page.html --paper A4",
        "export map.journey -o page.png --scale 0",
        "export map.journey -o page.png --scale nan",
        "export map.journey -o page.png --scale 99",
        "export missing.journey -o page.pdf",
        "export map.journey -o page.pdf --paper A5",
        "import missing.ojf.json -o x.journey",
        "import",
        "import - -o x.journey",
        "import missing.csv -o x.journey --from docx",
        "import missing.ojf.json -o x.journey --pick 0",
        "import missing.ojf.json -o x.journey --pick two",
        "import missing.ojf.json -o x.md",
        "new",
        "new -o",
        "new --template nothing -o x.journey",
        "new -o x.pdf",
        "new -o missing/x.journey",
        "new --list -o x.journey",
        "new --list --force",
        "new -o map.journey",
        "demo extra",
        "self-test extra",
        "a.journey b.journey",
        "a.journey --json",
        "--",
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(line, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.journey").write_bytes(EXAMPLE.read_bytes())
    assert main(line.split()) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err), printed.err
    assert printed.out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.journey"]


@pytest.mark.parametrize(
    "words",
    [
        ["a\0b"],
        ["show", "a\0b"],
        ["export", "map.journey", "-o", "a\0b.pdf"],
        ["new", "-o", "a\0b"],
        ["demo", "--folder", "a\0b"],
    ],
)
def test_a_name_that_no_file_can_have_is_one_sentence(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.journey").write_bytes(EXAMPLE.read_bytes())
    assert main(words) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err), printed.err
    assert "fault of the program" not in printed.err


def test_a_pipe_is_not_opened(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe.journey")
    for words in (["show"], []):
        assert main([*words, str(tmp_path / "pipe.journey")]) == 2
        printed = capsys.readouterr()
        assert is_one_sentence(printed.err)
        assert "it is a device, a pipe or a socket" in printed.err


def test_a_word_that_is_nearly_a_command_is_asked_about(capsys):
    assert main(["exprot"]) == 2
    assert "did you mean “export”?" in capsys.readouterr().err


def test_a_file_named_like_a_command_can_be_opened_by_its_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "show").write_bytes(EXAMPLE.read_bytes())
    opened = parse(["./show"])
    assert opened is not None
    assert (opened.command, str(opened.file)) == (OPEN, "show")
    last = parse(["--", "--json.journey"])
    assert last is not None
    assert str(last.file) == "--json.journey"


def test_help_lists_every_command_line_and_ends_well(capsys):
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: {synopsis()}\n")
    for name in COMMANDS:
        assert main([name, "--help"]) == 0
        assert f"usage: journeymapper {name}" in capsys.readouterr().out


def test_the_version_is_the_packages(capsys):
    from journeymapper import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"JourneyMapper {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_said_of_a_command_is_what_it_takes(name):
    (commands,) = [action.choices for action in make_parser()._actions if action.dest == "command"]
    assert isinstance(commands, dict)
    actions = [action for action in commands[name]._actions if action.dest != "help"]
    options = {action.option_strings[-1] if len(action.option_strings) == 1 else "-o" for action in actions}
    options -= {"-o"} if not any("-o" in action.option_strings for action in actions) else set()
    said = SYNOPSES[name]
    assert set(re.findall(r"(?<![\w-])--?[a-z]+", said)) == options
    places = [action.metavar for action in actions if not action.option_strings]
    (named,) = re.findall(r"^(?:[A-Z]+\b ?)*", said)
    assert places == named.split()


def test_the_readme_lists_the_same_command_lines():
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```text\n(journeymapper \[FILE\].*?)```", readme, re.DOTALL)
    assert len(blocks) == 1
    said = [re.split(r"\s{2,}", line)[0] for line in blocks[0].strip().splitlines()]
    assert said == [line.strip() for line in synopsis().splitlines()]


def test_the_readme_has_the_two_commands_and_the_libraries():
    from journeymapper.cli.display import QT_PACKAGES, X_PACKAGES

    readme = (ROOT / "README.md").read_text("utf-8")
    assert "python3 -m pip install uv && python3 -m uv run journeymapper demo\n" in readme
    assert "python3 -m pip install uv && python3 -m uv run pytest\n" in readme
    assert "pipx install uv" in readme
    (line,) = [line for line in readme.splitlines() if "apt-get install" in line and QT_PACKAGES[0] in line]
    assert set(QT_PACKAGES) | set(X_PACKAGES) <= set(line.split())


def test_python_m_journeymapper_is_the_same_program():
    ran = journeymapper("--version")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("JourneyMapper ")


def test_output_that_nobody_reads_ends_quietly():
    command = (
        f'"{sys.executable}" -m journeymapper show --json "{EXAMPLE}" | head -1; echo ${{PIPESTATUS[0]}}'
    )
    ran = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.splitlines() == ["{", "141"]
    assert ran.stderr == ""


def run_in_shell(line, folder):
    return subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m journeymapper {line}'],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", ["show", "check --json", "--help"])
def test_a_closed_output_is_one_sentence(command, tmp_path):
    ran = run_in_shell(f'{command} "{EXAMPLE}" >&-', tmp_path)
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr), ran.stderr
    assert "the standard output is closed" in ran.stderr


def test_a_command_that_says_nothing_needs_no_output(tmp_path):
    ran = run_in_shell("new -o x.journey >&- 2>&-", tmp_path)
    assert ran.returncode == 0
    assert (tmp_path / "x.journey").is_file()


def test_a_problem_is_not_told_on_the_other_output(tmp_path):
    ran = run_in_shell("show gone.journey 2>&-", tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", "")


def test_a_full_disk_under_the_output_is_one_sentence(tmp_path):
    ran = run_in_shell(f'show "{EXAMPLE}" >/dev/full', tmp_path)
    assert ran.returncode == 2
    assert is_one_sentence(ran.stderr), ran.stderr


def test_a_fault_of_the_program_is_a_sentence_too(capsys, monkeypatch):
    monkeypatch.setattr("journeymapper.cli.showing.read_map", lambda path: 1 / 0)
    assert main(["show", str(EXAMPLE)]) == 2
    printed = capsys.readouterr()
    assert is_one_sentence(printed.err)
    assert "ZeroDivisionError" in printed.err
    monkeypatch.setenv("JOURNEYMAPPER_TRACE", "1")
    assert main(["show", str(EXAMPLE)]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_texts_of_every_script_are_printed_where_the_system_speaks_ascii(tmp_path):
    ran = journeymapper(
        "show", EXAMPLE, environ={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert ran.returncode == 0
    assert "Sees a friend’s post" in ran.stdout
