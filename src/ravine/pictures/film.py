"""Frames as a film: a GIF by Pillow, which comes with matplotlib; an MP4 by ffmpeg, where there is one."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from ravine.errors import SettingError
from ravine.pictures.files import ending

Array = np.ndarray

KINDS = ("gif", "mp4")
SECONDS = 12.0  # that all frames take together, as far as each may be so long
SHORTEST, LONGEST = 0.06, 0.4
HELD = 2.5  # seconds for which the last frame stays
COLOURS = 256


def kind_of(file: str | Path) -> str:
    """The kind of film that a file's name asks for, "gif" or "mp4", if it can be made here.

    Raises:
        SettingError: for another ending, or for .mp4 where there is no ffmpeg.
    """
    kind = ending(file, KINDS)
    if kind == "mp4" and shutil.which("ffmpeg") is None:
        raise SettingError("picture-ffmpeg", file=str(file))
    return kind


def write(file: Path, kind: str, frames: Sequence[Array]) -> None:
    """Write frames (height, width, 3) as a film.

    Raises:
        OSError: when it can't be written.
    """
    each = float(np.clip(SECONDS / len(frames), SHORTEST, LONGEST))
    (_mp4 if kind == "mp4" else _gif)(file, frames, each)


def _gif(file: Path, frames: Sequence[Array], each: float) -> None:
    indexed = _Indexed(frames[-1])
    images = [indexed.image(frame) for frame in frames]
    durations = [round(100 * each) * 10] * (len(images) - 1) + [round(1000 * HELD)]
    images[0].save(file, format="GIF", save_all=True, append_images=images[1:], duration=durations, loop=0)


class _Indexed:
    """Frames in the most frequent colours of one of them, these as they are: one palette, so none flickers.

    Pillow's own `quantize` looks colours up by their first bits, and makes white a grey.
    """

    def __init__(self, frame: Array) -> None:
        codes, counts = np.unique(_codes(frame), return_counts=True)
        self.palette = codes[np.argsort(-counts, kind="stable")[:COLOURS]]
        self.place = np.full(1 << 24, -1, np.int16)  # of every colour in the palette, once it is known

    def image(self, frame: Array) -> Image.Image:
        """A frame, every colour as the nearest of the palette."""
        codes = _codes(frame)
        new = np.unique(codes[self.place[codes] < 0])
        apart = _channels(new)[:, None] - _channels(self.palette)
        self.place[new] = (apart**2).sum(axis=2).argmin(axis=1)
        image = Image.fromarray(self.place[codes].astype(np.uint8), "P")
        image.putpalette(_channels(self.palette).astype(np.uint8).tobytes())
        return image


def _codes(frame: Array) -> Array:
    """One number a colour: (height, width, 3) -> (height, width)."""
    return frame.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], np.int32)


def _channels(codes: Array) -> Array:
    """Red, green and blue of such numbers: (k,) -> (k, 3)."""
    return codes[:, None] >> np.array([16, 8, 0]) & 255


def _mp4(file: Path, frames: Sequence[Array], each: float) -> None:
    height, width = frames[0].shape[:2]
    command = [
        *("ffmpeg", "-y", "-loglevel", "error"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", f"{width}x{height}"),
        *("-framerate", f"{1 / each:.6g}", "-i", "-"),
        # Even sides and this pixel format are what every player takes.
        *("-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", "-movflags", "+faststart"),
        *("-f", "mp4", str(file)),
    ]
    held = [frames[-1]] * round(HELD / each)
    film = b"".join(frame.tobytes() for frame in [*frames, *held])
    done = subprocess.run(command, input=film, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip().splitlines()
        raise OSError(f"ffmpeg: {complaint[-1] if complaint else done.returncode}")
