"""Pictures as files: every format says what it shows, is the same each time, and whole or not there."""

import io
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.optim import SGD
from ravine.pictures import Picture, file_names, run_pictures, save
from ravine.pictures.kinds import KINDS, picture
from ravine.words import speaking

HOSTILE = ["<script>alert(1)</script>", "\"'&]]>", "-->"]
RANDOM = np.random.default_rng(1)
X = RANDOM.normal(size=(20, 3))
TRACE = descend(Cost(Data(X, X.sum(axis=1), names=HOSTILE, target="<b>")), optimizer=SGD(0.1), epochs=5)
SVG = "{http://www.w3.org/2000/svg}"


def shown(kind: str = "w-by-epoch", lang: str = "en") -> Picture:
    with speaking(lang):
        return picture(TRACE, kind)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "data"])
def test_an_svg_begins_with_what_it_shows(kind: str, lang: str) -> None:
    one = shown(kind, lang)
    root = ElementTree.fromstring(one.content("svg"))
    title, desc = root[0], root[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert (title.text, desc.text) == (one.title, one.summary)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@pytest.mark.parametrize("kind", ["w-by-epoch", "path", "directions"])
def test_names_in_an_svg_stay_text(kind: str) -> None:
    content = shown(kind).content("svg")
    root = ElementTree.fromstring(content)
    allowed = {"svg", "title", "desc", "metadata", "defs", "style", "g", "path", "use", "clipPath", "rect"}
    found = {node.tag.removeprefix(SVG) for node in root.iter() if node.tag.startswith(SVG)}
    assert found <= allowed
    assert b"<script" not in content
    assert not [node for node in root.iter() if any(name.startswith("on") for name in node.attrib)]


def test_letters_in_an_svg_are_shapes() -> None:
    """So that Hangul is there where no font has it."""
    root = ElementTree.fromstring(shown(lang="ko").content("svg"))
    assert not list(root.iter(f"{SVG}text"))


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_the_same_picture_is_the_same_file(format: str) -> None:
    assert shown().content(format) == shown().content(format)


def test_two_svgs_in_one_page_have_names_of_their_own() -> None:
    ids = [
        set(re.findall(rb'id="(said-[^"]+)"', shown(kind).content("svg"))) for kind in ("path", "directions")
    ]
    assert len(ids[0]) == len(ids[1]) == 2
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_png_and_a_pdf_say_what_they_show(lang: str) -> None:
    one = shown("path", lang)
    said = Image.open(io.BytesIO(one.content("png"))).text  # type: ignore[attr-defined]
    assert (said["Title"], said["Description"]) == (one.title, one.summary)
    pdf = one.content("pdf")
    for key, text in (("Title", one.title), ("Subject", one.summary)):
        written = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
        literal = re.sub(rb"([\\()])", rb"\\\1", written).replace(b"\n", rb"\n").replace(b"\r", rb"\r")
        assert f"/{key} (".encode() + literal in pdf
    assert b"CreationDate" not in pdf


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_each_file_has_its_words_beside_it(tmp_path: Path, format: str) -> None:
    with speaking("ko"):
        pictures = run_pictures([TRACE])
    files = save(pictures, tmp_path, format)
    assert [file.name for file in files] == list(file_names(pictures, format).values())
    assert all(file.suffix == f".{format}" for file in files)
    for file, one in zip(files, pictures.values(), strict=True):
        assert file.read_bytes() == one.content(format)
        said = file.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")
        assert [part.strip() for part in said] == [*filter(None, (one.title, one.summary, one.note))]
    assert len(list(tmp_path.iterdir())) == 2 * len(files)


@pytest.mark.parametrize("name", ["path.svg", "path.PNG", "path.pdf"])
def test_a_picture_is_saved_as_its_name_ends(tmp_path: Path, name: str) -> None:
    file = shown("path").save(tmp_path / name)
    assert file.read_bytes() == shown("path").content(name[-3:].lower())


@pytest.mark.parametrize("name", ["path.jpg", "path", ".png", "path.svg.gz"])
def test_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match=r"ends in one of \.png, \.svg, \.pdf"):
        shown().save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="expected one of png, svg, pdf, got eps"):
        save({"path": shown("path")}, tmp_path / "new", "eps")
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingError, match="expected a file that can be written"):
        shown().save(tmp_path / "nowhere" / "path.png")
    (tmp_path / "path.png").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SettingError, match="No space left"):
        shown().save(tmp_path / "path.png")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]
