"""The verbs: each reads its input, calls one function, shows the result."""

import json
import math
import shlex
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.grammar import Count, Misuse, Number, Numbers, OneOf, Verb, Verbs
from ravine.cli.terminal import console, note, watched
from ravine.words import LANGUAGES, language, say

if TYPE_CHECKING:
    from ravine.data.files import Table
    from ravine.experiment import Experiment
    from ravine.pictures import Picture
    from ravine.story import Section
    from ravine.trace import Trace

# Everything else is imported inside the verbs: `ravine --help` loads nothing that computes.

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


@click.group(cls=Verbs, invoke_without_command=True)
@click.option("--version", is_flag=True)
@click.option("--lang", type=OneOf(LANGUAGES), expose_value=False)
@click.help_option("--help", help="")
@click.pass_context
def command(ctx: click.Context, version: bool) -> int:
    """The command without a verb: help, or the version."""
    if version:
        from importlib.metadata import version as of

        print(f"ravine {of('ravine')}")
    elif ctx.invoked_subcommand is None:
        print(ctx.get_help())
    return 0


@command.command(cls=Verb)
@click.argument("name", default="lab-03")
@click.option("--lr", type=Number())
@click.option("--torch-lr", type=Number())
@click.option("--start", type=Number())
@click.option("--epochs", type=Count(0))
@COMPUTING
@click.option("--pictures", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--no-pictures", is_flag=True)
@click.option("--show", is_flag=True)
@OUTPUT
def lab(
    name: str,
    engine: str | None,
    torch_lr: float | None,
    pictures: Path | None,
    no_pictures: bool,
    show: bool,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """A whole lab: its story, its logs, its pictures."""
    from ravine import labs

    if no_pictures and (show or pictures):
        raise Misuse(say("usage-no-pictures"))
    if torch_lr is not None and engine == "hand":
        raise Misuse(say("usage-torch-lr"))
    told = labs.lab(name, engines=ENGINES[engine or "both"], torch_lr=torch_lr, **settings)
    folder = None if no_pictures or (as_json and not pictures) else pictures or Path(f"ravine-{name}")
    if as_json:
        print_json(told.to_dict())
    else:
        show_sections(
            told.sections(bool(folder)), plain, _captions(told.pictures(), folder) if folder else None
        )
    if folder:
        save_pictures(told.pictures(), folder)
    if folder and show:
        _open_page(told, folder / f"{name}.html")
    return 0


@command.command(cls=Verb)
@SOURCE
@click.option("--lr", type=Number("auto"), default="auto")
@click.option("--standardize", is_flag=True)
@COMPUTING
@click.option("--every", type=Count(1))
@click.option("--pictures", type=click.Path(path_type=Path), metavar="DIR")
@OUTPUT
def run(
    source: str,
    target: str | None,
    engine: str | None,
    gradient: str | None,
    lr: float | None,
    every: int | None,
    pictures: Path | None,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """Descent on the reader's own data."""
    if target is None:
        return _which_target("run", source, settings, plain)
    from ravine.experiment import Run
    from ravine.report import document, run_sections

    runs = tuple(Run(one, gradient or "mean", lr) for one in ENGINES[engine or "hand"])
    asked = _experiment(source, target, settings, runs=runs)
    experiment = asked.resolve()
    traces, interrupted = _descend(experiment, bar=not plain)
    if as_json:
        print_json(document(experiment, traces, every or 1))
    else:
        show_sections(run_sections(asked, traces, every), plain)
    if pictures:
        from ravine.pictures import run_pictures

        save_pictures(run_pictures(traces), pictures)
    return 130 if interrupted else 0


@command.command(cls=Verb)
@SOURCE
@click.option("--gradient", type=OneOf(SCALES), metavar="SCALE")
@OUTPUT
def theory(
    source: str, target: str | None, gradient: str | None, as_json: bool, plain: bool, **settings: Any
) -> int:
    """What theory knows before anything runs."""
    if target is None:
        return _which_target("theory", source, settings, plain)
    from ravine.experiment import Run
    from ravine.report import theory_document, theory_sections

    experiment = _experiment(source, target, settings, runs=(Run(gradient=gradient or "mean"),))
    known = experiment.theory(experiment.runs[0])
    if as_json:
        print_json(theory_document(experiment, known))
    else:
        show_sections(theory_sections(known), plain)
    return 0


def _experiment(source: str, target: str, settings: dict[str, Any], **more: Any) -> "Experiment":
    """The experiment that a command line describes; notes on its data go to standard error."""
    from ravine.experiment import Experiment

    reading = {"decimal": settings.pop("decimal"), "encoding": settings.pop("encoding")}
    named, each = settings.pop("features"), settings.pop("feature")
    features = [*(named.split(",") if named else ()), *each] or None
    drop_missing = settings.pop("drop_missing")
    chosen = _table(source, reading).choose(target, features, drop_missing=drop_missing)
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


def _table(source: str, reading: Mapping[str, Any]) -> "Table":
    from ravine.data.files import read_table

    return read_table(source, **reading)


def _descend(experiment: "Experiment", *, bar: bool) -> "tuple[dict[str, Trace], bool]":
    """The runs by engine, up to the one that Ctrl-C ended."""
    traces = {}
    for run in experiment.runs:
        with watched(experiment.epochs, bar=bar) as watch:
            traces[run.engine] = experiment.descend(run, watch)
        if watch.interrupted:
            return traces, True
    return traces, False


def _which_target(verb: str, source: str, settings: Mapping[str, Any], plain: bool) -> int:
    """The columns of a file and the command to type, where no target was named."""
    from ravine.report import column_sections

    table = _table(source, {key: settings[key] for key in ("decimal", "encoding")})
    command = shlex.join(["ravine", verb, source, "--target", (table.numeric or table.names)[-1]])
    show_sections(column_sections(table, command), plain, error=True)
    return 2


def show_sections(
    sections: "Iterable[Section]",
    plain: bool,
    captions: Mapping[str, str] | None = None,
    *,
    error: bool = False,
) -> None:
    """Print sections to standard output, or error."""
    import sys

    from ravine import typeset

    typeset.show(sections, console(sys.stderr if error else sys.stdout), plain=plain, captions=captions or {})


def print_json(document: Any) -> None:
    """One JSON document; what isn't finite is written as "NaN", "Infinity", "-Infinity"."""
    print(json.dumps(_finite(document), ensure_ascii=False, indent=2, allow_nan=False))


def save_pictures(pictures: "Mapping[str, Picture]", folder: Path) -> None:
    """Save the pictures, and say where on standard error."""
    from ravine.pictures import save

    saved = save(pictures, folder)
    note(say("cli-saved", count=len(saved), folder=str(folder)))


def _captions(pictures: "Mapping[str, Picture]", folder: Path) -> dict[str, str]:
    from ravine.pictures import file_names

    return {
        key: say("cli-picture", file=str(folder / name), title=pictures[key].title)
        for key, name in file_names(pictures).items()
    }


def _open_page(told: Any, file: Path) -> None:
    from ravine.typeset import as_page

    file.write_text(as_page(file.stem, language(), told._repr_html_()), encoding="utf-8")
    if click.launch(str(file)):
        note(say("cli-open", file=str(file)))


def _finite(value: Any) -> Any:
    match value:
        case float() if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case Mapping():
            return {key: _finite(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_finite(inner) for inner in value]
        case _:
            return value
