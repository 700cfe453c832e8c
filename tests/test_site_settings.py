"""Settings for a host: what they name is kept or dropped, before any rule, and reported."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Document, Pipeline, Role, extract
from newsclean.cleaners.site_settings import HostRules, SiteSettings, host_of
from newsclean.cli import main
from newsclean.errors import ConfigError
from newsclean.page import Node
from newsclean.reading import read
from newsclean.selectors import matching, parse
from tests.stories import HTML, PARAGRAPHS, STORY

PAGE = (
    "<html><body><nav id='Top' class='menu main'><ul><li>Home</li><li>Sport</li></ul></nav>"
    "<article class='story'><h1>Ferry sails again</h1>"
    f"{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}"
    "<aside class='box poll'><p>Would you take a bridge?</p>"
    "<div class='md:flex'><p>Yes, if it were built within a few years and open to all.</p></div>"
    "</aside></article></body></html>"
)


def settled(source: str, url: str = "https://www.norvik.test/a", **rules: list[str]) -> Document:
    """The page cleaned with settings for norvik.test."""
    settings = SiteSettings.from_config({"norvik.test": rules})
    return extract(source, url=url, pipeline=Pipeline.default().with_site_settings(settings))


def by_settings(document: Document) -> dict[str, tuple[Role, str, str]]:
    return {
        block.text: (decision.role, decision.reason, decision.evidence)
        for block, decision in document.blocks
        if decision.cleaner == "site_settings"
    }


class TestSelectors:
    @pytest.mark.parametrize(
        ("selector", "texts"),
        [
            ("nav", ["Home", "Sport"]),
            ("#Top", ["Home", "Sport"]),
            (".menu.main", ["Home", "Sport"]),
            ("nav#Top.menu > ul > li", ["Home", "Sport"]),
            ("nav li", ["Home", "Sport"]),
            ("NAV li", ["Home", "Sport"]),
            ("body > * > h1", ["Ferry sails again"]),
            (".poll > p", ["Would you take a bridge?"]),
            (r".poll .md\:flex", ["Yes, if it were built within a few years and open to all."]),
            ("nav > li", []),
            ("#top", []),
            (".Menu", []),
            ("article nav", []),
            ("section", []),
        ],
    )
    def test_match_as_in_css(self, selector, texts):
        document = settled(PAGE, drop=[selector])
        assert list(by_settings(document)) == texts
        assert all(role is Role.BOILERPLATE for role, *_ in by_settings(document).values())

    @pytest.mark.parametrize(
        ("selector", "said"),
        [
            ("p:first-child", "'p:first-child' is not understood"),
            ("a[href]", "'a[href]' is not understood"),
            ("div, p", "two selectors are two entries"),
            ("span.ad", "<span> is not a block-level element"),
            ("> p", "'>' stands between two elements"),
            ("div > > p", "'>' stands between two elements"),
            ("div >", "names no element"),
            ("  ", "names no element"),
        ],
    )
    def test_that_are_not_understood_are_errors_that_say_why(self, selector, said):
        with pytest.raises(ConfigError, match=re.escape(said)):
            SiteSettings.from_config({"norvik.test": {"drop": [selector]}})

    @given(st.data())
    def test_find_what_a_search_up_the_tree_finds(self, data):
        nodes = [Node(-1, "a0", "", hidden=False, first=0, end=1)]
        for _ in range(data.draw(st.integers(0, 12))):
            parent = data.draw(st.integers(0, len(nodes) - 1))
            tag = data.draw(st.sampled_from(["x", "y"]))
            nodes.append(
                Node(
                    parent,
                    tag,
                    tokens="",
                    hidden=False,
                    first=0,
                    end=1,
                    classes=data.draw(st.sampled_from(["", "k"])),
                )
            )
        parts = data.draw(st.lists(st.sampled_from(["x", "y", ".k", "*"]), min_size=1, max_size=4))
        joins = [data.draw(st.sampled_from([" ", " > "])) for _ in parts[1:]] + [""]
        steps = parse("".join(a + b for a, b in zip(parts, joins, strict=True)))

        def plainly(index: int, last: int) -> bool:
            if not steps[last].takes(nodes[index], frozenset(nodes[index].classes.split())):
                return False
            up = nodes[index].parent
            while last and up >= 0:
                if plainly(up, last - 1):
                    return True
                up = -1 if steps[last].child else nodes[up].parent
            return not last

        wanted = [0 if plainly(n, len(steps) - 1) else -1 for n in range(len(nodes))]
        assert matching(nodes, [steps]) == wanted

    def test_take_a_page_of_any_depth(self):
        deep = "<div class='poll'>" + "<div>" * 20_000 + "A question of the day?"
        assert list(by_settings(settled(deep, drop=[".poll div div"]))) == [
            "A question of the day?"
        ]


class TestRules:
    def test_keep_what_the_rules_put_aside(self):
        assert "Home" not in extract(PAGE).text
        document = settled(PAGE, keep=["nav"])
        assert "- Home\n- Sport" in document.text
        assert by_settings(document)["Home"] == (
            Role.LIST_ITEM,
            "kept_element",
            "norvik.test: keep nav",
        )

    def test_the_element_nearest_to_a_block_decides(self):
        document = settled(PAGE, drop=[".poll"], keep=[".poll > div"])
        reasons = {text: reason for text, (_, reason, _) in by_settings(document).items()}
        assert reasons == {
            "Would you take a bridge?": "dropped_element",
            "Yes, if it were built within a few years and open to all.": "kept_element",
        }

    def test_at_one_element_keeping_counts(self):
        document = settled(PAGE, drop=["nav"], keep=["#Top"])
        assert {reason for _, reason, _ in by_settings(document).values()} == {"kept_element"}

    def test_words_count_before_elements(self):
        document = settled(PAGE, drop=["nav"], keep_text=["home"])
        assert by_settings(document)["Home"][1] == "kept_text"
        assert by_settings(document)["Sport"][1] == "dropped_element"

    def test_the_headline_in_a_kept_element_stays_the_title(self):
        document = settled(PAGE, keep=["article"])
        assert document.title == "Ferry sails again"
        assert document.text.startswith(PARAGRAPHS[0])

    def test_a_caption_that_is_kept_is_a_paragraph(self):
        source = HTML.replace("</article>", "<figure><figcaption>At the pier</figcaption></figure>")
        document = settled(source, keep_text=["At the *"])
        assert by_settings(document)["At the pier"][0] is Role.PARAGRAPH

    def test_words_match_whole_blocks_of_a_dump_whatever_their_case(self):
        dump = STORY + "\nSubscribe to our letter\n\nThey subscribe to our letter, he said.\n"
        document = settled(dump, drop_text=["subscribe TO*"])
        assert list(by_settings(document)) == ["Subscribe to our letter"]

    def test_what_they_keep_of_a_dump_stays_when_the_text_is_cleaned_again(self):
        dump = STORY + "\nShare on Facebook\n"
        assert "Share" not in extract(dump).text
        document = settled(dump, keep_text=["share on *"])
        assert document.text.endswith("\n\nShare on Facebook")
        assert settled(document.text, keep_text=["share on *"]).text == document.text

    def test_a_pattern_is_not_slow_on_a_page_made_for_it(self):
        # 60 stars against 20,000 letters: a regular expression that tries all ways never ends.
        document = settled("a" * 20_000 + "\n", drop_text=["*a" * 60 + "b"])
        assert not by_settings(document)


class TestHosts:
    @pytest.mark.parametrize(
        ("url", "covered"),
        [
            ("https://norvik.test/a", True),
            ("https://www.Norvik.test:8080/a", True),
            ("https://notnorvik.test/a", False),
            ("https://norvik.test.example/a", False),
            ("", False),
        ],
    )
    def test_stand_for_their_subdomains_only(self, url, covered):
        assert bool(by_settings(settled(PAGE, url=url, drop=["nav"]))) is covered

    def test_any_page_is_meant_by_a_star(self):
        settings = SiteSettings((HostRules("*", drop_text=("home",)),))
        document = extract(PAGE, pipeline=Pipeline.default().with_site_settings(settings))
        assert list(by_settings(document)) == ["Home"]

    def test_the_more_exact_one_counts(self):
        settings = SiteSettings(
            (
                HostRules("*", drop_text=("home",)),
                HostRules("test", drop_text=("home",)),
                HostRules("norvik.test", keep_text=("home",)),
            )
        )
        pipeline = Pipeline.default().with_site_settings(settings)
        document = extract(PAGE, url="https://norvik.test/", pipeline=pipeline)
        assert by_settings(document)["Home"][2] == "norvik.test: keep home"

    @pytest.mark.parametrize(
        ("head", "url", "host"),
        [
            ("<link rel='canonical' href='https://a.test/x'>", "https://b.test/", "b.test"),
            ("<link rel='canonical' href='https://a.test/x'>", None, "a.test"),
            ("<meta property='og:url' content='https://c.test/x'>", None, "c.test"),
            ("<link rel='canonical' href='https://[broken'>", None, ""),
            ("", None, ""),
        ],
    )
    def test_the_address_given_counts_before_the_declared_one(self, head, url, host):
        assert host_of(read(f"<html><head>{head}</head><p>x</p></html>", url=url)) == host


class TestFiles:
    def test_say_what_is_wrong_with_them(self, tmp_path):
        path = tmp_path / "sites.toml"
        for text, said in (
            ("[norvik.test]\ndrop = ['nav']", 'a host stands in quotes: ["norvik"]'),
            ("drop = ['nav']", "'drop' is no table"),
            ("['norvik.test']\ndorp = []", "has no key 'dorp'; it has: keep, drop"),
            ("['norvik.test']\ndrop = 'nav'", "must be a list of strings"),
            ("['https://norvik.test/']\ndrop = []", "is no host"),
            ("['norvik.test'\n", "sites.toml"),
        ):
            path.write_text(text)
            with pytest.raises(ConfigError, match=re.escape(said)):
                Pipeline.default().with_site_settings(path)
        with pytest.raises(ConfigError, match=r"none\.toml: No such file"):
            Pipeline.default().with_site_settings(tmp_path / "none.toml")

    def test_go_with_extract_and_clean(self, tmp_path):
        sites = tmp_path / "sites.toml"
        sites.write_text("['*']\nkeep = ['nav']\n")
        page = tmp_path / "a.html"
        page.write_text(PAGE)
        options = ["--site-settings", str(sites)]
        told = CliRunner().invoke(main, ["extract", str(page), *options])
        assert told.stdout.startswith("- Home\n- Sport\n")
        out = tmp_path / "out"
        done = CliRunner().invoke(
            main, ["clean", str(page), "-o", str(out), "--jobs", "1", *options]
        )
        assert done.exit_code == 0
        assert (out / "a.html.txt").read_text(encoding="utf-8") == told.stdout

    def test_settings_are_given_as_rules_or_as_a_file(self):
        with pytest.raises(ConfigError, match="given by a file"):
            SiteSettings(({"host": "*"},))  # type: ignore[arg-type]
