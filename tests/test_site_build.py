"""The documentation as a site: built without a warning, every link in it resolved."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

import newsclean

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The built site."""
    for package in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(package, reason="pip install '.[docs]' builds the documentation")
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", str(DOCS)]
    command += ["-d", str(tmp_path_factory.mktemp("trees")), str(ROOT), str(target)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return target


def pages(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path, html.document_fromstring(path.read_bytes())


def test_every_link_and_picture_resolves(site):
    anchors = {path: set(tree.xpath("//@id")) for path, tree in pages(site)}
    broken = []
    for path, tree in pages(site):
        for target in tree.xpath("//a/@href | //img/@src | //link/@href | //script/@src"):
            if re.match(r"https?:|mailto:|#$|data:", target):
                continue
            place, _, anchor = unquote(target).partition("#")
            other = (path.parent / place.partition("?")[0]).resolve() if place else path
            if not other.exists() or (anchor and anchor not in anchors.get(other, {anchor})):
                broken.append((path.relative_to(site).as_posix(), target))
    assert broken == []


def test_works_offline(site):
    for path, tree in pages(site):
        loaded = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
        assert not [target for target in loaded if target.startswith(("http", "//"))], path


def test_every_page_is_in_the_navigation(site):
    tree = html.document_fromstring((site / "docs/index.html").read_bytes())
    linked = {Path(target).stem for target in tree.xpath("//nav//a/@href | //aside//a/@href")}
    written = {path.stem for pattern in ("*.md", "*.rst") for path in DOCS.glob(pattern)}
    assert written - linked <= {"index"}


def test_the_cleaners_document_themselves(site):
    text = (site / "docs/cleaners.html").read_text(encoding="utf-8")
    assert all(
        f'id="{name}"' in text.replace("-", "_") for name in newsclean.Pipeline.default().names
    )


def test_every_public_name_is_in_the_reference():
    reference = (DOCS / "api.rst").read_text(encoding="utf-8")
    names = set(re.findall(r"^\.\. auto\w+:: newsclean\.(\w+)$", reference, re.M))
    assert set(newsclean.__all__) - {"__version__"} <= names


def test_the_picture_of_the_pipeline_is_fresh():
    spec = importlib.util.spec_from_file_location(
        "pipeline_picture", DOCS / "make_pipeline_picture.py"
    )
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.TARGET.read_text(encoding="utf-8") == maker.picture(), (
        "run python docs/make_pipeline_picture.py"
    )
