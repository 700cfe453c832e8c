"""Template code that reached the page unresolved: what it looks like, and where it ends.

Programming articles legitimately hold all of these patterns. So nothing here decides: the reader
cuts an expression off the headline it is glued to, and the cleaner `template_leaks` looks at the
company that an expression keeps.
"""

from __future__ import annotations

import re

from newsclean.wording import remembered

# Possessive: each step of a path can be read in one way only.
_PATH = (
    r"[A-Za-z_]\w{0,60}+(?:\?|\[\w{0,40}\])?"
    r"(?:\??\.[A-Za-z_]\w{0,60}+(?:\(\)|\?|\[\w{0,40}\])?+){2,12}"
)
_CALL = r"(?:\([^()\n]{0,200}\))"

# Every alternative is bounded, so that a search stays linear in the length of the text.
_EXPRESSIONS = {
    # Mustache, Jinja, Twig, Angular, Vue, Handlebars, Blade, Liquid.
    "mustache": r"\{\{\{?[^{}\n]{0,300}\}?\}\}|\{![!]?[^{}\n]{0,300}!?!\}|\{%[^%\n]{0,300}%\}|"
    r"\{#[^#\n]{1,300}#\}",
    # JavaScript, JSP, Velocity, PHP.
    "dollar": r"[$#@*~%]!?\{[^{}\n]{1,200}\}|\$\([\w.]{1,60}\)|"
    r"\$!?[a-z]\w{0,40}+(?:(?:\.|->)[a-z]\w{0,40}+(?:\(\))?+){1,6}",
    # ERB, EJS, ASP, JSP, PHP.
    "percent_tag": r"<%[^%\n]{0,300}%>|<\?(?:php|=)[^?\n]{0,300}\?>",
    "brackets": r"\[\[[^\[\]\n]{1,200}\]\]|\[\([^()\[\]\n]{1,200}\)\]",
    "brace_name": r"\{[A-Za-z_][\w.:-]{0,60}\}|\{\d\}|\{\$[A-Za-z_][^{}\n]{0,100}\}",
    "printf": r"%\d?\$?[sdif](?![A-Za-z])|%\([\w.]{1,40}\)[sd]|"
    r"%%[A-Za-z_.]{2,40}%%|%[A-Z][A-Z_]{2,40}%",
    "constant": r"#(?:[A-Z][A-Z0-9_]{2,40}|[a-z]\w{1,30}+(?:\.\w{1,30}+){0,4})#|"
    r"__[A-Z]{2,10}_\w{1,60}__|__[A-Z][A-Z0-9_]{2,40}__|"
    r"\?\?\?[\w. -]{1,80}\?\?\?|\[[A-Z][A-Z0-9]{0,20}_[A-Z0-9_]{1,40}\]|"
    r"(?<!\w)[A-Z]{1,20}+(?:_[A-Z]{2,30}+){1,8}(?!\w)|"
    r"\[missing \"[^\"\n]{1,100}\" translation\]|translation missing: [\w.-]{1,60}+(?!\w)",
    # Velocity, FreeMarker, Blade.
    "directive": r"#(?:if|elseif|foreach|set|parse|include|macro)\s?\([^()\n]{0,200}\)|"
    r"</?#[a-z]{2,12}(?:\s[^<>\n]{0,200})?>|"
    r"@(?:yield|if|elseif|foreach|forelse|for|while|include|section|extends|lang|component|slot"
    r"|push|stack|isset|empty)\s?\([^()\n]{0,200}\)|"
    r"@(?:csrf|end(?:if|for|foreach|section|while|isset|push|component|slot))(?!\w)",
    "object": r"\[object \w{1,30}\]",
    # Wide paths only with a call, a null-safe step, or three capitalised names; from the start
    # of a name only, or every letter of a long one would be tried.
    "razor": rf"(?<![A-Za-z0-9_])(?:@?{_PATH}(?<=\)){_CALL}?|"
    r"@?[A-Za-z_]\w{0,60}(?:\??\.[A-Za-z_]\w{0,60}(?:\(\))?){0,12}\?\.[A-Za-z_]\w{0,60}"
    rf"(?:\??\.[A-Za-z_]\w{{0,60}}){{0,12}}{_CALL}?|"
    r"@?(?:[A-Z][a-z]\w{0,60}\.){2,12}[A-Z]\w{0,60}(?:\(\))?"
    r"(?:`\d{1,2}(?:\[[^\[\]\n]{1,200}\])?)?|"
    r"(?:[a-z]\w{0,30}\.){2,8}[A-Z]\w{0,60}@[0-9a-f]{5,8}(?![\w.]))|"
    r"@(?:Model|Html|ViewBag|ViewData|Url|item|this)(?:\.\w{1,60}){1,8}(?:\([^()\n]{0,200}\))?|"
    r"@\([^()\n]{1,200}\)",
    "shortcode": r"\[/?[a-z]+[_-][a-z_-]{1,40}(?: [^\[\]\n]{0,300})?\]|"
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|shortcode|contact-form-7|ad|ads|widget"
    r"|button|column|row|section|include|snippet)(?: [^\[\]\n]{0,300})?/?\]",
}
_ANY = "|".join(_EXPRESSIONS.values())
_VALUES = ("undefined", "null", "NaN")
"""How values that were not there are shown."""
_KINDS = {kind: re.compile(body) for kind, body in _EXPRESSIONS.items()}
# Atomic: where no blank follows, the same expressions are not parted in other ways.
_PREFIX = re.compile(
    rf"(?:(?>{_ANY}|(?:{'|'.join(_VALUES)})(?=\s)|"
    r"<!--[^\n]{0,300}?-->|<[A-Za-z][\w:-]{0,30}(?:\s[^<>\n]{0,300})?/>|&(?:[a-z]{2,8}|#\d{2,6});|"
    r"(?!www\.)(?:[a-z]\w{2,30}\.){2,6}[a-z]\w{3,40}(?=\s))"
    r"[\s:|–—-]{0,3}){1,4}(?<=[\s:|–—-])"
)
_WORDED = re.compile(rf"(?:{_ANY})")
_OPENING = re.compile(rf"[^\w\n]{{0,3}}?(?:{_ANY})")

