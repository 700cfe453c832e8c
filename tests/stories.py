"""Two small pages, plain enough that their text is beyond doubt, for tests of what is around it."""

PARAGRAPHS = (
    "The ferry to the island sails again after nine days of storm, the port authority said on "
    "Monday. The first boat left at dawn with mail, milk and forty pupils on board.",
    "Nobody had been able to cross since the second week of the month, when waves damaged the "
    "pier. Two fishing boats sank in the harbour, but no one was hurt, according to the police.",
    "Fares stay as they were until the end of the year, the company said. Tickets that were "
    "bought for one of the cancelled crossings remain valid, and can be exchanged at the pier.",
    "Islanders had asked for a larger ship for years, because the present one may not leave in "
    "high seas. The council will discuss the matter in its next session, the mayor promised.",
)
BRIDGE = (
    "The council voted on Monday to rebuild the old bridge, which has been closed to lorries "
    "since the flood of last spring, and to pay for it with a loan over thirty years.",
    "Work is to begin in June and will take two years, the mayor said after a debate that "
    "lasted until midnight, and the ferry will carry cars until the bridge is open.",
    "Nobody on the other bank was asked, said the owner of the inn, who has counted his guests "
    "every evening since March and now serves a third of the meals of a year ago.",
)
"""Another story."""
BRIDGE_HEADLINE = "Old bridge to be rebuilt in two years"
BRIDGE_TEXT = "\n\n".join(BRIDGE) + "\n"
HEADLINE = "Ferry to the island sails again"
STORY = "\n\n".join((HEADLINE, *PARAGRAPHS)) + "\n"
HTML = (
    f'<!doctype html><html lang="en"><head><title>{HEADLINE}</title></head><body>'
    f"<article><h1>{HEADLINE}</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article>"
    """<section><h2>Most read</h2><ul>
<li><a href="/a/storm-closes-harbour-for-nine-days">Storm closes harbour for nine days</a></li>
<li><a href="/a/island-school-gets-new-roof">Island school gets a new roof at last</a></li>
<li><a href="/a/council-votes-on-bridge">Council votes on the old bridge again</a></li>
</ul></section></body></html>"""
)
