"""Where a batch goes: a JSONL file, a folder of files, or a stream. What stands there is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from newsclean.batch.records import Failure, Format, Outcome, failed
from newsclean.errors import BatchError

SUFFIXES: dict[Format, str] = {"text": ".txt", "markdown": ".md", "json": ".json"}
"""The formats of a folder of files, and how their files' names end."""

# The name is at fault, not the disk: other inputs can still be written.
_BAD_NAME = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL})


class Output(Protocol):
    """A context manager that takes outcomes, in order."""

    def __enter__(self) -> Self:
        """Make ready to write."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put what was written in its place; after an exception, leave it marked as unfinished."""
        ...

    def write(self, outcome: Outcome) -> Outcome:
        """Write one outcome; the same, or the failure that it became because it has no name here.

        Raises `BatchError` where nothing can be written any more.
        """
        ...


class StreamOutput:
    """Records on an open binary stream, such as standard output. The stream is not closed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            with _writing("the output"):
                self._stream.flush()

    def write(self, outcome: Outcome) -> Outcome:
        """Write one record. A closed pipe raises `BrokenPipeError`."""
        with _writing("the output"):
            self._stream.write(outcome.body)
        return outcome


class JsonlOutput:
    """A file with one record a line. It is `NAME.part` until the batch has ended well."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.unfinished = self.path.with_name(self.path.name + ".part")
        """Where the records are while the batch runs, and stay where it is broken off."""

    def __enter__(self) -> Self:
        if self.path.is_dir():
            raise BatchError(f"{self.path} is a folder, not a file")
        with _writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(self.unfinished, "wb")  # closed in __exit__
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with _writing(self.path):
            with self._file:
                self._file.flush()
                os.fsync(self._file.fileno())
            if kind is None:
                os.replace(self.unfinished, self.path)

    def write(self, outcome: Outcome) -> Outcome:
        """Write one record."""
        with _writing(self.path):
            self._file.write(outcome.body)
        return outcome


class FolderOutput:
    """A file for each document, named after its input; failures are records in `errors.jsonl`.

    The name is the input's path below the folder that the inputs share, with the suffix added:
    `a/b.html` gives `a/b.html.txt`. No two inputs get one name. A file appears when it is whole.
    """

    def __init__(self, path: str | os.PathLike[str], form: Format) -> None:
        if form not in SUFFIXES:
            raise BatchError(f"a folder takes {', '.join(SUFFIXES)}, not {form}")
        self.path = Path(path)
        self._suffix = SUFFIXES[form]
        # A folder called `a.txt` would stand in the way of the file for an input called `a`.
        ending = rf"(?:{re.escape(self._suffix)}|\.jsonl|\.part)(?:\.d)*"
        self._taken = re.compile(rf"({ending})(?={re.escape(os.sep)}|$)")
        self._part = self.path / ".newsclean.part"
        self._errors = JsonlOutput(self.path / "errors.jsonl")

    def __enter__(self) -> Self:
        with _writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        self._errors.__enter__()
        self._failures = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)
        # What is there is whole, however the batch ended, and the errors belong to it.
        self._errors.__exit__(None, None, None)
        if not self._failures:
            with _writing(self._errors.path):
                self._errors.path.unlink()

    def write(self, outcome: Outcome) -> Outcome:
        """Write one document's file, or a record of its failure."""
        if not outcome.failure:
            target = self.path / self.file_name(outcome.place)
            try:
                with _writing(target):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    self._part.write_bytes(outcome.body)
                    os.replace(self._part, target)
                return outcome
            except BatchError as error:
                if getattr(error.__cause__, "errno", None) not in _BAD_NAME:
                    raise
                failure = Failure("unwritable_name", str(error))
                outcome = failed(outcome.name, outcome.place, failure)
        self._failures += 1
        return self._errors.write(outcome)

    def file_name(self, place: str) -> str:
        """The path, below the output's folder, of the file for an input."""
        folder, name = os.path.split(place)
        return os.path.join(self._taken.sub(r"\1.d", folder), name + self._suffix)


@contextlib.contextmanager
def _writing(path: Path | str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise  # whoever reads has had enough: no fault of the output
    except OSError as error:
        raise BatchError(f"cannot write {path}: {error.strerror or error}") from error
