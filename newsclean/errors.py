"""The error tree: every error that newsclean raises on purpose is a `NewscleanError`."""

from __future__ import annotations


class NewscleanError(Exception):
    """Root of the tree. `code` is stable and short, for error records and for `match`."""

    code = "error"


class InputError(NewscleanError, ValueError):
    """The source cannot be read as a page: wrong type, wrong kind or not text at all."""

    code = "bad_input"


class NotTextError(InputError):
    """The bytes are a picture, an archive, a PDF or some other binary file."""

    code = "not_text"


class UnreadableError(InputError):
    """A file cannot be read: missing, forbidden, no regular file, damaged or too large."""

    code = "unreadable"

    def __init__(self, message: str, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


class ConfigError(NewscleanError, ValueError):
    """A pipeline, preset, option or configuration file says something that does not exist."""

    code = "bad_config"


class CleanerError(NewscleanError):
    """A cleaner broke its contract: an undeclared role or reason, or a block that is not there."""

    code = "broken_cleaner"


class PluginError(NewscleanError):
    """A third-party cleaner could not be loaded; the message names its package."""

    code = "broken_plugin"


class BatchError(NewscleanError):
    """A batch cannot start or go on: no inputs, an output that cannot be written."""

    code = "bad_batch"
