"""Many inputs to many documents: find them, clean them in parallel, write one record for each."""

from newsclean.attempt import MAX_MEMORY, TIMEOUT
from newsclean.batch.inputs import Input, find_inputs
from newsclean.batch.job import CleanTask, clean
from newsclean.batch.limits import Ended
from newsclean.batch.outputs import FolderOutput, JsonlOutput, Output, Resumable, StreamOutput
from newsclean.batch.parquet import ParquetOutput
from newsclean.batch.records import Format, Outcome
from newsclean.batch.runner import run
from newsclean.batch.sites import CountTask, SiteProfiles, learn_profiles
from newsclean.batch.sources import open_inputs
from newsclean.batch.summary import Summary
from newsclean.batch.tables import Columns
from newsclean.batch.unpacking import MAX_BYTES, read_source
from newsclean.document import Failure

__all__ = [
    "MAX_BYTES",
    "MAX_MEMORY",
    "TIMEOUT",
    "CleanTask",
    "Columns",
    "CountTask",
    "Ended",
    "Failure",
    "FolderOutput",
    "Format",
    "Input",
    "JsonlOutput",
    "Outcome",
    "Output",
    "ParquetOutput",
    "Resumable",
    "SiteProfiles",
    "StreamOutput",
    "Summary",
    "clean",
    "find_inputs",
    "learn_profiles",
    "open_inputs",
    "read_source",
    "run",
]
