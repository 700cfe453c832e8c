"""A plain-text dump to `Page`: paragraphs, list items, headings, quotations and table rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from newsclean.leaks import leak_prefix
from newsclean.page import Block, Form, Head, Notice, Page
from newsclean.reading import marks
from newsclean.reading.addresses import Addresses
from newsclean.reading.attributes import without_attributes
from newsclean.reading.header import parse_header
from newsclean.reading.holes import INVISIBLE
from newsclean.reading.json_values import headline
from newsclean.reading.limits import bounded_lines, sized
from newsclean.reading.lines import Line, read_lines
from newsclean.reading.links import block_links, without_links
from newsclean.reading.page_code import without_code
from newsclean.reading.tags import without_tags
from newsclean.reading.wrapping import continues, has_text_nodes, join, wrapped_at, wraps
from newsclean.reading.written_form import formed, is_formed
from newsclean.wording import length

_CONTROL = {c: " " for c in (*range(0x20), *range(0x7F, 0xA0), 0xFEFF) if c not in (9, 10)}
_LINE_ENDS = ("\r\r\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_ADJACENT = re.compile(r"\S[ \t]*+\n[ \t]*+\S")
"""Two lines with no empty line between them."""
_LINE_END_RUN = re.compile(r"(?<![ \t])[ \t]*+\n(?:[ \t]*+\n)*+")
_DOUBLED = 3
"""Empty lines of the page, of which three are left each, at the least."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")
_MOST_JOINED = 1_000  # lines of one paragraph
_PARTED = f"paragraphs of more than {_MOST_JOINED:,} lines were parted"


class _Piece(NamedTuple):
    """A block in the making."""

    start: int
    blanks: int
    text: str
    form: Form = "paragraph"
    level: int = 0
    marker: str = ""


def read_text(text: str, url: str) -> Page:
    """Read a plain-text dump.

    Args:
        text: The dump. Line ends are brought to one form, control characters become blanks, and it
            is cut to the limits, with a notice for each that was hit.
        url: Address of the page, "" where it is not known.
    """
    text, notices = sized(normalised(text))
    codeless = without_code(text)
    text, words, cut = bounded_lines(text, codeless.words)
    tagless = without_tags(without_attributes(words))
    notices += codeless.notices + cut + tagless.notices
    shown = without_links(tagless.words)
    lines, end, found = read_lines(shown.words, text)
    notices, text = notices + found, text[:end]
    header = parse_header([line.bare for line in lines[:40]])
    pieces = [_Piece(line.start, line.blanks, line.bare) for line in lines[: header.lines]]
    lines = lines[header.lines :]
    written, parted = _is_written(lines, markdown=shown.markdown), 0
    if written:
        pieces += _written(lines)
    else:
        reader = _Reader(lines, markdown=shown.markdown)
        pieces += reader.pieces()
        parted = reader.parted
    # Blocks tile the text: what stands before the first belongs to it.
    edges = [0, *[piece.start for piece in pieces[1:]], len(text)]
    texts = [piece.text for piece in pieces]
    addresses = Addresses(url or header.head.canonical)
    raw = sorted((*tagless.links, *shown.links))
    links = block_links(raw, shown.words, texts, edges, addresses)
    blocks = [
        Block(
            index,
            edges[index],
            edges[index + 1],
            piece.text,
            piece.form,
            piece.level,
            links=tuple(links.get(index, ())),
            marker=piece.marker,
            blank_before=piece.blanks,
            length=length(piece.text),
        )
        for index, piece in enumerate(pieces)
    ]
    if parted:
        notices += (Notice("line_split", _PARTED),)
    return Page(
        kind="text",
        text=text if blocks else "",
        blocks=tuple(blocks),
        head=_head(header.head, codeless.json_ld),
        url=url,
        source=text,
        notices=notices,
        written=written,
    )


def _head(head: Head, scripts: tuple[str, ...]) -> Head:
    """What a dump's header says of the page, and what data of the page that were left in it do."""
    if not scripts:
        return head
    return replace(head, title=head.title or headline(scripts), json_ld=scripts)


