"""What several verbs take, and the experiment that a command line describes."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ravine.cli.grammar import Count, Keep, Misuse, Number, Numbers, OneOf
from ravine.cli.show import show_sections
from ravine.cli.terminal import note
from ravine.words import LANGUAGES, say

if TYPE_CHECKING:
    from ravine.data.files import Table
    from ravine.experiment import Experiment, Run

ENGINES = {
    "auto": ("auto",),
    "hand": ("hand",),
    "torch": ("torch",),
    "both": ("hand", "torch"),
    "exact": ("exact",),
}
# Those that are loops over the rows.
LOOPS = ("hand", "torch", "both")
SCALES = ("mean", "sum", "half_mean", "half_sum")
# As in `ravine.hypothesis` and `ravine.loss`, which no help text loads; a test holds them together.
HYPOTHESES = ("linear", "line", "polynomial", "logistic", "softmax")
LOSSES = ("squared", "absolute", "huber", "log", "cross-entropy")


class Source(click.Argument):
    """What to look at; a list of the optimizers needs none."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """The source, which may be missing beside `--optimizer list`."""
        if self.value_is_missing(value) and ctx.params.get("optimizer") == "list":
            return None
        return super().process_value(ctx, value)


def options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator."""

    def decorate(verb: Any) -> Any:
        for decorator in reversed(decorators):
            verb = decorator(verb)
        return verb

    return decorate


LANGUAGE = options(
    click.option("--lang", type=OneOf(LANGUAGES), expose_value=False),
    click.help_option("--help", help=""),
)
OUTPUT = options(
    click.option("--json", "as_json", is_flag=True),
    click.option("--plain", is_flag=True),
    LANGUAGE,
)
COMPUTING = options(
    click.option("--gradient", type=OneOf(SCALES), metavar="SCALE"),
    click.option("--dtype", type=OneOf(("float32", "float64"))),
)
FILE = options(
    click.option("--target", metavar="NAME"),
    click.option("--features", metavar="A,B,..."),
    click.option("--feature", metavar="NAME", multiple=True),
    click.option("--drop-missing", is_flag=True),
    click.option("--decimal", type=OneOf((".", ",")), default="."),
    click.option("--encoding", metavar="NAME"),
    click.option("--no-bias", is_flag=True),
)
COST = options(
    click.option("--hypothesis", type=OneOf(HYPOTHESES), metavar="NAME", default="linear"),
    click.option("--degree", type=Count(1), default="2"),
    click.option("--loss", type=OneOf(LOSSES), metavar="NAME"),
    click.option("--delta", type=Number(), default="1"),
    click.option("--l2", type=Number(), default="0"),
    click.option("--condition", type=Number()),
    click.option("--turn", type=Number()),
)
SOURCE = options(
    click.argument("source", cls=Source),
    FILE,
    COST,
    click.option("--epochs", type=Count(0), default="100"),
    click.option("--start", type=Numbers()),
)
DESCENT = options(
    click.option("--batch-size", type=Count(1)),
    click.option("--seed", type=Count(0), default="0"),
    click.option("--sampling", type=OneOf(("shuffle", "replace")), default="shuffle"),
    click.option("--holdout", type=Number(), default="0"),
    click.option("--clip", type=Number()),
    click.option("--tol", type=Number()),
    click.option("--keep", type=Keep()),
)

# What says how a file of data is read; a lab and a document name their own data.
READING = ("target", "features", "feature", "drop_missing", "decimal", "encoding")
# What may be typed in the place of what a document says, by the names of `Experiment`.
CHANGEABLE = (
    *("hypothesis", "degree", "loss", "delta", "l2", "standardize"),
    *("start", "epochs", "dtype", "batch_size", "seed", "sampling", "holdout", "clip", "tol", "keep"),
)
SURFACE = "surface:"


def typed(*names: str) -> list[str]:
    """Those of the verb's options that were typed, not left at their defaults."""
    context = click.get_current_context()
    return [name for name in names if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]


def only_without(source: str, *names: str) -> None:
    """Complain of options that were typed and say nothing to `source`, which settles them itself."""
    if refused := typed(*names):
        said = ", ".join(f"--{name.replace('_', '-')}" for name in refused)
        raise Misuse(say("usage-settled", options=said, source=source))


def is_document(source: str) -> bool:
    """Whether the source is an experiment's own document."""
    return source.lower().endswith(".toml")


