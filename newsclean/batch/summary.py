"""The accounts of a batch: what came in, what came of it, and where the words went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsclean.batch.records import Outcome
from newsclean.page import Role

_LISTED = 12
"""What is counted is listed one by one up to here."""


@dataclass(slots=True)
class Summary:
    """The accounts of a batch, as far as it has come."""

    documents: int = 0
    articles: int = 0
    """Documents that are articles."""
    errors: Counter[str] = field(default_factory=Counter)
    """Inputs without a document, by error code."""
    words: Counter[str] = field(default_factory=Counter)
    """Words of the documents' pages by role."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Files in folders that have no page's name, and records of archives that hold none."""
    files: float = 0.0
    """Files done; one that is half done counts as half."""
    earlier: int = 0
    """How many of the inputs were done before the batch was resumed."""
    seconds: float = 0.0
    """How long it took, since it was resumed if it was."""
    learning: bool = False
    """Whether it is the first pass, which learns what the sites' pages share."""

    @property
    def inputs(self) -> int:
        """Records written: one for each input."""
        return self.documents + self.errors.total()

    @property
    def rate(self) -> float:
        """Pages a second."""
        return (self.inputs - self.earlier) / self.seconds if self.seconds else 0.0

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.files += outcome.share
        if outcome.failure:
            self.errors[outcome.failure.code] += 1
            return
        self.documents += 1
        self.articles += outcome.is_article
        self.words.update(outcome.words)

    def to_dict(self) -> dict[str, Any]:
        """What the manifest keeps of it."""
        return {
            "documents": self.documents,
            "articles": self.articles,
            "errors": dict(self.errors),
            "words": dict(self.words),
            "files": self.files,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Summary:
        """The accounts of a batch that is resumed."""
        summary = cls(
            data["documents"],
            data["articles"],
            Counter(data["errors"]),
            Counter(data["words"]),
            files=data["files"],
        )
        summary.earlier = summary.inputs
        return summary

    def __str__(self) -> str:
        rate = f" ({self.rate:,.0f} pages/s)" if self.rate else ""
        lines = [
            f"{self.inputs:,} inputs in {self.seconds:,.1f} s{rate}: {self.documents:,} documents "
            f"({self.articles:,} articles), {self.errors.total():,} errors"
        ]
        if self.earlier:
            lines.append(f"  done before it was resumed: {self.earlier:,} inputs")
        if self.errors:
            lines.append(f"  errors: {counted(self.errors)}")
        if self.skipped:
            lines.append(f"  left out: {counted(self.skipped)}")
        for title, kept in (("words kept", True), ("words put aside", False)):
            words = Counter({k: n for k, n in self.words.items() if Role(k).kept is kept})
            if words:
                lines.append(f"  {title}: {words.total():,} ({counted(words)})")
        return "\n".join(lines)


def counted(counts: Counter[str]) -> str:
    """Counts as words, the highest first."""
    highest = counts.most_common(_LISTED)
    shown = [f"{count:,} {name}" for name, count in highest if count]
    others = counts.total() - sum(count for _, count in highest)
    return ", ".join([*shown, f"{others:,} others"] if others else shown)
