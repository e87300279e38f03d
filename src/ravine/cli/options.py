"""What several verbs take, and the experiment that a command line describes."""

import shlex
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.grammar import Count, Numbers, OneOf
from ravine.cli.show import show_sections
from ravine.cli.terminal import note
from ravine.words import LANGUAGES

if TYPE_CHECKING:
    from ravine.data.files import Table
    from ravine.experiment import Experiment

ENGINES = {"hand": ("hand",), "torch": ("torch",), "both": ("hand", "torch")}
SCALES = ("mean", "sum", "half_mean", "half_sum")


def options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator."""

    def decorate(verb: Any) -> Any:
        for decorator in reversed(decorators):
            verb = decorator(verb)
        return verb

    return decorate


OUTPUT = options(
    click.option("--json", "as_json", is_flag=True),
    click.option("--plain", is_flag=True),
    click.option("--lang", type=OneOf(LANGUAGES), expose_value=False),
    click.help_option("--help", help=""),
)
COMPUTING = options(
    click.option("--engine", type=OneOf(tuple(ENGINES))),
    click.option("--gradient", type=OneOf(SCALES), metavar="SCALE"),
    click.option("--dtype", type=OneOf(("float32", "float64"))),
)
SOURCE = options(
    click.argument("source"),
    click.option("--target", metavar="NAME"),
    click.option("--features", metavar="A,B,..."),
    click.option("--feature", metavar="NAME", multiple=True),
    click.option("--drop-missing", is_flag=True),
    click.option("--decimal", type=OneOf((".", ",")), default="."),
    click.option("--encoding", metavar="NAME"),
    click.option("--no-bias", is_flag=True),
    click.option("--epochs", type=Count(0), default="100"),
    click.option("--start", type=Numbers(), default="0"),
)


def experiment_of(source: str, target: str, settings: dict[str, Any], **more: Any) -> "Experiment":
    """The experiment that a command line describes; notes on its data go to standard error."""
    from ravine.experiment import Experiment

    reading = {"decimal": settings.pop("decimal"), "encoding": settings.pop("encoding")}
    named, each = settings.pop("features"), settings.pop("feature")
    features = [*(named.split(",") if named else ()), *each] or None
    drop_missing = settings.pop("drop_missing")
    chosen = table_of(source, reading).choose(target, features, drop_missing=drop_missing)
    for remark in chosen.notes:
        note(remark)
    written = {
        "file": source,
        "target": target,
        "features": features,
        "drop_missing": drop_missing,
        **reading,
    }
    unless = {"features": None, "drop_missing": False, "decimal": ".", "encoding": None}
    kept = {key: value for key, value in written.items() if key not in unless or value != unless[key]}
    settings["bias"] = not settings.pop("no_bias")
    settings["dtype"] = settings.pop("dtype", None) or "float64"
    return Experiment(chosen.data, source=kept, **settings, **more)


def table_of(source: str, reading: Mapping[str, Any]) -> "Table":
    """The table in a file or on standard input."""
    from ravine.data.files import read_table

    return read_table(source, **reading)


def which_target(verb: str, source: str, settings: Mapping[str, Any], plain: bool) -> int:
    """The columns of a file and the command to type, where no target was named."""
    from ravine.report import column_sections

    table = table_of(source, {key: settings[key] for key in ("decimal", "encoding")})
    command = shlex.join(["ravine", verb, source, "--target", (table.numeric or table.names)[-1]])
    show_sections(column_sections(table, command), plain, error=True)
    return 2
