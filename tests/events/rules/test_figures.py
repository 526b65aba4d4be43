"""How signing up went, counted from far before the event to its beginning."""

from okprofs.events.rules.figures import at, running
from okprofs.kernel.charts import bar_chart, line_chart, nice


def test_who_signed_up_is_added_day_by_day() -> None:
    points = running({30: 2, 12: 3, 0: 1, -1: 1})
    assert points == [(30, 2), (12, 5), (0, 7)]
    assert [at(points, day) for day in (40, 30, 20, 12, 0)] == [0, 2, 2, 5, 7]


def test_the_line_of_an_event_to_come_ends_today() -> None:
    assert running({30: 2, 12: 3}, until=10) == [(30, 2), (12, 5), (10, 5)]
    assert at([(12, 5), (10, 5)], 9) is None
    assert running({}) == []
    assert running({500: 1, 2: 1}) == [(365, 1), (2, 2), (0, 2)]


def test_a_chart_stays_within_its_frame() -> None:
    assert [nice(most) for most in (1, 4, 5, 37, 100, 2_000)] == [1, 1, 2, 10, 50, 500]
    chart = line_chart([("dit", [(30, 2), (0, 37)]), ("eerder", []), ("toen", [(60, 1), (0, 90)])])
    assert [line.label for line in chart.lines] == ["dit", "toen"]
    for line in chart.lines:
        for point in line.points.split():
            x, y = map(float, point.split(","))
            assert chart.left <= x <= chart.right
            assert 0 <= y <= chart.bottom
    bars = bar_chart([("Ochtend", 40, 80, "40 / 80"), ("x" * 99, 200, None, "200")]).bars
    assert (bars[0].length, bars[0].limit, bars[1].length) == (80.0, 160.0, 400.0)
    assert len(bars[1].label) == 44
    assert line_chart([]).lines == ()
