"""Whether a window can be opened here, found out before Qt is asked: Qt ends the program where it cannot."""

import os
import re
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from journeymapper.model.errors import JourneyError
from journeymapper.model.i18n import _

QT_PACKAGES = ("libgl1", "libegl1", "libglib2.0-0", "libxkbcommon0", "libfontconfig1", "libdbus-1-3")
"""What Qt needs on a bare Debian or Ubuntu, in apt's words."""

X_PACKAGES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
"""What a window on X needs besides."""

UNSEEN = frozenset(("offscreen", "minimal"))
"""Qt's platforms that show nothing."""

ANSWER_SECONDS = 2.0


class NoWindow(JourneyError):
    """A window cannot be opened here: why, and how to get one."""


def require_window() -> None:
    """Raise NoWindow where the program could not show a window."""
    require_display(os.environ)
    require_qt()
    if _platforms(os.environ)[:1] == ["xcb"]:
        _require_plugin("libqxcb.so")


def require_display(environ: Mapping[str, str]) -> None:
    """Raise NoWindow where the environment names no display, or one that does not answer."""
    platforms = _platforms(environ)
    if platforms and platforms[0] in UNSEEN:
        raise NoWindow(
            _(
                "no window was opened because QT_QPA_PLATFORM is “{platform}”, which shows nothing:"
                " unset it in a desktop session to get the window"
            ).format(platform=platforms[0])
        )
    if not _needs_display(platforms):
        return
    if not environ.get("DISPLAY") and not environ.get("WAYLAND_DISPLAY"):
        raise NoWindow(
            _(
                "no window was opened because there is no display:"
                " start the program in a desktop session, or connect with “ssh -X”, to get the window"
            )
        )
    if platforms[:1] == ["xcb"] and not display_answers(environ.get("DISPLAY", "")):
        raise NoWindow(
            _(
                "no window was opened because the display “{display}” does not answer:"
                " start the program in a desktop session, or set DISPLAY, to get the window"
            ).format(display=environ.get("DISPLAY", ""))
        )


def require_qt() -> None:
    """Load the window's code; raise NoWindow where Qt or what it needs of the system is missing."""
    try:
        import_module("journeymapper.ui.app")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("PySide6", "shiboken6"):
            raise
        raise NoWindow(
            _("no window was opened because Qt is missing: install PySide6-Essentials to get the window")
        ) from error
    except ImportError as error:
        raise lacking_libraries(str(error)) from error


def require_painter() -> None:
    """Load what paints pictures; raise JourneyError where Qt or what it needs of the system is missing."""
    try:
        import_module("journeymapper.ui.png")
        missing = _missing_of_plugin("libqoffscreen.so")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("PySide6", "shiboken6"):
            raise
        raise JourneyError(
            _(
                "no picture was made because Qt is missing: install PySide6-Essentials, or export as SVG or PDF"
            )
        ) from error
    except ImportError as error:
        missing = str(error)
    if missing:
        raise JourneyError(
            _(
                "no picture was made because {reason}: on Debian and Ubuntu “apt-get install {packages}” brings"
                " what is needed; SVG and PDF need none of it"
            ).format(reason=_reason(missing), packages=" ".join(QT_PACKAGES))
        )


def lacking_libraries(message: str) -> NoWindow:
    """What to say where a shared library could not be loaded; `message` is the loader's."""
    return NoWindow(
        _(
            "no window was opened because {reason}:"
            " on Debian and Ubuntu “apt-get install {packages}” brings what the window needs"
        ).format(reason=_reason(message), packages=" ".join((*QT_PACKAGES, *X_PACKAGES)))
    )


def _reason(message: str) -> str:
    """What the loader says, in words where it says that a library is not there."""
    name, colon, _rest = message.partition(": cannot open shared object file")
    return _("the library {name} is missing").format(name=name) if colon else message


def display_answers(display: str) -> bool:
    """Whether an X server listens at a display such as “:0” or “host:10.0”; true where that cannot be told."""
    parts = re.fullmatch(r"(?:unix)?(?P<host>[^:]*):(?P<number>\d+)(?:\.\d+)?", display)
    if parts is None:
        return bool(display)
    host, number = parts["host"], int(parts["number"])
    if host:
        return _listens("AF_INET", (host, 6000 + number)) or _listens("AF_INET6", (host, 6000 + number))
    name = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
    return _listens("AF_UNIX", name) or _listens("AF_UNIX", f"\0{name}")


def _listens(family_name: str, address: str | tuple[str, int]) -> bool:
    import socket  # a window on Wayland, Windows or macOS has no need of it

    family = getattr(socket, family_name)
    try:
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(address)
    except OSError:
        return False
    return True


def _platforms(environ: Mapping[str, str]) -> list[str]:
    """Qt's platforms in the order in which it will try them, without their options; those of X and Wayland only."""
    named = [part.partition(":")[0] for part in environ.get("QT_QPA_PLATFORM", "").split(";") if part]
    if named or not _has_displays():
        return named
    return ["wayland"] if environ.get("WAYLAND_DISPLAY") else ["xcb"]


def _needs_display(platforms: list[str]) -> bool:
    return any(platform == "xcb" or platform.startswith("wayland") for platform in platforms)


def _has_displays() -> bool:
    """Whether windows are a matter of X or Wayland on this system."""
    return os.name == "posix" and sys.platform != "darwin"


def _require_plugin(name: str) -> None:
    """Raise NoWindow where a platform plugin of Qt lacks a library: Qt would end the program."""
    missing = _missing_of_plugin(name)
    if missing:
        raise lacking_libraries(missing)


def _missing_of_plugin(name: str) -> str:
    """What the loader says of a platform plugin that lacks a library, "" where it can be loaded or is not there."""
    package = find_spec("PySide6")
    for folder in (package.submodule_search_locations or ()) if package else ():
        plugin = Path(folder) / "Qt" / "plugins" / "platforms" / name
        if plugin.is_file():
            import ctypes

            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:
                return str(error)
    return ""
