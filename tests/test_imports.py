"""Imports point one way: a module knows only what stands below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsclean

ROOT = Path(newsclean.__file__).parent

# From the bottom up. A package stands for its modules, which may import one another.
LAYERS = (
    {"errors"},
    {"configuration", "metrics"},
    {"names", "page", "schema", "wording"},
    {"days", "phrases", "slugs"},
    {"document", "finding"},
    {"furniture", "leaks", "prose"},
    {"cleaner"},
    {"bylines", "headlines", "scoring", "written"},
    {"reading"},
    {"dump_headlines"},
    {"titles"},
    {"related"},
    {"selectors", "site"},
    {"cleaners", "metadata"},
    {"registry"},
    {"pipeline"},
    {"writing"},
    {"settling"},
    {"extraction"},
    {"attempt"},
    {"catalogue"},
    {"batch"},
    {"many", "table"},
    {"__init__"},
    {"reports"},
    {"engines", "training"},
    {"evaluation"},
    {"commands"},
    {"cli"},
)
LEVEL = {name: level for level, layer in enumerate(LAYERS) for name in layer}

# A document can render itself; the renderers are above it and loaded when they are asked.
LAZY = {("document", "writing"), ("document", "reports")}

MODULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


def imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """What a module imports, and whether only when a function of it runs."""
    stack: list[tuple[ast.AST, bool]] = [(tree, False)]
    while stack:
        node, lazy = stack.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from ((f"{node.module}.{alias.name}", lazy) for alias in node.names)
        inner = lazy or isinstance(node, ast.FunctionDef)
        stack.extend((child, inner) for child in ast.iter_child_nodes(node))


def upward(module: str, *, lazy: bool) -> set[tuple[str, str]]:
    here = home(module)
    assert here in LEVEL, "add the new part to LAYERS"
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    parts = [name.split(".") for name, late in imports(tree) if late is lazy]
    # What is imported from the root itself, like `__version__`, comes from the root.
    names = {path.stem for path in ROOT.iterdir()}
    targets = {
        part[1] if part[1:] and part[1] in names else "__init__"
        for part in parts
        if part[0] == "newsclean"
    }
    assert targets <= LEVEL.keys(), "add the new part to LAYERS"
    return {(here, target) for target in targets - {here} if LEVEL[target] >= LEVEL[here]}


def home(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_from_below(module):
    assert upward(module, lazy=False) == set()


@pytest.mark.parametrize("module", MODULES)
def test_imports_in_functions_hide_no_circle(module):
    assert upward(module, lazy=True) <= LAZY
