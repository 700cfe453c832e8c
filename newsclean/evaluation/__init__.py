"""How good the text is, beside gold and beside other extractors; and what differs between two."""

from newsclean.evaluation.corpus import GoldCorpus, GoldPage, open_corpus, sampled
from newsclean.evaluation.gold import Gold, draft, parse_gold, read_gold
from newsclean.evaluation.intervals import Interval, interval
from newsclean.evaluation.measuring import evaluate
from newsclean.evaluation.peers import PEERS, System, choose, newsclean_system
from newsclean.evaluation.results import Evaluation, PageResult, SystemResult
from newsclean.metrics import Score, score

__all__ = [
    "PEERS",
    "Evaluation",
    "Gold",
    "GoldCorpus",
    "GoldPage",
    "Interval",
    "PageResult",
    "Score",
    "System",
    "SystemResult",
    "choose",
    "draft",
    "evaluate",
    "interval",
    "newsclean_system",
    "open_corpus",
    "parse_gold",
    "read_gold",
    "sampled",
    "score",
]
