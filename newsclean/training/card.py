"""The model card: what the model is, what it was trained on, and its figures out of fold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TITLES = {"html": "blocks of HTML pages", "text": "blocks of plain-text dumps"}


def write(kind: str, data: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    """The card of a model, in Markdown."""
    terms, first = data["terms"], data["first"]
    names = f", {len(terms['names'])} names of elements" if terms["names"] else ""
    lines = [
        f"# Model for {_TITLES[kind]}",
        "",
        f"Two passes. The first is a network that reads the blocks of a page in their order: "
        f"{len(first['mean'])} named numbers of each{names} and {len(terms['words'])} words, then "
        f"{len(first['layers'])} layers of {first['entry']['shape'][1]} units, each of which sees "
        "twice as far as the one before. The second is a network of "
        f"{len(data['second']['network']['bias'])} hidden units that reads the numbers again and "
        "what the first believed of the block's company.",
        "",
        "Made by `python -m newsclean.training CORPUS`. All figures are out of fold, five folds "
        "by site; but for the whole pipeline, of the scorer alone.",
    ]
    for name, rows in report.items():
        if not rows:
            continue  # no page has snippets
        head = {
            "pages": "| page model | figures |",
            "snippets": "| snippets | share | count |",
        }.get(name, "| set | pages | F1 | precision | recall | below .5 |")
        lines += ["", f"## {name.capitalize()}", "", head]
        lines.append("|" + "---|" * (head.count("|") - 1))
        for row, values in rows.items():
            cells = [f"{v:g}" if v == int(v) else f"{v:.4f}" for v in values]
            joint = ", " if name == "pages" else " | "
            lines.append(f"| {row} | {joint.join(cells)} |")
    return "\n".join(lines) + "\n"


def write_related(
    kind: str, data: Mapping[str, Any], report: Mapping[str, tuple[float, ...]]
) -> str:
    """The card of a model of related stories, in Markdown."""
    what = "cards of HTML pages" if kind == "html" else "lines of plain-text dumps"
    first, second = data["first"], data["second"]
    if "lines" in first:
        how = "the mean of two networks: " + ", ".join(
            f"{len(part['network']['layers'])} layers over {rows} in their order, of "
            f"{len(part['network']['mean'])} named numbers and {len(part['terms'])} words and names"
            for rows, part in (("candidates", first["candidates"]), ("all lines", first["lines"]))
        )
    else:
        how = (
            f"a logistic regression, of {len(first['numbers']['mean'])} named numbers and "
            f"{len(first['terms'])} words and names"
        )
    lines = [
        f"# Model of related stories: {what}",
        "",
        f"Two passes. The first is {how}; the second is a network of {len(second['bias'])} hidden "
        "units that reads the candidates' numbers again and what the first believed of the "
        "company.",
        "",
        "Made by `python -m newsclean.training CORPUS`. Figures are out of fold, five folds by "
        "site, the second pass learning from first passes that saw nothing of the fold either, "
        "before stories are merged; the block scorer's beliefs, which the model reads, are out of "
        "fold too.",
        "",
        "| source and pass | pages | F1 | precision | recall | empty left empty | of |",
        "|---|---|---|---|---|---|---|",
    ]
    for row, values in report.items():
        if len(values) > 1:
            cells = [f"{v:g}" if v == int(v) else f"{v:.4f}" for v in values]
            lines.append(f"| {row} | {' | '.join(cells)} |")
    # A figure of its own is a share.
    lines += [
        f"\n{row.capitalize()}: {v[0]:.4f} of the choices right, weighted by their stories."
        for row, v in report.items()
        if len(v) == 1
    ]
    return "\n".join(lines) + "\n"


def write_segments(data: Mapping[str, Any], report: Mapping[str, tuple[float, ...]]) -> str:
    """The card of the model of segments, in Markdown."""
    network = data["network"]
    lines = [
        "# Model of texts in dumps without line ends",
        "",
        "A network that reads the words of a dump in their order: "
        f"{len(data['features'])} named numbers of each and {len(data['words'])} words, then "
        f"{len(network['layers'])} layers of {network['entry']['shape'][1]} units. It tells at "
        "which words a text begins. Made by `python -m newsclean.training CORPUS`. Figures are "
        "out of fold, five folds by site, of words that do not begin a line.",
        "",
        "| begins from log odds of | F1 | precision | recall |",
        "|---|---|---|---|",
    ]
    for row, values in report.items():
        lines.append(f"| {row} | {' | '.join(f'{value:.4f}' for value in values)} |")
    return "\n".join(lines) + "\n"


def write_headlines(report: Mapping[str, tuple[float, ...]]) -> str:
    """The card of the model of headlines, in Markdown."""
    lines = [
        "# Model of headlines of plain-text dumps",
        "",
        "A small network that chooses among the lines of a dump that may be its headline, and "
        "there being none. Made by `python -m newsclean.training CORPUS`. Figures are out of fold, "
        "five folds by site; so are the block scorer's beliefs, which the model reads. `text` is "
        "the gold text by itself, of which nothing may be chosen; a cut dump holds little besides "
        "the article, one in five not even its headline.",
        "",
        "| dump | dumps | right |",
        "|---|---|---|",
        *(f"| {style} | {count:g} | {right:.4f} |" for style, (count, right) in report.items()),
    ]
    return "\n".join(lines) + "\n"
