"""Bytes are read as the author wrote them, declared or not."""

from __future__ import annotations

import sys
from importlib.metadata import version
from random import Random
from types import SimpleNamespace

import pytest

from newsclean import NotTextError
from newsclean.reading.decoding import decode

STORIES = {
    "cp1251": "Паром снова пойдёт в понедельник, сообщил начальник порта. Ремонт носовых ворот "
    "занял на три недели больше, чем предполагалось, и пассажиры ждали на берегу.",
    "cp932": "フェリーは月曜日に運航を再開すると港湾局が発表した。"
    "船首扉の修理は予定より三週間長くかかった。",
    "cp949": "여객선이 월요일부터 다시 운항한다고 항만청이 밝혔다. "
    "뱃머리 문 수리는 예정보다 세 주가 더 걸렸다.",
    "cp1253": "Το πλοίο θα ξεκινήσει πάλι τη Δευτέρα, ανακοίνωσε το λιμεναρχείο. "
    "Η επισκευή της πόρτας κράτησε τρεις εβδομάδες περισσότερο.",
    "cp1252": "Die Fähre fährt ab Montag wieder, teilte das Hafenamt mit. Die Reparatur der "
    "Bugklappe dauerte länger als geplant, und die Fahrgäste warteten am Ufer.",
}
OF_NEWER_DETECTORS = {
    "cp1250": "Prom popłynie znowu w poniedziałek, podał urząd portowy. Naprawa furty dziobowej "
    "trwała o trzy tygodnie dłużej, niż planowano, a pasażerowie czekali na brzegu. Żegluga.",
    "cp1254": "Feribot pazartesi günü yeniden sefere çıkacak, dedi liman başkanlığı. Baş kapağının "
    "onarımı planlanandan üç hafta uzun sürdü ve yolcular kıyıda bekledi. Işıklar söndü.",
}


@pytest.mark.parametrize("charset", STORIES)
def test_a_text_that_declares_no_charset_is_read_by_a_guess_that_is_named(charset: str) -> None:
    story = STORIES[charset] * 3
    text, notices = decode(story.encode(charset))
    assert text == story
    assert [notice.code for notice in notices] == ["encoding_guessed"]


@pytest.mark.skipif(int(version("chardet").partition(".")[0]) < 7, reason="older ones do not know")
@pytest.mark.parametrize("charset", OF_NEWER_DETECTORS)
def test_a_newer_detector_knows_central_europe_and_turkey(charset: str) -> None:
    story = OF_NEWER_DETECTORS[charset] * 3
    assert decode(story.encode(charset))[0] == story


@pytest.mark.parametrize("guess", ["cp500", "cp1006", "utf-7", None])
def test_what_no_browser_reads_is_no_guess(guess: str | None, monkeypatch) -> None:
    detector = SimpleNamespace(detect=lambda raw: {"encoding": guess})
    monkeypatch.setitem(sys.modules, "chardet", detector)
    assert decode("Fähre größer ".encode("latin-1") * 9)[0].startswith("Fähre größer")


def test_japanese_that_is_shifted_into_ascii_is_read() -> None:
    story = STORIES["cp932"]
    assert decode(story.encode("iso2022_jp")) == (story, ())
    page = f'<meta charset="iso-2022-jp"><p>{story}'
    assert decode(page.encode("iso2022_jp"))[0] == page


def test_an_escape_in_a_text_is_no_shift() -> None:
    assert decode(b"Prices rose to \x1b$Billions, \xc3\xbcber")[0].endswith("über")


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("x-euc-jp", "euc_jp"),
        ("iso-8859-11", "cp874"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("ISO-8859-8-I", "cp1255"),
    ],
)
def test_a_charset_may_have_the_name_that_browsers_know(label: str, charset: str) -> None:
    story = {"euc_jp": STORIES["cp932"], "cp874": "เรือ", "cp1255": "המעבורת"}
    page = f'<meta charset="{label}"><p>{story.get(charset, STORIES["cp1251"])}'
    assert decode(page.encode(charset)) == (page, ())


def test_noise_is_no_text() -> None:
    with pytest.raises(NotTextError, match="control characters"):
        decode(Random(1).randbytes(5_000))


def test_a_few_control_characters_make_no_text_noise() -> None:
    story = STORIES["cp1252"] * 9
    text, _ = decode((story + "\x01" * 60).encode("cp1252"))
    assert text.startswith(story)
