"""`ravine lab`."""

from pathlib import Path
from typing import Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import Count, Misuse, Number, Verb
from ravine.cli.options import COMPUTING, ENGINES, OUTPUT
from ravine.cli.show import captions_of, open_page, print_json, save_pictures, show_sections
from ravine.cli.terminal import watched
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
@click.option("--list", "listed", is_flag=True)
@OUTPUT
def lab(
    name: str,
    engine: str | None,
    torch_lr: float | None,
    pictures: Path | None,
    no_pictures: bool,
    show: bool,
    listed: bool,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """A whole lab: its story, its logs, its pictures."""
    from ravine import labs

    if listed:
        print("\n".join(f"{known}  {say(f'lab-about-{known}')}" for known in labs.names()))
        return 0
    if no_pictures and (show or pictures):
        raise Misuse(say("usage-no-pictures"))
    if torch_lr is not None and engine == "hand":
        raise Misuse(say("usage-torch-lr"))
    folder = None if no_pictures or (as_json and not pictures) else pictures or Path(f"ravine-{name}")
    epochs = settings["epochs"] or labs.read(name).epochs
    with watched(epochs, bar=not plain) as watch:
        engines = ENGINES[engine or "both"]
        told = labs.lab(name, engines=engines, torch_lr=torch_lr, on_step=watch, **settings)
        shown: Any = told.to_dict() if as_json else told.sections(bool(folder))
    if as_json:
        print_json(shown)
    else:
        show_sections(shown, plain, captions_of(told.pictures(), folder) if folder else None)
    if folder:
        save_pictures(told.pictures(), folder)
    if folder and show:
        open_page(told, folder / f"{name}.html")
    return 130 if watch.interrupted else 0
