"""`ravine lab`."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ravine.cli.command import command
from ravine.cli.grammar import Count, Misuse, Number, OneOf, Verb
from ravine.cli.options import COMPUTING, ENGINES, LOOPS, OUTPUT, only_without, typed
from ravine.cli.show import captions_of, open_page, print_json, save_pictures, show_sections
from ravine.cli.terminal import watched
from ravine.words import say

if TYPE_CHECKING:
    from ravine.labs.guided import ToldStep

# What changes the runs of lab-03; another lab is told with its own settings.
_SETTINGS = ("lr", "torch_lr", "start", "epochs", "engine", "gradient", "dtype")

_BEFORE_DESCENT = 2  # sections of lab 3: the data, the cost


@command.command(cls=Verb)
@click.argument("name", default="lab-03")
@click.option("--lr", type=Number())
@click.option("--torch-lr", type=Number())
@click.option("--start", type=Number())
@click.option("--epochs", type=Count(0))
@click.option("--engine", type=OneOf(LOOPS))
@COMPUTING
@click.option("--pictures", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--no-pictures", is_flag=True)
@click.option("--show", is_flag=True)
@click.option("--no-questions", is_flag=True)
@click.option("--list", "listed", is_flag=True)
@click.option("--copy", "copied", is_flag=True)
@OUTPUT
def lab(
    name: str,
    pictures: Path | None,
    no_pictures: bool,
    show: bool,
    no_questions: bool,
    listed: bool,
    copied: bool,
    as_json: bool,
    plain: bool,
    **settings: Any,
) -> int:
    """A lab: its story, its questions, its logs, its pictures."""
    from ravine import labs

    if listed:
        return _list()
    if copied:
        return _copy(name)
    if no_pictures and (show or pictures):
        raise Misuse(say("usage-no-pictures"))
    asks = not (no_questions or as_json) and sys.stdin.isatty() and sys.stdout.isatty()
    how = {"pictures": pictures, "show": show, "as_json": as_json, "plain": plain, "asks": asks}
    if name == labs.FIRST:
        return _first(settings, no_pictures=no_pictures, **how)
    only_without(name, *_SETTINGS)
    return _guided(name, **how)


def _first(
    settings: dict[str, Any],
    *,
    pictures: Path | None,
    no_pictures: bool,
    show: bool,
    as_json: bool,
    plain: bool,
    asks: bool,
) -> int:
    """Lab 3, with what was typed in place of its own settings."""
    from ravine import labs

    engine, torch_lr = settings.pop("engine"), settings.pop("torch_lr")
    if torch_lr is not None and engine == "hand":
        raise Misuse(say("usage-torch-lr"))
    folder = None if no_pictures or (as_json and not pictures) else pictures or _folder(labs.FIRST)
    epochs = settings["epochs"] or labs.read(labs.FIRST).epochs
    with watched(epochs, bar=not plain) as watch:
        engines = ENGINES[engine or "both"]
        told = labs.lab("lab-03", engines=engines, torch_lr=torch_lr, on_step=watch, **settings)
        shown: Any = told.to_dict() if as_json else told.sections(bool(folder))
    if as_json:
        print_json(shown)
    else:
        captions = captions_of(told.pictures(), folder) if folder else None
        if asks and not typed(*_SETTINGS):  # the question is about the lab as it is
            show_sections(shown[:_BEFORE_DESCENT], plain, captions)
            _predict(plain)
            shown = shown[_BEFORE_DESCENT:]
        show_sections(shown, plain, captions)
    if folder:
        save_pictures(told.pictures(), folder)
    if folder and show:
        open_page(told, folder / f"{labs.FIRST}.html")
    return 130 if watch.interrupted else 0


def _predict(plain: bool) -> None:
    """What lab 3 asks before it descends, and whether the reader was right."""
    from ravine import labs
    from ravine.story import Section

    step = labs.GuidedLab(labs.find(labs.FIRST)).steps[0]
    show_sections([Section(say("labs-prediction"), step.question())], plain)
    reply = _ask(step)
    show_sections([Section(say("labs-answer"), step.reply(reply))], plain)


def _guided(name: str, *, pictures: Path | None, show: bool, as_json: bool, plain: bool, asks: bool) -> int:
    """Another lab, step by step, each of its runs made when its turn comes."""
    from ravine import labs

    told = labs.GuidedLab(labs.find(name), on_step=lambda *now: watch(*now))
    stem = Path(name).stem
    folder = pictures or (_folder(stem) if show else None)
    done, interrupted = 0, False
    if not as_json:
        show_sections([told.opening()], plain)
    for number, step in enumerate(told.steps, 1):
        with watched(step.epochs, bar=not plain) as watch:  # where Ctrl-C ends the run, not the lab
            traces = step.traces
        into = folder / f"step-{number}" if folder and traces else None
        if not as_json:
            _show_step(step, plain, asks, captions_of(step.pictures(), into) if into else None)
        if into:
            save_pictures(step.pictures(), into)
        done, interrupted = number, watch.interrupted
        if interrupted:
            break
    if as_json:
        print_json(told.to_dict(done))
    if folder and show and not interrupted:
        folder.mkdir(parents=True, exist_ok=True)  # which is there already if any step has pictures
        open_page(told, folder / f"{stem}.html")
    return 130 if interrupted else 0


def _show_step(step: "ToldStep", plain: bool, asks: bool, captions: dict[str, str] | None) -> None:
    """A step: what it asks, the reader's answer where there is a reader, and what its runs did."""
    show_sections(step.asking(), plain)
    reply = _ask(step) if asks else None
    show_sections(step.showing(reply, pictures=bool(captions)), plain, captions)


def _list() -> int:
    """The shipped labs, a line each."""
    from ravine import labs

    width = max(map(len, labs.names()))
    for name in labs.names():
        lab = labs.find(name)
        print(f"{name:{width}}  {lab.title.line()}. {lab.about.line()}")
    return 0


def _copy(name: str) -> int:
    """The TOML of a lab, as shipped, in UTF-8 wherever it goes."""
    from ravine import labs

    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(labs.find(name).source.text)
    return 0


def _ask(step: "ToldStep") -> int | None:
    """The number of the reader's choice; None where Enter or Ctrl-D skips the question, or there is none."""
    if step.step.question is None:
        return None
    most = len(step.step.question.choices)
    prompt = say("labs-prompt", most=most)
    while True:
        print(prompt, end=" ", flush=True)
        try:
            answer = input().strip()
        except EOFError:
            answer = ""
            print()
        if answer in ("", *map(str, range(1, most + 1))):
            print()
            return int(answer) if answer else None
        prompt = say("labs-prompt-again", most=most)


def _folder(name: str) -> Path:
    """Where a lab's pictures go when nobody says."""
    return Path(f"ravine-{name}")
