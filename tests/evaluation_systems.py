"""Systems to be evaluated, in a module of their own: the worker processes import it."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable

from newsclean.evaluation import System


def _as_it_is() -> Callable[..., str]:
    return lambda source, url, kind: source.decode()


def _hangs_on_sleepy_pages() -> Callable[..., str]:
    def run(source: bytes, url: str, kind: str) -> str:
        while b"sleepy" in source:
            time.sleep(0.05)
        return source.decode()

    return run


def _dies_on_deadly_pages() -> Callable[..., str]:
    def run(source: bytes, url: str, kind: str) -> str:
        if b"deadly" in source:
            os._exit(7)
        return source.decode()

    return run


def _raises() -> Callable[..., str]:
    def run(source: bytes, url: str, kind: str) -> str:
        raise ValueError("not today")

    return run


def _prints_and_calls_home() -> Callable[..., str]:
    def run(source: bytes, url: str, kind: str) -> str:
        sys.stderr.write("noise")
        sys.stdout.write("noise")
        socket.create_connection(("127.0.0.1", 9), timeout=1)
        return ""

    return run


def _does_not_load() -> Callable[..., str]:
    raise ImportError("no such thing")


def system(name: str) -> System:
    """The system whose loader is called so."""
    return System(name, "newsclean", "newsclean", globals()[f"_{name}"])