def normalised(text: str) -> str:
    """`text` with line feeds as line ends and other control characters but tabs as blanks."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    # Translating ASCII takes less time than a search.
    text = text.translate(_CONTROL) if text.isascii() or _CONTROLS.search(text) else text
    return _single_spaced(text)


def _single_spaced(text: str) -> str:
    """`text` with each line end once where a program wrote all of them twice."""
    if _ADJACENT.search(text):
        return text
    runs = [found[0].count("\n") for found in _LINE_END_RUN.finditer(text.strip())]
    if any(run % 2 for run in runs) or sum(run > 2 for run in runs) < _DOUBLED:
        return text
    return _LINE_END_RUN.sub(lambda found: "\n" * (found[0].count("\n") // 2), text)


def _is_written(lines: list[Line], *, markdown: bool) -> bool:
    """Whether a dump is a text in the form in which newsclean writes one."""
    return (
        bool(lines)
        and is_formed(*_words_and_gaps(lines), markdown=markdown)
        and all(line.text.rstrip() == line.bare and not line.parted for line in lines)
        and not any(leak_prefix(line.bare) for line in lines)
    )


def _written(lines: list[Line]) -> list[_Piece]:
    """All pieces of such a text: its lines."""
    return [
        _Piece(line.start, line.blanks, found.words, found.form, found.level, found.marker)
        for line, found in zip(lines, formed(*_words_and_gaps(lines)), strict=True)
    ]


def _words_and_gaps(lines: list[Line]) -> tuple[list[str], list[int]]:
    return [line.bare for line in lines], [line.blanks for line in lines]


class _Reader:
    """Groups the lines of one dump into pieces."""

    def __init__(self, lines: list[Line], *, markdown: bool) -> None:
        self.lines = lines
        flat: list[str] = []
        for line in lines:
            if line.blanks:
                flat.append("")
            flat.append("" if line.linked or line.parted else line.text)
        self.column, self.measure = wrapped_at(flat)
        bare = [line.bare for line in lines]
        self.numbered = marks.numbered(bare)
        self.markdown = markdown or marks.is_markdown(bare)
        continued = any(line.continued for line in lines)
        self.broken = continued or bool(self.column) or has_text_nodes(flat)
        """Whether a paragraph may stand in several lines."""
        self.indents: list[int] = []
        self.parted = 0
        """How often a paragraph was ended because it had too many lines."""

    def pieces(self) -> list[_Piece]:
        """All pieces, in order."""
        pieces: list[_Piece] = []
        at, table, fenced = 0, False, False
        while at < len(self.lines):
            start, _, bare, blanks, *_ = self.lines[at]
            table = table and not blanks
            if bare[0] in "`~" and marks.FENCE.match(bare):
                fenced = not fenced and self._closes(at)
                pieces.append(_Piece(start, blanks, bare, "code"))
            elif fenced:
                pieces.append(_Piece(start, blanks, join([bare]), "code"))
            elif "|" in bare and marks.TABLE_RULE.fullmatch(bare):
                table = True
                # The rule belongs to the header row above it.
                if not pieces or blanks:
                    pieces.append(_Piece(start, blanks, bare, "cell"))
                else:
                    pieces[-1] = pieces[-1]._replace(text=marks.row(pieces[-1].text), form="cell")
            elif "|" in bare and (table or marks.is_row(bare)):
                # A row of cells that show nothing is still a line of the dump.
                words = self._words([marks.row(bare)]) or bare
                pieces.append(_Piece(start, blanks, words, "cell"))
            else:
                at = self._paragraph(at, pieces)
                continue
            at += 1
        return pieces

    def _closes(self, at: int) -> bool:
        return any(marks.FENCE.match(line.bare) for line in self.lines[at + 1 : at + 200])

    def _paragraph(self, at: int, pieces: list[_Piece]) -> int:
        """Add the piece that starts with line `at`; returns the line after it."""
        line = self.lines[at]
        form, marker, content = self._mark(at)
        if marker and not content:
            # A bullet or number on a line of its own belongs to what follows it.
            below = self.lines[at + 1] if at + 1 < len(self.lines) else None
            if below and below.blanks <= 1 and not self._mark(at + 1)[1]:
                at += 1
                content = below.bare
            else:
                form, marker, content = "paragraph", "", line.bare
        level = len(marker) if form == "heading" else 0
        if form == "item":
            level = self._depth(line.indent)
        elif self.indents:
            self.indents = []
        parts, at = [content], at + 1
        if self.broken and form != "heading":
            while at < len(self.lines) and not self.lines[at].blanks and self._goes_on(at, parts):
                if len(parts) == _MOST_JOINED:
                    self.parted += 1
                    break
                parts.append(self.lines[at].bare)
                at += 1
        text = marks.without_marks(self._words(parts) or line.bare)
        cut = leak_prefix(text)
        if cut:
            # The raw line may hold more blanks than its words: cut where the same words end.
            place = _raw_offset(line.text, text[:cut])
            if place:
                pieces.append(_Piece(line.start, line.blanks, text[:cut].strip(), "paragraph"))
                pieces.append(_Piece(line.start + place, 0, text[cut:].strip(), form, level))
                return at
        pieces.append(_Piece(line.start, line.blanks, text, form, level, marker))
        return at

    def _goes_on(self, at: int, parts: list[str]) -> bool:
        """Whether line `at`, right below another, belongs to that one's paragraph."""
        line, before = self.lines[at], self.lines[at - 1]
        if line.parted or line.continued:
            return line.continued
        if self.column:
            if not wraps(before.end, line.text, self.column, self.measure):
                return False
            # Wrapped lines keep their indent; those of a list item stand under its words.
            entry = at in self.numbered or marks.BULLET.match(line.bare)
            return abs(line.indent - before.indent) <= 4 and not entry
        following = self.lines[at + 1].bare if at + 1 < len(self.lines) else ""
        if not continues(parts[-1], line.bare, following, joined=len(parts) > 1):
            return False
        return not self._mark(at)[1]

    def _mark(self, at: int) -> tuple[Form, str, str]:
        """Form and marker of the line, and its words without the marker."""
        line = self.lines[at]
        bare = line.bare
        first = bare[0]
        if first.isalpha() and not (first == "o" and line.indent):
            return "paragraph", "", bare
        if first == "#" and (found := marks.HEADING.match(bare)):
            return "heading", found[1], bare[found.end() :]
        if first == ">" and (found := marks.QUOTE.match(bare)):
            return "quote", ">", bare[found.end() :]
        if marks.RULE.fullmatch(bare):
            return "paragraph", "", bare
        mark = marks.BULLET.match(bare)
        if mark is None and first in "–—" and self._has_twin(at, first):
            mark = marks.DASH.match(bare)
        if mark is None and first == "o":
            mark = marks.LETTER_BULLET.match(bare)
        if mark is None and at in self.numbered:
            mark = marks.NUMBER.match(bare)
        return ("item", mark[1], bare[mark.end() :]) if mark else ("paragraph", "", bare)

    def _has_twin(self, at: int, dash: str) -> bool:
        """Whether a neighbouring line starts with the same dash: one alone is spoken words."""
        lines = self.lines
        if at and not lines[at].blanks and lines[at - 1].bare.startswith(dash):
            return True
        return (
            at + 1 < len(lines) and not lines[at + 1].blanks and lines[at + 1].bare.startswith(dash)
        )

    def _depth(self, indent: int) -> int:
        while self.indents and self.indents[-1] >= indent:
            self.indents.pop()
        self.indents.append(indent)
        return min(len(self.indents), 6)

    def _words(self, parts: list[str]) -> str:
        text = join([*map(marks.without_break, parts)] if self.markdown else parts)
        if not text.isascii():
            text = " ".join(INVISIBLE.sub("", text).split())
        if self.markdown and ("*" in text or "_" in text or "\\" in text):
            text = marks.without_emphasis(text)
        return text


def _raw_offset(raw: str, prefix: str) -> int:
    """Where in the raw line the words that come after `prefix` begin, 0 where it is not there."""
    at = len(raw) - len(raw.lstrip())
    for word in prefix.split():
        at = raw.find(word, at)
        if at < 0:
            return 0
        at += len(word)
    while at < len(raw) and raw[at].isspace():
        at += 1
    return at
