"""`ravine lab`."""

from pathlib import Path
from typing import Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import Count, Misuse, Number, Verb
from ravine.cli.options import COMPUTING, ENGINES, OUTPUT
from ravine.cli.show import captions_of, open_page, print_json, save_pictures, show_sections
from ravine.words import say


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
            told.sections(bool(folder)), plain, captions_of(told.pictures(), folder) if folder else None
        )
    if folder:
        save_pictures(told.pictures(), folder)
    if folder and show:
        open_page(told, folder / f"{name}.html")
    return 0
