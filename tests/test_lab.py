"""Lab 3 as its learners know it: the logs to the letter, the numbers worked by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest

import ravine as rv
from ravine.labs import names
from ravine.labs.minimizing_cost import settings
from ravine.words import LANGUAGES, speaking

# The original's two logs (Seungjae Lee, Deep Learning Zero to All: PyTorch, lab 3).
W = ["0.000", "1.400", "0.840", "1.064", "0.974", "1.010", "0.996", "1.002", "0.999", "1.000", "1.000"]
COST = [
    "4.666667",
    "0.746666",
    "0.119467",
    "0.019115",
    "0.003058",
    "0.000489",
    "0.000078",
    "0.000013",
    "0.000002",
]
COST += ["0.000000", "0.000000"]
HAND = [f"Epoch {k:4d}/10 W: {W[k]}, Cost: {COST[k]}" for k in range(11)]
TORCH = [line.replace(",", "").replace("0.746666", "0.746667") for line in HAND]

Ravine = Callable[..., Any]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own: the lab saves its pictures in the present one."""
    monkeypatch.chdir(tmp_path)


def logs(text: str) -> list[list[str]]:
    """The runs of lines that begin with Epoch."""
    found: list[list[str]] = []
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("Epoch "):
            found = [*found[:-1], [*found[-1], line]] if inside else [*found, [line]]
        inside = line.startswith("Epoch ")
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_logs_equal_the_original_to_the_letter(ravine: Ravine, lang: str) -> None:
    said = ravine("lab", "--no-pictures", "--lang", lang)
    assert said.status == 0
    by_hand, by_torch, *_ = logs(said.out)
    assert by_hand == HAND
    assert by_torch == TORCH


def test_lab_is_lab_03(ravine: Ravine) -> None:
    assert names()[0] == "lab-03"
    assert ravine("lab", "--no-pictures").out == ravine("lab", "lab-03", "--no-pictures").out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_lab_fits_80_columns_and_says_its_numbers(ravine: Ravine, lang: str) -> None:
    from rich.cells import cell_len

    said = ravine("lab", "--no-pictures", "--lang", lang)
    assert max(map(cell_len, said.out.splitlines())) <= 80
    for number in (
        "H(x) = Wx",
        "cost(W) = (1/m) Σ (Wx − y)²",
        "W := W − α ∇W",
        "2/3 × (-14)",
        "-28/3 = -9.33333",
        "0 − 0.15 × (-9.33333)",
        "0 − 0.1 × (-14)",
        "= 1.4",
        "28/3 = 9.33333",
        "3/28 = 0.107143",
        "3/14 = 0.214286",
        "1/7 = 0.142857",
        "-0.4",
        "0.16",
        "0.000, 1.400, 2.240, 1.344, -0.034",
    ):
        assert number in said.out, number


def test_both_gradients_land_on_the_same_w() -> None:
    lab = rv.lab()
    assert lab.hand.gradient[0] == pytest.approx(-14)
    assert lab.torch.gradient[0] == pytest.approx(-28 / 3)
    assert lab.hand.W[1] == pytest.approx(1.4)
    assert lab.torch.W[1] == pytest.approx(1.4)
    assert lab.same_path


def test_at_torchs_lr_by_hand_it_diverges() -> None:
    lab = rv.lab()
    np.testing.assert_allclose(lab.same_lr.W[:5, 0], [0, 2.1, -0.21, 2.331, -0.4641], atol=1e-4)
    assert lab.same_lr.outcome == "diverged"


def test_without_zero_grad_it_never_settles() -> None:
    lab = rv.lab()
    np.testing.assert_allclose(lab.without_zero_grad.W[:5, 0], [0, 1.4, 2.24, 1.344, -0.0336], atol=1e-4)
    long = rv.lab(epochs=2000).without_zero_grad
    assert np.abs(long.W[-50:, 0] - 1).max() > 0.9


def test_theory_predicts_the_run() -> None:
    lab = rv.lab(dtype="float64")
    np.testing.assert_allclose(lab.theory.path(lab.hand.lr)[:, 0], lab.hand.W[:, 0], rtol=1e-12)
    np.testing.assert_allclose(lab.hand.W, lab.torch.W, rtol=1e-12)


def test_lr_015_by_hand_says_diverging_from_which_epoch_and_names_the_limit(ravine: Ravine) -> None:
    said = ravine("lab", "--lr", "0.15", "--engine", "hand", "--no-pictures")
    assert "is diverging" in said.out
    assert "from epoch 1 on" in said.out
    assert "1/7" in said.out


def test_lr_02_names_an_lr_that_works_and_it_does(ravine: Ravine) -> None:
    said = ravine("lab", "--lr", "0.2", "--no-pictures")
    assert "It diverged: from epoch 1 on" in said.out
    assert "Tried: lr 1/14 = 0.0714286 gets to 1 % in 1 epoch" in said.out
    assert rv.lab(lr=1 / 14, engines=("hand",)).hand.epochs_to_1_percent == 1


