"""What changed between two cleanings of the same pages: two pipelines, or two output files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsclean.batch import Ended, Input, read_source, run
from newsclean.batch.limits import lost
from newsclean.document import Document
from newsclean.errors import ConfigError, NewscleanError
from newsclean.extraction import extract
from newsclean.metrics import words
from newsclean.page import Decision, Kind
from newsclean.pipeline import Pipeline

_FIELDS = ("title", "date", "authors", "dateline", "language", "url", "is_article", "related")


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A block, or a paragraph where only texts are known, that stands in one text alone."""

    text: str
    kept: bool
    """Whether it is in the second text (and not in the first), or the other way round."""
    before: str = ""
    """What the first pipeline said of it: role, reason and cleaner; "" where not known."""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PageChange:
    """What changed for one input."""

    input: str
    added: int = 0
    """Words that only the second text has."""
    removed: int = 0
    """Words that only the first text has."""
    blocks: tuple[ChangedBlock, ...] = ()
    fields: tuple[str, ...] = ()
    """Keys of the record, other than the text, whose values differ."""
    error: str = ""
    """Why the two cannot be compared."""

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.blocks or self.fields or self.error)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "input": self.input,
            "words_added": self.added,
            "words_removed": self.removed,
            "fields": list(self.fields),
            "blocks": [
                {"text": b.text, "kept": b.kept, "before": b.before, "after": b.after}
                for b in self.blocks
            ],
            "error": self.error or None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cleans an input with two pipelines; runs in worker processes."""

    before: Pipeline = field(default_factory=Pipeline.default)
    after: Pipeline = field(default_factory=Pipeline.default)
    kind: Kind | None = None

    def __call__(self, item: Input) -> PageChange:
        """The change of one input. An input that cannot be read gives an `error`."""
        if item.failure:
            return PageChange(item.name, error=item.failure.message)
        try:
            source = read_source(item.path)
            first = extract(source, kind=self.kind, pipeline=self.before)
            second = extract(source, kind=self.kind, pipeline=self.after)
        except NewscleanError as error:
            return PageChange(item.name, error=str(error))
        except Exception as error:  # noqa: BLE001  # one page, not the batch
            return PageChange(item.name, error=repr(error))
        return between_documents(item.name, first, second)


def between_pipelines(
    inputs: Iterable[Input], comparison: Comparison, *, jobs: int | None = None
) -> Iterator[PageChange]:
    """The change of every input, in order, from worker processes."""
    return run(inputs, comparison, lost=_lost, jobs=jobs)


def _lost(item: Input, how: Ended) -> PageChange:
    return PageChange(item.name, error=lost(how).message)


def between_documents(name: str, first: Document, second: Document) -> PageChange:
    """The change from one document of a page to another of the same page."""
    blocks = [
        ChangedBlock(block.text, after.role.kept, _said(before), _said(after))
        for (block, before), (_, after) in zip(first.blocks, second.blocks, strict=True)
        if before.role.kept is not after.role.kept
    ]
    return _change(name, blocks, _fields(first.to_dict(), second.to_dict()))


def between_files(first: Path, second: Path) -> Iterator[PageChange]:
    """The changes between two JSONL files of `newsclean clean`, in the order of the first.

    Inputs that only one of them has come with an `error`. The first file is read twice, and only
    the places of the second's records are kept in memory.

    Raises `ConfigError`, naming the file and line, for what is no such record.
    """
    places = {record["input"]: at for at, record in _records(second)}
    with open(second, "rb") as file:
        for _, before in _records(first):
            name = before["input"]
            at = places.pop(name, None)
            if at is None:
                yield PageChange(name, error=f"not in {second}")
                continue
            file.seek(at)
            yield between_records(name, before, json.loads(file.readline()))
    for name in places:
        yield PageChange(name, error=f"not in {first}")


def between_records(name: str, first: Mapping[str, Any], second: Mapping[str, Any]) -> PageChange:
    """The change from one record of `newsclean clean` to another of the same input."""
    errors = [record["error"]["code"] for record in (first, second) if "error" in record]
    if errors:
        same = first.get("error") == second.get("error")
        return PageChange(name, error="" if same else f"one has the error {errors[0]}")
    ours, theirs = (Counter(_paragraphs(record["text"])) for record in (first, second))
    blocks = [ChangedBlock(text, kept=False) for text in (ours - theirs).elements()]
    blocks += [ChangedBlock(text, kept=True) for text in (theirs - ours).elements()]
    return _change(name, blocks, _fields(first, second))


def _change(name: str, blocks: list[ChangedBlock], fields: tuple[str, ...]) -> PageChange:
    added = sum(len(words(block.text)) for block in blocks if block.kept)
    removed = sum(len(words(block.text)) for block in blocks if not block.kept)
    return PageChange(name, added, removed, tuple(blocks), fields)


def _fields(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in _FIELDS if first.get(name) != second.get(name))


def _said(decision: Decision) -> str:
    return f"{decision.role}: {decision.reason}, says {decision.cleaner}"


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The records of a file, each with its place in bytes."""
    at = 0
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                record = json.loads(line)
                known = isinstance(record, dict) and {"text", "error"} & record.keys()
                if not known or "input" not in record:
                    raise ConfigError(f"{path}, line {number}: no record of `newsclean clean`")
                yield at, record
                at += len(line)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ConfigError(f"{path}, line {number}: {error}") from error
