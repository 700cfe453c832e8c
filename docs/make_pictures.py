"""Takes the pictures of the docs, in a headless Chromium.

Run it after a change to the reports:

    python docs/make_pictures.py
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from newsclean import extract  # noqa: E402
from tests.browser import chromium, missing  # noqa: E402

TARGET = ROOT / "docs" / "pictures" / "inspection.png"
_PAGE = ROOT / "corpus" / "pages" / "harbour-bridge-reopens.html"


def main() -> None:
    """Take the picture of a report, one block of it open."""
    if reason := missing():
        sys.exit(reason)
    TARGET.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        report = Path(folder) / "report.html"
        report.write_text(extract(_PAGE.read_bytes()).report(), encoding="utf-8")
        browser.size(1300, 1000)
        browser.open(report)
        browser.click("[data-show=aside]")
        for role in ("navigation", "boilerplate", "furniture"):
            browser.click(f"input[value={role}] + span")
        browser.run("document.querySelector('#blocks .caption button').click()")
        browser.run("document.querySelectorAll('#blocks .related button')[1].click()")
        browser.click("h1")
        TARGET.write_bytes(browser.driver.get_screenshot_as_png())


if __name__ == "__main__":
    main()