def document_of(file: str, settings: dict[str, Any], **computing: Any) -> "Experiment":
    """The experiment in a document, with what was typed in place of its own."""
    from ravine.experiment import Experiment

    only_without(file, *READING, "condition", "turn")
    experiment = Experiment.from_toml(Path(file))
    changes = {key: settings[key] for key in typed(*CHANGEABLE) if key in settings}
    if settings["no_bias"]:
        changes["bias"] = False
    return _all_used(replace(experiment, runs=runs_of(experiment.runs, **computing), **changes))


def runs_of(
    runs: "tuple[Run, ...]",
    *,
    engine: str | None = None,
    gradient: str | None = None,
    lr: float | None = None,
    torch_lr: float | None = None,
    rule: Mapping[str, Any] | None = None,
) -> "tuple[Run, ...]":
    """`runs`, with what was typed in place of their own; an engine that none has computes the first."""
    if engine:
        own = {run.engine: run for run in reversed(runs)}
        runs = tuple(own.get(one) or replace(own.get("auto", runs[0]), engine=one) for one in ENGINES[engine])
    changes: dict[str, Any] = {"gradient": gradient} if gradient else {}
    if typed("lr"):
        changes["lr"] = lr
    if rule and (typed("optimizer", "schedule") or rule["settings"]):
        # Another rule has other settings; the same one keeps what wasn't typed.
        fresh = bool(typed("optimizer"))
        runs = tuple(replace(run, **rule) if fresh else _with(run, rule) for run in runs)
    runs = tuple(replace(run, **changes) for run in runs)
    if torch_lr is None:
        return runs
    return tuple(replace(run, lr=torch_lr) if run.engine == "torch" else run for run in runs)


def _with(run: "Run", rule: Mapping[str, Any]) -> "Run":
    return replace(
        run, settings={**run.settings, **rule["settings"]}, schedule=rule["schedule"] or run.schedule
    )


def experiment_of(source: str, target: str, settings: dict[str, Any], **more: Any) -> "Experiment":
    """The experiment that a command line describes; notes on its data go to standard error."""
    from ravine import hypothesis
    from ravine.experiment import Experiment

    turned = {key: settings.pop(key, None) for key in ("condition", "turn")}
    if source.startswith(SURFACE):
        return _on_a_surface(
            source, {key: value for key, value in turned.items() if value is not None}, settings, more
        )
    only_without(source, *turned)
    classes = hypothesis.HYPOTHESES[settings["hypothesis"]].targets == "classes"
    reading = {"decimal": settings.pop("decimal"), "encoding": settings.pop("encoding")}
    named, each = settings.pop("features"), settings.pop("feature")
    features = [*(named.split(",") if named else ()), *each] or None
    drop_missing = settings.pop("drop_missing")
    chosen = table_of(source, reading).choose(target, features, drop_missing=drop_missing, classes=classes)
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
    return _all_used(Experiment(chosen.data, source=kept, **settings, **more))


def _all_used(experiment: "Experiment") -> "Experiment":
    """Complain of options that were typed and that nothing in the experiment looks at."""
    batches = experiment.batch_size is not None
    for option, other, used in (
        ("degree", "--hypothesis polynomial", experiment.hypothesis == "polynomial"),
        ("delta", "--loss huber", experiment.loss == "huber"),
        ("sampling", "--batch-size", batches),
        ("seed", "--batch-size / --holdout", batches or experiment.holdout),
    ):
        if typed(option) and not used:
            raise Misuse(say("usage-only-with", option=f"--{option}", other=other))
    return experiment


def _on_a_surface(
    source: str, turned: dict[str, Any], settings: dict[str, Any], more: dict[str, Any]
) -> "Experiment":
    from ravine.experiment import Experiment

    only_without(source, *READING, "no_bias", "dtype")
    for name in (*READING, "no_bias", "dtype"):
        settings.pop(name, None)
    return Experiment(surface={"surface": source.removeprefix(SURFACE), **turned}, **settings, **more)


def needs_target(source: str) -> bool:
    """Whether the source is a file of data, of which a column has to be named."""
    return not (is_document(source) or source.startswith(SURFACE))


def table_of(source: str, reading: Mapping[str, Any]) -> "Table":
    """The table in a file or on standard input."""
    from ravine.data.files import read_table

    return read_table(source, **reading)


def which_target(
    verb: str, source: str, settings: Mapping[str, Any], plain: bool, before: Sequence[str] = ()
) -> int:
    """The columns of a file and the command to type, where no target was named.

    `before` are the words between the verb and the source.
    """
    from ravine.report import column_sections

    table = table_of(source, {key: settings[key] for key in ("decimal", "encoding")})
    command = shlex.join(["ravine", verb, *before, source, "--target", (table.numeric or table.names)[-1]])
    show_sections(column_sections(table, command), plain, error=True)
    return 2
