"""The terminal itself: what it can print, how long work shows, how Ctrl-C ends a run."""

import codecs
import signal
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

from ravine.words import say

if TYPE_CHECKING:
    from rich.console import Console

# For characters that many an encoding lacks; others lose their accents, or become a question mark.
_PLAIN = {
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "...",
    "≈": "~",
    "≤": "<=",
    "≥": ">=",
    "×": "x",
    "÷": "/",
    "·": "*",
    "²": "^2",
    "ᵀ": "^T",
    "‖": "||",
    "√": "sqrt",
    "Σ": "sum",
    "∇": "grad ",
    "λ": "lambda",
    "α": "lr",
    "→": "->",
    "─": "-",
    "│": "|",
    "━": "-",
    "╸": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}


def prepare_streams() -> None:
    """Let standard output and error print any text: what their encoding lacks becomes a plain character."""
    codecs.register_error("ravine-plain", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a test or a notebook may have put something else there
            stream.reconfigure(errors="ravine-plain")


def console(stream: TextIO | None = None) -> "Console":
    """A console that prints what it is given: no markup, no colours of its own; 80 columns at least."""
    from rich.console import Console

    out = Console(file=stream or sys.stdout, highlight=False, emoji=False, markup=False, soft_wrap=False)
    out.width = max(out.width, 80)
    return out


def note(text: str) -> None:
    """One line on standard error."""
    print(text, file=sys.stderr)


@contextmanager
def watched(epochs: int, *, bar: bool) -> Iterator[Any]:
    """Within the block Ctrl-C ends a run after its present epoch, and a long run shows a bar on stderr.

    Yields:
        what `descend` takes as `on_step`; its `interrupted` tells whether Ctrl-C was pressed.
    """
    watch = _Watch(epochs, bar and sys.stderr.isatty())
    try:
        before = signal.signal(signal.SIGINT, watch.interrupt)
    except ValueError:  # not in the main thread: then Ctrl-C isn't ours to take
        before = None
    try:
        yield watch
    finally:
        watch.close()
        if before is not None:
            signal.signal(signal.SIGINT, before)


class _Watch:
    _AFTER, _EVERY = 0.5, 0.1  # seconds: when a bar appears, and how often it moves

    def __init__(self, epochs: int, bar: bool) -> None:
        self.interrupted = False
        self._epochs = epochs
        self._due = time.monotonic() + self._AFTER if bar else float("inf")
        self._progress: Any = None

    def __call__(self, epoch: int, step: Any) -> bool:
        if time.monotonic() > self._due:
            self._due = time.monotonic() + self._EVERY
            self._show(epoch)
        return self.interrupted

    def interrupt(self, signum: int, frame: Any) -> None:
        if self.interrupted:  # a second time: at once
            raise KeyboardInterrupt
        self.interrupted = True

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _show(self, epoch: int) -> None:
        if self._progress is None:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._progress = Progress(*columns, console=console(sys.stderr), transient=True)
            self._progress.add_task(say("cli-epochs"), total=self._epochs)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=epoch)


def _plainer(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(map(_plain, fault.object[fault.start : fault.end])), fault.end


def _plain(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"
