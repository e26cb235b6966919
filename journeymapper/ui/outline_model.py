"""The map as a tree for Qt's item views: stages, in each the lanes with something in it, in each the cards."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from journeymapper.commands.setting import set_field
from journeymapper.edit.store import Change, Store
from journeymapper.model.document import Document, Item
from journeymapper.model.errors import JourneyError
from journeymapper.model.records import Card, Lane, Measure, Owner, Record, Stage

Index = QModelIndex | QPersistentModelIndex
RECORD = Qt.ItemDataRole.UserRole
"""The record that a row shows."""
COUNT = Qt.ItemDataRole.UserRole + 1
"""How many cards a row holds."""
POSITION = Qt.ItemDataRole.UserRole + 2
"""The 0-based position of a stage."""


class Node:
    """A row. `key` is a record's id; a lane's row, of which each stage has its own, is found by its parent's."""

    __slots__ = ("children", "key", "number", "parent")

    def __init__(self, key: str, number: int, parent: "Node | None") -> None:
        self.key = key
        self.number = number
        self.parent = parent
        self.children: list[Node] = []


class OutlineModel(QAbstractItemModel):
    """Rows follow the store's changes one by one, so that views keep what is open.

    Whoever shows the model tells it of each change through `follow`.
    """

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._numbers = 0
        self._nodes: dict[int, Node] = {}
        self._root = Node("", 0, None)
        self._build()

    @property
    def document(self) -> Document:
        """The map that is shown."""
        return self._store.document

    # what views ask

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """The row-th child of a row."""
        node = self._node(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row].number)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The row that a row belongs to."""
        node = self._node(index).parent
        return self._index_of(node) if node is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many children a row has."""
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be selected and renamed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, record, count or position of a row."""
        record = self.record(index)
        if record is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return " ".join(text_of(record).split())
            case Qt.ItemDataRole.AccessibleTextRole:
                code = f"{record.code} " if isinstance(record, Card) else ""
                return code + " ".join(text_of(record).split())
            case _ if role == RECORD:
                return record
            case _ if role == COUNT:
                return self._count(self._node(index))
            case _ if role == POSITION:
                return index.row()
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a stage or lane, or write a card's text, as one step that can be undone."""
        record = self.record(index)
        if record is None or role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        try:
            set_field(self._store, [record.id], field_of(record), str(value))
        except JourneyError:
            return False
        return True

    # finding rows

    def record(self, index: Index) -> Record | None:
        """The record that a row shows."""
        return self.document.get(self._node(index).key) if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """The row of a stage, card, measure or owner; an invalid index for anything else."""
        record = self.document.get(key)
        if isinstance(record, Stage):
            return self._index_of(self._find([record.id]))
        if isinstance(record, Item):
            return self._index_of(self._find([record.stage, record.lane, record.id]))
        return QModelIndex()

    def _find(self, path: Sequence[str]) -> Node | None:
        node: Node | None = self._root
        for key in path:
            node = next((child for child in node.children if child.key == key), None) if node else None
        return node

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._root

    def _index_of(self, node: Node | None) -> QModelIndex:
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), 0, node.number)

    # following the map

    def follow(self, change: Change) -> None:
        """Bring the rows up to date after a change of the store."""
        records = list(change.patch.records())
        if any(isinstance(record, Stage | Lane) for record in records):
            self._follow_all()
        else:
            self._follow_cells(
                {(record.stage, record.lane) for record in records if isinstance(record, Item)}
            )
        for record in records:
            self._tell_changed(record)

    def _build(self) -> None:
        for stage in self.document.stages:
            self._append(self._root, stage.id)

    def _append(self, parent: Node, key: str) -> None:
        """Add a row with all that belongs below it, unseen: views are told of its parent by the caller."""
        parent.children.append(self._new(parent, key))

    def _new(self, parent: Node, key: str) -> Node:
        self._numbers += 1
        node = Node(key, self._numbers, parent)
        self._nodes[node.number] = node
        for child in self._wanted(node):
            self._append(node, child)
        return node

    def _wanted(self, node: Node) -> list[str]:
        """The keys of the rows that belong below a row."""
        if node.parent is None:
            return [stage.id for stage in self.document.stages]
        if node.parent is self._root:
            return [lane.id for lane in self.document.lanes if self.document.cell(lane.id, node.key)]
        if node.parent.parent is self._root:
            return [item.id for item in self.document.cell(node.key, node.parent.key)]
        return []

    def _follow_all(self) -> None:
        self._follow(self._root)
        for stage in self._root.children:
            self._follow(stage)
            for lane in stage.children:
                self._follow(lane)

    def _follow_cells(self, cells: Iterable[tuple[str, str]]) -> None:
        for stage_key, lane_key in cells:
            stage = self._find([stage_key])
            if stage is None:
                continue
            self._follow(stage)
            lane = self._find([stage_key, lane_key])
            if lane is not None:
                self._follow(lane)
                index = self._index_of(lane)
                self.dataChanged.emit(index, index, [COUNT])

    def _follow(self, node: Node) -> None:
        """Remove, move and add the children of a row until they are those wanted."""
        wanted = self._wanted(node)
        if [child.key for child in node.children] == wanted:
            return
        keep = set(wanted)
        for row in range(len(node.children) - 1, -1, -1):
            if node.children[row].key not in keep:
                self.beginRemoveRows(self._index_of(node), row, row)
                self._forget(node.children.pop(row))
                self.endRemoveRows()
        for row, key in enumerate(wanted):
            self._bring(node, row, key)

    def _bring(self, node: Node, row: int, key: str) -> None:
        """Make the row-th child the one with this key; all before it are in place."""
        children = node.children
        if row < len(children) and children[row].key == key:
            return
        found = next((at for at in range(row + 1, len(children)) if children[at].key == key), None)
        index = self._index_of(node)
        if found is None:
            self.beginInsertRows(index, row, row)
            children.insert(row, self._new(node, key))
            self.endInsertRows()
        else:
            self.beginMoveRows(index, found, found, index, row)
            children.insert(row, children.pop(found))
            self.endMoveRows()

    def _forget(self, node: Node) -> None:
        for child in node.children:
            self._forget(child)
        del self._nodes[node.number]

    def _tell_changed(self, record: Record) -> None:
        if isinstance(record, Lane):
            for stage in self._root.children:
                for lane in stage.children:
                    if lane.key == record.id:
                        index = self._index_of(lane)
                        self.dataChanged.emit(index, index)
        elif isinstance(record, Stage | Item):
            index = self.index_of(record.id)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def _count(self, node: Node) -> int:
        if node.parent is self._root:
            return sum(len(lane.children) for lane in node.children)
        return len(node.children)


def text_of(record: Record) -> str:
    """What a row says."""
    match record:
        case Card(text=text):
            return text
        case Measure():
            return f"{record.value} {record.label}".strip()
        case Owner(name=name):
            return name
        case Stage(title=title) | Lane(title=title):
            return title
    return ""


def field_of(record: Record) -> str:
    """The field that renaming a row sets."""
    match record:
        case Card():
            return "text"
        case Measure():
            return "label"
        case Owner():
            return "name"
    return "title"
