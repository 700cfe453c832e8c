"""Small plots as SVG, in the colours of the page around them."""

from __future__ import annotations

from html import escape

from newsclean.evaluation.results import SystemResult

_SIDE = 220  # pixels inside the axes
_MARGIN = 34


def precision_recall(system: SystemResult) -> str:
    """A point for each page: its recall to the right, its precision upwards."""
    points = "".join(
        f'<circle cx="{_x(page.recall or 0.0):.1f}" cy="{_y(page.precision or 0.0):.1f}" r="3">'
        f"<title>{escape(page.id)}: precision {page.precision:.3f}, recall {page.recall:.3f}"
        "</title></circle>"
        for page in system.scored()
    )
    what = f"Precision and recall of {system.name} by page"
    return _square(what, points, "recall", "precision")


def differences(first: SystemResult, other: SystemResult) -> str:
    """A bar for each page: how much higher the first one's F1 is, from most to least."""
    pairs = zip(first.scored(), other.scored(), strict=True)
    rows = sorted(((a.f1 or 0.0) - (b.f1 or 0.0), a.id) for a, b in pairs)[::-1]
    wide, high = 2 * _SIDE, _SIDE // 2
    step = wide / max(len(rows), 1)
    bars = "".join(
        f'<rect x="{_MARGIN + place * step:.2f}" width="{max(step * 0.9, 0.3):.2f}" '
        f'y="{_MARGIN + high * (1 - max(ahead, 0.0)):.1f}" height="{abs(ahead) * high:.1f}" '
        f'class="{"ahead" if ahead > 0 else "behind"}">'
        f"<title>{escape(name)}: {ahead:+.3f}</title></rect>"
        for place, (ahead, name) in enumerate(rows)
    )
    left, middle = _MARGIN, _MARGIN + high
    labels = "".join(
        f'<text x="{left - 5}" y="{middle - high * mark + 4:.0f}" text-anchor="end">'
        f"{mark:+d}</text>"
        for mark in (1, -1)
    )
    axis = f'<path class="axis" d="M{left} {middle}h{wide}M{left} {_MARGIN}v{2 * high}"/>'
    what = f"F1 of {first.name} less F1 of {other.name}, page by page"
    return _svg(what, wide + 2 * _MARGIN, 2 * high + 2 * _MARGIN, axis + labels + bars)


def _square(what: str, points: str, across: str, up: str) -> str:
    right, bottom = _MARGIN + _SIDE, _MARGIN + _SIDE
    marks = "".join(
        f'<text x="{_x(mark):.0f}" y="{bottom + 14}" text-anchor="middle">{mark:g}</text>'
        f'<text x="{_MARGIN - 5}" y="{_y(mark) + 4:.0f}" text-anchor="end">{mark:g}</text>'
        f'<path class="grid" d="M{_x(mark):.1f} {bottom}V{_MARGIN}'
        f'M{_MARGIN} {_y(mark):.1f}H{right}"/>'
        for mark in (0, 0.5, 1)
    )
    names = (
        f'<text x="{right}" y="{bottom + 28}" text-anchor="end">{across}</text>'
        f'<text x="{_MARGIN}" y="{_MARGIN - 10}">{up}</text>'
    )
    size = _SIDE + 2 * _MARGIN
    return _svg(what, size, size, marks + names + points)


def _svg(what: str, wide: float, high: float, body: str) -> str:
    return (
        f'<svg viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" role="img" '
        f'aria-label="{escape(what)}">{body}</svg>'
    )


def _x(value: float) -> float:
    return _MARGIN + value * _SIDE


def _y(value: float) -> float:
    return _MARGIN + (1 - value) * _SIDE
