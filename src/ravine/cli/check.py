"""`ravine check`: the reader's own gradient."""

import sys
from contextlib import redirect_stdout
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import OneOf, Verb
from ravine.cli.options import (
    FILE,
    HYPOTHESES,
    LOSSES,
    OUTPUT,
    READING,
    SCALES,
    document_of,
    experiment_of,
    is_document,
    only_without,
    which_target,
)
from ravine.cli.show import print_json, show_sections
from ravine.errors import SettingError

if TYPE_CHECKING:
    from ravine.experiment import Experiment


@command.command(cls=Verb)
@click.argument("function")
@click.argument("source", default="lab-03")
@FILE
@click.option("--hypothesis", type=OneOf(HYPOTHESES), metavar="NAME", default="linear")
@click.option("--loss", type=OneOf(LOSSES), metavar="NAME")
@click.option("--gradient", type=OneOf(SCALES), default="mean", metavar="SCALE")
@OUTPUT
def check(
    function: str,
    source: str,
    target: str | None,
    gradient: str,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """The reader's own gradient against the true one."""
    from ravine import labs
    from ravine.check import Kind, check_gradient, read_function, takes_bias

    if target is None and source not in labs.names() and not is_document(source):
        return which_target("check", source, settings, plain, before=[function])
    with redirect_stdout(sys.stderr):  # what the reader's code prints is no part of the answer
        mine = read_function(function)
        experiment = _experiment(source, target, settings, takes_bias(mine))
        found = check_gradient(mine, replace(experiment.cost(), gradient=gradient))
    if found.finding.kind is Kind.RAISES:
        raise SettingError("check-raises", arguments=found.arguments, **found.finding.values)
    if as_json:
        print_json(found.to_dict())
    else:
        show_sections(found.sections(), plain)
    return 0


def _experiment(source: str, target: str | None, settings: dict[str, Any], bias: bool) -> "Experiment":
    """The data and the hypothesis; a lab's has a bias where the function takes one."""
    from ravine import labs

    if source in labs.names():
        only_without(source, *READING)
        known = labs.read(source)
        return replace(known, bias=(known.bias or bias) and not settings["no_bias"])
    if is_document(source):
        return document_of(source, settings, engine=None, gradient=None, lr=None)
    return experiment_of(source, str(target), settings)
