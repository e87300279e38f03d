"""The terminal door: `ravine VERB SOURCE`.

One file a verb; what computes is imported inside the verbs, so that `ravine --help` loads none of it.
"""

import os
import sys
from collections.abc import Sequence
from itertools import zip_longest

import click

from ravine.cli import check, code, lab, run, sweep  # noqa: F401  (each adds its verbs to the command)
from ravine.cli.command import command
from ravine.cli.grammar import complaint
from ravine.cli.terminal import note, prepare_streams
from ravine.errors import RavineError
from ravine.words import LANGUAGES, say, speaking

__all__ = ["command", "main"]


def main(args: Sequence[str] | None = None) -> int:
    """What the command `ravine` does; returns its exit status.

    0: it ran (a diverging run too); 2: input that can't be used, with one message on standard error;
    130: interrupted, after showing what there is.
    """
    args = list(sys.argv[1:] if args is None else args)
    prepare_streams()
    with speaking(_asked_language(args)):
        try:
            status = command.main(args, prog_name="ravine", standalone_mode=False) or 0
            sys.stdout.flush()
            return status
        except click.UsageError as fault:
            note(f"ravine: {complaint(fault)}")
        except RavineError as fault:
            note(f"ravine: {fault}")
        except (KeyboardInterrupt, click.Abort):
            note(f"ravine: {say('cli-interrupted')}")
            return 130
        except BrokenPipeError:  # the reader has gone (`ravine lab | head`); nothing more can be said to it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
    return 2


def _asked_language(args: Sequence[str]) -> str | None:
    """The language of --lang, looked for before anything is parsed, so that complaints are in it too."""
    for word, following in zip_longest(args, args[1:], fillvalue=""):
        asked = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in LANGUAGES:
            return asked
    return None
