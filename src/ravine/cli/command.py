"""The command without a verb."""

import click

from ravine.cli.grammar import OneOf, Verbs
from ravine.words import LANGUAGES


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