@pytest.mark.parametrize(
    ("changes", "hand", "torch"),
    [
        ({}, 0.1, 0.15),
        ({"lr": 0.2}, 0.2, 0.3),
        ({"gradient": "sum"}, 0.05, 0.15),
        ({"gradient": "mean"}, 0.15, 0.15),
        ({"gradient": "half_mean"}, 0.3, 0.15),
        ({"gradient": "mean", "lr": 0.1}, 0.1, 0.1),
        ({"lr": 0.1, "torch_lr": 0.02}, 0.1, 0.02),
    ],
)
def test_torch_takes_the_equivalent_lr(changes: dict[str, Any], hand: float, torch: float) -> None:
    lab = rv.lab(**changes)
    assert [lab.hand.lr, lab.torch.lr] == [hand, torch]
    assert lab.same_path == ("torch_lr" not in changes)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ["--engine", "torch"],
        ["--engine", "hand", "--gradient", "sum"],
        ["--gradient", "mean"],
        ["--torch-lr", "0.02"],
        ["--start", "1"],
        ["--start", "-3", "--epochs", "0"],
        ["--epochs", "1"],
        ["--epochs", "100", "--dtype", "float64"],
        ["--lr", "0"],
        ["--lr", "1e30", "--epochs", "50"],
        ["--lr", "1/14"],
    ],
)
def test_the_lab_can_be_told_with_any_settings(ravine: Ravine, words: list[str], lang: str) -> None:
    said = ravine("lab", "--no-pictures", "--lang", lang, *words)
    assert (said.status, said.err) == (0, "")
    assert len(logs(said.out)) >= 1


def test_json_has_both_logs(ravine: Ravine) -> None:
    said = ravine("lab", "--json")
    told = json.loads(said.out)
    assert said.err == ""
    assert [f"{line['W']['x']:.3f}" for line in told["log"]["hand"]] == W
    assert f"{told['log']['torch'][1]['cost']:.6f}" == "0.746667"
    assert told["theory"]["stable_lr"] == pytest.approx(1 / 7, rel=1e-12)
    assert told["torch"]["result"]["outcome"] == "converged"
    assert not Path("ravine-lab-03").exists()


def test_pictures_are_saved_and_named_where_they_belong(ravine: Ravine, tmp_path: Path) -> None:
    said = ravine("lab")
    saved = sorted(str(file.relative_to(tmp_path)) for file in (tmp_path / "ravine-lab-03").glob("*.png"))
    assert len(saved) == 7
    for file in saved:
        assert file in said.out
    assert "7 pictures saved in ravine-lab-03" in said.err


def test_the_page_holds_the_whole_lab_with_its_pictures(
    ravine: Ravine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", lambda file: opened.append(file) or 0)
    said = ravine("lab", "--show", "--pictures", tmp_path, "--lang", "ko")
    assert said.status == 0
    assert opened == [str(tmp_path / "lab-03.html")]
    page = Path(opened[0]).read_text(encoding="utf-8")
    assert page.count("<img") == 7
    assert 'lang="ko"' in page
    assert HAND[1] in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_shows_itself_in_a_notebook(lang: str) -> None:
    with speaking(lang):
        lab = rv.lab("lab-03")
        assert str(lab).count(HAND[1]) == 1
        html = lab._repr_html_()
    assert html.count("<img") == html.count("alt=") == 7


def test_settings_leave_the_labs_own_experiment_as_it_is() -> None:
    before = rv.lab().experiment
    settings(before, lr=0.3, start=2.0)
    assert before.to_dict() == rv.lab().experiment.to_dict()


def test_the_slip_is_told_as_it_went(ravine: Ravine) -> None:
    """Steps made of all gradients so far swing for ever up to lr·λ = 4, and grow beyond it."""
    swinging, growing = (ravine("lab", "--torch-lr", lr, "--no-pictures") for lr in ("0.42", "0.44"))
    assert "never settles" in swinging.out
    assert "carried farther off" in " ".join(growing.out.split())
    assert np.abs(rv.lab(torch_lr=0.42, epochs=500).without_zero_grad.W - 1).max() < 10
    assert np.abs(rv.lab(torch_lr=0.44, epochs=60).without_zero_grad.W - 1).max() > 1e6


def test_a_start_at_the_bottom_is_not_called_diverging(ravine: Ravine) -> None:
    said = ravine("lab", "--start", "1", "--no-pictures")
    assert "is diverging" not in said.out
    assert "nothing moves" in " ".join(said.out.split())


def test_the_programs_that_are_shown_print_the_logs_that_are_shown(
    ravine: Ravine, capsys: pytest.CaptureFixture[str]
) -> None:
    """The two listings of the lab, run as they stand."""
    import torch

    blocks = ravine("lab", "--no-pictures").out.split("\n\n")
    programs = [dedent(block) for block in blocks if "for epoch in range" in block]
    assert len(programs) == 2
    for program, log in zip(programs, (HAND, TORCH), strict=True):
        exec(program, {"np": np, "torch": torch})
        assert capsys.readouterr().out.splitlines() == log


@pytest.mark.usefixtures("control_c")
def test_control_c_ends_the_lab_with_what_it_has(ravine: Ravine) -> None:
    said = ravine("lab", "--epochs", "1000000", "--engine", "hand", "--no-pictures")
    assert said.status == 130
    assert "interrupted after" in " ".join(said.out.split())


def test_the_labs_are_listed(ravine: Ravine) -> None:
    assert ravine("lab", "--list").out.startswith("lab-03  ")
