"""Site profiles of a batch: a first pass counts what the pages of each site show.

The counts are in a file (SQLite), so memory does not grow with the number of sites; and of each
site as many headlines as `SiteCounts` holds. What is learned depends neither on the order of the
pages nor on the number of workers.
"""

from __future__ import annotations

import contextlib
import json
import os
import posixpath
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from newsclean.batch.fingerprint import fingerprint
from newsclean.batch.inputs import Input
from newsclean.batch.limits import Ended
from newsclean.batch.manifest import identity
from newsclean.batch.outputs import beside
from newsclean.batch.placing import put, writing
from newsclean.batch.runner import run
from newsclean.batch.sources import page_source
from newsclean.batch.summary import Summary
from newsclean.batch.unpacking import MAX_BYTES
from newsclean.errors import BatchError, ConfigError
from newsclean.page import Kind, Page
from newsclean.reading import read
from newsclean.site import LEAST, SiteCounts, SiteProfile, host_of

_REMEMBERED = 256  # profiles that a worker keeps at hand

_TABLES = """
CREATE TABLE settings (told TEXT);
CREATE TABLE pages (page TEXT PRIMARY KEY, site TEXT) WITHOUT ROWID;
CREATE TABLE counts (site TEXT, headline TEXT, lines TEXT, PRIMARY KEY (site, headline))
    WITHOUT ROWID;
CREATE TABLE profiles (site TEXT PRIMARY KEY, profile TEXT) WITHOUT ROWID;
"""


class Counted(NamedTuple):
    """What the first pass learns of a page."""

    page: str
    """Digest of its input's name."""
    site: str
    headline: str
    lines: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class CountTask:
    """What a worker does with an input in the first pass. A page that fails teaches nothing."""

    kind: Kind | None = None
    """What all inputs are; detected for each where None."""
    max_bytes: int = MAX_BYTES
    """Largest input, in bytes after unpacking."""

    def __call__(self, item: Input) -> Counted | float:
        """The page's lines, or how much of its file was passed over."""
        if item.failure:
            return item.share
        try:
            source = page_source(item, self.max_bytes)
            page = read(source, url=item.url, kind=self.kind or item.kind)
            counts = SiteCounts()
            counts.add(page)
            ((headline, lines),) = counts.rows()
        except Exception:  # noqa: BLE001  # cleaning it will say so
            return item.share
        name = identity(item.name, item.place)
        return Counted(name, site_of(item, page), headline, tuple(sorted(lines)), item.share)


def site_of(item: Input, page: Page) -> str:
    """The site of a page: the host of its address, given or declared; else its folder."""
    declared = page.head.canonical or page.head.get("og:url")
    host = host_of(item.url or "") or host_of(declared)
    return host or f"/{posixpath.dirname(item.place.replace(os.sep, '/'))}"


class SiteProfiles:
    """The profiles that a first pass learned, in a file that all workers read.

    Raises:
        ConfigError: by its methods, where the file is none of this kind.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._database: sqlite3.Connection | None = None
        self._known: OrderedDict[str, SiteProfile | None] = OrderedDict()

    def __reduce__(self) -> tuple[type[SiteProfiles], tuple[Path]]:
        # A connection is of one process.
        return SiteProfiles, (self.path,)

    def of(self, item: Input) -> SiteProfile | None:
        """What the pages of an input's site taught; None where it was not among them."""
        found = self._one("SELECT site FROM pages WHERE page = ?", identity(item.name, item.place))
        return self.profile(found) if found is not None else None

    def profile(self, site: str) -> SiteProfile | None:
        """What the pages of a site taught; None for a site on which nothing repeats."""
        if site not in self._known:
            found = self._one("SELECT profile FROM profiles WHERE site = ?", site)
            self._known[site] = None if found is None else SiteProfile.from_dict(json.loads(found))
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(site)
        return self._known[site]

    def settings(self) -> str | None:
        """How they were learned; None where the file is not there."""
        if not self.path.exists():
            return None
        return self._one("SELECT told FROM settings", None)

    def close(self) -> None:
        """Let go of the file."""
        if self._database:
            self._database.close()
            self._database = None

    def _one(self, query: str, key: str | None) -> str | None:
        try:
            if not self._database:
                where = f"{self.path.resolve().as_uri()}?mode=ro"
                self._database = sqlite3.connect(where, uri=True)
            row = self._database.execute(query, () if key is None else (key,)).fetchone()
        except sqlite3.Error as error:
            raise ConfigError(f"{self.path} holds no site profiles: {error}") from error
        return row[0] if row else None


