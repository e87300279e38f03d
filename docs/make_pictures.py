"""`make pictures`: the pictures that README and docs show, drawn by the program itself."""

from collections.abc import Iterator
from pathlib import Path

from ravine import SGD, Adam, Cost, Data, descend, lab
from ravine.pictures import animate, race_pictures, sweep_picture
from ravine.pictures.kinds import picture
from ravine.pictures.picture import Picture
from ravine.surfaces import surface, valley
from ravine.sweeps import sweep
from ravine.words import LANGUAGES, speaking

FOLDER = Path(__file__).parent / "pictures"

AREA = [33, 46, 59, 74, 84, 102, 114, 135]
AGE = [20, 30, 12, 8, 3, 18, 25, 5]
PRICE = [3.9, 4.3, 6.3, 7.8, 8.5, 9.2, 10.2, 12.6]
HOUSES = Data(list(zip(AREA, AGE, strict=True)), PRICE, names=["area", "age"], target="price")


def main() -> None:
    """What the READMEs show, in the language of each; what docs/pictures.md and docs/sweep.md show."""
    FOLDER.mkdir(exist_ok=True)
    swept = sweep(Cost(HOUSES.standardise()), lr=(1e-3, 3), epochs=100)
    for lang in LANGUAGES:
        with speaking(lang):
            both = {"path": lab("lab-03").pictures()["path"], "sweep": sweep_picture(swept)}
        for name, one in both.items():
            one.save(FOLDER / (f"{name}.png" if lang == "en" else f"{name}.{lang}.png"))
    with speaking("en"):
        for name, one in shown():
            one.save(FOLDER / f"{name}.png")
        animate(descend([1, 2, 3], [1, 2, 3], bias=False, optimizer=SGD(0.15), epochs=10), FOLDER / "run.gif")


def shown() -> Iterator[tuple[str, Picture]]:
    """The pictures of docs/pictures.md by name, and the map of docs/sweep.md."""
    trace = descend(Cost(HOUSES.standardise()), optimizer=SGD(0.1), epochs=60)
    yield "contour", picture(trace, "contour", ("area", "age"))
    yield "directions", picture(trace, "directions")
    bent = surface("rosenbrock")
    runs = {
        "sgd": descend(bent, optimizer=SGD(0.001), epochs=500, start=[-1.2, 1]),
        "momentum": descend(bent, optimizer=SGD(0.0005, momentum=0.9), epochs=500, start=[-1.2, 1]),
        "adam": descend(bent, optimizer=Adam(0.05), epochs=500, start=[-1.2, 1]),
    }
    yield "surface", picture(runs["momentum"], "surface")
    yield from race_pictures(runs).items()
    narrow, pairs = valley(condition=100), {"lr": (1e-3, 0.1), "momentum": (0, 0.99), "points": 10_000}
    yield "sweep-map", sweep_picture(sweep(narrow, starts=[[1.0, 0.1]], epochs=300, **pairs))


if __name__ == "__main__":
    main()
