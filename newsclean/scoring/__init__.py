"""Believes how likely each block is main text."""

from newsclean.cleaner import Scorer
from newsclean.scoring.learned import LearnedScorer

__all__ = ["LearnedScorer", "default_scorer"]


def default_scorer() -> Scorer:
    """The scorer of the default pipeline."""
    return LearnedScorer()
