"""Attributes and fences that pandoc's Markdown carries over from HTML are no words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.reading.attributes import without_attributes
from newsclean.reading.text import read_text

DUMP = """::: {#top .page-header}
-   [Home](https://norvik.test/){.nav-item}
-   [[]{.icon} Sport[]{.arrow}](https://norvik.test/sport){.nav-item
    tabindex="-1"}

```{=html}
<!-- -->
```
-   ::: {.nav-box}
    [Weather]{.label} today
    :::
:::

::: {.article .wide data-state="{\\"open\\": [1, 2]}"}
# Storm closes the harbour for a second day {#storm .headline style="color:#fff"}

[By Ada Holm]{.byline}

![The mole on Sunday](mole.jpg){.picture width="640"
height="320"}

::: body
The harbour of Norvik stayed shut on Sunday after a second night of
[storm]{.mark}, the port said. \\"Nobody sails today\\", it wrote, and a boat\\
that is lost costs \\$9 a day.

Schools on the island stay [closed](https://norvik.test/schools){.link
rel="noopener"} on Monday. The ferry will not sail before Wednesday.

The town was cut off from the capital for three days in the winter of
last year, when ice closed the sound and the baker ran out of flour on
the second morning. This time the shops are full, the mayor said, and
nobody has to fear for his breakfast.
:::
:::

:::: {.related}
## Most read {.head}

-   [Choir of the island school wins the national
    prize](https://norvik.test/1){.card}
-   [New timetable for all buses from the first of
    April](https://norvik.test/2){.card}
-   [Owner of the old inn sells his last two boats](https://norvik.test/3){.card}
::::
"""


def test_a_dump_with_attributes_is_cleaned_like_one_without() -> None:
    document = newsclean.extract(DUMP)
    assert document.title == "Storm closes the harbour for a second day"
    assert document.text.split("\n\n") == [
        "The harbour of Norvik stayed shut on Sunday after a second night of storm, the port said. "
        '"Nobody sails today", it wrote, and a boat that is lost costs $9 a day.',
        "Schools on the island stay closed on Monday. The ferry will not sail before Wednesday.",
        "The town was cut off from the capital for three days in the winter of last year, when "
        "ice closed the sound and the baker ran out of flour on the second morning. This time the "
        "shops are full, the mayor said, and nobody has to fear for his breakfast.",
    ]
    assert document.authors == ("Ada Holm",)
    assert [(link.title, link.url, link.section) for link in document.related] == [
        (
            "Choir of the island school wins the national prize",
            "https://norvik.test/1",
            "Most read",
        ),
        (
            "New timetable for all buses from the first of April",
            "https://norvik.test/2",
            "Most read",
        ),
        ("Owner of the old inn sells his last two boats", "https://norvik.test/3", "Most read"),
    ]


def test_what_fences_parted_are_blocks_of_their_own() -> None:
    texts = [block.text for block in read_text(DUMP, "").blocks]
    assert texts[:4] == [
        "Home",
        "Sport",
        "Weather today",
        "Storm closes the harbour for a second day",
    ]
    assert not any(mark in text for text in texts for mark in (":::", "{", "}"))


def test_a_few_braces_in_a_text_are_its_own() -> None:
    text = "Write [words]{.mark} for a span, and ::: {.note} to open a box around some lines.\n"
    assert without_attributes(text) == text
    assert read_text(text, "").blocks[0].text == text.strip()


@given(st.lists(st.sampled_from([*DUMP.split("\n"), "{.", "]", "[", '"', ":::", "\\"])))
def test_every_character_stays_in_its_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    words = without_attributes(text)
    assert len(words) == len(text)
    assert all(shown in (raw, "\n", "\u2060") for raw, shown in zip(text, words, strict=True))
