"""UTF-8 that a crawler read as Latin-1 or Windows-1252 is put right; other texts stay."""

from __future__ import annotations

import pytest

from newsclean import extract
from newsclean.reading.mojibake import mended
from tests.stories import PARAGRAPHS

QUOTED = "“It’s the café’s first ferry – for 3 €,” said Ångström’s crew… at 7° below."
GREEK = "Το λιμάνι άνοιξε ξανά τη Δευτέρα, είπε ο δήμαρχος της πόλης."


def as_windows(text: str) -> str:
    return "".join(
        chr(b) if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([b]).decode("cp1252")
        for b in text.encode()
    )


def as_latin(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize("text", [QUOTED, GREEK, "港は月曜日に再開した。"])
@pytest.mark.parametrize("misread", [as_windows, as_latin])
def test_a_text_that_was_read_wrongly_is_put_right(misread, text: str) -> None:
    found, notices = mended(misread(f"{text} {text} {text}"))
    assert found == f"{text} {text} {text}"
    assert [notice.code for notice in notices] == ["encoding_mended"]


@pytest.mark.parametrize(
    "text",
    [
        QUOTED,
        GREEK,
        "Wer „Ã¼“ liest, hat „ü“ falsch gelesen; für „â€™“ müsste dort „’“ stehen.",
        "NÃO É AQUI, À NOITE NÃO HÁ AVIÕES: DISSE O CAPITÃO DA ESTAÇÃO, SEM RAZÃO.",
    ],
)
def test_a_text_that_was_read_rightly_stays(text: str) -> None:
    assert mended(text) == (text, ())


def test_a_closing_quotation_mark_that_lost_its_last_byte_is_put_right() -> None:
    text = "“It’s over,” said the mayor – “it’s the harbour’s day.”"
    torn = "".join(c for c in as_windows(text) if c != "\x9d")
    assert mended(torn)[0] == text


def test_the_parts_that_were_read_rightly_stay_where_others_were_not() -> None:
    text = "Café Norvik. " + as_windows("The ferry’s crew – it’s the harbour’s – sails.")
    assert mended(text)[0] == "Café Norvik. The ferry’s crew – it’s the harbour’s – sails."


@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_page_that_was_read_wrongly_gives_its_text_and_says_so(kind) -> None:
    story = [f"{paragraph} “It’s over,” said the mayor." for paragraph in PARAGRAPHS]
    page = "".join(f"<p>{p}</p>" for p in story) if kind == "html" else "\n\n".join(story)
    document = extract(as_latin(page), kind=kind)
    assert document.text == "\n\n".join(story)
    assert "encoding_mended" in {notice.code for notice in document.warnings}
    again = extract(as_latin(page).encode(), kind=kind)
    assert again.text == document.text
