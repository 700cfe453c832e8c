"""Clean pages with what the other pages of their sites teach, with Spark on this machine.

python docs/site_profiles_with_spark.py pages.parquet cleaned

`pages.parquet`, a file or a folder of files, has the columns `url` and `html`.
"""

import sys

from pyspark.sql import SparkSession

from newsclean.engines.spark import clean_frame, learn_sites


def main(session: SparkSession, pages: str, output: str) -> None:
    """Write the documents of a table of pages as Parquet files in `output`."""
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
    frame = session.read.parquet(pages)
    # Count the lines of each site's pages, in groups by site; then clean, with the profiles sent
    # to every executor.
    sites = learn_sites(frame, url_column="url", html_column="html")
    cleaned = clean_frame(frame, url_column="url", html_column="html", sites=sites)
    cleaned.write.parquet(output)


if __name__ == "__main__":
    main(SparkSession.builder.master("local[2]").getOrCreate(), *sys.argv[1:])
