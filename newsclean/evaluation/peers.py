"""Other extractors behind one call, so that they can be measured beside newsclean.

Each is run as its own documentation has it, with comments left out where it can do that. A dump
is given to them as HTML with a paragraph for each of its lines, the only thing that they read.
"""

from __future__ import annotations

import difflib
import html
import importlib.util
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from newsclean.errors import ConfigError
from newsclean.page import Kind
from newsclean.pipeline import Pipeline

Extractor = Callable[[bytes, str, Kind], str]
"""The main text of a page, given its bytes, its address ("" for none) and what it is."""


@dataclass(frozen=True, slots=True)
class System:
    """Something that turns pages into text."""

    name: str
    package: str
    """Its distribution on PyPI."""
    module: str
    load: Callable[[], Extractor]
    """Makes the extractor, in the process that runs it."""

    @property
    def version(self) -> str:
        """Its package's version, "" where that is not known."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return ""


def as_markup(dump: str) -> str:
    """A dump as HTML: a paragraph a line."""
    lines = (f"<p>{html.escape(line)}</p>" for line in dump.splitlines() if line.strip())
    return f"<html><body>{''.join(lines)}</body></html>"


def newsclean_system(pipeline: Pipeline | None = None, name: str = "newsclean") -> System:
    """This package, with a pipeline of one's own where one is given."""
    return System(name, "newsclean", "newsclean", partial(_newsclean, pipeline))


def choose(names: Iterable[str]) -> list[System]:
    """The systems called `names`; a name that ends in .toml is newsclean with that pipeline.

    Raises `ConfigError` for a name that is not known, naming the nearest one, and for a peer that
    is not installed.
    """
    return [_chosen(name) for name in dict.fromkeys(names)]


def _chosen(name: str) -> System:
    if name.endswith(".toml"):
        return newsclean_system(Pipeline.from_toml(name), Path(name).stem)
    if name not in PEERS:
        near = difflib.get_close_matches(name, PEERS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(PEERS)}"
        raise ConfigError(f"unknown peer {name!r}{hint}")
    peer = PEERS[name]
    if importlib.util.find_spec(peer.module) is None:
        raise ConfigError(
            f"peer {name!r} is not installed: pip install {peer.package}, "
            "or pip install 'newsclean[peers]' for all of them"
        )
    return peer


def _newsclean(pipeline: Pipeline | None) -> Extractor:
    from newsclean.extraction import extract

    def run(source: bytes, url: str, kind: Kind) -> str:
        return extract(source, url=url or None, kind=kind, pipeline=pipeline).text

    return run


def _markup(source: bytes, kind: Kind) -> bytes:
    """What a peer reads: HTML as it came, a dump as paragraphs."""
    if kind == "html":
        return source
    return as_markup(source.decode("utf-8", "replace")).encode()


def _trafilatura(options: Mapping[str, Any]) -> Extractor:
    import trafilatura

    def run(source: bytes, url: str, kind: Kind) -> str:
        markup = _markup(source, kind)
        return trafilatura.extract(markup, url=url or None, include_comments=False, **options) or ""

    return run


def _readability() -> Extractor:
    import readability
    from lxml import html as lxml_html

    def run(source: bytes, url: str, kind: Kind) -> str:
        summary: str = readability.Document(_markup(source, kind), url=url or None).summary()
        # It gives HTML; block-level elements end a line.
        tree = lxml_html.fromstring(summary)
        for element in tree.iter("p", "div", "li", "br", "h1", "h2", "h3", "h4", "tr", "pre"):
            element.tail = "\n" + (element.tail or "")
        return "".join(map(str, tree.itertext()))

    return run


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def run(source: bytes, _url: str, kind: Kind) -> str:
        markup = _markup(source, kind)
        text = bytes_to_str(markup, detect_encoding(markup) or "utf-8")
        return str(extract_plain_text(text, main_content=True, alt_texts=False))

    return run


def _newspaper() -> Extractor:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False

    def run(source: bytes, url: str, kind: Kind) -> str:
        article = Article(url or "https://example.org/", config=config)
        article.download(input_html=_markup(source, kind).decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return run


def _justext() -> Extractor:
    import justext

    # The stop words of all its languages: nobody tells it which one a page is in.
    stop_words: frozenset[str] = frozenset().union(
        *(justext.get_stoplist(language) for language in justext.get_stoplists())
    )

    def run(source: bytes, _url: str, kind: Kind) -> str:
        found: Iterable[Any] = justext.justext(_markup(source, kind), stop_words)
        return "\n".join(part.text for part in found if not part.is_boilerplate)

    return run


def _trafilatura_mode(name: str, **options: bool) -> System:
    return System(name, "trafilatura", "trafilatura", partial(_trafilatura, options))


PEERS: Mapping[str, System] = {
    peer.name: peer
    for peer in (
        _trafilatura_mode("trafilatura"),
        _trafilatura_mode("trafilatura-fast", fast=True),
        _trafilatura_mode("trafilatura-precision", favor_precision=True),
        _trafilatura_mode("trafilatura-recall", favor_recall=True),
        System("readability-lxml", "readability-lxml", "readability", _readability),
        System("resiliparse", "Resiliparse", "resiliparse", _resiliparse),
        System("newspaper4k", "newspaper4k", "newspaper", _newspaper),
        System("justext", "jusText", "justext", _justext),
    )
}
"""The extractors that newsclean can be measured beside, by name."""
