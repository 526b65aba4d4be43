"""Where do the lines and bars of a chart go? Numbers in, coordinates out; `components/chart.html` draws them.

A chart is a picture of a table that stands beside it. Nothing is told by colour alone, and no style stands in the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 12, 12, 34
_ROW, _BAR = 44, 16
LONGEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where, and what stands there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, and its points as SVG wants them."""

    label: str
    points: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over one axis that runs down to zero at the right."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where its row begins, how long it is, and behind it how long it could have been (0: not known)."""

    label: str
    value: str
    top: int
    length: float
    limit: float


@dataclass(frozen=True, slots=True)
class BarChart:
    width: int
    height: int
    thickness: int
    bars: tuple[Bar, ...]


def nice(most: int) -> int:
    """A step for an axis up to `most`: the first of 1, 2, 5, 10, 20, 50 … of which four reach it."""
    steps = (first * int(f"1{'0' * power}") for power in range(12) for first in (1, 2, 5))
    return next(step for step in steps if 4 * step >= most)


def line_chart(series: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> LineChart:
    """Lines of (how far before the end, how many), each from far to near. The end lies at the right."""
    furthest = max((far for _, points in series for far, _ in points), default=0) or 1
    most = max((many for _, points in series for _, many in points), default=0) or 1
    step = nice(most)
    top = -(-most // step) * step

    def x(far: int) -> float:
        return round(WIDTH - _RIGHT - far / furthest * (WIDTH - _LEFT - _RIGHT), 1)

    def y(many: int) -> float:
        return round(HEIGHT - _BOTTOM - many / top * (HEIGHT - _TOP - _BOTTOM), 1)

    lines = tuple(
        Line(label, " ".join(f"{x(far)},{y(many)}" for far, many in points)) for label, points in series if points
    )
    across = tuple(Tick(x(far), str(far)) for far in sorted({0, furthest // 2, furthest}, reverse=True))
    up = tuple(Tick(y(many), str(many)) for many in range(0, top + 1, step))
    return LineChart(WIDTH, HEIGHT, _LEFT, WIDTH - _RIGHT, HEIGHT - _BOTTOM, lines, across, up)


def bar_chart(rows: Sequence[tuple[str, int, int | None, str]]) -> BarChart:
    """Bars of (label, how many, of how many at most, what to write beside it), below each other."""
    most = max((max(many, limit or 0) for _, many, limit, _ in rows), default=0) or 1
    bars = tuple(
        Bar(
            label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…",
            value,
            number * _ROW,
            round(many / most * WIDTH, 1),
            round((limit or 0) / most * WIDTH, 1),
        )
        for number, (label, many, limit, value) in enumerate(rows)
    )
    return BarChart(WIDTH, max(len(rows), 1) * _ROW, _BAR, bars)
