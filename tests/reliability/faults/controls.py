"""What a failing disk must not be survived by."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from journeymapper.files.keeping import Keeper
from journeymapper.model.errors import FileProblem
from tests.reliability.broken import saving_in_place
from tests.reliability.faults.scenario import Kind


class Control(NamedTuple):
    """Something broken, and what must be found wrong with it; anything else, such as a crash, has not caught it."""

    under: Callable[[], AbstractContextManager[None]]
    kind: Kind


@contextmanager
def _bare_errors() -> Iterator[None]:
    """What the system says goes through to the user."""
    real = Keeper.run

    def run(self: Keeper, job: Any) -> Any:
        try:
            return real(self, job)
        except FileProblem as problem:
            raise problem.__cause__ or problem from None

    with patch.object(Keeper, "run", run):
        yield


CONTROLS = {
    "saving in place": Control(saving_in_place, "unopenable"),
    "bare errors": Control(_bare_errors, "told badly"),
}
