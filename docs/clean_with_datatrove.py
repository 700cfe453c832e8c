"""Clean a folder of pages with datatrove, on this machine.

python docs/clean_with_datatrove.py corpus/pages cleaned
"""

import sys
from pathlib import Path

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.writers import JsonlWriter

from newsclean.engines.datatrove import NewsClean


def main(folder: str, output: str) -> None:
    """Write the documents of the pages in `folder` as JSONL files in `output`."""
    paths = sorted(path for path in Path(folder).iterdir() if path.suffix in {".html", ".txt"})
    # Of real crawls, WarcReader or ParquetReader would stand here.
    pages = [Document(text=path.read_text("utf-8"), id=path.name) for path in paths]
    cleaner = NewsClean(exclusion_writer=JsonlWriter(f"{output}/errors"))
    pipeline = [pages, cleaner, JsonlWriter(f"{output}/documents")]
    LocalPipelineExecutor(pipeline, logging_dir=f"{output}/logs").run()


if __name__ == "__main__":
    main(*sys.argv[1:])
