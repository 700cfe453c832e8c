"""The training command, on the corpus in the bench's layout: figures, files, cards."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from newsclean.dump_headlines import HEADLINE_FEATURES
from newsclean.reading import read
from newsclean.related.card_features import CARD_MODEL
from newsclean.related.card_names import CARD_NAME_FEATURES
from newsclean.related.line_features import LINE_MODEL, LINES_READ
from newsclean.related.list_names import NAME_FEATURES, NameModel
from newsclean.related.model import read_related
from newsclean.scoring.context import CONTEXT
from newsclean.scoring.dump_features import DUMP_FEATURES
from newsclean.scoring.html_features import HTML_FEATURES
from newsclean.scoring.learned import believe
from newsclean.scoring.model import read_model
from newsclean.scoring.model_file import unpacked_model
from newsclean.wording import key

pytest.importorskip("scipy", reason="training needs the extra train")
pytest.importorskip("sklearn", reason="training needs the extra train")

CORPUS = Path(__file__).parent.parent / "corpus"
STYLE = "resall"


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Models of the corpus, and what the command printed."""
    root, out = tmp_path_factory.mktemp("bench"), tmp_path_factory.mktemp("models")
    rows, related = [], []
    for path in sorted(CORPUS.glob("gold/*.txt")):
        name, page = path.stem, CORPUS / "pages" / f"{path.stem}.html"
        dump = CORPUS / "pages" / f"{name}.{STYLE}.txt"
        if not page.exists():
            continue
        gold = path.read_text(encoding="utf-8")
        facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        row = {"id": name, "dataset": "own", "site": f"{name}.example", "url": "", "gold": gold}
        row["url"] = facts.get("url") or ""
        row["title"] = facts["title"]
        if len(rows) % 3:
            related.append({"id": name, "dataset": "own", "related": facts["related"]})
        rows.append({**row, "page_type": "article" if len(rows) % 4 else "listing"})
        put(root / "html" / "own" / f"{name}.html.gz", page.read_bytes())
        if dump.exists():
            for style in (STYLE, "other"):
                put(root / "dumps" / style / "own" / f"{name}.txt.gz", dump.read_bytes())
    (root / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    (root / "related.jsonl").write_text("\n".join(map(json.dumps, related)) + "\n")
    command = [sys.executable, "-m", "newsclean.training", root, "--out", out]
    command += ["--reading-out", out / "reading", "--related-out", out / "related"]
    command += ["--work", out / "work"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out, done.stdout, len(rows)


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content))


def test_first_passes_saw_neither_the_fold_that_is_judged_nor_that_of_the_row():
    from newsclean.training.crossval import FOLDS, nested, out_of_fold

    folds = np.arange(40) % FOLDS

    def first(held):
        return np.full(40, sum(10.0**fold for fold in held))

    told = nested(first, folds)
    for judged in range(FOLDS):
        without = [sum(10.0**fold for fold in {judged, own}) for own in folds]
        assert told[judged].tolist() == without
    assert out_of_fold(told, folds).tolist() == [10.0**own for own in folds]


@pytest.mark.parametrize("kind", ["html", "text"])
def test_writes_a_model_that_tells_an_article_from_a_menu(trained, kind):
    data = unpacked_model((trained[0] / f"{kind}.model.gz").read_bytes())
    features = HTML_FEATURES if kind == "html" else DUMP_FEATURES
    model = read_model(data, kind, (*features, *CONTEXT))
    stories = [f"On day {n} the council met and talked of the bridge, it said." for n in range(9)]
    source = "\n\n".join(["Home", "Sports", *stories])
    if kind == "html":
        parts = source.split("\n\n")
        source = "".join(f"<p>{part}</p>" for part in parts)
    beliefs = np.array(believe(read(source, kind=kind), model))
    assert beliefs[2:].min() > beliefs[:2].max()


