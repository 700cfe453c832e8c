"""Undoes what was done to UTF-8 that somebody read as Latin-1 or Windows-1252: "Itâ€™s", "cafÃ©".

Crawlers do that to pages whose HTTP header names no charset, and write what comes of it as UTF-8.
"""

from __future__ import annotations

import re
from itertools import islice

from newsclean.page import Notice

_UNDEFINED = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""Bytes that Windows-1252 does not have; they are read as in Latin-1."""
_BYTES = {ord(bytes([b]).decode("cp1252")): b for b in range(0x80, 0xA0) if b not in _UNDEFINED}
_HALF_A_MARK = b"\xe2\x80"
"""What is left of a closing quotation mark where bytes that Windows-1252 lacks were dropped."""
_WINDOWS = "".join(map(chr, _BYTES))
# What the first byte of a character of UTF-8 becomes, before what another one does; sought in
# UTF-8 again, where all of the first have one byte in common, in a fifth of the time.
_TRACE = re.compile(
    b"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|" + b"|".join(c.encode() for c in _WINDOWS) + b")"
)
_RUN = re.compile(f"[\u0080-\u00ff{_WINDOWS}]+")
_FEWEST = 3
"""Places to be mended; a text may show one or two on purpose."""
_LOOKED_AT = 1_000
"""Places by which a text is judged."""
_MOST = 1 << 20
"""Places that are mended, a limit of time: far more than a page has."""


def mended(text: str) -> tuple[str, tuple[Notice, ...]]:
    """`text` with its characters put right, if most of those that are not ASCII were read wrongly.

    Returns:
        The text, and a notice where it was mended.
    """
    if text.isascii() or _TRACE.search(text.encode()) is None:
        return text, ()
    looked_at = [_right(run[0]) for run in islice(_RUN.finditer(text), _LOOKED_AT)]
    wrong = sum(found is not None for found in looked_at)
    if wrong < _FEWEST or 2 * wrong < len(looked_at):
        return text, ()
    places = 0

    def undone(run: re.Match[str]) -> str:
        nonlocal places
        found = _right(run[0])
        places += found is not None
        return found or run[0]

    text = _RUN.sub(undone, text, count=_MOST)
    message = f"UTF-8 had been read as Latin-1 or Windows-1252: undone in {places:,} places"
    return text, (Notice("encoding_mended", message),)


def _right(run: str) -> str | None:
    """What stood there before it was read wrongly; None where it was not."""
    raw = run.translate(_BYTES).encode("latin-1")
    if raw.endswith(_HALF_A_MARK):
        raw += b"\x9d"
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
