"""newsclean in Ray Data: each block of a dataset through `clean_table`, with `map_batches`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsclean.engines import counting
from newsclean.site import LEAST, SiteProfile
from newsclean.table import clean_table

if TYPE_CHECKING:
    import pyarrow
    from ray import ObjectRef
    from ray.data import Dataset

ROWS = 256
"""Pages in a batch: enough to make little of the costs of a batch, few enough for any memory."""


def clean_dataset(
    dataset: Dataset, *, sites: Mapping[str, SiteProfile] | None = None, **options: Any
) -> Dataset:
    """Clean the page in each row of a dataset.

    Args:
        dataset: As `clean_table` takes tables.
        sites: Site profiles; put once into Ray's object store, which all workers of a machine
            read.
        options: The other arguments of `clean_table`.

    Returns:
        A dataset with the columns that `clean_table` gives. Nothing is cleaned before it is
        consumed. To set Ray's own options (concurrency, memory), call `map_batches` with
        `functools.partial(newsclean.clean_table, ...)` instead.
    """
    import ray

    shared = None if sites is None else ray.put(sites)
    return dataset.map_batches(
        _clean,
        batch_format="pyarrow",
        batch_size=ROWS,
        zero_copy_batch=True,
        fn_kwargs={"shared": shared, "options": options},
    )


def learn_sites(
    dataset: Dataset, *, least: float = LEAST, **columns: str
) -> Mapping[str, SiteProfile]:
    """Learn a profile of each site in a dataset, by the host of its pages' addresses.

    Workers count pages, Ray groups the counts by site, workers learn each site, and the profiles
    come to the driver.

    Args:
        dataset: The pages.
        least: As for `newsclean.site.learn_sites`.
        columns: `url_column`, and `html_column` or `text_column` or both.
    """
    import pyarrow as pa

    counts = dataset.map_batches(
        _count,
        batch_format="pyarrow",
        batch_size=ROWS,
        zero_copy_batch=True,
        fn_kwargs={"columns": columns},
    )
    learned = counts.groupby("site").map_groups(
        counting.learn, batch_format="pyarrow", fn_kwargs={"least": least}
    )
    tables = list(learned.iter_batches(batch_format="pyarrow", batch_size=None))
    return counting.Profiles(pa.concat_tables([counting.profiles_schema().empty_table(), *tables]))


def _clean(
    table: pyarrow.Table, shared: ObjectRef | None, options: Mapping[str, Any]
) -> pyarrow.Table:
    return clean_table(table, sites=shared and _fetched(shared), **options)


@lru_cache(maxsize=1)  # a worker sees many batches, and the profiles of many sites are large
def _fetched(shared: ObjectRef) -> Mapping[str, SiteProfile]:
    import ray

    profiles: Mapping[str, SiteProfile] = ray.get(shared)
    return profiles


def _count(table: pyarrow.Table, columns: Mapping[str, str]) -> Iterator[pyarrow.Table]:
    return counting.count_pages([table], **columns)
