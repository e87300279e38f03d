"""Click, speaking our languages: help and complaints from the catalogue, and the values that options take."""

import math
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import click

from ravine.words import say


class Verb(click.Command):
    """One verb, its help from the catalogue: `cli-<verb>` for itself, `option-<name>` for each option."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {})["allow_extra_args"] = True
        super().__init__(*args, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but for the complaint about extra words."""
        try:
            extra = super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx  # click's parser leaves it out
            raise
        if extra:
            raise Misuse(say("usage-extra", words=" ".join(extra)), ctx)
        return []

    def get_help(self, ctx: click.Context) -> str:
        """The help as text."""
        return _help(self, ctx, say(f"cli-{self.name}"), ())


class Verbs(click.Group):
    """The verbs; a first word that is none of them is taken as a source to look at."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """`ravine houses.csv ...` is `ravine run houses.csv ...`."""
        if args[0] not in self.commands and Path(args[0]).exists():
            args = ["run", *args]
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The help as text."""
        return _help(self, ctx, say("cli-ravine"), self.commands.values())


class Misuse(click.UsageError):
    """A command line that can't be used; its message is from the catalogue."""


class Number(click.ParamType):
    """A finite number, as it is or as a fraction: 0.1, 1e-3, 3/28. `word` is taken as None."""

    name = "number"

    def __init__(self, word: str | None = None) -> None:
        self.word = word

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | None:
        """The number that `value` spells."""
        if value == self.word:
            return None
        try:
            above, _, below = str(value).partition("/")
            number = float(above) / float(below or 1)
        except (ValueError, ZeroDivisionError):
            number = math.nan
        if not math.isfinite(number):
            raise _bad(param, value, say("usage-number", word=self.word or "no"))
        return number

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What help shows for it."""
        return f"NUMBER|{self.word}" if self.word else "NUMBER"


class Numbers(Number):
    """One number, or several with commas between them."""

    name = "numbers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number or the list of them."""
        numbers = [super(Numbers, self).convert(part.strip(), param, ctx) for part in str(value).split(",")]
        return numbers[0] if len(numbers) == 1 else numbers

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What help shows for it."""
        return "NUMBER,..."


class Range(Number):
    """From a number to a larger one, a..b; where `single`, one number too.

    Args:
        single: whether one number will do.
        below: what both ends are less than.
        positive: whether both are above 0; else 0 will do.
    """

    name = "range"

    def __init__(self, *, single: bool = False, below: float = math.inf, positive: bool = False) -> None:
        super().__init__()
        self.single, self.below, self.positive = single, below, positive

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Both ends, or the number."""
        try:
            ends = [super(Range, self).convert(end, param, ctx) or 0.0 for end in str(value).split("..")]
        except Misuse:
            ends = []
        counts = (1, 2) if self.single else (2,)
        inside = all(0 <= end < self.below and (end or not self.positive) for end in ends)
        if len(ends) not in counts or ends != sorted(set(ends)) or not inside:
            raise _bad(param, value, say("usage-range", kind="momentum" if self.single else "lr"))
        return ends[0] if len(ends) == 1 else (ends[0], ends[1])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What help shows for it."""
        return "NUMBER|A..B" if self.single else "A..B"


class Count(click.ParamType):
    """A whole number, `least` or more."""

    name = "n"

    def __init__(self, least: int) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The whole number that `value` spells."""
        digits = str(value).replace("_", "")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 16 and int(digits) >= self.least):
            raise _bad(param, value, say("usage-count", least=self.least))
        return int(digits)


class Keep(click.ParamType):
    """Which epochs to keep: all, log, or each k-th."""

    name = "keep"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str | int:
        """The word or the whole number that `value` spells."""
        if value in ("all", "log"):
            return value
        digits = str(value)
        if not (digits.isascii() and digits.isdigit() and len(digits) < 16 and int(digits)):
            raise _bad(param, value, say("usage-keep"))
        return int(digits)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What help shows for it."""
        return "all|K|log"


class OneOf(click.ParamType):
    """One of a few words."""

    name = "word"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, if it is one of them."""
        if value not in self.words:
            raise _bad(param, value, say("usage-one-of", words=", ".join(self.words)))
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What help shows for it."""
        return "|".join(self.words)


def complaint(fault: click.UsageError) -> str:
    """What is wrong with a command line, and where its help is."""
    command = fault.ctx.command_path if fault.ctx else "ravine"
    return f"{_complaint(fault)} {say('usage-help', command=f'{command} --help')}"


def _complaint(fault: click.UsageError) -> str:
    match fault:
        case click.NoSuchOption():
            near = ", ".join(sorted(fault.possibilities or ()))
            return say("usage-no-option", option=fault.option_name, near=near or "no")
        case click.NoSuchCommand():
            return say("usage-no-verb", verb=fault.command_name)
        case click.BadOptionUsage():
            takes = "nothing" if fault.ctx and _is_flag(fault.ctx.command, fault.option_name) else "value"
            return say("usage-option-value", option=fault.option_name, takes=takes)
        case click.MissingParameter():
            return say("usage-missing", name=_name(fault.param))
        case _:
            return fault.message


def _is_flag(command: click.Command, name: str) -> bool:
    return any(
        param.is_flag and name in (*param.opts, *param.secondary_opts)
        for param in command.params
        if isinstance(param, click.Option)
    )


def _bad(param: click.Parameter | None, value: Any, expected: str) -> Misuse:
    return Misuse(say("usage-bad-value", name=_name(param), got=str(value), expected=expected))


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return (param.name or "").upper() if param else ""


def _help(command: click.Command, ctx: click.Context, about: str, verbs: Iterable[click.Command]) -> str:
    """Usage, a paragraph, verbs and options, laid out by rich, which knows how wide Korean letters are."""
    from rich.console import Console
    from rich.text import Text

    out = Console(file=StringIO(), width=80, highlight=False, emoji=False, markup=False)
    arguments = [
        _name(param) if param.required else f"[{_name(param)}]"
        for param in command.params
        if isinstance(param, click.Argument)
    ]
    usage = " ".join(
        [ctx.command_path, *(["VERB"] if verbs else []), *arguments, f"[{say('usage-options')}]"]
    )
    out.print(Text(f"{say('usage-usage')} {usage}\n"))
    out.print(Text(about))
    if verbs:
        rows = [(str(verb.name), say(f"cli-{verb.name}").split("\n")[0]) for verb in verbs]
        _rows(out, say("usage-verbs"), rows)
    options = [param for param in command.get_params(ctx) if isinstance(param, click.Option)]
    _rows(
        out, say("usage-options"), [(_signature(option, ctx), _about(option, command)) for option in options]
    )
    return "\n".join(line.rstrip() for line in out.file.getvalue().splitlines())  # type: ignore[attr-defined]


def _rows(out: Any, title: str, rows: Sequence[tuple[str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for left, right in rows:
        grid.add_row(Text(f"  {left}"), Text(right))
    out.print(Text(f"\n{title}:"))
    out.print(grid)


def _signature(option: click.Option, ctx: click.Context) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag or option.name == "help" else f"{names} {option.make_metavar(ctx)}"


def _about(option: click.Option, command: click.Command) -> str:
    return say(f"option-{str(option.name).replace('_', '-')}", verb=str(command.name))
