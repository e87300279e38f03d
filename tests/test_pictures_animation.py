"""Films: every frame is the run up to an epoch, the last one the picture itself; one whole file or none."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from ravine.cost import Cost
from ravine.data import Data
from ravine.descent import descend
from ravine.errors import SettingError
from ravine.hypothesis import Logistic
from ravine.optim import SGD, Adam
from ravine.pictures import animate, film
from ravine.pictures.animation import MOST, _page, epochs, frames
from ravine.pictures.theme import look
from ravine.surfaces import surface
from ravine.trace import Trace
from ravine.words import speaking

LAB = descend([[1], [2], [3]], [1, 2, 3], bias=False, optimizer=SGD(0.15), epochs=6)
X = np.random.default_rng(2).normal(size=(20, 2))
RUNS: dict[str, Callable[[], Trace]] = {
    "one weight": lambda: LAB,
    "two features": lambda: descend(X, X @ [1.0, 2.0] + 1, optimizer=SGD(0.2), epochs=4),
    "classes": lambda: descend(
        Cost(Data(X[:, :1], (X[:, 0] > X[:, 1]) * 1.0), Logistic()), optimizer=Adam(0.3), epochs=4
    ),
    "a surface": lambda: descend(surface("himmelblau"), optimizer=SGD(0.01), epochs=4, start=[0.0, 0.0]),
    "diverging": lambda: descend(X, X @ [1.0, 2.0], optimizer=SGD(3.0), epochs=900),
    "no epochs": lambda: descend(X, X @ [1.0, 2.0], optimizer=SGD(0.1), epochs=0),
    "a minimum at once": lambda: descend(
        X, X @ [1.0, 2.0], optimizer=SGD(0.1), epochs=3, start=[1.0, 2.0, 0.0]
    ),
}


@given(st.integers(0, 10**7))
def test_the_first_twenty_epochs_and_the_last_have_a_frame(last: int) -> None:
    chosen = epochs(last)
    assert len(chosen) <= MOST
    assert chosen == sorted(set(chosen))
    assert chosen[: min(last + 1, 20)] == list(range(min(last + 1, 20)))
    assert chosen[-1] == last
    gaps = np.diff(chosen[20:])
    assert not gaps.size or np.ptp(gaps) <= 1


def still(trace: Trace) -> np.ndarray:
    """The picture that the film ends with, never drawn up to an earlier epoch."""
    with look():
        page, counter, _ = _page(trace)
        last = len(trace.cost) - 1
        counter.set_text(f"Epoch {last} of {last}, cost {counter.get_text().split()[-1]}")
        canvas = FigureCanvasAgg(page)
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())[..., :3]


@pytest.mark.parametrize("what", ["one weight", "two features", "a surface"])
def test_the_last_frame_is_the_picture(what: str) -> None:
    trace = RUNS[what]()
    last, *others = frames(trace)
    # All but the line that counts the epochs, above the panels.
    assert (last.pixels[30:] == still(trace)[30:]).all()
    assert [frame.epoch for frame in [*others, last]] == list(range(len(trace.cost)))
    assert all((frame.pixels != last.pixels).any() for frame in others)


def test_what_stands_still_stands_still() -> None:
    """Axes, ticks, titles and the legend are the same in all frames."""
    drawn = [frame.pixels for frame in frames(RUNS["two features"]())]
    for one in drawn[1:]:
        assert (one[-40:] == drawn[0][-40:]).all()
        assert (one[30:70] == drawn[0][30:70]).all()


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("what", RUNS)
def test_every_run_is_a_small_gif(tmp_path: Path, what: str, lang: str) -> None:
    trace = RUNS[what]()
    with speaking(lang):
        file = animate(trace, tmp_path / "run.gif")
    assert file == tmp_path / "run.gif"
    assert list(tmp_path.iterdir()) == [file]
    assert file.stat().st_size < 3_000_000
    with Image.open(file) as image:
        assert image.size == (900, 414)
        assert getattr(image, "n_frames", 1) <= MOST
        assert image.convert("RGB").getpixel((2, 200)) == (255, 255, 255)


def test_the_last_frame_is_held(tmp_path: Path) -> None:
    trace = RUNS["two features"]()
    with Image.open(animate(trace, tmp_path / "run.gif")) as image:
        durations = []
        for k in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(k)
            durations.append(image.info["duration"])
        last = np.asarray(image.convert("RGB"))
    assert durations == [400, 400, 400, 400, 2500]
    assert np.abs(last.astype(int) - next(frames(trace)).pixels).mean() < 1.0


def test_a_diverging_run_ends_where_it_leaves_the_picture() -> None:
    chosen = [frame.epoch for frame in frames(RUNS["diverging"]())]
    assert max(chosen) < 10


def test_a_trace_animates_itself(tmp_path: Path) -> None:
    assert LAB.animate(str(tmp_path / "lab.gif")).read_bytes()[:6] == b"GIF89a"


# What can't be


@pytest.mark.parametrize("name", ["run.avi", "run", "gif", "run.gif.txt"])
def test_another_ending_is_refused_before_anything_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("ravine.pictures.animation.frames", lambda _: pytest.fail("drawn"))
    with pytest.raises(SettingError, match=r"ends in one of \.gif, \.mp4"):
        animate(LAB, tmp_path / name)


@pytest.mark.parametrize(("lang", "said"), [("en", "ends in .gif"), ("ko", ".gif로 끝나는")])
def test_without_ffmpeg_an_mp4_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with speaking(lang), pytest.raises(SettingError) as raised:
        animate(LAB, tmp_path / "run.mp4")
    with speaking(lang):
        assert said in str(raised.value)


def test_a_film_that_fails_leaves_the_old_one_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run.gif").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(SettingError, match="No space left"):
        animate(LAB, tmp_path / "run.gif")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]


# ffmpeg


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ffmpeg that writes down how it was called and what it was given."""
    (folder / "ffmpeg").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "ffmpeg").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for ffmpeg")