_LITERALS = frozenset(
    (
        "undefined",
        "null",
        "nan",
        "undefined undefined",
        "undefined, undefined",
        "null null",
        "undefined null",
        "invalid date",
    )
)
_BARE = (*_VALUES, "translation missing")
"""What leaks without a mark."""
_KEY = re.compile(
    r"(?:[a-z][a-z0-9]{0,30}[A-Z_-]\w{0,40}|[a-z]{2,30})(?:\.[a-z][\w-]{0,40}){2,8}|"
    r"(?:translation missing:|missing translation:?) [\w. -]{1,100}|"
    r"[a-z]{2,20}(?:\.[a-z]{2,20}){0,3}\.[a-z]{1,20}(?:_[a-z]{1,20}|[A-Z][a-z]{1,20}){1,6}"
)
_HOST = re.compile(r"www\.|.*\.(?:com|org|net|info|[a-z]{2})(?:/.*)?$|.*@")
_MARKUP = re.compile(
    r"(?:</?[a-zA-Z][\w:-]{0,30}(?:\s[^<>\n]{0,500})?/?>|<!--.{0,500}?-->|&(?:[a-z]{2,8}|#\d{2,6});|\s)++"
)
_TAG = re.compile(
    r"</?(?:div|span|p|a|img|br|iframe|script|style|ul|li|h\d|b|i|em|strong)\b[^<>\n]{0,300}>"
)
_SCRIPT = re.compile(
    r"\s*+(?:"
    r"[\[{]\s*[\"'{\[][^\n]{0,80}[\"'\]}]\s*[:,\]}]|"
    r"\(?\s*(?:async )?function\s*+(?:\w{1,40}\s*+)?\([^()\n]{0,80}\)\s*\{|\(\(?\)?\s*=>|"
    r"(?:var|let|const)\s+[\w$]{1,40}\s*=|"
    r"(?:window|document|googletag|dataLayer|gtag|fbq|ga|jQuery|\$|_\w{1,20}|_gaq|adsbygoogle)"
    r"\s*(?:[.\[(=]|\|\|)[^\n]{0,200}[;=({\[]|"
    r"\(adsbygoogle\s*=|"
    r"(?:if|for|while)\s*\([^\n]{0,200}\)\s*\{|"
    r"[.#]?[\w-]{1,40}(?:[,>:.#][\w:.#,>()-]{0,80}| [.#>][\w.# ,>-]{0,60})?\s?"
    r"\{\s*[a-z-]{2,30}\s*:[^{}\n]{1,200}[;}]|"
    r"@(?:media|font-face|import|charset)\b[^\n]{0,120}[{;]|"
    r"\[?\s*CDATA\[|//\s*<!\[CDATA\["
    r")"
)
_ERROR = re.compile(
    r"(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Parse error): "
    r".{1,300} in \S{1,200} on line \d{1,6}|"
    r"(?:Uncaught )?(?:Type|Reference|Syntax|Range)Error: .{1,300}|"
    r"(?:[A-Za-z_]\w{0,40}+\.){1,8}\w{0,60}?(?:Exception|Error)(?:: .{0,300})?|"
    r"Traceback \(most recent call last\):.{0,300}"
)
_LOREM = re.compile(r"lorem ipsum dolor|\bconsectetu?r adipisci(?:ng|cing) elit\b", re.IGNORECASE)
_PICTURES = frozenset("jpg jpeg png gif webp svg avif bmp tif tiff heic mp4".split())
_NOT_IN_FILE_NAMES = re.compile(r"[^\w%.()@+ -]")
# Possessive throughout: rows of underscores would be tried in every partition otherwise.
_RENDERER = re.compile(
    r"(?:\s*+(?:\(BUTTON\)|\[BUTTON\]|\(Submit\)|\[INLINE\]|\[LINK\]|\[IMAGE\]|\[EMBED\]"
    r"|\[USEMAP[^\]\n]{0,100}+\]|IFRAME:?+(?:\s++(?!IFRAME)[^\s_]\S{0,300}+)?+|_{4,}+|\(image\)))++"
    r"\s*+(?::\s*+)?"
)
_LONGEST = 1000  # characters of a block of expressions; longer ones are prose or scripts
_MARKS = {
    "mustache": ("{",),
    "dollar": ("{", "$("),
    "percent_tag": ("<%", "<?"),
    "brackets": ("[[", "[("),
    "brace_name": ("{",),
    "printf": ("%",),
    "constant": ("#", "_", "???", "[", "translation"),
    "directive": ("#", "@"),
    "object": ("[object",),
    "razor": ("@", "?.", "()"),
    "shortcode": ("[",),
}
"""Every expression of the kind holds one of these, or, of the kind razor, a capital step."""
_CAPITAL_STEP = re.compile(r"\.[A-Z][a-z]")
_TRACE = re.compile(r"[{<\[%#$@_?&;=(.\\/:]")


