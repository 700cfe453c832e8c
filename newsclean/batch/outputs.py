"""Where a batch goes: a JSONL file, a folder of files, or a stream. What stands there is whole."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self, runtime_checkable

from newsclean.batch.placing import put, writing
from newsclean.batch.records import Format, Outcome, unplaced
from newsclean.batch.unpacking import zstandard
from newsclean.document import Failure
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


@runtime_checkable
class Resumable(Output, Protocol):
    """An output that can go on where it was broken off."""

    manifest: Path
    """Where to keep account of what is done."""
    unfinished: Path
    """Where the records are while the batch runs, and stay where it is broken off."""
    position: int
    """Bytes of the records that are whole. Set before it is opened, the rest is cut off."""

    def commit(self) -> int:
        """Bring what was written to the disk; the position of its end."""
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
            with writing("the output"):
                self._stream.flush()

    def write(self, outcome: Outcome) -> Outcome:
        """Write one record. A closed pipe raises `BrokenPipeError`."""
        with writing("the output"):
            self._stream.write(outcome.body)
        return outcome


class JsonlOutput:
    """A file with one record a line. It is `NAME.part` until the batch has ended well.

    A name that ends in `.gz` or `.zst` is packed, in pieces that follow from the records alone.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.unfinished = beside(self.path, ".part")
        """Where the records are while the batch runs, and stay where it is broken off."""
        self.manifest = beside(self.path, ".manifest")
        self.position = 0
        self._pack = packer(self.path)
        self._waiting: list[bytes] = []

    def __enter__(self) -> Self:
        if self.path.is_dir():
            raise BatchError(f"{self.path} is a folder, not a file")
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open_part(self.unfinished, self.position)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            if kind is None:
                self.commit()
            else:
                # What ended the batch is what to tell, not that nothing more can be written.
                with contextlib.suppress(BatchError):
                    self.commit()
        if kind is None:
            with writing(self.path):
                self.finish()

    def write(self, outcome: Outcome) -> Outcome:
        """Write one record; it may wait for `commit`."""
        self._waiting.append(outcome.body)
        return outcome

    def commit(self) -> int:
        """Bring the records to the disk; the position of their end."""
        with writing(self.path):
            bodies, self._waiting = self._waiting, []
            if bodies:
                self._file.write(self.packed(bodies))
            self._file.flush()
            os.fsync(self._file.fileno())
            self.position = self._file.tell()
        return self.position

    def packed(self, bodies: list[bytes]) -> bytes:
        """Records as they stand in the file."""
        return self._pack(b"".join(bodies))

    def finish(self) -> None:
        """Make of the unfinished file what was asked for."""
        put(self.unfinished, self.path)


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
        ending = rf"(?:{re.escape(self._suffix)}|\.jsonl|\.part|\.manifest|\.sites)(?:\.d)*"
        self._taken = re.compile(rf"({ending})(?={re.escape(os.sep)}|$)")
        self._part = self.path / ".newsclean.part"
        self._errors = JsonlOutput(self.path / "errors.jsonl")
        self.unfinished = self._errors.unfinished
        self.manifest = self.path / ".newsclean.manifest"
        self._fresh: list[Path] = []

    @property
    def position(self) -> int:
        """Bytes of the error records that are whole."""
        return self._errors.position

    @position.setter
    def position(self, position: int) -> None:
        self._errors.position = position

    def __enter__(self) -> Self:
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        self._errors.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)
        self._errors.__exit__(kind, error, trace)
        if not kind and not self.position:
            with writing(self._errors.path):
                self._errors.path.unlink()

    def write(self, outcome: Outcome) -> Outcome:
        """Write one document's file, or a record of its failure."""
        if not outcome.failure:
            target = self.path / self.file_name(outcome.place)
            try:
                with writing(target):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    self._part.write_bytes(outcome.body)
                    os.replace(self._part, target)
                self._fresh.append(target)
                return outcome
            except BatchError as error:
                if getattr(error.__cause__, "errno", None) not in _BAD_NAME:
                    raise
                outcome = unplaced(outcome, Failure("unwritable_name", str(error)))
        return self._errors.write(outcome)

    def commit(self) -> int:
        """Bring all files to the disk; the position of the end of the error records."""
        for target in self._fresh:
            with writing(target), open(target, "rb+") as file:
                os.fsync(file.fileno())
        self._fresh = []
        return self._errors.commit()

    def file_name(self, place: str) -> str:
        """The path, below the output's folder, of the file for an input."""
        folder, name = os.path.split(place)
        return os.path.join(self._taken.sub(r"\1.d", folder), name + self._suffix)


def beside(path: Path, ending: str) -> Path:
    """The path with an ending added to its name."""
    return path.with_name(path.name + ending)


def open_part(path: Path, position: int) -> IO[bytes]:
    """An unfinished file, open to go on at a position; from there on it is empty.

    Raises:
        BatchError: it is not as long as that.
    """
    if position and (not path.exists() or path.stat().st_size < position):
        raise BatchError(f"cannot resume: {path} is gone, or shorter than it was")
    file = open(path, "r+b" if position else "wb")  # noqa: SIM115  # the caller closes it
    file.seek(position)
    file.truncate()
    return file


def packer(path: Path) -> Callable[[bytes], bytes]:
    """How records are packed in a file of this name. Raises `BatchError` for want of a package."""
    if path.suffix == ".gz":
        return lambda raw: gzip.compress(raw, mtime=0)
    if path.suffix == ".zst":
        try:
            compress = zstandard().compress
        except ImportError as error:
            message = f"to write {path.name}, pip install 'newsclean[zstd]'"
            raise BatchError(message) from error
        return lambda raw: bytes(compress(raw))
    return lambda raw: raw
