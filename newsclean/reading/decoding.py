"""Bytes to text, and what kind of page it is."""

from __future__ import annotations

import codecs
import re
from itertools import islice

import numpy as np

from newsclean.errors import NotTextError
from newsclean.page import Kind, Notice

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# File signatures of what crawls bring in place of pages.
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF (WebP, WAV, AVI) file"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"wOF", "a font"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"ID3", "an MP3 file"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*+=\s*+[\"']?\s*+([\w.:-]{1,40})", re.I
)
_DECLARATION_WINDOW = 8192  # bytes; HTML asks for the first 1,024, real pages are laxer
_DETECTION_WINDOW = 1 << 16  # bytes; more does not make the guess better, only slower
_WIDE = 1 << 18
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|a|meta|title|article|section|table|span|h[1-6]|ul|ol|br|script|main)\b[^<>]*>",
    re.I,
)
_OPENS_A_PAGE = re.compile(
    r"<(?:html|head|body|div|p|meta|title|article|section|table|span|h[1-6]|ul|ol|script|main"
    r"|noscript|template|frameset|form|svg|style|textarea|link|base|img|nav|header|footer|i|b|u"
    r"|font|center|blockquote|figure|aside|dl|select)[\s/>]",
    re.I,
)
_NO_CHARSETS = frozenset(
    "unicode-escape raw-unicode-escape raw_unicode_escape unicode_escape idna punycode utf-7 "
    "undefined".split()
)
"""Codecs of Python that no page is written in; some evaluate escapes, some are slow."""
_OF_PAGES = frozenset(
    "utf-8 cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gb18030 big5 big5hkscs "
    "euc_jp iso2022_jp".split()
)
"""Python's names of the charsets that browsers read (WHATWG Encoding Standard). A detector knows
more, and takes odd bytes for those of old computers."""
# Of all bytes but those of blanks, line ends and ESC; no charset of pages has more than a few.
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
_FEWEST_CONTROLS = 50
_SHIFTED = b"\x1b$B"  # in ASCII: Japanese characters follow
_MARKDOWN = re.compile(r"^#{1,6} +\S|\]\((?:https?:/)?/", re.MULTILINE)
_LEAST_MARKS = 3
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body|meta|script|style)\b", re.I)
_OPENING_TAG = re.compile(r"<[a-zA-Z][\w:-]{0,40}[\s/>]")


def decode(raw: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Decode by byte order mark, then declaration, then UTF-8 if it fits, then detection.

    Raises `NotTextError` for bytes that are some binary file.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw, encoding) or _loosely(raw, encoding)
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise NotTextError(f"the source is {what}, not a page; unpack or convert it first")
    if raw.count(0) * 20 > len(raw):
        return _without_blanks_between(raw)
    declared = _DECLARED.search(raw, 0, _DECLARATION_WINDOW)
    utf8 = _strictly(raw, "utf-8")
    if declared is None:
        shifted = _strictly(raw, "iso2022_jp") if utf8 and _SHIFTED in raw else None
        return shifted or utf8 or _detected(raw)
    label = declared.group(1).decode("ascii")
    named = python_name(label)
    if named is None and utf8:
        message = f"charset {label!r} is none that pages are read in; read as utf-8"
        return utf8[0], (Notice("encoding_guessed", message),)
    # UTF-8 that holds together by chance is next to impossible: it wins over a wrong declaration.
    if utf8 and not raw.isascii():
        return utf8
    return (_strictly(raw, named) if named else None) or utf8 or _detected(raw, named)


def without_surrogates(text: str) -> tuple[str, tuple[Notice, ...]]:
    """A str without halves of surrogate pairs: no encoding can write those."""
    try:
        text.encode()  # takes less time than a search
        return text, ()
    except UnicodeEncodeError:
        pass
    # At once: there may be millions, and each would be an object. In UTF-8 nothing else starts
    # with these two bytes, and what stands for a lost character has as many as they have.
    raw = np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8).copy()
    lone = np.flatnonzero((raw[:-1] == 0xED) & (raw[1:] >= 0xA0))
    for step, byte in enumerate("\ufffd".encode()):
        raw[lone + step] = byte
    message = f"{len(lone)} lone surrogates stand for no character"
    return raw.tobytes().decode("utf-8"), (Notice("undecodable_bytes", message),)


