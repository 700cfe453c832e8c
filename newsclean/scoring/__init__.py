"""Believes how likely each block is main text."""

from newsclean.scoring.rules import RuleScorer

__all__ = ["RuleScorer", "default_scorer"]


def default_scorer() -> RuleScorer:
    """The scorer of the default pipeline."""
    return RuleScorer()
