"""Dumps: lines in masses, endless lines, marks, and phrases that make naive patterns explode."""

from __future__ import annotations

from tests.torture.material import STORY, STORY_TEXT, lines, sentences, times


def one_line(size: int) -> str:
    return sentences(size)


def one_word(size: int) -> str:
    return STORY_TEXT + times("a", size)


def one_character_lines(size: int) -> str:
    return STORY_TEXT + times("x\n", size)


def changing_short_lines(size: int) -> str:
    return STORY_TEXT + lines(size, "{w} {n}\n")


def paragraphs(size: int) -> str:
    return STORY_TEXT + lines(size, f"\n{STORY[1]} It was number {{n}} of the {{w}}.\n")


def long_paragraphs(size: int) -> str:
    text = sentences(size)
    return STORY_TEXT + "\n\n".join(text[at : at + 1_500] for at in range(0, len(text), 1_500))


def hard_wrapped_lines(size: int) -> str:
    line = "The {w} near the harbour saw {n} boats on a Monday in the year of\n"
    return STORY_TEXT + lines(size, line)


def text_nodes(size: int) -> str:
    return lines(size, "The {w}\nof the\nharbour\n, said {n}\n.\n")


def near_duplicate_headlines(size: int) -> str:
    return STORY_TEXT + "\nMost read\n\n" + lines(size, "The {w} opens after {n} days\n\n")


def headlines_of_the_title(size: int) -> str:
    return STORY_TEXT + lines(size, "\nFerry sails again after {n} days {w}\n")


def doubled_headlines(size: int) -> str:
    line = "{n}. Council of the {w} votes again\n\nCouncil of the {w} votes again\n\n"
    return STORY_TEXT + "\nLatest news\n\n" + lines(size, line)


def bullets(size: int) -> str:
    return STORY_TEXT + lines(size, "  * The {w} {n}\n")


def deeper_and_deeper_bullets(size: int) -> str:
    rows, spent, depth = [], 0, 0
    while spent < size:
        rows.append(" " * (depth % 2000) + "- x\n")
        spent += len(rows[-1])
        depth += 1
    return STORY_TEXT + "".join(rows)


def bullets_alone(size: int) -> str:
    return times("•\n1.\n", size) + STORY_TEXT


def bullets_in_a_line(size: int) -> str:
    return STORY_TEXT + times("* > # - 1. ", size) + "x"


def numbers(size: int) -> str:
    return lines(size, "{n}. The {w}\n") + STORY_TEXT


def table_lines(size: int) -> str:
    return STORY_TEXT + "| a | b |\n|---|---|\n" + lines(size, "| {n} | {w} |\n")


