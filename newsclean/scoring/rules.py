"""A block scorer by plain rules: one way for pages with elements, one for dumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsclean.page import Page
from newsclean.scoring.dump_rules import score_dump
from newsclean.scoring.html_rules import score_html


@dataclass(frozen=True)
class RuleScorer:
    """Scores by link density, sentences and the company a block keeps. Needs no training."""

    name: str = "rules"

    def score(self, page: Page) -> Sequence[float]:
        """One belief for each block, 0 to 1."""
        return score_html(page) if page.kind == "html" else score_dump(page)
