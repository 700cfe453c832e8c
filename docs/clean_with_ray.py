"""Clean a folder of pages with Ray Data, on this machine.

python docs/clean_with_ray.py corpus/pages cleaned
"""

import sys

import pyarrow
import pyarrow.compute as pc
import ray

from newsclean.engines.ray import clean_dataset


def columns(files: pyarrow.Table) -> pyarrow.Table:
    """What files hold, as a column of HTML and a column of dumps."""
    none = pyarrow.scalar(None, pyarrow.binary())
    is_html = pc.ends_with(files["path"], ".html")
    html = pc.if_else(is_html, files["bytes"], none)
    dump = pc.if_else(is_html, none, files["bytes"])
    return pyarrow.table({"path": files["path"], "html": html, "dump": dump})


def main(folder: str, output: str) -> None:
    """Write the documents of the pages in `folder` as Parquet files in `output`."""
    files = ray.data.read_binary_files(folder, include_paths=True)
    pages = files.map_batches(columns, batch_format="pyarrow")
    clean_dataset(pages, html_column="html", text_column="dump").write_parquet(output)


if __name__ == "__main__":
    ray.init(num_cpus=2)  # on a cluster: ray.init("auto")
    main(*sys.argv[1:])