def test_prints_figures_out_of_fold_for_the_scorer_and_for_the_whole_pipeline(trained):
    _, printed, pages = trained
    for part in ("first pass", "second pass", "whole pipeline"):
        section = printed.split(part)[1]
        count, f1, precision, recall, bad = map(float, section.split("html own")[1].split()[:5])
        assert count == pages
        assert 0.5 < f1 <= 1
        assert 0 < precision <= 1
        assert 0 < recall <= 1
        assert bad <= pages


def test_the_card_has_the_figures_that_were_printed(trained):
    out, printed, _ = trained
    card = (out / "html.md").read_text(encoding="utf-8")
    assert "## Whole pipeline" in card
    f1 = printed.split("whole pipeline")[1].split("html own")[1].split()[1]
    assert f1 in card


@pytest.mark.parametrize("kind", ["html", "text"])
def test_writes_models_of_related_stories_that_name_their_lists(trained, kind):
    out, printed, _ = trained
    features, last, names = {
        "html": (CARD_MODEL, CARD_MODEL, CARD_NAME_FEATURES),
        "text": (LINES_READ, LINE_MODEL, NAME_FEATURES),
    }[kind]
    data = unpacked_model((out / "related" / f"{kind}.model.gz").read_bytes())
    assert read_related(data, kind, features).second.scale.mean.size == len(last)
    model = NameModel.of(data["names"], names)
    assert model.network.output.any()
    assert len(model.network.scale.mean) == len(names) + 2  # what other sites' lists tell
    share = float(printed.split(f"related, {kind}")[1].split("names of lists")[1].split()[0])
    assert 0.5 < share <= 1
    assert f"{share:.4f} of the choices right" in (out / "related" / f"{kind}.md").read_text()


def test_keeps_what_it_believed_of_each_page_out_of_fold_for_the_parts_that_read_beliefs(trained):
    from newsclean.training.beliefs import Beliefs
    from newsclean.training.corpus import Entry

    out, printed, pages = trained
    assert "beliefs of the installed scorer" not in printed
    kept = {kind: Beliefs.read(out / "work" / f"beliefs-{kind}.npz") for kind in ("html", "text")}
    assert len(kept["html"]) == pages
    source = (CORPUS / "pages" / "council-agrees-library-hours.html").read_bytes()
    page = read(source, kind="html")
    entry = Entry("council-agrees-library-hours", "own", "", "", "", (), (), "", "")
    told = kept["html"].pipeline(page, entry, "html").scorer.score(page)
    data = unpacked_model((out / "html.model.gz").read_bytes())
    model = read_model(data, "html", (*HTML_FEATURES, *CONTEXT))
    assert len(told) == len(page.blocks)
    assert list(told) != believe(page, model), "this model knows the page"


def test_a_corpus_without_a_gold_text_trains_nothing_and_says_why(tmp_path, capsys):
    from newsclean.training.__main__ import main

    (tmp_path / "pages.jsonl").write_text('{"id": "a", "dataset": "own", "gold": null}')
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "no page with a gold text" in capsys.readouterr().err


def test_beliefs_are_told_of_their_page_only_and_never_of_other_blocks():
    from newsclean.training.beliefs import Beliefs
    from newsclean.training.corpus import Entry

    page, other = read("First line.\n\nSecond line."), read("Another page.")
    known, unknown = (Entry(name, "own", "", "", "", (), (), "", "") for name in "ab")
    beliefs = Beliefs({"bs4/own/a": np.array([0.25, 0.75])})
    scorer = beliefs.pipeline(page, known, "bs4").scorer
    assert list(scorer.score(page)) == [0.25, 0.75]
    installed = Beliefs({}).pipeline(other, unknown, "bs4").scorer
    assert list(scorer.score(other)) == list(installed.score(other))
    assert list(beliefs.pipeline(page, known, "lynx").scorer.score(page)) != [0.25, 0.75]
    with pytest.raises(ValueError, match="train blocks again"):
        beliefs.pipeline(other, known, "bs4")


