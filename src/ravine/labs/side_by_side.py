"""The runs of a step beside each other: what they differ in, what became of each, their logs."""

from collections.abc import Mapping, Sequence

from ravine.experiment import Run
from ravine.story import Block, Table
from ravine.trace import Trace, thin
from ravine.words import number, say

FIRST, LINES = 3, 10  # a log shows the first epochs, where most happens, and then about so many lines
MOST_WEIGHTS = 3  # whose columns stand beside the cost where several runs are shown
COLUMNS = 6  # of several runs in one table
DIGITS, DIGITS_OF_SEVERAL = 6, 4


def results(runs: Sequence[Run], traces: Sequence[Trace]) -> Table:
    """What the runs differ in, and what became of each."""
    header = ("", *(say(f"labs-{column}") for column in ("settings", "outcome", "end", "to-1-percent")))
    rows = [
        (
            str(k),
            _settings(run, trace, runs),
            say(f"labs-outcome-{trace.outcome.name.lower()}"),
            number(float(trace.cost[-1])),
            say("labs-never") if trace.epochs_to_1_percent is None else f"{trace.epochs_to_1_percent:,}",
        )
        for k, (run, trace) in enumerate(zip(runs, traces, strict=True), 1)
    ]
    return Table(header, rows)


def labels(runs: Sequence[Run], traces: Sequence[Trace]) -> list[str]:
    """A name for each run: its number, and what it differs in from the others."""
    both = zip(runs, traces, strict=True)
    return [f"{k}: {_settings(run, trace, runs)}" for k, (run, trace) in enumerate(both, 1)]


def logs(traces: Sequence[Trace]) -> list[Block]:
    """The logs side by side, as many runs to a table as fit; each column after the number of its run."""
    if len(traces) == 1:
        return [_log({"": traces[0]}, traces[0].names, DIGITS)]
    names = traces[0].names if len(traces[0].names) <= MOST_WEIGHTS else ()
    together = max(1, COLUMNS // (1 + len(names)))
    numbered = [(f"{k}: ", trace) for k, trace in enumerate(traces, 1)]
    parts = (dict(numbered[k : k + together]) for k in range(0, len(traces), together))
    return [_log(part, names, DIGITS_OF_SEVERAL) for part in parts]


def _settings(run: Run, trace: Trace, runs: Sequence[Run]) -> str:
    """What a run is to be told from the others by: its lr, and what else isn't the same for all."""
    told = {
        "engine": say(f"engine-{run.engine}"),
        "optimizer": run.optimizer,
        "settings": ", ".join(f"{name} {number(value)}" for name, value in run.settings.items()),
        "lr": f"lr {number(float(trace.lr))}",
        "gradient": f"gradient {run.gradient}",
        "schedule": run.schedule or "",
    }
    kept = [
        words
        for name, words in told.items()
        if words and (name == "lr" or any(getattr(other, name) != getattr(run, name) for other in runs))
    ]
    return ", ".join(kept)


def _log(traces: Mapping[str, Trace], names: Sequence[str], digits: int) -> Table:
    """The first epochs and then each so many, the cost of each run and these weights of it."""
    header = [f"{run}{name}" for run in traces for name in (say("log-cost"), *names)]
    last = max(len(trace.cost) for trace in traces.values()) - 1
    rows = []
    for epoch in sorted({*range(min(FIRST, last) + 1), *thin(last, lines=LINES)}):
        cells = [cell for trace in traces.values() for cell in _cells(trace, epoch, len(names), digits)]
        rows.append((str(epoch), *cells))
    return Table((say("log-epoch"), *header), rows)


def _cells(trace: Trace, epoch: int, weights: int, digits: int) -> list[str]:
    """The cost and the weights at an epoch, empty after the run's end."""
    if epoch >= len(trace.cost):
        return [""] * (1 + weights)
    return [number(float(value), digits) for value in (trace.cost[epoch], *trace.W[epoch, :weights])]
