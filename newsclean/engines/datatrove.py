"""newsclean as a step of a datatrove pipeline."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.extractors.base import ExtractorSandbox
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.utils.typeshelper import StatHints

from newsclean.attempt import Attempt
from newsclean.document import Failure
from newsclean.extraction import Metadata
from newsclean.page import Kind
from newsclean.pipeline import Pipeline
from newsclean.schema import carried_names
from newsclean.site import SiteProfile


class NewsClean(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Replace the raw page in `Document.text` by its main text.

    What else is known of the page, as `Document.to_dict()` of newsclean has it, goes into the
    metadata; metadata of the same name stays, with `input_` before its name. The page's address
    is taken from the metadata's `url`.

    A page is cleaned in a process of its own, datatrove's sandbox: one that takes too long or ends
    its process costs no other. A page without a document goes to `exclusion_writer`, unchanged but
    for its `error` in the metadata, and is counted by the error's code.
    """

    type = "🛢 - EXTRAC"
    name = "newsclean"

    def __init__(
        self,
        *,
        kind: Kind | None = None,
        pipeline: Pipeline | None = None,
        metadata: Metadata = "declared",
        sites: Mapping[str, SiteProfile] | None = None,
        timeout: float = 60,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        """Set the step up.

        Args:
            kind: What all pages are; detected for each where not given.
            pipeline: As for `newsclean.extract`.
            metadata: As for `newsclean.extract`.
            sites: What each site's other pages taught, as `newsclean.site.learn_sites` gives it.
            timeout: Seconds for a page, and for the start of the process.
            exclusion_writer: Gets the pages that give no document.
        """
        super().__init__()
        self.timeout = timeout
        self.exclusion_writer = exclusion_writer
        self._task = _CleanText(Attempt(pipeline, metadata, sites), kind)

    def run(
        self,
        data: Any,
        rank: int = 0,
        world_size: int = 1,  # noqa: ARG002  # datatrove gives it to every step
    ) -> Iterator[Any]:
        """Clean datatrove documents, as datatrove calls its steps."""
        excluded = self.exclusion_writer or contextlib.nullcontext()
        with excluded as writer, ExtractorSandbox(self.timeout) as sandbox:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    cleaned = self._clean(sandbox, document)
                carried = carried_names(document.metadata)
                metadata = {carried[key]: value for key, value in document.metadata.items()}
                if "error" in cleaned:
                    self.stat_update(StatHints.dropped, f"dropped_{cleaned['error']['code']}")
                    document.metadata = metadata | cleaned
                    if writer:
                        writer.write(document, rank)
                    continue
                document.text = cleaned.pop("text")
                document.metadata = metadata | cleaned
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(document)
                yield document

    def _clean(self, sandbox: ExtractorSandbox, document: Any) -> dict[str, Any]:
        page = (document.text, document.metadata.get("url"))
        try:
            cleaned: dict[str, Any] = sandbox.process_document(page, self._task)
        except TimeoutError:
            cleaned = _error(Failure("timeout", f"not done in {self.timeout:g} s"))
        except (EOFError, OSError):
            cleaned = _error(Failure("worker_died", "its process died"))
        return cleaned


class _CleanText:
    """What the sandbox's process does."""

    def __init__(self, attempt: Attempt, kind: Kind | None) -> None:
        self.attempt = attempt
        self.kind = kind

    def __call__(self, text: str, url: str | None = None) -> dict[str, Any]:
        result = self.attempt(text, url, self.kind)
        return _error(result) if isinstance(result, Failure) else result.to_dict()


def _error(failure: Failure) -> dict[str, Any]:
    return {"error": failure._asdict()}
