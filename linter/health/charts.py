"""Charts as SVG, by pygal: text that can be selected, no script, and no style of their own.

The style sheet of the page colours them, so that they are readable in the dark and in print.
"""

import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, groupby
from typing import Any
from xml.etree import ElementTree as ET

from linter.core.messages import printable
from linter.health.breakdown import Bar, Breakdown

_WIDTH = 760
_BAR = 22
"""The height in pixels of a row of bars."""

_AROUND = 90
"""The height of axis, legend and margins."""

_UPRIGHT = 300
_LONGEST_LABEL = 42
_MOST_TICKS = 7
_MOST_LABELS = 10
"""The most labels below columns; of those with dates and commits half as many fit."""

_LETTER = 7
"""The width of a letter in a treemap, rounded up."""

_DROPPED = frozenset({"defs", "title", "desc"})
_KEPT_ATTRIBUTES = frozenset(
    {"class", "cx", "cy", "d", "height", "points", "r", "rx", "ry", "transform", "viewBox"}
    | {"width", "x", "x1", "x2", "y", "y1", "y2"}
)


def svg(breakdown: Breakdown) -> str:
    """Return the chart of a breakdown as an element for HTML."""
    make = _CHARTS.get(breakdown.name, _bars)
    label = f"Chart: {breakdown.title}. Its values are in the table below."
    root = ET.fromstring(make(breakdown).render())  # noqa: S314 - pygal's own output
    clean = _cleaned(root)
    if breakdown.name == "folders":
        _drop_wide_labels(clean)
    clean.attrib |= {"role": "img", "aria-label": label}
    return ET.tostring(clean, encoding="unicode")


def _bars(breakdown: Breakdown) -> Any:
    """Return horizontal bars, the first row on top."""
    bars = breakdown.bars[::-1]
    height = _BAR * len(bars) + _AROUND
    chart = _pygal().HorizontalStackedBar(**_config(height), print_values=False)
    chart.x_labels = [_label(bar) for bar in bars]
    return _filled(chart, breakdown, bars)


def _columns(breakdown: Breakdown) -> Any:
    """Return upright bars, with a label for some of them."""
    chart = _pygal().StackedBar(**_config(_UPRIGHT), show_minor_x_labels=False)
    return _labelled(chart, breakdown, _MOST_LABELS)


def _lines(breakdown: Breakdown) -> Any:
    chart = _pygal().Line(
        **_config(_UPRIGHT), show_minor_x_labels=False, range=None, include_x_axis=True
    )
    return _labelled(chart, breakdown, _MOST_LABELS // 2)


def _labelled(chart: Any, breakdown: Breakdown, most: int) -> Any:
    """Return a chart of all rows from left to right, with at most so many labels."""
    chart.x_labels = [_label(bar) for bar in breakdown.bars]
    chart.x_labels_major = chart.x_labels[:: -(-len(breakdown.bars) // most)]
    return _filled(chart, breakdown, breakdown.bars)


def _ticks(most: int) -> list[int]:
    """Return round whole numbers from 0 up to a value, at most seven."""
    step = 1
    for factor in cycle((2, 2.5, 2)):
        if most // step < _MOST_TICKS:
            return list(range(0, most + 1, step))
        step = int(step * factor)
    raise AssertionError


def _treemap(breakdown: Breakdown) -> Any:
    chart = _pygal().Treemap(**_config(_UPRIGHT + _AROUND), print_labels=True)
    by_group: Callable[[Bar], str] = lambda bar: bar.group  # noqa: E731 - a key for two functions
    for group, bars in groupby(sorted(breakdown.bars, key=by_group), by_group):
        boxes = [
            {"value": bar.values[0], "label": f"{_label(bar)}: {bar.values[0]:,}"} for bar in bars
        ]
        chart.add(printable(group), boxes)
    return chart


_CHARTS: dict[str, Callable[[Breakdown], Any]] = {
    "months": _columns,
    "pictures": _columns,
    "folders": _treemap,
    "trend": _lines,
    "baseline": _lines,
}


@cache
def _pygal() -> Any:
    """Import pygal, without its finder of plug-ins, of which Python 3.11 warns ever after."""
    import pygal  # type: ignore[import-untyped]  # it has no types

    sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != "pygal"]
    return pygal


def _config(height: int) -> dict[str, Any]:
    """Return what all charts have; sizes of text are those that the style sheet gives it."""
    style = _pygal().style.Style(
        label_font_size=12, major_label_font_size=12, legend_font_size=13, value_font_size=12
    )
    return {
        "css": [],
        "js": [],
        "style": style,
        "width": _WIDTH,
        "height": height,
        "margin": 8,
        "margin_bottom": 26,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 4,
        "legend_box_size": 12,
        "truncate_label": _LONGEST_LABEL,
        "truncate_legend": _LONGEST_LABEL,
        "disable_xml_declaration": True,
        "formatter": lambda value: f"{value:,.0f}",
    }


def _filled(chart: Any, breakdown: Breakdown, bars: tuple[Bar, ...]) -> Any:
    for index, series in enumerate(breakdown.series):
        chart.add(series, [bar.values[index] for bar in bars])
    is_stacked = chart.__class__.__name__ != "Line"
    chart.y_labels = _ticks(max((sum if is_stacked else max)(bar.values) for bar in bars))
    return chart


def _label(bar: Bar) -> str:
    return printable(bar.label)


def _cleaned(element: ET.Element) -> ET.Element:
    """Return an element without namespaces, styles, scripts, and what pygal's script reads."""
    kept = {key: value for key, value in element.attrib.items() if key in _KEPT_ATTRIBUTES}
    clean = ET.Element(_name(element), kept)
    clean.text = element.text
    for child in element:
        if isinstance(child.tag, str) and _name(child) not in _DROPPED:
            clean.append(_cleaned(child))
    tooltip = " ".join(_tooltip(element))
    if tooltip:
        ET.SubElement(clean, "title").text = tooltip
    return clean


def _drop_wide_labels(treemap: ET.Element) -> None:
    """Drop the labels that are wider than the boxes around them."""
    boxes = [
        [float(box.get(name, 0)) for name in ("x", "y", "width", "height")]
        for box in treemap.iterfind(".//g[@class='rect']/rect")
    ]
    for group in treemap.iterfind(".//g[@class='plot text-overlay']/g"):
        for label in list(group):
            x, y = float(label.get("x", 0)), float(label.get("y", 0))
            room = max(
                (
                    width
                    for left, top, width, height in boxes
                    if left <= x <= left + width and top <= y <= top + height
                ),
                default=0,
            )
            if len(label.text or "") * _LETTER > room:
                group.remove(label)


def _tooltip(element: ET.Element) -> Iterator[str]:
    """Yield the label and the value of a bar or point."""
    for kind in ("x_label", "value"):
        for child in element:
            if _name(child) == "desc" and child.get("class") == kind and child.text:
                yield child.text


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
