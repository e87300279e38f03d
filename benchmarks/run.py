"""`make bench`: one table, each row a ratio from paired runs in one process."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("JAX_PLATFORMS", "cpu")

import doors
import many_rows
import sweeps
import the_lab
import torch
from pairs import Pair, Timed, timed
from rich import box
from rich.console import Console
from rich.table import Table


def subjects(folder: Path) -> Iterator[tuple[str, list[Pair]]]:
    """The rows by subject, each made when it is asked for."""
    yield "sweeps", sweeps.pairs()
    yield "rows", many_rows.squared()
    yield "logistic", many_rows.logistic()
    yield "lab", the_lab.pairs()
    yield "doors", [*doors.starting(), *doors.a_file(folder)]


def row(one: Timed) -> list[str]:
    wanted = "" if one.pair.wanted is None else f"{one.pair.wanted:,g} ×"
    return [
        one.pair.work,
        f"{one.ours:.3g}",
        one.pair.against,
        f"{one.theirs:.3g}",
        f"{one.faster:,.3g} ×",
        wanted,
        "" if one.pair.wanted is None else "yes" if one.reached else "no",
    ]


def main() -> None:
    """Run the subjects that were named, or all, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "subjects", nargs="*", help="sweeps, rows, logistic, lab, doors; all where none is named"
    )
    parser.add_argument("--markdown", action="store_true", help="the table as docs/benchmarks.md has it")
    given = parser.parse_args()
    chosen = given.subjects
    torch.set_num_threads(2)
    look = {"box": box.MARKDOWN} if given.markdown else {}
    table = Table("work", "seconds", "against", "seconds", "faster", "wanted", "reached", **look)
    with tempfile.TemporaryDirectory() as folder:
        for name, pairs in subjects(Path(folder)):
            for pair in pairs if not chosen or name in chosen else ():
                table.add_row(*row(timed(pair)))
    Console(width=190).print(table)


if __name__ == "__main__":
    main()
