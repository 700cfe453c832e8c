"""A Parquet file of records. Until the batch has ended it is a row of Arrow streams."""

from __future__ import annotations

import json
import os
from typing import IO, TYPE_CHECKING, Any

from newsclean.batch.outputs import JsonlOutput, beside
from newsclean.batch.placing import put
from newsclean.errors import BatchError
from newsclean.schema import document_schema

if TYPE_CHECKING:
    import pyarrow

_GROUP = 16 << 20  # bytes in memory from which rows make up a group of their own


def record_schema() -> pyarrow.Schema:
    """The columns of a Parquet file of records.

    They are `input`, those of `document_schema()`, and `columns`: what the input's table had
    beside the page, as a JSON object, null where there was nothing.
    """
    import pyarrow as pa

    text = pa.string()
    return pa.schema([("input", text), *document_schema(), ("columns", text)])


class ParquetOutput(JsonlOutput):
    """A Parquet file with one row a record.

    While the batch runs its records are in `NAME.part`, as Arrow streams one after the other.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__(path)
        try:
            self._schema = record_schema()
        except ImportError as error:
            message = f"to write {self.path.name}, pip install 'newsclean[arrow]'"
            raise BatchError(message) from error

    def packed(self, bodies: list[bytes]) -> bytes:
        """Records as an Arrow stream."""
        import pyarrow as pa

        rows = [_row(json.loads(body)) for body in bodies]
        sink = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_stream(sink, self._schema, options=options) as stream:
            stream.write_batch(pa.RecordBatch.from_pylist(rows, schema=self._schema))
        return bytes(sink.getvalue())

    def finish(self) -> None:
        """Write the Parquet file out of the streams."""
        import pyarrow.parquet as pq

        whole = beside(self.path, ".whole")
        with (
            open(self.unfinished, "rb") as streams,
            open(whole, "wb") as file,
        ):
            with pq.ParquetWriter(file, self._schema, compression="zstd") as writer:
                for table in _groups(streams, self.position, self._schema):
                    writer.write_table(table)
            file.flush()
            os.fsync(file.fileno())
        put(whole, self.path)
        self.unfinished.unlink()


def _row(record: dict[str, Any]) -> dict[str, Any]:
    columns = record.get("columns")
    return {**record, "columns": json.dumps(columns, ensure_ascii=False) if columns else None}


def _groups(streams: IO[bytes], end: int, schema: pyarrow.Schema) -> Any:
    """The rows in groups of a good size, few of them in memory."""
    import pyarrow as pa

    batches: list[Any] = []
    while streams.tell() < end:
        batches.extend(pa.ipc.open_stream(streams))
        if sum(batch.nbytes for batch in batches) >= _GROUP:
            yield pa.Table.from_batches(batches, schema).combine_chunks()
            batches = []
    if batches:
        yield pa.Table.from_batches(batches, schema).combine_chunks()
