"""What users import is what stands here; a name more or less is a decision."""

import subprocess
import sys
import types

import newsclean

PUBLIC = {
    "BatchError",
    "Block",
    "Claim",
    "Cleaner",
    "CleanerError",
    "ConfigError",
    "Decision",
    "Document",
    "Example",
    "Failure",
    "InputError",
    "NewscleanError",
    "NotTextError",
    "Page",
    "Pipeline",
    "PluginError",
    "RelatedLink",
    "Role",
    "SiteProfile",
    "Source",
    "UnreadableError",
    "View",
    "__version__",
    "clean_many",
    "clean_table",
    "extract",
    "learn_site",
}


def test_all_is_the_public_list():
    assert set(newsclean.__all__) == PUBLIC


def test_every_public_name_is_there():
    assert all(hasattr(newsclean, name) for name in PUBLIC)


def test_nothing_else_looks_public():
    others = {
        name
        for name, value in vars(newsclean).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert others == PUBLIC - {"__version__"}


def test_every_public_class_and_function_has_a_docstring():
    assert all(getattr(newsclean, name).__doc__ for name in PUBLIC - {"__version__"})


def test_every_error_has_its_own_code():
    errors = [value for value in vars(newsclean).values() if isinstance(value, type)]
    codes = [e.code for e in errors if issubclass(e, newsclean.NewscleanError)]
    assert len(set(codes)) == len(codes)


def test_import_loads_no_heavy_package():
    script = (
        "import sys, newsclean\n"
        "heavy = {'trafilatura', 'chardet', 'rich', 'click', 'multiprocessing', 'pyarrow'}\n"
        "print(*sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
