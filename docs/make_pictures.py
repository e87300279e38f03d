"""`make pictures`: the pictures that README and docs show, drawn by the program itself."""

from pathlib import Path

from ravine import lab
from ravine.words import LANGUAGES, speaking

FOLDER = Path(__file__).parent / "pictures"


def main() -> None:
    """The lab's path on its cost, once in each language."""
    FOLDER.mkdir(exist_ok=True)
    for lang in LANGUAGES:
        with speaking(lang):
            picture = lab("lab-03").pictures()["path"]
        name = "path.png" if lang == "en" else f"path.{lang}.png"
        (FOLDER / name).write_bytes(picture.png()[0])


if __name__ == "__main__":
    main()
