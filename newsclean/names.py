"""What page authors call the parts of a page in class and id names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Part = Literal[
    "consent", "share", "newsletter", "membership", "advertisement", "legal", "interface",
    "comment", "caption", "navigation", "title",
]  # fmt: skip

_WORDS: dict[Part, str] = {
    "consent": "cookie cookies consent privacy gdpr ccpa onetrust cmp usercentrics didomi iubenda",
    "share": "share shares sharing sharebar social socials addtoany addthis shariff sharedaddy",
    "newsletter": "newsletter newsletters signup mailing mailchimp",
    "membership": "paywall regwall piano membership donate donation donations subscription login",
    "advertisement": "ad ads adslot adunit advert adverts advertisement advertising sponsor "
    "sponsored promo promos promotion anzeige werbung publicidad publicite",
    "legal": "copyright disclaimer legal imprint impressum",
    "interface": "skip skiplink sr screenreader visually tooltip toolbar modal popup",
    "comment": "comment comments commentlist disqus replies respond kommentar kommentare "
    "comentario comentarios commentaire commentaires",
    "caption": "caption captions figcaption credit credits legende bildunterschrift",
    "navigation": "nav navbar navigation menu megamenu breadcrumb breadcrumbs footer byline author "
    "authors tag tags pagination toc",
    "title": "title headline hed heading",
}
_PART_OF: dict[str, Part] = {word: part for part, words in _WORDS.items() for word in words.split()}
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=1 << 14)  # pages of a site share their names
def parts(tokens: str) -> frozenset[Part]:
    """What the class and id words of an element (lower case) say that it is for."""
    return frozenset(_PART_OF[word] for word in _WORD.findall(tokens) if word in _PART_OF)