def detect_kind(text: str) -> Kind:
    """Whether a source is HTML: it opens with a tag, or has tags in some density.

    Markdown with pieces of HTML is a dump.
    """
    if _is_markdown(text[: 1 << 16]):
        return "text"
    start = text[:_DECLARATION_WINDOW].lstrip("\ufeff \t\r\n")
    if _OPENING_TAG.match(start) and (
        _TAG.match(start) or _OPENS_A_PAGE.match(start) or "</" in start
    ):
        return "html"
    if re.match(r"<(?:\?xml|!--|!doctype)", start, re.I):
        # At both ends: very long comments may stand above a page.
        return "html" if _TAG.search(text[:_WIDE]) or _TAG.search(text[-_WIDE:]) else "text"
    # A dump about programming may quote a few tags: a page has them all over.
    tags = len(_TAG.findall(text[: 1 << 16]))
    return "html" if tags >= 3 and tags * 400 >= min(len(text), 1 << 16) else "text"


def _is_markdown(text: str) -> bool:
    """Whether a text has the marks of Markdown, and no tag that only whole pages have."""
    if _WHOLE_PAGE.search(text):  # near the start of most pages
        return False
    return sum(1 for _ in islice(_MARKDOWN.finditer(text), _LEAST_MARKS)) == _LEAST_MARKS


def _strictly(raw: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]] | None:
    try:
        return raw.decode(encoding), ()
    except (UnicodeError, LookupError):
        return None


def _loosely(raw: bytes, encoding: str) -> tuple[str, tuple[Notice, ...]]:
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return text, (Notice("undecodable_bytes", f"{lost} places did not decode as {encoding}"),)


def python_name(declared: str) -> str | None:
    """Python's name of a charset that a page or a server declares, None for none of text."""
    # What browsers read under these names (WHATWG Encoding Standard).
    label = declared.lower()
    label = {
        "iso-8859-1": "cp1252",
        "latin1": "cp1252",
        "us-ascii": "cp1252",
        "ascii": "cp1252",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "x-gbk": "gb18030",
        "shift_jis": "cp932",
        "x-sjis": "cp932",
        "ks_c_5601-1987": "cp949",
        "euc-kr": "cp949",
        "x-euc-jp": "euc_jp",
        "iso-8859-8-i": "cp1255",
        "iso-8859-9": "cp1254",
        "iso-8859-11": "cp874",
        "x-mac-cyrillic": "mac-cyrillic",
        "windows-874": "cp874",
        "tis-620": "cp874",
        "utf-16": "utf-8",
    }.get(label, label)
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    # "charset=rot13" and the like are codecs of Python, but not of text.
    if info.name in _NO_CHARSETS or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name


def _detected(raw: bytes, declared: str | None = None) -> tuple[str, tuple[Notice, ...]]:
    if declared:
        text = raw.decode(declared, "replace")
        if text.count("\ufffd") * 200 <= len(text):
            return _loosely(raw, declared)
    # A page in UTF-8 with a few broken bytes is far more common than any other guess.
    text = raw.decode("utf-8", "replace")
    high = sum(byte > 127 for byte in raw[:_DETECTION_WINDOW])
    if text[:_DETECTION_WINDOW].count("\ufffd") * 10 <= high:
        return _loosely(raw, "utf-8")
    sample = raw[:_DETECTION_WINDOW]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls >= _FEWEST_CONTROLS and controls * 20 > len(sample):
        raise NotTextError("the source is binary (full of control characters), not a page")
    import chardet  # rarely needed

    guess = chardet.detect(sample)["encoding"]
    encoding = python_name(guess) if guess else None
    if encoding not in _OF_PAGES:
        encoding = "cp1252"
    text, notices = _strictly(raw, encoding) or _loosely(raw, encoding)
    return text, (
        *notices,
        Notice("encoding_guessed", f"no usable declaration; read as {encoding}"),
    )


def _without_blanks_between(raw: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Bytes with many NULs: UTF-16 or UTF-32 without a byte order mark, or no text at all."""
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    for encoding, fits in (
        ("utf-32-le", even > odd / 4 and odd * 2.2 > len(raw) / 2 and raw[:1] != b"\0"),
        ("utf-16-le", odd > 10 * even),
        ("utf-16-be", even > 10 * odd),
        ("utf-32-be", raw[:3] == b"\0\0\0"),
    ):
        decoded = _strictly(raw, encoding) if fits else None
        if decoded:
            return decoded[0], (
                Notice("encoding_guessed", f"no byte order mark; read as {encoding}"),
            )
    raise NotTextError("the source is binary (full of NUL bytes), not a page")
