"""newsclean: raw news page dumps in, clean documents and their related links out."""

from newsclean.cleaner import Claim, Cleaner, Example, View
from newsclean.document import Document, Failure, RelatedLink
from newsclean.errors import (
    BatchError,
    CleanerError,
    ConfigError,
    InputError,
    NewscleanError,
    NotTextError,
    PluginError,
    UnreadableError,
)
from newsclean.extraction import extract
from newsclean.many import Source, clean_many
from newsclean.page import Block, Decision, Page, Role
from newsclean.pipeline import Pipeline
from newsclean.site import SiteProfile, learn_site
from newsclean.table import clean_table

__version__ = "0.1.0"

__all__ = [
    "BatchError",
    "Block",
    "Claim",
    "Cleaner",
    "CleanerError",
    "ConfigError",
    "Decision",
    "Document",
    "Example",
    "Failure",
    "InputError",
    "NewscleanError",
    "NotTextError",
    "Page",
    "Pipeline",
    "PluginError",
    "RelatedLink",
    "Role",
    "SiteProfile",
    "Source",
    "UnreadableError",
    "View",
    "__version__",
    "clean_many",
    "clean_table",
    "extract",
    "learn_site",
]
