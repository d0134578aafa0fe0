"""Ctrl-C at any moment: the command ends, and no traceback stands in the terminal."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

# `shouze demo` as a terminal has it, which is sent the signal as soon as it asks for a module: where nothing that is
# raised gets out, as in what many modules do while they are loaded.
_DEMO = """
import os, signal, sys, weakref
def interrupts(_):
    os.kill(os.getpid(), signal.SIGINT)
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            gone = Interrupting()
            known = weakref.ref(gone, interrupts)
            del gone
sys.meta_path.insert(0, Interrupting())
sys.argv = ["shouze", "demo", "--no-browser", "--port", "0"]
from bot.__main__ import main
main()
"""


@contextmanager
def demo(cache: Path, module: str = "") -> Iterator[subprocess.Popen[str]]:
    """The demo in a session of its own; whatever is left of it is killed."""
    environment = {**os.environ, "SHOUZE_CACHE": str(cache)}
    process = subprocess.Popen(  # noqa: S603  # this Python
        [sys.executable, "-c", _DEMO.format(module=module)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize(
    "module",
    ["typer", "bot.cli.wrapping", "bot.cli.running.serve", "bot.cli.running.demo", "bot.slack.serving"],
)
def test_while_it_is_loaded_it_ends_without_a_traceback(cache: Path, module: str) -> None:
    with demo(cache, module) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode
    assert "http://" not in out
    assert "Traceback" not in err
    assert "KeyboardInterrupt" not in err


def test_while_what_changes_rules_is_loaded_it_ends_without_a_traceback(cache: Path) -> None:
    with demo(cache) as process:
        assert process.stdout
        assert any("http://" in line for line in process.stdout)
        while not _forks(process.pid):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert not err


def _forks(parent: int) -> bool:
    """Whether a process that others will be forked from is loading what they need: a library of it is there."""
    for one in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in one.read_text("utf-8").split():
            with suppress(OSError):
                if b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return "site-packages" in Path(f"/proc/{child}/maps").read_text("utf-8")
    return False
