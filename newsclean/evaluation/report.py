"""An evaluation as one HTML page that needs nothing else. All that came from a page is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from newsclean.evaluation import plots
from newsclean.evaluation.intervals import LEAST_SITES, Interval
from newsclean.evaluation.results import Evaluation, PageResult, SystemResult

WORST = 20
"""Pages that are shown one by one."""
_LINES = 12  # of what a page missed or has too much
_LINE = 300  # characters
_STYLE = """
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e8eb);
  --faint: light-dark(#667, #9aa3ad); --rule: light-dark(#d8dce1, #3a4149);
  --good: light-dark(#1f6f8b, #6cc3e0); --poor: light-dark(#b3541e, #f0a36b); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem;
  color: var(--ink); background: light-dark(#fff, #16191d); }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { text-align: right; padding: .25rem .7rem; border-bottom: 1px solid var(--rule); }
th:first-child, td:first-child, .words { text-align: left; }
svg { max-width: 100%; height: auto; font-size: 11px; fill: var(--ink); }
svg circle { fill: var(--good); fill-opacity: .5; } svg .grid, svg .axis { stroke: var(--rule);
  fill: none; } .ahead { fill: var(--good); } .behind { fill: var(--poor); }
figure { display: inline-block; margin: .5rem 1rem .5rem 0; } .note { color: var(--faint); }
details { border-bottom: 1px solid var(--rule); padding: .35rem 0; } summary { cursor: pointer; }
li { overflow-wrap: anywhere; }
"""


def html_report(evaluation: Evaluation, inspections: Mapping[str, str]) -> str:
    """The page.

    Args:
        evaluation: What was found.
        inspections: Address of the inspection of a page, by the page's id; those of the worst
            pages are enough.
    """
    first = evaluation.first
    parts = [
        f"<h1>How good is the text? {escape(evaluation.corpus)}</h1>",
        _paragraph(
            f"{len(first.pages)} labelled pages. Precision is the share of the words in a text "
            "that the gold has, recall the share of the gold's words that the text has, F1 the "
            "harmonic mean of both; words are counted as a bag, in lower case."
        ),
        *(_paragraph(notice) for notice in evaluation.notices),
        _systems(evaluation),
        _datasets(evaluation),
        "<h2>Precision and recall, page by page</h2>",
        *(_figure(plots.precision_recall(s), _called(s)) for s in evaluation.systems),
    ]
    for other in evaluation.systems[1:]:
        parts.append(f"<h2>Where {escape(first.name)} and {escape(other.name)} differ</h2>")
        parts.append(_figure(plots.differences(first, other), "F1 above and below, by page"))
        parts.append(_farthest(first, other, inspections))
    parts.append("<h2>The worst pages</h2>")
    parts.extend(_worst(page, inspections.get(page.id)) for page in evaluation.worst(WORST))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Evaluation: {escape(evaluation.corpus)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def verdict(ahead: Interval | None, other: str) -> str:
    """What an interval of a difference says, in words."""
    if ahead is None:
        return f"fewer than {LEAST_SITES} sites: too few to tell"
    if ahead.low > 0:
        return f"better than {other}"
    if ahead.high < 0:
        return f"worse than {other}"
    return f"cannot be told from {other}"


def _systems(evaluation: Evaluation) -> str:
    first = evaluation.first
    head = ["system", "F1", "precision", "recall", "bad pages", "no answer", "ms, median page"]
    rows = []
    for system in evaluation.systems:
        found = system.overall()
        cells = [_called(system), *(f"{v:.4f}" for v in (found.f1, found.precision, found.recall))]
        cells += [str(found.bad), str(system.errors()), f"{system.median_seconds() * 1e3:.1f}"]
        if len(evaluation.systems) > 1:
            cells += ["", ""] if system is first else _compared(first, system)
        rows.append(cells)
    if len(evaluation.systems) > 1:
        head += [f"{first.name} ahead by, 95 %", f"{first.name} is"]
    snippets = [
        f"{system.name}: {share[0]:.3f} of the wanted snippets are there, "
        f"{share[1]:.3f} of the unwanted are not."
        for system in evaluation.systems
        if (share := system.snippets())
    ]
    return _table(head, rows) + "".join(map(_paragraph, snippets))


def _compared(first: SystemResult, system: SystemResult) -> list[str]:
    ahead = first.ahead_of(system)
    shown = f"{ahead.mean:+.4f} [{ahead.low:+.4f}, {ahead.high:+.4f}]" if ahead else ""
    return [shown, verdict(ahead, system.name)]


def _datasets(evaluation: Evaluation) -> str:
    sets = evaluation.first.by_dataset()
    if len(sets) < 2:
        return ""
    rows = [
        [system.name, *(f"{found.f1:.4f}" for found in system.by_dataset().values())]
        for system in evaluation.systems
    ]
    head = ("F1", *(f"{name} ({found.pages})" for name, found in sets.items()))
    return "<h2>By data set</h2>" + _table(head, rows)


def _farthest(first: SystemResult, other: SystemResult, inspections: Mapping[str, str]) -> str:
    pairs = zip(first.scored(), other.scored(), strict=True)
    rows = sorted(pairs, key=lambda pair: (pair[0].f1 or 0.0) - (pair[1].f1 or 0.0))
    ends = [*rows[:5], *rows[5:][-5:]]
    cells = [
        [
            _linked(a.id, inspections),
            f"{a.f1:.3f}",
            f"{b.f1:.3f}",
            f"{(a.f1 or 0) - (b.f1 or 0):+.3f}",
        ]
        for a, b in ends
        if a.f1 != b.f1
    ]
    if not cells:
        return _paragraph("Both give every page the same F1.")
    return _table(("page", first.name, other.name, "difference"), cells, escaped=True)


def _worst(page: PageResult, inspection: str | None) -> str:
    figures = f"F1 {page.f1:.3f}, precision {page.precision:.3f}, recall {page.recall:.3f}"
    link = (
        f'<p><a href="{escape(inspection)}">What became of each block</a></p>' if inspection else ""
    )
    error = _paragraph(f"No answer: {page.error}") if page.error else ""
    lines = _listed("Missed", page.missed) + _listed("Too much", page.extra)
    return f"<details><summary>{escape(page.id)}: {figures}</summary>{error}{link}{lines}</details>"


def _listed(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = [line[:_LINE] + (" …" if len(line) > _LINE else "") for line in lines[:_LINES]]
    if len(lines) > _LINES:
        shown.append(f"and {len(lines) - _LINES} lines more")
    return f"<h4>{title}</h4><ul>{''.join(f'<li>{escape(line)}</li>' for line in shown)}</ul>"


def _linked(name: str, inspections: Mapping[str, str]) -> str:
    if name not in inspections:
        return escape(name)
    return f'<a href="{escape(inspections[name])}">{escape(name)}</a>'


def _called(system: SystemResult) -> str:
    return f"{system.name} {system.version}".strip()


def _figure(picture: str, caption: str) -> str:
    return f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"


def _paragraph(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'


def _table(head: Iterable[str], rows: Iterable[Sequence[str]], *, escaped: bool = False) -> str:
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell if escaped else escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
