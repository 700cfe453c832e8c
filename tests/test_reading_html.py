"""What the reader of HTML makes of elements that stand inside a paragraph, or look as if."""

from __future__ import annotations

from newsclean.reading.html import read_html


def texts(markup: str) -> list[str]:
    return [block.text for block in read_html(markup, "").blocks]


def test_two_line_breaks_part_a_paragraph_and_one_does_not() -> None:
    assert texts("<p>The ferry<br>sailed.<br> <br/>It came back.</p>") == [
        "The ferry sailed.",
        "It came back.",
    ]


def test_custom_elements_bound_blocks() -> None:
    assert texts("<x-story><x-head>Ferry</x-head>It sailed.<x-foot>Norvik</x-foot></x-story>") == [
        "Ferry",
        "It sailed.",
        "Norvik",
    ]


def test_an_unknown_element_inside_a_paragraph_is_part_of_its_sentence() -> None:
    wire = "<p><place v='x'>NORVIK</place>, <day>3 May</day> -- <org>Sund Line</org> sails.</p>"
    assert texts(wire + "<h2>The <ahref='/b'>bridge</ahref></h2>") == [
        "NORVIK, 3 May -- Sund Line sails.",
        "The bridge",
    ]


def test_a_block_inside_an_unknown_element_of_a_paragraph_is_a_block() -> None:
    assert texts("<p>Before <x-box><div>boxed</div> and</x-box> after</p><p>End</p>") == [
        "Before",
        "boxed",
        "and after",
        "End",
    ]


def test_readings_of_characters_are_not_said_again() -> None:
    whole = "<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>が<ruby>開<rt>ひら</ruby>いた。"
    assert texts(f"<p>{whole}</p><p>終わり。</p>") == ["橋が開いた。", "終わり。"]


def test_a_formula_stays_in_its_sentence_without_its_source() -> None:
    formula = (
        "<math><semantics><mstyle><msub><mi>v</mi><mn>0</mn></msub></mstyle>"
        "<annotation encoding='application/x-tex'>v_{0}</annotation></semantics></math>"
    )
    assert texts(f"<p>The wind blew at {formula} all night.</p>") == [
        "The wind blew at v0 all night."
    ]


def test_what_a_web_component_shows_inside_is_read_and_a_plain_template_is_not() -> None:
    assert texts(
        "<x-story><template shadowrootmode='open'><h1>Ferry</h1><slot></slot></template>"
        "<template><p>A card to fill in</p></template><p>It sailed.</p></x-story>"
    ) == ["Ferry", "It sailed."]