def one_table_row(size: int) -> str:
    return STORY_TEXT + times("| x ", size) + "|\n" + times("|---", size // 4)


def fences(size: int) -> str:
    return times("```\nx\n~~~\n", size) + STORY_TEXT


def emphasis_marks(size: int) -> str:
    return "# a\n\n# b\n\n" + times("*_**x__ ", size) + "\n\n" + times("**a ", size // 4)


def backslashes(size: int) -> str:
    return "# a\n\n# b\n\n" + times("\\", size) + "*"


def braces(size: int) -> str:
    return STORY_TEXT + "\n" + times("{{ x }", size // 2) + "\n" + times("{", size // 2)


def brackets(size: int) -> str:
    return STORY_TEXT + "\n" + times("[[a ", size // 2) + "\n" + times("((", size // 2)


def dotted_words(size: int) -> str:
    return STORY_TEXT + "\n" + times("a.b.", size // 2) + "\n" + times("Ab.Cd?.", size // 2)


def underscores(size: int) -> str:
    return STORY_TEXT + "\n" + times("_", size // 2) + "\n" + times("____ ", size // 2) + "x"


def tags_in_a_line(size: int) -> str:
    return STORY_TEXT + "\n<" + times("a href=x ", size // 2) + "\n" + times("&lt; ", size // 2)


def arrows(size: int) -> str:
    return STORY_TEXT + "\n" + times("Home › ", size // 2) + "\n" + times(" › x|", size // 2)


def hash_tags(size: int) -> str:
    return STORY_TEXT + "\n" + times("#tag ", size) + "!"


def punctuation(size: int) -> str:
    return (
        STORY_TEXT
        + "\n"
        + times(".", size // 3)
        + "x\n"
        + times("\"'»", size // 3)
        + "\n"
        + (times("... ", size // 3))
    )


def dates(size: int) -> str:
    return "date 2025-01-01 " + times("1.1. ", size // 2) + "\n" + times("12:30 ", size // 2)


def front_matter(size: int) -> str:
    return "---\n" + lines(size, "title: {w}\n") + STORY_TEXT


def blank_lines(size: int) -> str:
    return times("\n \t\n", size // 2) + STORY_TEXT + times("\n", size // 2)


def blanks_in_a_line(size: int) -> str:
    return STORY_TEXT + "a" + times(" ", size // 2) + "b" + times("\u00a0", size // 4) + "c"


def blanks_at_line_ends(size: int) -> str:
    return STORY_TEXT + times("word" + " " * 500 + "\n", size)


def soft_hyphens(size: int) -> str:
    return times("\u00ad\u200b\u2060\ufeff", size) + "\n" + STORY_TEXT


def combining_marks(size: int) -> str:
    return STORY_TEXT + "a" + times("\u0301\u0316", size // 2)


def combining_marks_on_each_letter(size: int) -> str:
    return STORY_TEXT + times("o" + "\u0301" * 50 + " ", size // 2)


def bidi_controls(size: int) -> str:
    return STORY_TEXT + times("\u202e\u2066abc\u2069\u202c ", size // 3)


def ligatures(size: int) -> str:
    return STORY_TEXT + times("\ufdfa\u3300 ", size // 4)  # NFKC makes one into eighteen


def dense_script(size: int) -> str:
    return times("渡轮周一再次启航，港口当局表示。", size // 3) + "\n" + times("渡", size // 3)


def wide_characters(size: int) -> str:
    return STORY_TEXT + times("😀👩‍👩‍👧 ", size // 6)


def control_characters(size: int) -> str:
    return STORY_TEXT + times("\x00\x01\x1b[0m\x7f\x85", size)


def line_separators(size: int) -> str:
    return STORY_TEXT + times("\u2028x\u2029\x0b\x0cy\r", size // 3)


def lone_surrogates(size: int) -> str:
    return STORY_TEXT + times("\ud800 \udfff", size)


def addresses(size: int) -> str:
    return STORY_TEXT + times("http://www.", size // 2) + "\n" + times("a@a.", size // 2)


def words_with_apostrophes(size: int) -> str:
    return STORY_TEXT + times("a'", size // 2) + "\n" + times("l'a’b ", size // 2)


def spoken_dashes(size: int) -> str:
    return STORY_TEXT + times("– Yes\n– No\n", size)


def story_again_and_again(size: int) -> str:
    return times(STORY_TEXT + "\n", size)


def comment_section(size: int) -> str:
    return STORY_TEXT + "\n3 Comments\n\n" + lines(size, "{w}\n\nI like it {n} times.\n\nReply\n\n")


def code_lines(size: int) -> str:
    return STORY_TEXT + lines(size, "function f{n}() { return window.{n}; }\n")


def quotations(size: int) -> str:
    return times("> > > ", size // 2) + "x\n" + lines(size // 2, "> {w} {n}\n")


def headings(size: int) -> str:
    return times("# ", size // 2) + "x\n" + lines(size // 2, "## {w} {n}\n")


def code_of_the_page(size: int) -> str:
    code = 'window.d{n}={"{w}":[1,"{n}",{"a":"b"}]};(function(a){if(a){document.t({n})}})();'
    rule = "@media print{.{w} .c{n}:not(.x)>a{color:red!important}}\n"
    return STORY_TEXT + lines(size, code + rule)


def code_that_never_ends(size: int) -> str:
    head = "window.a={document.b('c',[@media schema.org !important "
    return STORY_TEXT + head + times('if(a){"b":[(function(){\'c', size)


def code_between_words(size: int) -> str:
    line = 'The {w} said {n} window.a={"c":1};document.d(schema.org) and it went on for {n} days '
    return STORY_TEXT + lines(size, line)


def attributes(size: int) -> str:
    return STORY_TEXT + lines(size, '::: {.a b="{n}"}\n[[{w}]{.c} {n}](/{n}){.d e="\\"{n}"}\n:::\n')


def attributes_that_never_end(size: int) -> str:
    return STORY_TEXT + times('\n::: {.a\n[x]{.b c="d ]{.e ){.f ]{#g', size)


def parts_of_a_saved_page(size: int) -> str:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    page = f"Content-Type: text/html\n\n<p>{STORY_TEXT}</p>\n"
    return head + page + times("--x\nContent-Type: text/css\n\na{}\n", size)


def data_that_is_broken(size: int) -> str:
    return STORY_TEXT + "window. document. dataLayer\n" + times('{"@type":["a",', size)


def characters_by_name(size: int) -> str:
    return STORY_TEXT + times("&amp;rsquo;s&&#x", size)


def line_ends_as_escapes(size: int) -> str:
    return STORY_TEXT.replace("\n", "\\n") + times("a\\n\\\\n\\u12\\ud83d\\ude00", size)


def line_ends_as_tags(size: int) -> str:
    return STORY_TEXT.replace("\n", "<br>") + times("a<br   /><br", size)


def line_ends_twice(size: int) -> str:
    return STORY_TEXT.replace("\n", "\n\n") + times("a\n\n \n\t\n\n\n  ", size)
