"""Clean a folder of pages with Spark, on this machine.

python docs/clean_with_spark.py corpus/pages cleaned
"""

import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, when

from newsclean.engines.spark import clean_frame


def main(session: SparkSession, folder: str, output: str) -> None:
    """Write the documents of the pages in `folder` as Parquet files in `output`."""
    # Pages are larger than rows mostly are: fewer of them go to a worker at a time.
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
    files = session.read.format("binaryFile").load(folder)
    is_html = col("path").endswith(".html")
    pages = files.select(
        "path",
        when(is_html, col("content")).alias("html"),
        when(~is_html, col("content")).alias("dump"),
    )
    clean_frame(pages, html_column="html", text_column="dump").write.parquet(output)


if __name__ == "__main__":
    # On a cluster spark-submit says where: leave out the master.
    main(SparkSession.builder.master("local[2]").getOrCreate(), *sys.argv[1:])
