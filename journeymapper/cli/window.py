"""The commands that open a window: the bare one, `demo` and `self-test`."""

import argparse
import gc
import os
from importlib import import_module
from pathlib import Path

from journeymapper.cli.display import NoWindow, require_display, require_qt, require_window
from journeymapper.model.i18n import _


def run_open(arguments: argparse.Namespace | None = None) -> int:
    """Open the editor, on a file where one is named."""
    rest_collector()
    path: Path | None = arguments.file if arguments else None
    if path is not None:
        from journeymapper.files.source import require_file

        # Better said here than in a window that shows nothing.
        require_file(path)
        path = Path(os.path.abspath(path))  # noqa: PTH100 - which resolves no link
    require_window()
    return _open(path)


def run_demo(arguments: argparse.Namespace) -> int:
    """Write the example and its PDF, and open the editor on it where there is a display."""
    from journeymapper.cli.demo import write_demo

    files = write_demo(arguments.folder)
    print(_("Written: {map} and {page}").format(map=files.map, page=files.page), flush=True)
    try:
        require_window()
    except NoWindow as reason:
        sentence = str(reason)
        print(sentence[:1].upper() + sentence[1:] + ".")
        return 0
    return _open(files.map)


def run_self_test(_arguments: argparse.Namespace) -> int:
    """Try out the real window; 0 where all went well."""
    try:
        require_display(os.environ)
    except NoWindow:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        require_qt()
    else:
        require_window()
    code: int = import_module("journeymapper.ui.self_test").run_self_test()
    return code


def rest_collector() -> None:
    """Keep the garbage collector from looking through Qt while it is loaded; the windows see to it afterwards."""
    gc.disable()


def _open(path: Path | None) -> int:
    code: int = import_module("journeymapper.ui.app").run(path)
    return code
