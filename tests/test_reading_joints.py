"""Dumps whose texts were joined without a blank: they are parted, names and other words are not."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.reading.text import read_text
from tests.stories import BRIDGE, HEADLINE, PARAGRAPHS

ENTRIES = (
    "Home News Sport Weather Culture Letters Harbour Council Schools Ferries Fishing Opinion "
    "Podcasts Newsletters Archive Shop Jobs Notices Tides Contact Imprint Games"
).split()
MENU = "".join(ENTRIES)
OFFERS = (
    "Storm closes harbour for nine days",
    "Island school gets a new roof at last",
    "Council votes on the old bridge again",
)


def texts(dump: str) -> list[str]:
    page = read_text(dump, "")
    assert "".join(page.text[b.start : b.end] for b in page.blocks) == page.text
    return [block.text for block in page.blocks]


def test_entries_of_a_menu_that_run_together_are_parted() -> None:
    assert texts(f"{MENU}\n\n{PARAGRAPHS[0]}") == [*ENTRIES, PARAGRAPHS[0]]
    assert [notice.code for notice in read_text(MENU, "").notices] == ["no_line_ends"]


def test_a_story_and_what_is_offered_beside_it_are_parted_in_such_a_dump() -> None:
    dump = MENU + HEADLINE + "".join(PARAGRAPHS) + "Most read" + "".join(OFFERS)
    assert texts(dump) == [*ENTRIES, HEADLINE, *PARAGRAPHS, "Most read", *OFFERS]


def test_acronyms_numbers_and_quotations_end_texts_too() -> None:
    row = f"{MENU}TV GuideNorvik FMSchedule2024Results3 minutes agoNews"
    assert texts(row)[len(ENTRIES) :] == [
        "TV Guide",
        "Norvik FM",
        "Schedule",
        "2024",
        "Results",
        "3 minutes ago",
        "News",
    ]
    assert texts(f"{MENU}\nThe mayor spoke of “a good day”Ferry sails")[-2:] == [
        "The mayor spoke of “a good day”",
        "Ferry sails",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The choir put its song on YouTube and had an answer within the hour.",
        "Visitors from KwaZulu-Natal, said the guide at the McDonald lighthouse, stay longer.",
        "The crew of the MacGregor wrote an e-mail with an iPhone from the pier.",
        "Read the Web3 page, the A4 form and the Covid19 leaflet before the crossing.",
    ],
)
def test_names_with_a_capital_inside_stay_whole_in_sentences(sentence: str) -> None:
    assert texts(f"{MENU}\n{sentence}")[-1] == sentence


def test_a_name_that_stands_in_several_sentences_stays_whole() -> None:
    sentences = [
        "The owner sold the HarbourNews to a friend.",
        "Nobody reads HarbourNews any more, he said.",
        "A new editor of HarbourNews arrives today.",
    ]
    assert texts("\n".join((MENU, *sentences)))[-3:] == sentences


@pytest.mark.parametrize(
    "line",
    [
        "UMnumzane uthe kuMongameli, ngoLwesibili, eNingizimu, lakwaTransnet, yangoLwesihlanu, "
        "njengoMphathiswa, lwakwaGupta, uNgqongqoshe, isiZulu, kwaZulu, abakwaMetro, zaseThekwini.",
        "Use ArrayList, LinkedList, HashMap, TreeMap, HashSet, LinkedHashSet, ArrayDeque, "
        "ConcurrentHashMap, PriorityQueue, BitSet, EnumMap, WeakHashMap, IdentityHashMap.",
        "Call getElementById(name), addEventListener(event), querySelectorAll(path), "
        "removeEventListener(event), insertAdjacentHtml(place), setAttributeNode(node).",
        "https://norvik.test/NewsSportWeatherCultureLettersHarbourCouncilSchoolsFerriesFishing",
    ],
    ids=["prefixes", "names of classes", "names of functions", "an address"],
)
def test_words_with_capitals_inside_part_no_text_by_themselves(line: str) -> None:
    assert texts(f"{line}\n\n{PARAGRAPHS[0]}") == [line, PARAGRAPHS[0]]


def test_a_link_around_two_joined_texts_is_a_link_of_each() -> None:
    cards = "".join(f"[{offer}By our reporter](/{n})\n\n" for n, offer in enumerate(OFFERS))
    page = read_text(f"{MENU}\nIn days at last\n\n{cards}", "https://norvik.test/")
    found = [(b.text, [link.url for link in b.links]) for b in page.blocks[len(ENTRIES) + 1 :]]
    assert found == [
        pair
        for n, offer in enumerate(OFFERS)
        for pair in (
            (offer, [f"https://norvik.test/{n}"]),
            ("By our reporter", [f"https://norvik.test/{n}"]),
        )
    ]


def test_the_text_of_a_page_of_joined_texts_is_its_story() -> None:
    story = PARAGRAPHS + BRIDGE
    document = newsclean.extract(
        f"{MENU}{HEADLINE}{''.join(story)}Most read{''.join(OFFERS)}", kind="text"
    )
    assert document.text == "\n\n".join(story)
    assert [link.title for link in document.related] == list(OFFERS)
