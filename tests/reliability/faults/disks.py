"""Disks that really are full, folders that really vanish, writes that are short or interrupted."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.reliability.disk.syscalls import watched
from tests.reliability.faults.injector import Stingy
from tests.reliability.faults.scenario import Broken, Scenario, prepare
from tests.reliability.places import Place

SMALL_DISK = "2m"
ROOM_FOR_A_MAP = 200_000


def _nothing() -> None:
    pass


def _few_bytes_at_a_time(place: Place) -> str:
    prepare(place)
    scenario = Scenario(place, _nothing)
    with watched(Stingy(7)):
        scenario.run()
    if scenario.problems or scenario.told:
        raise Broken(f"{scenario.problems} {scenario.told}")
    return ""


def _interruptions(place: Place) -> str:
    prepare(place)
    scenario = Scenario(place, _nothing)
    before = signal.signal(signal.SIGALRM, lambda _number, _frame: None)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        scenario.run()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if scenario.problems or scenario.told:
        raise Broken(f"{scenario.problems} {scenario.told}")
    return ""


def _full_disk(place: Place, *, map_on_it: bool, state_on_it: bool) -> str:
    """A small disk, filled up after opening and given room again at the end."""
    disk = place.root / "disk"
    with _small_disk(disk) as mounted:
        if not mounted:
            return "skipped: this user may not mount a disk"
        prepare(place)
        for wanted, folder in ((map_on_it, place.map.parent), (state_on_it, place.state.root)):
            if wanted:
                target = disk / folder.name
                shutil.move(folder, target) if folder.exists() else target.mkdir()
                folder.symlink_to(target)
        filler = disk / "filler"
        scenario = Scenario(place, filler.unlink, opened=lambda: _fill(filler))
        scenario.run()
        if map_on_it and not any("full" in problem for problem in scenario.problems):
            raise Broken(f"a full disk was not told: {scenario.problems}")
        if state_on_it and not scenario.told:
            raise Broken("a full state folder was not told")
    return ""


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(bytes(4096))
        except OSError:
            return


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and shutil.which("mount") is not None
    mounted = mounted and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], capture_output=True, check=True)


def _vanished_folder(place: Place, which: Callable[[Place], Path]) -> str:
    """A folder is taken away after opening and is there again, empty or as it was, at the end."""
    prepare(place)
    folder = which(place)
    aside = folder.with_name("aside")
    scenario = Scenario(place, lambda: _back(aside, folder), opened=lambda: _away(folder, aside))
    scenario.run()
    return ""


def _away(folder: Path, aside: Path) -> None:
    if folder.exists():
        folder.rename(aside)


def _back(aside: Path, folder: Path) -> None:
    if aside.exists() and not folder.exists():
        aside.rename(folder)


CASES: dict[str, Callable[[Place], str]] = {
    "seven bytes at a time": _few_bytes_at_a_time,
    "interruptions": _interruptions,
    "a full disk under the map": lambda place: _full_disk(place, map_on_it=True, state_on_it=False),
    "a full disk under the state folder": lambda place: _full_disk(place, map_on_it=False, state_on_it=True),
    "a full disk under both": lambda place: _full_disk(place, map_on_it=True, state_on_it=True),
    "the map's folder gone": lambda place: _vanished_folder(place, lambda place: place.map.parent),
    "the state folder gone": lambda place: _vanished_folder(place, lambda place: place.state.root),
}
