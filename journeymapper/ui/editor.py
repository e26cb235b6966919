"""What one window edits: a store, and the map as it lies, kept up to date by one path.

`Change → numbers → grid → signals`: whoever shows the map listens here and not to the store.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from journeymapper.analysis.numbering import may_renumber, numbering
from journeymapper.drawing.screen import MapDrawing
from journeymapper.edit.session import Session
from journeymapper.edit.store import Change, Store
from journeymapper.layout.grid import Grid, Layouter
from journeymapper.layout.index import damage
from journeymapper.layout.text import TextEngine
from journeymapper.layout.theme import Theme
from journeymapper.model.direction import reading_direction
from journeymapper.model.document import Document
from journeymapper.model.ids import IdSource
from journeymapper.ui.painter import Painter

MANY = 3_000
"""Records from which on the garbage collector is kept from what a document is made of."""


class Editor(QObject):
    """A map open in a window. `store` is that of the document, where it has one already."""

    changed = Signal(object)
    """A `Change` was made; the grid already shows it."""
    grid_changed = Signal(object)
    """The map lies otherwise; with what `layout.index.damage` says, or None for everything."""
    session_changed = Signal(object)
    """A `Session`: what is selected or seen is another."""
    replaced = Signal()
    """Another document is open, with a store of its own."""

    def __init__(
        self,
        document: Document,
        engine: TextEngine,
        theme: Theme,
        *,
        new_id: IdSource,
        store: Store | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.engine = engine
        self.theme = theme
        self._new_id = new_id
        self._leave: list[Callable[[], None]] = []
        self.painter = Painter(engine.fonts, self._media)
        self.destroyed.connect(gc.unfreeze)
        self._open(document, store)

    def replace(self, document: Document) -> None:
        """Edit another document, with a history of its own."""
        for leave in self._leave:
            leave()
        gc.unfreeze()
        self._open(document, None)
        self.replaced.emit()
        self.grid_changed.emit(None)
        self.session_changed.emit(self.store.session)

    @property
    def document(self) -> Document:
        """The document that is open."""
        return self.store.document

    def spare_collector(self) -> None:
        """Keep the garbage collector from what a large map and its pictures are made of, until it is closed.

        Looking through 10,000 cards for garbage takes 100 ms, in the middle of a drag as well as elsewhere.
        """
        if len(self.document) >= MANY:
            gc.freeze()

    def _open(self, document: Document, store: Store | None) -> None:
        self.engine.speak(document.map.language, reading_direction(document.map))
        self.store = store or Store(document, new_id=self._new_id)
        self.layouter = Layouter(self.engine, self.theme)
        self.drawing = MapDrawing(self.theme, self.engine)
        self.numbers = numbering(document)
        self.grid: Grid = self.layouter.grid(document, self.numbers)
        self._leave = [
            self.store.subscribe(self._on_change),
            self.store.subscribe_session(self._on_session),
        ]
        if len(document) >= MANY:
            gc.collect()
        self.spare_collector()

    def _on_change(self, change: Change) -> None:
        about = self.document.map
        if self.engine.speak(about.language, reading_direction(about)):
            self.layouter = Layouter(self.engine, self.theme)
        if may_renumber(change.patch):
            numbers = numbering(self.document)
            if numbers != self.numbers:
                self.numbers = numbers
        before, self.grid = self.grid, self.layouter.grid(self.document, self.numbers)
        self.grid_changed.emit(damage(before, self.grid))
        self.changed.emit(change)

    def _on_session(self, session: Session) -> None:
        self.session_changed.emit(session)

    def _media(self, sha256: str) -> bytes | None:
        return self.document.media.get(sha256)
