"""What several test files share."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ravine.cli import main, terminal


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are English unless a test asks for Korean, whatever the machine speaks."""
    monkeypatch.setenv("RAVINE_LANG", "en")


@pytest.fixture
def houses() -> Path:
    """The example file of the README."""
    return Path(__file__).parents[1] / "examples" / "houses.csv"


class Said:
    """What a command wrote, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def ravine(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """The command, run in this process."""

    def run(*words: object) -> Said:
        capsys.readouterr()
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(status, captured.out, captured.err)

    return run


@pytest.fixture
def control_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is pressed at epoch 10 of every run that the command watches."""
    watch = terminal._Watch.__call__

    def pressed(self: Any, epoch: int, step: Any) -> bool:
        if epoch == 10:
            signal.raise_signal(signal.SIGINT)
        return watch(self, epoch, step)

    monkeypatch.setattr(terminal._Watch, "__call__", pressed)
