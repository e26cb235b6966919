"""What was measured, as a table for people and as JSON."""

import math
from collections.abc import Sequence
from typing import Literal

import msgspec

from benchmarks.timing import Pair, median, quantile

Scale = Literal["ms", "cards/s", "×"]


class Target(msgspec.Struct, frozen=True):
    """What should hold: at most so many ms (p99), at least so many cards a second, at most so often the reference."""

    scale: Scale
    value: float

    def __str__(self) -> str:
        match self.scale:
            case "ms":
                return f"p99 ≤ {self.value:g} ms"
            case "cards/s":
                return f"≥ {self.value:,.0f} cards/s"
            case "×":
                return f"≤ {self.value:g} ×"


class Row(msgspec.Struct, frozen=True):
    """One measure of one map. Times are in seconds; `cards` is how many cards one run took, 0 where it says nothing."""

    size: str
    measure: str
    pair: Pair
    reference: str
    target: Target | None = None
    cards: int = 0

    @property
    def ratio(self) -> float:
        """How many times as long as its reference the subject took, by their medians."""
        return median(self.pair.subject) / median(self.pair.reference)

    @property
    def busy_ratio(self) -> float:
        """The same by the time in which the processor worked."""
        return median(self.pair.busy) / median(self.pair.reference_busy)

    @property
    def verdict(self) -> str:
        """Whether the target is met: "ok", "over", or "busy: ok" where only waiting took it over; "" without one."""
        if self.target is None or not self.pair.subject:
            return ""
        if self._meets(self.target, self.pair.subject, self.ratio):
            return "ok"
        return "busy: ok" if self._meets(self.target, self.pair.busy, self.busy_ratio) else "over"

    def _meets(self, target: Target, taken: Sequence[float], ratio: float) -> bool:
        match target.scale:
            case "ms":
                return quantile(taken, 0.99) * 1000 <= target.value
            case "cards/s":
                return self.cards / median(taken) >= target.value
            case "×":
                return ratio <= target.value


HEADINGS = (
    *("map", "measure", "median", "p99", "max", "min", "busy", "busy p99", "cards/s"),
    *("reference", "median", "ratio", "busy ratio", "target", ""),
)
NOTHING = "–"
"""Where there was nothing to measure: a map that is wholly seen cannot be panned."""
RIGHT = frozenset({2, 3, 4, 5, 6, 7, 8, 10, 11, 12})


def table(rows: Sequence[Row]) -> str:
    """The rows as text, in columns."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        _line(line, widths) for line in (HEADINGS, tuple("-" * width for width in widths), *lines[1:])
    )


def cells(row: Row) -> tuple[str, ...]:
    """One row of the table."""
    taken = row.pair.subject
    rate = f"{row.cards / median(taken):,.0f}" if row.cards else ""
    return (
        row.size,
        row.measure,
        in_ms(median(taken)),
        in_ms(quantile(taken, 0.99)),
        in_ms(quantile(taken, 1.0)),
        in_ms(quantile(taken, 0.0)),
        in_ms(median(row.pair.busy)),
        in_ms(quantile(row.pair.busy, 0.99)),
        rate,
        row.reference,
        in_ms(median(row.pair.reference)),
        in_digits(row.ratio),
        in_digits(row.busy_ratio),
        str(row.target or ""),
        row.verdict,
    )


def in_ms(value: float) -> str:
    """Seconds as milliseconds."""
    return NOTHING if math.isnan(value) else f"{in_digits(value * 1000)} ms"


def in_digits(value: float) -> str:
    """A number with about three digits that say something."""
    if math.isnan(value):
        return NOTHING
    digits = 3 if value < 1 else 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{digits}f}"


def as_json(rows: Sequence[Row], machine: dict[str, str]) -> bytes:
    """Everything that was measured, run by run, in seconds."""
    found = [{**msgspec.to_builtins(row), "ratio": row.ratio, "verdict": row.verdict} for row in rows]
    return msgspec.json.format(msgspec.json.encode({"machine": machine, "rows": found}), indent=1)


def _line(values: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        value.rjust(width) if column in RIGHT else value.ljust(width)
        for column, (value, width) in enumerate(zip(values, widths, strict=True))
    ).rstrip()
