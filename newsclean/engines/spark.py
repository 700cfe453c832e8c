"""newsclean in Spark: each batch of a data frame through `clean_table`, with `mapInArrow`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from newsclean.engines import counting
from newsclean.site import LEAST, SiteProfile
from newsclean.table import clean_table

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame


def clean_frame(
    frame: DataFrame, *, sites: Mapping[str, SiteProfile] | None = None, **options: Any
) -> DataFrame:
    """Clean the page in each row of a data frame.

    Args:
        frame: As `clean_table` takes tables. Spark hands it over in batches of
            `spark.sql.execution.arrow.maxRecordsPerBatch` rows, 10,000 unless set; a few hundred
            whole pages are enough.
        sites: Site profiles; sent once to each executor, as a broadcast variable.
        options: The other arguments of `clean_table`.

    Returns:
        A data frame with the columns that `clean_table` gives. Nothing is cleaned before an action.

    Raises:
        ConfigError: as `clean_table` does, at once.
    """
    session = frame.sparkSession
    # Cleaning nothing tells the columns, and what is wrong with the options.
    nothing = frame.limit(0).toArrow()
    columns = session.createDataFrame(clean_table(nothing, sites=sites, **options)).schema
    shared = None if sites is None else session.sparkContext.broadcast(sites)

    def clean(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        known = None if shared is None else shared.value
        for table in _tables(batches):
            yield from clean_table(table, sites=known, **options).to_batches()

    return frame.mapInArrow(clean, columns)


def learn_sites(
    frame: DataFrame, *, least: float = LEAST, **columns: str
) -> Mapping[str, SiteProfile]:
    """Learn a profile of each site in a data frame, by the host of its pages' addresses.

    Executors count pages, Spark groups the counts by site, executors learn each site, and the
    profiles come to the driver.

    Args:
        frame: The pages.
        least: As for `newsclean.site.learn_sites`.
        columns: `url_column`, and `html_column` or `text_column` or both.
    """
    session = frame.sparkSession

    def count(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for table in counting.count_pages(_tables(batches), **columns):
            yield from table.to_batches()

    def learn(counts: pyarrow.Table) -> pyarrow.Table:
        return counting.learn(counts, least=least)

    counts = session.createDataFrame(counting.counts_schema().empty_table()).schema
    profiles = session.createDataFrame(counting.profiles_schema().empty_table()).schema
    learned = frame.mapInArrow(count, counts).groupBy("site").applyInArrow(learn, profiles)
    return counting.Profiles(learned.toArrow())


def _tables(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.Table]:
    import pyarrow as pa

    return (pa.Table.from_batches([batch]) for batch in batches)
