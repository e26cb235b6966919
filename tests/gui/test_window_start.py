import subprocess
import sys
from pathlib import Path

from journeymapper.files.journey import load
from journeymapper.files.templates import template_path

FIRST_PAINT = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from journeymapper.model.ids import id_source
from journeymapper.ui.app import make_application
from journeymapper.ui.look import load_look
from journeymapper.ui.settings import Settings
from journeymapper.ui.style import dress
from journeymapper.ui.windows import Windows

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(*sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
            print(*(name for name in sys.modules if name.startswith("journeymapper.")), flush=True)
            os._exit(0)
        return False

app, look = make_application(), load_look()
dress(app, look)
window = Windows(Settings(Path(sys.argv[1]), app), look, id_source(), parent=app).new_window()
watch = Watch(app)
window.welcome.starts.cards["empty"].installEventFilter(watch)
window.show()
app.exec()
"""


def test_the_first_page_is_painted_before_anything_heavy_is_loaded(tmp_path: Path, root: Path):
    started = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path / "window.ini")],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    loaded = set(started.stdout.split())
    assert "PySide6" in loaded, started.stderr
    assert loaded.isdisjoint(
        {"msgspec", "networkx", "reportlab", "uharfbuzz", "icu4py", "fontTools", "segno"}
    )
    rooms = {name.split(".")[1] for name in loaded if name.startswith("journeymapper.")}
    assert rooms.isdisjoint({"formats", "export", "analysis", "drawing"})


def test_a_file_that_the_system_asks_for_is_opened_once(running, example: Path, tmp_path: Path):
    asked = tmp_path / "asked.journey"
    asked.write_bytes(template_path("empathy-map").read_bytes())
    title = load(asked).document.map.title
    program = running("be_given_a_file", example, asked)
    shown = program.wait_for(lambda said: isinstance(said, list))
    assert sorted(shown) == sorted(["Buying running shoes", title])


def test_the_self_test_says_what_it_saw_and_ends_well(root: Path):
    tried = subprocess.run(
        [sys.executable, "-m", "journeymapper", "self-test"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert tried.returncode == 0, tried.stdout + tried.stderr
    lines = tried.stdout.splitlines()
    assert lines[-1] == "All is well."
    assert any("dragged P4" in line for line in lines)


def test_the_self_test_fails_where_saving_does_not_work(dressed, tmp_path: Path):
    import pytest

    from journeymapper.model.ids import id_source
    from journeymapper.ui.look import load_look
    from journeymapper.ui.self_test import Problem, ScriptedPerson, Trial
    from journeymapper.ui.settings import Settings
    from journeymapper.ui.windows import Windows

    person = ScriptedPerson()
    said: list[str] = []
    settings = Settings(tmp_path / "window.ini")
    windows = Windows(settings, load_look(), id_source(), ports=lambda: person)
    with pytest.raises(Problem, match="saving wrote no file"):
        Trial(windows, person, tmp_path / "no such folder", said.append).run()
    windows.quit()
    windows.deleteLater()
    settings.deleteLater()
    assert any("dragged" in line for line in said)
