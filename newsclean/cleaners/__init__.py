"""The built-in cleaners, by name. Their order in a pipeline stands in `newsclean.pipeline`."""

from __future__ import annotations

from newsclean.cleaner import Cleaner
from newsclean.cleaners.block_scorer import BlockScorer
from newsclean.cleaners.captions import Captions
from newsclean.cleaners.clean_text import CleanText
from newsclean.cleaners.comments import Comments
from newsclean.cleaners.duplicate_headline import DuplicateHeadline
from newsclean.cleaners.navigation_lists import NavigationLists
from newsclean.cleaners.page_furniture import PageFurniture
from newsclean.cleaners.page_header import PageHeader
from newsclean.cleaners.related_links import RelatedLinks
from newsclean.cleaners.remainder import Remainder
from newsclean.cleaners.site_repeats import SiteRepeats
from newsclean.cleaners.site_settings import SiteSettings
from newsclean.cleaners.template_leaks import TemplateLeaks

BUILT_IN: dict[str, type[Cleaner]] = {
    cleaner.name: cleaner
    for cleaner in (
        PageHeader,
        TemplateLeaks,
        DuplicateHeadline,
        NavigationLists,
        RelatedLinks,
        SiteRepeats,
        PageFurniture,
        Comments,
        Captions,
        CleanText,
        BlockScorer,
        Remainder,
        SiteSettings,
    )
}
