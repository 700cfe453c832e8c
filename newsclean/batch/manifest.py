"""The manifest of a batch: which inputs are done, and how far its output is known to be whole.

A file of JSON lines beside the output: the settings, then a line for each stretch of the output
that has reached the disk. A line that was cut when the machine stopped is not there at all.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsclean.batch.inputs import Input
from newsclean.batch.placing import writing
from newsclean.batch.summary import Summary
from newsclean.errors import BatchError

FORMAT = 1


class Manifest:
    """What is known to be done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.position = 0
        """Bytes of the output's records that are whole."""
        self.summary = Summary()
        self.complete = False
        """Whether the inputs came to their end."""
        self._pending: list[str] = []
        self._end = 0

    def start(self, settings: Mapping[str, str]) -> None:
        """Begin a batch with these settings."""
        line = _line({"manifest": FORMAT, "settings": settings})
        with writing(self.path):
            self.path.write_bytes(line)
        self._end = len(line)

    def read(self, settings: Mapping[str, str] | None = None) -> None:
        """Take up the batch that the file tells of.

        Args:
            settings: What its settings must be; whatever they are where not given.

        Raises:
            BatchError: its settings were others, or it is no manifest.
        """
        lines = self._lines()
        head = next(lines, {})
        before = head.get("settings")
        if head.get("manifest") != FORMAT or not isinstance(before, dict):
            raise BatchError(f"{self.path} is no manifest of this version; remove it to start anew")
        if settings is not None and before != settings:
            keys = {**before, **settings}
            changed = [key for key in keys if before.get(key) != settings.get(key)]
            raise BatchError(
                f"cannot resume: not the same as before: {', '.join(changed)}; "
                f"remove {self.path} to start anew"
            )
        for line in lines:
            self.position = line["position"]
            self.summary = Summary.from_dict(line["summary"])
            self.complete = line.get("complete", False)

    def rest(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """The inputs that are not done yet.

        Those that are done are looked for in their old order; memory is only needed where inputs
        have come, gone or moved since.
        """
        done = (name for line in self._lines(self._end) for name in line.get("inputs", ()))
        ahead: set[str] = set()
        for item in inputs:
            name = identity(item.name, item.place)
            if name in ahead:
                ahead.remove(name)
                continue
            for other in done:
                if other == name:
                    break
                ahead.add(other)
            else:
                yield item

    def add(self, name: str, place: str) -> None:
        """Note an input whose record was given to the output."""
        self._pending.append(identity(name, place))

    def commit(self, position: int, summary: Summary, *, complete: bool = False) -> None:
        """Note that all of them have reached the disk, at this position of the output."""
        line: dict[str, Any] = {"position": position, "summary": summary.to_dict()}
        if complete:
            line["complete"] = True
        raw = _line({**line, "inputs": self._pending})
        with writing(self.path), open(self.path, "r+b") as file:
            file.seek(self._end)
            file.truncate()
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        self._end += len(raw)
        self._pending = []

    def remove(self) -> None:
        """All is done: nothing is to be resumed."""
        self.path.unlink()

    def _lines(self, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """The lines up to the last whole one, or up to so many bytes."""
        end = 0
        with open(self.path, "rb") as file:
            for raw in file:
                if end == limit:
                    break
                try:
                    line = json.loads(raw)
                except ValueError:
                    break
                if not isinstance(line, dict) or not raw.endswith(b"\n"):
                    break
                end += len(raw)
                self._end = max(self._end, end)
                yield line


def _line(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def identity(name: str, place: str) -> str:
    """A digest that no two inputs of a batch share."""
    key = f"{name}\0{place}".encode("utf-8", "surrogateescape")
    return hashlib.blake2b(key, digest_size=16).hexdigest()
