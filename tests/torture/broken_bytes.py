"""Bytes: encodings that are wrong, missing or contradictory, and files that are no page."""

from __future__ import annotations

import random

from tests.torture.material import STORY_HTML, STORY_TEXT, lines, times


def _page(size: int) -> str:
    return lines(size, "<p>Über die Brücke, der {w} {n}.</p>") + STORY_HTML


def nothing(size: int) -> bytes:
    return b""


def blank(size: int) -> bytes:
    return times(" \t\r\n", size).encode()


def zeros(size: int) -> bytes:
    return bytes(size)


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def noise_of_high_bytes(size: int) -> bytes:
    return bytes(128 + n % 128 for n in random.Random(1).randbytes(size))


def picture(size: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(size)


def pdf(size: int) -> bytes:
    return b"%PDF-1.7\n" + random.Random(1).randbytes(size)


def zip_archive(size: int) -> bytes:
    return b"PK\x03\x04" + random.Random(1).randbytes(size)


def wrong_charset(size: int) -> bytes:
    return b"<meta charset=utf-8>" + _page(size).encode("cp1252")


def contradictory_charsets(size: int) -> bytes:
    head = b"<?xml version='1.0' encoding='koi8-r'?><meta charset=big5><meta charset=latin1>"
    return head + _page(size).encode()


def unknown_charset(size: int) -> bytes:
    return b"<meta charset=x-nosuch>" + _page(size).encode("cp1252")


def charset_of_no_text(size: int) -> bytes:
    return b"<meta charset=unicode_escape>" + _page(size).encode("cp1252", "replace")


def charset_of_slow_codec(size: int) -> bytes:
    return b"<meta charset=punycode><p>" + times("abc-def", size).encode() + STORY_HTML.encode()


def utf7(size: int) -> bytes:
    return b"<meta charset=utf-7>" + _page(size).encode("utf-7")


def utf16_without_mark(size: int) -> bytes:
    return _page(size // 2).encode("utf-16-le")


def utf16_of_other_script(size: int) -> bytes:
    return times("<p>渡轮周一再次启航，港口当局表示。</p>", size // 2).encode("utf-16-be")


def utf16_odd_length(size: int) -> bytes:
    return b"\xff\xfe" + _page(size // 2).encode("utf-16-le") + b"x"


def utf32_without_mark(size: int) -> bytes:
    return _page(size // 4).encode("utf-32-le")


def utf8_cut_in_a_character(size: int) -> bytes:
    return _page(size).encode() + "ü".encode()[:1]


def utf8_with_broken_bytes(size: int) -> bytes:
    return _page(size).encode().replace(b"Br", b"\xc3\xff\xfe")


def utf8_overlong(size: int) -> bytes:
    return STORY_TEXT.encode() + b"\xc0\xaf\xe0\x80\xaf\xed\xa0\x80" * (size // 8)


def mojibake(size: int) -> bytes:
    twice = _page(size // 3).encode().decode("cp1252", "replace").encode()
    return twice.decode("cp1252", "replace").encode()


def null_bytes_in_a_page(size: int) -> bytes:
    return _page(size).encode().replace(b" ", b"\0")


def control_bytes_in_a_page(size: int) -> bytes:
    return _page(size).encode().replace(b" ", b"\x01\x1b \x08")


def many_marks(size: int) -> bytes:
    return b"\xef\xbb\xbf" * (size // 3) + STORY_HTML.encode()


def late_declaration(size: int) -> bytes:
    return b"<!--" + b" " * size + b"--><meta charset=cp1251>" + STORY_HTML.encode()


def half_declarations(size: int) -> bytes:
    return b"<meta charset" * (size // 13) + STORY_HTML.encode()
