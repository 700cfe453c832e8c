"""extract(): read, label, settle, write. The whole story on one screen."""

from __future__ import annotations

from functools import cache
from typing import Literal

from newsclean.document import Document
from newsclean.page import Kind
from newsclean.pipeline import Pipeline
from newsclean.reading import read
from newsclean.settling import settle
from newsclean.site import SiteProfile
from newsclean.writing import write

Metadata = Literal["declared", "full"]


def extract(
    source: bytes | str,
    *,
    url: str | None = None,
    kind: Kind | None = None,
    pipeline: Pipeline | None = None,
    site: SiteProfile | None = None,
    metadata: Metadata = "declared",
) -> Document:
    """Turn a raw news page dump into a document.

    Args:
        source: HTML or a plain-text dump; bytes are decoded by byte order mark, declaration,
            and detection, in this order.
        url: Address of the page: makes its links absolute, as else the one does that the page
            declares, and helps to know a dump's headline.
        kind: "html" or "text"; detected where not given.
        pipeline: The cleaners to run; `Pipeline.default()` where not given.
        site: What other pages of the same site taught, from `learn_site()`.
        metadata: "declared" takes title, date, authors and site name from what the page says of
            itself, at little cost; "full" also searches its body.

    Returns:
        A document; where something was wrong with the page, `warnings` says what.

    Raises:
        InputError: the source is not bytes or str, or is not text at all (a picture, a PDF).
    """
    page = read(source, url=url, kind=kind)
    pipeline = pipeline or _default()
    labelled = pipeline.run(page, site)
    if page.kind == "text":
        labelled = settle(labelled, pipeline, site)
    return write(labelled, metadata=metadata)


@cache
def _default() -> Pipeline:
    return Pipeline.default()
