"""What every test gets: an offscreen Qt, folders of its own, and checks that it leaves nothing behind."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

WINDOWS_A_COLLECTION = 8
"""Tests with windows after which garbage is collected: Python sees little of the memory that hangs on it."""
_TURNS = count()

ROOT = Path(__file__).resolve().parent.parent

# Before any application is made. What the desktop has set would open windows on it and take its keys.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("JOURNEYMAPPER_SCREEN") or "offscreen"
for scaling in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI"):
    os.environ.pop(scaling, None)

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", parent=settings.get_profile("ci"), derandomize=False, max_examples=2_000
)
settings.load_profile(os.environ.get("JOURNEYMAPPER_HYPOTHESIS", "ci"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in tests/gui."""
    folder = ROOT / "tests" / "gui"
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker("gui")


def pytest_collection_finish() -> None:
    """What stands when the tests begin stays to the end: no collection of garbage looks at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Maps that other people wrote; they are not part of this repository."""
    folder = Path(os.environ.get("JOURNEYMAPPER_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("no corpus: set JOURNEYMAPPER_CORPUS to its folder")
    return folder


@pytest.fixture(autouse=True)
def private_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configuration, state, cache and data folders that no other test and no person uses."""
    home = tmp_path_factory.mktemp("home")
    for name in ("CONFIG", "STATE", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))  # macOS
    monkeypatch.setenv("APPDATA", str(home / "roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "local"))
    monkeypatch.delenv("JOURNEYMAPPER_STATE", raising=False)
    monkeypatch.delenv("JOURNEYMAPPER_TEMPLATES", raising=False)


@pytest.fixture(autouse=True)
def no_open_edit() -> Iterator[None]:
    """Fail the test that leaves an edit open in any store."""
    yield
    module = sys.modules.get("journeymapper.edit.store")
    open_stores: Callable[[], list[Any]] = getattr(module, "open_stores", list)
    left = open_stores()
    assert not left, f"{len(left)} stores were left in the middle of an edit"


@pytest.fixture(autouse=True)
def no_lost_exception() -> Iterator[None]:
    """Fail the test in which an exception reached `sys.excepthook`: Qt prints what a slot raises, and goes on."""
    lost: list[BaseException] = []
    before = sys.excepthook

    def record(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        lost.append(error)
        before(kind, error, trace)

    sys.excepthook = record
    yield
    sys.excepthook = before
    assert not lost, f"exceptions that nobody caught: {lost!r}"


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    """Let Python collect again what windows kept to themselves, once no worker could do it any more."""
    before = gc.isenabled(), set(threading.enumerate())
    yield
    if before[0] and not gc.isenabled():
        for thread in set(threading.enumerate()) - before[1]:
            thread.join(5.0)
        gc.enable()


@pytest.fixture(autouse=True)
def nothing_dangling(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a window or a running timer behind."""
    if not uses_qt(request):
        yield
        return
    before = set(map(id, top_level_widgets()))
    yield
    settle()
    if leftovers(before) or next(_TURNS) % WINDOWS_A_COLLECTION == 0:
        gc.collect()  # cycles of a window and its closures
        settle()
    # What runs out by itself in a moment, such as a wait for the first paint, is nothing left behind.
    end = time.monotonic() + 5.0
    while leftovers(before) and time.monotonic() < end:
        time.sleep(0.01)
        settle()
    left = leftovers(before)
    assert not left, f"left behind: {', '.join(left)}"


def uses_qt(request: pytest.FixtureRequest) -> bool:
    """Whether the test is one of the window's; Qt itself is loaded for all by pytest-qt."""
    names = {"qtbot", "qapp", "qtmodeltester"}
    return "PySide6.QtWidgets" in sys.modules and (
        request.node.get_closest_marker("gui") is not None or not names.isdisjoint(request.fixturenames)
    )


def settle() -> None:
    """Let Qt do what is due, deletions included."""
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def top_level_widgets() -> list[Any]:
    """The windows there are, but for Qt's own tool tip, which it keeps."""
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return []
    return [
        widget for widget in QApplication.topLevelWidgets() if widget.metaObject().className() != "QTipLabel"
    ]


def leftovers(before: set[int]) -> list[str]:
    """Windows that were not there before, and timers that run, in words."""
    windows = [f"window {widget!r}" for widget in top_level_widgets() if id(widget) not in before]
    return windows + [f"timer {timer!r}" for timer in running_timers()]


def running_timers() -> list[Any]:
    """Every active timer that Python knows, with or without a parent."""
    from PySide6.QtCore import QTimer
    from shiboken6 import Shiboken

    timers = [thing for thing in Shiboken.getAllValidWrappers() if type(thing) is QTimer]
    return [timer for timer in timers if timer.isActive()]