def test_learns_lines_from_pages_without_labels_by_what_their_html_offers(trained):
    _, printed, pages = trained
    text = printed.split("related, text")[1]
    taught = int(re.search(r"and (\d+) others to learn from", text)[1])
    assert taught > 0
    counted = printed.split("resall, second pass")[1].split()[0]
    assert float(counted) <= pages - taught, "figures count pages that were read by people only"


def test_writes_a_model_of_headlines_that_knows_most_of_them(trained):
    out, printed, _ = trained
    data = unpacked_model((out / "headline.model.gz").read_bytes())
    assert tuple(data["features"]) == HEADLINE_FEATURES
    count, share = map(float, printed.split("headlines:")[1].split(STYLE)[1].split()[:2])
    assert count > 5
    assert 0.5 < share <= 1
    assert f"{share:.4f}" in (out / "headline.md").read_text(encoding="utf-8")


LISTS = """<html><body><nav><a href="/sport/all">Sport</a></nav>
<h1>The bridge is open</h1><p>The bridge is open again, the council said on Monday.</p>
<p>Read more: <a href="/a/1?utm_source=x">Why the old bridge had to be closed</a></p>
<div>Most read</div><ul><li><a href="/a/2">Storm closes the harbour for two days</a></li>
<li><a href="/a/3">Ferry company asks for more money</a></li></ul>
<p><a href="/shop/4">Buy our book of bridges in the north</a></p></body></html>"""


def test_our_labels_of_a_page_give_its_stories_and_its_text(tmp_path):
    from newsclean.training.corpus import Corpus
    from newsclean.training.hand_labels import (
        INLINE,
        hashed,
        main_labels,
        main_text,
        related_labels,
    )
    from newsclean.training.stories import Story, told

    url = "https://norvik.test/a/0"
    row = {"id": "a", "dataset": "own", "url": url, "gold": "The bridge is open again."}
    (tmp_path / "pages.jsonl").write_text(json.dumps(row))
    put(tmp_path / "html" / "own" / "a.html.gz", LISTS.encode())
    lists = [
        [INLINE, [hashed("norvik.test/a/1")]],
        [hashed("most read"), [hashed("norvik.test/a/2"), hashed("norvik.test/a/3")]],
    ]
    page = {"dataset": "own", "id": "a"}
    (tmp_path / "related.jsonl").write_text(json.dumps({**page, "lists": lists}))
    story = "The bridge is open again, the council said on Monday."
    (tmp_path / "main.jsonl").write_text(json.dumps({**page, "main": hashed(key(story))}))
    corpus = Corpus(tmp_path)
    entry = corpus.entries[0]
    assert told(corpus, related_labels(tmp_path), entry) == [
        Story("Why the old bridge had to be closed", f"{url[:-1]}1?utm_source=x", "Read more"),
        Story("Storm closes the harbour for two days", f"{url[:-1]}2", "Most read"),
        Story("Ferry company asks for more money", f"{url[:-1]}3", "Most read"),
    ]
    assert main_text(corpus.page(entry), main_labels(tmp_path)["own", "a"]) == story


def test_our_labels_hold_no_words_of_pages():
    from newsclean.training.hand_labels import DIGITS, FOLDER, INLINE

    def rows(name):
        found = list(map(json.loads, (FOLDER / name).read_text(encoding="utf-8").splitlines()))
        assert len({(row["dataset"], row["id"]) for row in found}) == len(found) > 500
        return found

    one = re.compile(f"[0-9a-f]{{{DIGITS}}}")
    for row in rows("related.jsonl"):
        assert set(row) == {"dataset", "id", "lists"}
        stories = [story for _, found in row["lists"] for story in found]
        assert len(stories) == len(set(stories))
        assert all(one.fullmatch(story) for story in stories)
        assert all(name in ("", INLINE) or one.fullmatch(name) for name, _ in row["lists"])
    for row in rows("main.jsonl"):
        assert set(row) == {"dataset", "id", "main"}
        assert re.fullmatch(f"(?:{one.pattern})+", row["main"])