def test_ffmpeg_is_given_every_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs, out = tmp_path / "programs", tmp_path / "out"
    programs.mkdir()
    out.mkdir()
    stand_in(programs, f'for last; do :; done; echo "$@" > {tmp_path}/words; cat > "$last"', monkeypatch)
    file = animate(LAB, out / "run.mp4")
    assert list(out.iterdir()) == [file]
    given_ = np.frombuffer(file.read_bytes(), np.uint8).reshape(-1, 414, 900, 3)
    last, *others = (frame.pixels for frame in frames(LAB))
    assert (given_[:7] == [*others, last]).all()
    assert (given_[7:] == last).all()
    words = (tmp_path / "words").read_text()
    assert "-video_size 900x414 -framerate 2.5 -i -" in words
    assert len(given_) == 7 + round(film.HELD * 2.5)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for ffmpeg")
def test_what_ffmpeg_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, 'cat > /dev/null; echo "Unknown encoder" >&2; exit 1', monkeypatch)
    with pytest.raises(SettingError, match="Unknown encoder"):
        animate(LAB, tmp_path / "run.mp4")
    assert not (tmp_path / "run.mp4").exists()


# The command


def test_a_run_is_saved_as_a_film_and_pictures(ravine: Any, houses: Path, tmp_path: Path) -> None:
    where = ("--pictures", tmp_path / "seen", "--picture-format", "svg", "--animate", tmp_path / "run.gif")
    said = ravine("run", houses, "--target", "price", "--standardize", "--epochs", "3", *where)
    assert said.status == 0
    assert f"Film saved: {tmp_path / 'run.gif'}" in said.err
    names = sorted(file.name for file in (tmp_path / "seen").iterdir())
    assert names[:2] == ["1-path.svg", "1-path.txt"]
    assert (tmp_path / "run.gif").read_bytes()[:6] == b"GIF89a"


def test_a_film_that_cannot_be_made_is_refused_before_the_run(ravine: Any, houses: Path) -> None:
    said = ravine("run", houses, "--target", "price", "--animate", "run.webm")
    assert (said.status, said.out) == (2, "")
    assert "ends in one of .gif, .mp4" in said.err
    said = ravine("run", houses, "--target", "price", "--picture-format", "svg")
    assert (said.status, said.out) == (2, "")
    assert "--pictures" in said.err