def learn_profiles(
    inputs: Iterable[Input],
    path: str | os.PathLike[str],
    task: CountTask,
    *,
    jobs: int | None = None,
    watch: Callable[[Summary], object] | None = None,
    resume: bool = False,
    timeout: float | None = None,
    max_memory: int | None = None,
) -> SiteProfiles:
    """Learn what repeats on the sites of inputs, in worker processes.

    Args:
        inputs: As `clean` takes them, the same ones as will be cleaned.
        path: The file of the profiles, whole or not there at all.
        task: How the inputs are read.
        jobs: As for `clean`, like the rest.
        watch: Called after each input with the accounts so far.
        resume: Take the file as it is where it was learned with the same task.
        timeout: Seconds that a page may take.
        max_memory: Bytes that a worker may take.

    Raises:
        BatchError: the file cannot be written, or worker processes cannot start.
    """
    profiles = SiteProfiles(path)
    settings = json.dumps(fingerprint(task))
    try:
        if resume and profiles.settings() == settings:
            return profiles
    finally:
        profiles.close()
    unfinished = beside(profiles.path, ".part")
    counted = run(
        inputs,
        task,
        lost=_lost,
        jobs=jobs,
        timeout=timeout,
        max_memory=max_memory,
        weigh=lambda item: len(item.content) if item.content else 0,
    )
    with writing(unfinished):
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
    with _database(unfinished) as database:
        database.execute("INSERT INTO settings VALUES (?)", (settings,))
        summary = Summary(learning=True)
        began = time.monotonic()
        for page in counted:
            if isinstance(page, Counted):
                _count(database, page)
                summary.documents += 1
            summary.files += page.share if isinstance(page, Counted) else page
            summary.seconds = time.monotonic() - began
            if watch:
                watch(summary)
        _learn(database)
    with writing(profiles.path):
        put(unfinished, profiles.path)
    return profiles


@contextlib.contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    """A new file of profiles; it is of use only when it is whole, so nothing in it need be safe."""
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_TABLES)
            database.execute("BEGIN")
            yield database
            database.execute("COMMIT")
    except sqlite3.Error as error:
        raise BatchError(f"cannot write {path}: {error}") from error
    with writing(path), open(path, "rb+") as file:
        os.fsync(file.fileno())


def _count(database: sqlite3.Connection, page: Counted) -> None:
    """Count a page, and hold no more headlines of its site than `SiteCounts` does."""
    database.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", (page.page, page.site))
    key = (page.site, page.headline)
    query = "SELECT count(*), max(headline) FROM counts WHERE site = ?"
    held, last = database.execute(query, (page.site,)).fetchone()
    if held >= SiteCounts.MOST and page.headline > last:
        return
    query = "SELECT lines FROM counts WHERE site = ? AND headline = ?"
    before = database.execute(query, key).fetchone()
    lines = {*page.lines, *(before[0].split() if before else ())}
    row = (*key, " ".join(sorted(lines)))
    database.execute("INSERT OR REPLACE INTO counts VALUES (?, ?, ?)", row)
    if held >= SiteCounts.MOST and not before:
        query = "DELETE FROM counts WHERE site = ? AND headline = ?"
        database.execute(query, (page.site, last))


def _learn(database: sqlite3.Connection) -> None:
    """Make the profiles out of the counts, a site at a time."""
    sites = database.execute("SELECT DISTINCT site FROM counts").fetchall()
    for (site,) in sites:
        counts = SiteCounts()
        query = "SELECT headline, lines FROM counts WHERE site = ?"
        for headline, lines in database.execute(query, (site,)):
            counts.merge(headline, lines.split())
        profile = counts.profile().trimmed(LEAST)
        if profile.repeats:
            row = (site, json.dumps(profile.to_dict()))
            database.execute("INSERT INTO profiles VALUES (?, ?)", row)
    database.execute("DELETE FROM counts")


def _lost(item: Input, _: Ended) -> Counted | float:
    return item.share
