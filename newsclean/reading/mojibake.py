"""Undoes what was done to UTF-8 that somebody read as Latin-1 or Windows-1252: "Itâ€™s", "cafÃ©".

Crawlers do that to pages whose HTTP header names no charset, and write what comes of it as UTF-8.
"""

from __future__ import annotations

import re

from newsclean.page import Notice

_UNDEFINED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Bytes that Windows-1252 does not have; they are read as in Latin-1."""
_BYTES = {ord(bytes([b]).decode("cp1252")): b for b in range(0x80, 0xA0) if b not in _UNDEFINED}
_WINDOWS = "".join(map(chr, _BYTES))
# What the first byte of a character of UTF-8 becomes, before what another one does.
_TRACE = re.compile(f"[\u00c2-\u00f4][\u0080-\u00bf{_WINDOWS}]")
_RUN = re.compile(f"[\u0080-\u00ff{_WINDOWS}]+")
_FEWEST = 3
"""Places to be mended; a text may show one or two on purpose."""


def mended(text: str) -> tuple[str, tuple[Notice, ...]]:
    """`text` with its characters put right, if most of those that are not ASCII were read wrongly.

    Returns:
        The text, and a notice where it was mended.
    """
    if text.isascii() or _TRACE.search(text) is None:
        return text, ()
    places = kept = 0

    def right(run: re.Match[str]) -> str:
        nonlocal places, kept
        try:
            found = run[0].translate(_BYTES).encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            kept += 1
            return run[0]
        places += 1
        return found

    better = _RUN.sub(right, text)
    if places < _FEWEST or places < kept:
        return text, ()
    message = f"UTF-8 had been read as Latin-1 or Windows-1252: undone in {places:,} places"
    return better, (Notice("encoding_mended", message),)
