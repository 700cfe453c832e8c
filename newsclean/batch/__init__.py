"""Many inputs to many documents: find them, clean them in parallel, write one record for each."""

from newsclean.batch.inputs import Input, find_inputs, read_source
from newsclean.batch.job import CleanTask, Summary, clean
from newsclean.batch.outputs import FolderOutput, JsonlOutput, Output, StreamOutput
from newsclean.batch.records import Failure, Format, Outcome
from newsclean.batch.runner import run

__all__ = [
    "CleanTask",
    "Failure",
    "FolderOutput",
    "Format",
    "Input",
    "JsonlOutput",
    "Outcome",
    "Output",
    "StreamOutput",
    "Summary",
    "clean",
    "find_inputs",
    "read_source",
    "run",
]
