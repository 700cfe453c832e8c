"""The stories that a page offers for reading on, for the cleaner of its own and for the others."""

from __future__ import annotations

from newsclean.cleaner import Claim, View
from newsclean.related.dumps import related_in_dump
from newsclean.related.pages import related_in_page
from newsclean.written import reads_clean


def offers(view: View) -> list[Claim]:
    """The claims of `related_links`; ask for them by `view.once(offers)`."""
    if view.page.kind == "html":
        return related_in_page(view)
    # A text that somebody cleaned offers no stories; its subheadings may look like some.
    return [] if reads_clean(view) else related_in_dump(view)


def offered(view: View) -> frozenset[int]:
    """The blocks of these claims: no main text, also where `related_links` is not asked."""
    return frozenset(claim.block for claim in view.once(offers))