@remembered
def leak_kind(text: str) -> str:
    """The kind of template leak that `text` is from end to end, "" where it is none.

    Looks at the words alone; whether they are an example in an article is for the caller to see.
    """
    if len(text) > 20_000:
        return "script" if _SCRIPT.match(text) else ""
    if len(text) <= 30 and text.strip().lower() in _LITERALS:
        return "literal"
    if ("psum" in text or "PSUM" in text or "ctetu" in text) and _LOREM.search(text):
        return "lorem_ipsum"
    if _TRACE.search(text) is None:
        return ""
    if len(text) <= _LONGEST and _nothing_but_expressions(text):
        return next((kind for kind, found in _KINDS.items() if found.match(text)), "mixed")
    if text[0] in "([_I" and _RENDERER.fullmatch(text):
        return "renderer_mark"
    if "." in text[-6:] and _is_file_name(text):
        return "file_name"
    worded = text[0].islower() and (" " not in text or "translation" in text)
    if worded and _KEY.fullmatch(text) and not _HOST.match(text):
        return "message_key"
    if ("rror" in text or "on line" in text or "xception" in text) and _ERROR.fullmatch(text):
        return "error"
    if text[0] in "<&" and (_MARKUP.fullmatch(text) or len(_TAG.findall(text)) >= 2):
        return "markup"
    if ("{" in text or "=" in text or ";" in text) and _SCRIPT.match(text):
        return "script"
    return ""


def _is_file_name(text: str) -> bool:
    stem, _, ending = text.rpartition(".")
    return (
        ending.lower() in _PICTURES
        and 0 < len(stem) <= 200
        and stem.count(" ") <= 6
        and _NOT_IN_FILE_NAMES.search(stem) is None
    )


def _nothing_but_expressions(text: str) -> bool:
    if _starts_with_a_word(text) or _OPENING.match(text) is None:
        return False
    rest, count = _WORDED.subn(" ", text)
    return count > 0 and not any(c.isalnum() for c in rest)


def _starts_with_a_word(text: str) -> bool:
    """Whether no expression can begin the text: those begin with a mark or hold one inside."""
    return not text or (text[0].isalpha() and _TRACE.search(text[:80].partition(" ")[0]) is None)


@remembered
def leak_prefix(text: str) -> int:
    """Length of a template expression glued to the front of other words, 0 where there is none.

    Only where at least two words follow it, the first of them with a capital or without case.
    """
    start = text[:400]
    if _starts_with_a_word(start) and not start.startswith(_BARE):
        return 0
    found = _PREFIX.match(text)
    if found is None:
        return 0
    rest = text[found.end() :]
    first = next((c for c in rest if c.isalnum()), "")
    if first.islower() or len(rest) < 8 or (" " not in rest.strip() and rest.isascii()):
        return 0
    return found.end()


def has_expression(text: str) -> bool:
    """Whether a template expression stands anywhere in `text`."""
    for kind, marks in _MARKS.items():
        marked = any(mark in text for mark in marks)
        if kind == "razor" and not marked:
            marked = _CAPITAL_STEP.search(text) is not None
        if marked and _KINDS[kind].search(text):
            return True
    return False
