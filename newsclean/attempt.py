"""extract() for many pages: the same settings for each, and a value where it would raise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsclean.document import Document, Failure
from newsclean.errors import ConfigError, NewscleanError
from newsclean.extraction import Metadata, extract
from newsclean.page import Kind
from newsclean.pipeline import Pipeline
from newsclean.reading.limits import MOST_CHARACTERS
from newsclean.site import SiteProfile, host_of

MAX_LENGTH = MOST_CHARACTERS
"""Longest page that is cleaned, in bytes or characters."""
TIMEOUT = 60.0
"""Seconds that a page may take in a worker process."""
MAX_MEMORY = 2 << 30
"""Bytes of memory that a worker process may take."""


def check_limits(jobs: int | None, timeout: float | None, max_memory: int | None) -> None:
    """Raise `ConfigError` for less than one worker process, or a limit that is not above 0."""
    if jobs is not None and jobs < 1:
        raise ConfigError(f"jobs must be 1 or more, not {jobs}")
    for name, limit in (("timeout", timeout), ("max_memory", max_memory)):
        if limit is not None and not limit > 0:
            raise ConfigError(f"{name} must be above 0, or None for no limit; it is {limit}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """Cleans a page, or says why that is impossible. Picklable where its pipeline is."""

    pipeline: Pipeline | None = None
    """The cleaners to run; the default ones where None."""
    metadata: Metadata = "declared"
    sites: Mapping[str, SiteProfile] | None = None
    """What each site's other pages taught, by `newsclean.site.host_of` its pages' addresses."""

    def __call__(
        self,
        source: bytes | str,
        url: str | None = None,
        kind: Kind | None = None,
        site: SiteProfile | None = None,
    ) -> Document | Failure:
        """What `extract` gives of a page, or the failure that stands for its error.

        `site` is for a page whose site is known in another way than by its address. An empty page
        is a failure here, `empty_input`, as is one of more than `MAX_LENGTH`.
        """
        try:
            if isinstance(source, bytes | str) and len(source) > MAX_LENGTH:
                return Failure("too_large", f"more than {MAX_LENGTH:,} bytes")
            if site is None and self.sites and url:
                site = self.sites.get(host_of(url))
            document = extract(
                source,
                url=url,
                kind=kind,
                pipeline=self.pipeline,
                site=site,
                metadata=self.metadata,
            )
        except NewscleanError as error:
            return Failure(error.code, str(error))
        except MemoryError:
            return Failure("out_of_memory", "memory ran out")
        except Exception as error:  # noqa: BLE001  # one page, not the others
            return Failure("internal_error", repr(error))
        for notice in document.warnings:
            if notice.code == "empty_input":
                return Failure(*notice)
        return document
