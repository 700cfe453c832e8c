"""The day of a dump's article, by the lines near its headline, where a user asks for it."""

from __future__ import annotations

import pytest

import newsclean.days
from newsclean import extract

TEXT = (
    "The port was shut on Monday after a storm had torn two ships from their moorings.\n\n"
    "Nobody was hurt, the harbour master said, but the ferry will not sail before Thursday.\n\n"
    "Divers are to look at the mole today. If it has held, the first boat may leave at noon.\n"
)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12 May 2024, 10:30", "2024-05-12"),
        ("By Ada Holm | May 12, 2024", "2024-05-12"),
        ("Montag, 3. März 2025 | 12:40 Uhr", "2025-03-03"),
        ("Publié le 3 mars 2025 à 10h05", "2025-03-03"),
        ("2025-03-03T10:05:00Z", "2025-03-03"),
        ("31 Aralık 2023", "2023-12-31"),
        ("3 мая 2024, 14:02", "2024-05-03"),
    ],
)
def test_a_line_near_the_headline_tells_the_day(line: str, day: str) -> None:
    dump = f"Home\nSport\n\nStorm closes harbour for days\n\n{line}\n\n{TEXT}"
    assert extract(dump, metadata="full").date == day
    assert extract(dump).date is None, "only where it was asked for"


@pytest.mark.parametrize(
    "line", ["The best ferries of 2025", "3 hours ago", "10:05", "Issue 12 of 2024", "1999"]
)
def test_a_year_alone_is_no_day(line: str) -> None:
    dump = f"Storm closes harbour for days\n\n{line}\n\n{TEXT}"
    assert extract(dump, metadata="full").date is None


def test_the_day_of_a_related_story_is_not_the_articles() -> None:
    related = "\n\n".join(
        f"{title}\n\n{day} May 2024"
        for day, title in enumerate(
            (
                "Council votes on the old bridge again tonight",
                "School choir of the island wins a national prize",
                "Fares stay as they are, the ferry company says",
            ),
            3,
        )
    )
    dump = f"Storm closes harbour for days\n\n{TEXT}\nMost read\n\n{related}\n"
    assert extract(dump, metadata="full").date is None


def test_the_header_line_comes_first() -> None:
    dump = f" date 2025-03-02 Storm closes harbour\n\nStorm closes harbour\n\n1 May 2024\n\n{TEXT}"
    assert extract(dump, metadata="full").date == "2025-03-02"


def test_a_line_that_breaks_the_reader_of_dates_is_named(monkeypatch) -> None:
    def broken(labelled: object) -> str:
        raise ValueError("no such month")

    monkeypatch.setattr("newsclean.metadata.day_near_headline", broken)
    document = extract(f"Storm closes harbour\n\n1 May 2024\n\n{TEXT}", metadata="full")
    assert document.date is None
    assert [(w.code, w.message) for w in document.warnings] == [
        ("metadata_failed", "ValueError: no such month")
    ]


def test_of_many_lines_with_years_few_are_read(monkeypatch) -> None:
    read = []
    monkeypatch.setattr("htmldate.find_date", lambda page, **_: read.append(page))
    towns = "Norvik Holm Lind Osby Vann Berg Dal Vik Strand Havn".split()
    rows = "\n\n".join(f"In {1980 + n} the sea took the mole of {t}." for n, t in enumerate(towns))
    extract(f"Storm closes harbour for days\n\n{rows}\n\n{TEXT}", metadata="full")
    assert 0 < len(read) <= newsclean.days._TRIED
