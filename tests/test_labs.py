"""The ten labs: their numbers, how they are told and asked, and what is said of one that can't be used."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.cells import cell_len

import ravine as rv
from ravine import labs
from ravine.errors import RavineError
from ravine.labs.document import read_document
from ravine.labs.figures import QUANTITIES, SERIES, fill
from ravine.labs.guided import GuidedLab
from ravine.labs.lines import line_of
from ravine.trace import Trace
from ravine.words import LANGUAGES, speaking

Ravine = Callable[..., Any]
FOLDER = Path(labs.__file__).parent
LONG = ("mini-batch", "logistic")  # which take seconds
GUIDED = [name for name in labs.names() if name != labs.FIRST]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, for what is saved."""
    monkeypatch.chdir(tmp_path)


def runs(name: str, step: int) -> tuple[Trace, ...]:
    """What the runs of a step of a shipped lab did, steps counted from 1."""
    return GuidedLab(labs.find(name)).steps[step - 1].traces


def first(trace: Trace, share: float) -> int:
    return int((trace.cost <= share * trace.cost[0]).argmax())


# --- the numbers of each ---------------------------------------------------------------------------


def test_lab_1_lab_03() -> None:
    for trace in runs("lab-03", 1):
        assert trace.W[:4, 0] == pytest.approx([0, 1.4, 0.84, 1.064], rel=1e-6)
        assert trace.cost[1:5] / trace.cost[:4] == pytest.approx(0.16, rel=1e-3)


def test_lab_2_learning_rate() -> None:
    slow, best, usual, limit, over = runs("learning-rate", 3)
    assert [float(trace.lr) for trace in (slow, best, usual, limit, over)] == [
        0.005,
        3 / 28,
        0.15,
        3 / 14,
        0.22,
    ]
    assert best.epochs_to_1_percent == 1
    assert limit.W[:, 0] == pytest.approx([0, 2] * 5 + [0], abs=1e-12)
    assert round(over.W[10, 0], 2) == -0.68
    assert np.all(np.diff(np.abs(over.W[:, 0] - 1)) > 0)
    assert round(slow.W[10, 0], 2) == 0.38
    assert usual.outcome == "converged"
    assert runs("learning-rate", 1)[0].W[1:, 0] == pytest.approx(1)
    assert runs("learning-rate", 2)[0].W[:3, 0] == pytest.approx([0, 2, 0], abs=1e-12)


def test_lab_3_sum_or_mean() -> None:
    (twice,) = runs("sum-or-mean", 1)
    assert twice.W[:4, 0] == pytest.approx([0, 2.8, -2.24, 6.83], abs=0.005)
    assert twice.outcome == "diverged"
    original = runs("lab-03", 1)[0]
    for trace in runs("sum-or-mean", 2):
        np.testing.assert_allclose(trace.W, original.W, rtol=1e-5)
        np.testing.assert_allclose(trace.cost[:6], original.cost[:6], rtol=1e-3)


def test_lab_4_bias() -> None:
    (trace,) = runs("bias", 1)
    assert trace.W[1, 1] == pytest.approx(0.4)
    near = np.abs(trace.W - [1, 0]).max(axis=1) <= 0.01
    assert not near[:149].any()
    assert near[149:].all()
    (centred,) = runs("bias", 2)
    near = np.abs(centred.W - [1, 2]).max(axis=1) <= 0.01
    assert not near[:4].any()
    assert near[4:].all()


def test_lab_5_scale() -> None:
    (metres,), (pyeong,), (standard,) = (runs("scale", step) for step in (1, 2, 3))
    assert metres.outcome == "diverged"
    assert rv.theory(metres).stable_lr == pytest.approx(1.29e-4, abs=5e-7)
    assert rv.theory(pyeong).stable_lr == pytest.approx(1.12e-3, abs=5e-6)
    assert pyeong.epochs_to_1_percent == 22
    assert standard.epochs_to_1_percent == 2
    area, converted = (labs.find("scale").steps[k].experiment.data.x[:, 0] for k in (0, 1))
    assert np.round(area / 3.3058, 1) == pytest.approx(converted)


def test_lab_6_momentum() -> None:
    (plain,) = runs("momentum", 1)
    assert plain.outcome == "diverged"
    assert rv.theory(plain).stable_lr == pytest.approx(0.02)
    heavy, slow = runs("momentum", 2)
    assert heavy.cost.max() / heavy.cost[0] == pytest.approx(7.5, abs=0.05)
    assert (heavy.epochs_to_1_percent, slow.epochs_to_1_percent) == (37, 115)
    (swinging,) = runs("momentum", 3)
    assert swinging.epochs_to_1_percent == 58
    above = np.flatnonzero(swinging.cost > 0.01 * swinging.cost[0])
    assert above[-1] + 1 == 471


def test_lab_7_adaptive() -> None:
    assert [first(trace, 1e-4) for trace in runs("adaptive", 1)] == [127, 11, 8]
    turned = runs("adaptive", 2)
    assert [first(trace, 1e-4) for trace in turned] == [127, 266, 342]
    assert turned[0].cost == pytest.approx(runs("adaptive", 1)[0].cost, rel=1e-9)
    assert [int((trace.W[:, 1] > 0.5).argmax()) for trace in runs("adaptive", 3)] == [139, 6]
    for trace in runs("adaptive", 4):
        assert not trace.W[:, 1].any()


def test_lab_8_mini_batch() -> None:
    (full,), (one,), (half,) = (runs("mini-batch", step) for step in (1, 2, 3))
    assert full.excess[40] == pytest.approx(2e-13, abs=0.5e-13)
    assert one.excess[20:201].mean() == pytest.approx(0.029, abs=5e-4)
    assert one.excess[200:].mean() == pytest.approx(0.031, abs=5e-4)
    assert half.excess[200:].mean() == pytest.approx(0.013, abs=5e-4)
    assert len(one.cost) == 2001


def test_lab_9_logistic() -> None:
    (short,) = runs("logistic", 1)
    assert short.cost[0] == pytest.approx(0.69, abs=0.005)
    assert short.cost.max() == pytest.approx(2.55, abs=0.005)
    x, y = np.array(labs.read("logistic").data.x), np.array(labs.read("logistic").data.y)
    right = ((x @ short.W[:, :2].T + short.W[:, 2] > 0) == y[:, None].astype(bool)).all(axis=0)
    assert not right[68]
    assert right[69:].all()


@pytest.mark.slow
def test_lab_9_logistic_goes_on_for_ever() -> None:
    (trace,) = runs("logistic", 2)
    norms = [np.linalg.norm(trace.W[10**k]) for k in (2, 3, 4, 5)]
    assert norms == pytest.approx([6.2, 14.9, 25.3, 35.9], abs=0.05)


def test_lab_10_local_minima() -> None:
    (small,) = runs("local-minima", 1)
    assert [small.W[-1, 0], small.cost[-1]] == pytest.approx([1.33, -0.59], abs=0.005)
    left, right, out = runs("local-minima", 2)
    assert [left.W[-1, 0], left.cost[-1]] == pytest.approx([-1.48, -1.44], abs=0.006)
    assert right.W[-1, 0] == pytest.approx(1.33, abs=0.005)
    assert out.outcome == "diverged"
    curvature = left.objective.hessian(left.W[-1])[0, 0]
    assert 2 / curvature == pytest.approx(0.434, abs=5e-4)


# --- as they are told ------------------------------------------------------------------------------


def test_the_labs_are_those_of_the_folder() -> None:
    assert sorted(labs.names()) == sorted(file.stem for file in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("name", labs.names())
def test_every_text_is_in_both_languages_and_each_lab_asks(name: str) -> None:
    lab = labs.find(name)
    texts = [lab.title, lab.about]
    for step in lab.steps:
        texts += [step.text, *filter(None, [step.after])]
        if step.question:
            texts += [step.question.text, *step.question.choices]
    assert all(set(text.versions) == set(LANGUAGES) for text in texts)
    assert any(step.question for step in lab.steps)
    for text in texts:
        assert not re.search(r"[을를이가은는와과]\([을를이가은는와과]\)|\(으\)로", text.versions["ko"])


@pytest.mark.parametrize("name", labs.names())
def test_both_languages_of_a_text_have_the_same_figures(name: str) -> None:
    def figures(section: Any) -> list[Any]:
        match section:
            case {"en": str(english), "ko": str(korean)}:
                return [[sorted(re.findall(r"\{[^}]*\}", text)) for text in (english, korean)]]
            case dict():
                return [pair for value in section.values() for pair in figures(value)]
            case list():
                return [pair for value in section for pair in figures(value)]
        return []

    found = figures(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    assert found
    for english, korean in found:
        assert set(english) == set(korean)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in GUIDED if name not in LONG])
def test_each_lab_is_told_in_both_languages(ravine: Ravine, name: str, lang: str) -> None:
    said = ravine("lab", name, "--lang", lang)
    assert (said.status, said.err) == (0, "")
    assert max(map(cell_len, said.out.splitlines())) <= 80
    assert "{" not in said.out
    lab = labs.find(name)
    with speaking(lang):
        for step in lab.steps:
            if step.question:
                assert step.question.choices[step.question.answer - 1].line()[:30] in said.out
    assert not list(Path().iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", LONG)
def test_the_long_ones_are_told_too(ravine: Ravine, name: str, lang: str) -> None:
    test_each_lab_is_told_in_both_languages(ravine, name, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_has_a_line_for_each_in_the_readers_language(ravine: Ravine, lang: str) -> None:
    lines = ravine("lab", "--list", "--lang", lang).out.splitlines()
    assert [line.split()[0] for line in lines] == labs.names()
    assert max(map(cell_len, lines)) <= 100
    with speaking(lang):
        assert all(labs.find(line.split()[0]).title.line() in line for line in lines)


def test_the_texts_have_the_runs_own_numbers(ravine: Ravine) -> None:
    said = " ".join(ravine("lab", "bias").out.split())
    for words in ("takes b to 0.4.", "only from epoch 149 on", "4 epochs. With mean 0"):
        assert words in said


def test_json_is_one_document_with_every_step(ravine: Ravine) -> None:
    said = ravine("lab", "learning-rate", "--json")
    told = json.loads(said.out)
    assert (told["lab"], len(told["steps"]), said.err) == ("learning-rate", 3, "")
    last = told["steps"][2]
    assert last["answer"] == 2
    assert "{" not in "".join(last["after"])
    assert len(last["experiment"]["runs"]) == len(last["log"]) == 5
    assert last["log"]["1"][10]["W"]["x"] == pytest.approx(0.37992, abs=1e-5)
    assert last["result"]["outcome"] == "still falling"


def test_plain_has_no_boxes(ravine: Ravine) -> None:
    assert "──" in ravine("lab", "bias").out
    assert "─" not in ravine("lab", "bias", "--plain").out


def test_pictures_are_saved_a_folder_a_step(ravine: Ravine, tmp_path: Path) -> None:
    said = ravine("lab", "bias", "--pictures", "drawn")
    saved = sorted(str(file.relative_to(tmp_path)) for file in (tmp_path / "drawn").glob("*/*.png"))
    assert len(saved) == 8
    assert all(file in said.out for file in saved)
    assert "4 pictures saved in drawn/step-2/" in said.err


def test_it_shows_itself_in_a_notebook() -> None:
    lab = rv.lab("sum-or-mean")
    assert "lr 0.1 acts as 0.2 did" in str(lab)
    html = lab._repr_html_()
    assert html.count("<img") >= 6
    assert "<table>" in html


def test_a_lab_settles_its_settings(ravine: Ravine) -> None:
    said = ravine("lab", "bias", "--lr", "0.2", "--engine", "hand")
    assert (said.status, said.out) == (2, "")
    assert "bias settles that itself: leave out --lr, --engine" in said.err
    with pytest.raises(RavineError, match="lr"):
        rv.lab("bias", lr=0.2)


def test_a_lab_that_is_not_there_is_said_with_those_that_are(ravine: Ravine) -> None:
    said = ravine("lab", "biass")
    assert said.status == 2
    assert "local-minima" in said.err


# --- questions -------------------------------------------------------------------------------------


class Typed:
    """A keyboard: lines that are typed one after another, then Ctrl-D, or Ctrl-C."""

    def __init__(self, *lines: str, then: type[BaseException] = EOFError) -> None:
        self.lines, self.then = list(lines), then

    def __call__(self, prompt: str = "") -> str:
        if not self.lines:
            raise self.then
        return self.lines.pop(0)


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch, ravine: Ravine) -> Ravine:
    """The command on a terminal, where `lines` are typed."""

    def run(*words: str, lines: Typed) -> Any:
        class Terminal(type(sys.stdout)):  # type: ignore[misc]
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr("builtins.input", lines)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        return ravine(*words)

    return run


def test_a_right_answer_and_a_wrong_one_are_told(typing: Ravine) -> None:
    said = typing("lab", "bias", lines=Typed("3", "1")).out
    assert "Right: it leaves 0 and comes back slowly." in said
    assert "Not so. It is 3: a handful." in said
    assert said.index("Your answer, 1 to 3") < said.index("Right:")


def test_enter_and_control_d_skip_and_nonsense_is_asked_again(typing: Ravine) -> None:
    said = typing("lab", "bias", lines=Typed("0", "4", "２", "yes", ""))
    assert said.status == 0
    assert said.out.count("A number from 1 to 3, or Enter alone.") == 4
    assert said.out.count("It is 3:") == 2


def test_control_c_at_a_question_ends_the_lab(typing: Ravine) -> None:
    said = typing("lab", "bias", lines=Typed("3", then=KeyboardInterrupt))
    assert said.status == 130
    assert "Right" in said.out
    assert "a handful." not in said.out
    assert "interrupted" in said.err


def test_no_questions_asks_nothing(typing: Ravine, ravine: Ravine) -> None:
    nobody = Typed(then=AssertionError)
    assert "Your answer" not in typing("lab", "bias", "--no-questions", lines=nobody).out
    assert typing("lab", "bias", "--json", lines=nobody).status == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lab_03_asks_before_it_descends(typing: Ravine, lang: str) -> None:
    said = typing("lab", "--no-pictures", "--lang", lang, lines=Typed("3"))
    assert said.status == 0
    asked = said.out.index({"en": "After one step", "ko": "한 걸음(step) 뒤"}[lang])
    assert said.out.index("2. ") < asked < said.out.index("Epoch    1/10")
    assert {"en": "Right: past it.", "ko": "맞았습니다: 1을 지나친다."}[lang] in said.out


def test_lab_03_with_other_settings_asks_nothing(typing: Ravine) -> None:
    nobody = Typed(then=AssertionError)
    assert "After one step" not in typing("lab", "--lr", "0.05", "--no-pictures", lines=nobody).out


KEYS = [(b"3\n3\n", 0, "Right"), (b"\x04\x04", 0, "It is 3"), (b"\x03", 130, "interrupted")]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    ("keys", "status", "words"), [(b"3\n3\n", 0, "Right"), (b"\x03", 130, "interrupted")]
)
def test_on_a_real_terminal(keys: bytes, status: int, words: str) -> None:
    import pty

    main, other = pty.openpty()
    command = [sys.executable, "-m", "ravine", "lab", "bias"]
    with subprocess.Popen(
        command, stdin=other, stdout=other, stderr=other, close_fds=True, start_new_session=True,
        preexec_fn=_own_terminal,
    ) as running:  # fmt: skip
        os.close(other)
        shown = b""
        while b"Enter to skip" not in shown:
            shown += _read(main)
        os.write(main, keys)
        try:
            while more := _read(main):
                shown += more
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(main)
    assert running.returncode == status
    assert words in shown.decode("utf-8")
    assert "Traceback" not in shown.decode("utf-8")


def _read(terminal: int) -> bytes:
    assert select.select([terminal], [], [], 120)[0], "nothing shown for two minutes"
    return os.read(terminal, 4096)


def _own_terminal() -> None:
    """Make standard input the controlling terminal, so that Ctrl-C there is a signal here."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests that run in the background ignore it


# --- the reader's own ------------------------------------------------------------------------------

SMALL = """
[title]
en = "Small"

[about]
en = "A small one."

[experiment.data]
x = [[1], [2], [3]]
y = [1, 2, 3]

[experiment.cost]
bias = false

[experiment.descent]
epochs = 5

[[step]]
text.en = "W goes to {W[1]:3}, and {2.W[1]:3}."
question.en = "Which?"
choices = [{ en = "one" }, { en = "two" }]
answer = 2
after.en = "Done."

[[step.experiment.runs]]
lr = 0.15

[[step.experiment.runs]]
lr = 0.01

[[step]]
text.en = "It was {2.outcome}."
"""


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Path]:
    """A lab of one's own, of this text."""

    def write(text: str | bytes) -> Path:
        file = tmp_path / "my.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def test_a_copy_is_the_shipped_file_and_runs(ravine: Ravine, own: Callable[[str], Path]) -> None:
    for name in labs.names():
        assert ravine("lab", "--copy", name).out == (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    copied = own(ravine("lab", "--copy", "bias").out)
    assert ravine("lab", copied).out == ravine("lab", "bias").out
    assert ravine("lab", own(ravine("lab", "--copy", "lab-03").out)).status == 0


def test_ones_own_is_told_with_its_figures_in_the_language_it_is_in(
    ravine: Ravine, own: Callable[[str], Path]
) -> None:
    for lang in LANGUAGES:
        said = ravine("lab", own(SMALL), "--lang", lang)
        assert said.status == 0
        assert "W goes to 1.4, and 0.0933." in said.out
    assert "It was still falling." in ravine("lab", own(SMALL)).out
    assert "still falling" in str(rv.lab(own(SMALL)))
    assert "still falling" in str(rv.lab("my.toml"))


def test_the_page_has_it_all(
    ravine: Ravine, own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", lambda file: opened.append(file) or 0)
    assert ravine("lab", own(SMALL), "--show", "--lang", "ko").status == 0
    assert opened == [str(Path("ravine-my/my.html"))]
    page = Path(opened[0]).read_text(encoding="utf-8")
    assert page.count("<img") == 2
    assert 'lang="ko"' in page
    assert "W goes to 1.4, and 0.0933." in page


def test_its_data_is_looked_for_beside_it(ravine: Ravine, tmp_path: Path, own: Callable[[str], Path]) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "points.csv").write_text("x,y\n1,1\n2,2\n3,3\n")
    text = SMALL.replace("x = [[1], [2], [3]]\ny = [1, 2, 3]", 'file = "points.csv"\ntarget = "y"')
    (folder / "my.toml").write_text(text)
    assert "W goes to 1.4" in ravine("lab", folder / "my.toml").out
    said = ravine("lab", own(text))
    assert said.status == 2
    assert "points.csv" in said.err


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


BROKEN = {
    "no TOML": (changed("answer = 2", "answer = "), "line 22"),
    "unknown key": (changed("answer = 2", "answer = 2\nanwser = 1"), "line 23: expected one of the keys"),
    "unknown key at the top": ("colour = 1\n" + SMALL, "line 1: expected one of the keys title"),
    "unknown language": (changed('text.en = "W', 'text.fr = "W'), "line 19"),
    "no text": (changed('text.en = "It was {2.outcome}."', ""), "line 31: expected step[2].text, got none"),
    "no title": (changed('[title]\nen = "Small"\n', ""), "line 1: expected title, got none"),
    "empty title": (
        changed('en = "Small"', ""),
        "line 2, title: expected a text in one",
    ),
    "empty text": (changed('"It was {2.outcome}."', '" "'), "line 32, step[2].text.en: expected a text"),
    "text of a number": (changed('after.en = "Done."', "after.en = 3"), "line 23, step[1].after.en"),
    "text without a language": (changed('after.en = "Done."', 'after = "Done."'), "line 23, step[1].after"),
    "no choices": (changed('choices = [{ en = "one" }, { en = "two" }]\n', ""), "expected step[1].choices"),
    "one choice": (changed('{ en = "one" }, ', ""), "line 21, step[1].choices: expected a list of 2 to 9"),
    "choices of words": (changed('{ en = "one" }', '"one"'), "line 21, step[1].choices[1]"),
    "answer too large": (changed("answer = 2", "answer = 3"), "line 22, step[1].answer: expected the number"),
    "answer 0": (changed("answer = 2", "answer = 0"), "line 22"),
    "answer in words": (changed("answer = 2", 'answer = "two"'), "line 22"),
    "answer yes": (changed("answer = 2", "answer = true"), "line 22"),
    "an answer alone": (changed('text.en = "It', 'answer = 1\ntext.en = "It'), "step[2].question"),
    "no steps": (SMALL.split("[[step]]")[0], "expected step, got none"),
    "steps that are none": (SMALL.split("[[step]]")[0].replace("[title]", "step = 1\n[title]"), "[[step]]"),
    "no such figure": (changed("{2.outcome}", "{2.outcomes}"), "line 32, step[2].text.en: expected a figure"),
    "code for a figure": (changed("{2.outcome}", "{W.__class__}"), "line 32"),
    "a brace alone": (changed("{2.outcome}", "{outcome"), "line 32"),
    "no such run": (changed("{2.W[1]:3}", "{3.W[1]:3}"), "from 1 to 2, got {3.W[1]:3}"),
    "no such epoch": (changed("{W[1]:3}", "{W[6]:3}"), "from 0 to 5, got {W[6]:3}"),
    "no such weight": (changed("{W[1]:3}", "{area[1]:3}"), " x[10], got {area[1]:3}"),
    "a figure of classes": (changed("{2.outcome}", "{accuracy[1]}"), "a figure that such a run has"),
    "a figure before any run": (changed('en = "A small one."', 'en = "{W[1]}"'), "line 6, about.en"),
    "bad rows": (changed("y = [1, 2, 3]", "y = [1, 2]"), "step[1].experiment"),
    "bad rule": (changed("lr = 0.01", 'optimizer = "sgdd"'), "step[1].experiment"),
    "bad lr": (changed("lr = 0.01", "lr = -1"), "step[1].experiment"),
    "bad section": (changed("[experiment.cost]", "[experiment.price]"), "line 12: expected one of the keys"),
    "bad start": (changed("epochs = 5", "epochs = 5\nstart = [1, 2]"), "step[1].experiment"),
    "bad epochs": (changed("epochs = 5", "epochs = 1_000_000_000_000"), "step[1].experiment"),
    "epochs in words": (changed("epochs = 5", 'epochs = "five"'), "step[1].experiment"),
    "empty": ("", "expected title"),
    "binary": (bytes(range(256)), "expected a lab in TOML"),
    "deeply nested": ("a = " + "[" * 50_000, "expected a lab in TOML"),
    "a long number": ("a = " + "9" * 10_000, "my.toml"),
    "deep dots": (".".join("a" * 2_000) + " = 1\n", "expected"),
    "huge": ("#" * 2_000_000, "at most 1,000,000 bytes"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("what", BROKEN)
def test_one_that_cannot_be_used_gets_one_sentence_with_its_line(
    ravine: Ravine, own: Callable[[Any], Path], what: str, lang: str
) -> None:
    text, words = BROKEN[what]
    said = ravine("lab", own(text), "--lang", lang)
    assert said.status == 2
    assert "my.toml" in said.err
    assert len(said.err.splitlines()) == 1
    assert "Traceback" not in said.err
    if lang == "en":
        assert words in said.err


def test_a_file_that_is_not_there_or_a_folder_is_named(ravine: Ravine, tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    for name in ("missing.toml", "folder.toml", "nul\0.toml"):
        said = ravine("lab", name)
        assert said.status == 2
        assert "expected a file with a lab" in said.err


@pytest.mark.usefixtures("control_c")
def test_control_c_ends_a_run_and_what_there_is_is_shown(ravine: Ravine, own: Callable[[str], Path]) -> None:
    file = own(changed("epochs = 5", "epochs = 5_000_000"))
    for more in ([], ["--json"]):
        said = ravine("lab", file, *more)
        assert said.status == 130
        assert "interrupted" in said.out
        assert "Step 2" not in said.out
    assert len(json.loads(said.out)["steps"]) == 1


def test_a_lab_of_texts_only_has_a_page_too(
    ravine: Ravine, own: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.launch", lambda file: 0)
    head, first_step = SMALL.split("[[step]]")[:2]
    file = own(head + "[[step]]" + first_step.split("question")[0].split("text.en")[0] + 'text.en = "Hm."\n')
    assert ravine("lab", file, "--show").status == 0
    assert "Hm." in Path("ravine-my/my.html").read_text(encoding="utf-8")
    with pytest.raises(RavineError, match="with an experiment"):
        labs.read(file)


def test_what_it_says_stays_text(ravine: Ravine, own: Callable[[str], Path]) -> None:
    file = own(changed('"Done."', r'"<script>alert(1)</script> \u001b[2J {{W}} [bold]x[/bold] { 1.lr }"'))
    said = ravine("lab", file).out
    assert "\x1b" not in said
    assert r"<script>alert(1)</script> \x1b[2J {W} [bold]x[/bold] 0.15" in said
    html = rv.lab(file)._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


# --- figures and lines -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def trace() -> Trace:
    return rv.descend([[1, 1], [2, 0], [3, 1]], [1, 2, 4], optimizer=rv.SGD(0.1), epochs=40)


def test_figures_are_those_of_the_trace(trace: Trace) -> None:
    other = rv.descend([1, 2], [1, 2], bias=False, optimizer=rv.SGD(0.1), epochs=40)
    expected = {
        "{lr} {epochs}": "0.1 40",
        "{cost[3]}": f"{trace.cost[3]:.6g}",
        "{cost[-1]:2}": f"{trace.cost[-1]:.2g}",
        "{2.cost[3]}": f"{other.cost[3]:.6g}",
        "{2.W[3]}": f"{other.W[3, 0]:.6g}",
        "{x2[5]}": f"{trace.W[5, 1]:.6g}",
        "{W[1]:3}": "(" + ", ".join(f"{value:.3g}" for value in trace.W[1]) + ")",
        "{cost[10:20]}": f"{trace.cost[10:21].mean():.6g}",
        "{max(b)}": f"{trace.W[:, 2].max():.6g}",
        "{min(share)}": f"{(trace.excess / trace.excess[0]).min():.6g}",
        "{norm[7]}": f"{(trace.W[7] ** 2).sum() ** 0.5:.6g}",
        "{error[7]}": f"{np.abs(trace.W[7] - trace.best[0]).max():.6g}",
        "{first(cost < 0.5)}": str(int((trace.cost < 0.5).argmax())),
        "{since(cost<0.5)}": str(int(np.flatnonzero(trace.cost >= 0.5)[-1]) + 1),
        "{first(cost > 1e9)} {since(cost > 1e9)}": "never never",
        "{stable_lr}": f"{rv.theory(trace).stable_lr:.6g}",
        "{{lr}}": "{lr}",
    }
    with speaking("en"):
        assert {text: fill(text, [trace, other]) for text in expected} == expected


def test_every_quantity_and_series_can_be_had(trace: Trace) -> None:
    for name in QUANTITIES:
        assert fill(f"{{{name}}}", [trace])
    for name in set(SERIES) - {"accuracy"}:
        assert fill(f"{{{name}[1]}}", [trace])


def test_accuracy_is_the_share_of_rows_in_their_own_class() -> None:
    (trace,) = runs("logistic", 1)
    assert fill("{accuracy[0]} {accuracy[-1]} {since(accuracy > 0.99)}", [trace]) == "0.5 1 69"


@pytest.mark.parametrize(
    "text",
    ["{", "}", "{}", "{ }", "{0}", "{lr!r}", "{lr.real}", "{W[1].T}", "{W[x]}", "{lr:>99}", "{cost[1][2]}"],
)
def test_what_is_no_figure_is_refused(trace: Trace, text: str) -> None:
    with pytest.raises(RavineError):
        fill(text, [trace])


def test_an_interrupted_run_has_no_figure_beyond_its_end() -> None:
    short = rv.descend([1], [1], optimizer=rv.SGD(0.1), epochs=40, on_step=lambda epoch, step: epoch == 3)
    assert fill("{cost[30]} {cost[-1]} {cost[2:9]}", [short]) == "… … …"


LINES = '''# [[step]] isn't one
title = "x" # not [[step]]
[experiment.data]
long = """
[[step]]
answer = 9
"""
[[step]]
text.en = "one"
[[step.experiment.runs]]
lr = 1
[[step.experiment.runs]]
lr = 2

[[ step ]]
"answer" = 7
text . ko = \'\'\'
lr = 9\'\'\'
[step.experiment.cost]
bias = true
'''


def test_lines_are_found_past_comments_and_long_strings() -> None:
    tomllib.loads(LINES)
    expected = {
        ("title",): 2,
        ("experiment",): 3,
        ("experiment", "data", "long"): 4,
        ("step", 0): 8,
        ("step", 0, "text"): 9,
        ("step", 0, "text", "en"): 9,
        ("step", 0, "answer"): 8,
        ("step", 0, "experiment", "runs", 1, "lr"): 13,
        ("step", 1): 15,
        ("step", 1, "answer"): 16,
        ("step", 1, "text", "ko"): 17,
        ("step", 1, "experiment"): 19,
        ("step", 1, "experiment", "cost", "bias"): 20,
        ("nowhere",): 1,
    }
    assert {place: line_of(LINES, place) for place in expected} == expected


# --- the document ----------------------------------------------------------------------------------

PAGE = (Path(__file__).parents[1] / "docs" / "labs.md").read_text(encoding="utf-8")


def test_the_example_of_the_document_runs_and_says_what_it_promises(
    ravine: Ravine, own: Callable[[str], Path]
) -> None:
    (example,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    for lang in LANGUAGES:
        said = ravine("lab", own(example), "--lang", lang)
        assert said.status == 0
    steps = GuidedLab(read_document(own(example))).steps
    assert len({step.traces[0].epochs_to_1_percent for step in steps}) == 1
    (shown,) = re.findall(r"^```text\nravine: (.*?)\n```", PAGE, re.DOTALL | re.MULTILINE)
    broken = ravine("lab", own(example.replace("answer = 2", "answer = 3")))
    assert shown in broken.err.replace(str(Path("my.toml").resolve()), "my.toml")


def test_the_document_names_every_lab_and_every_figure() -> None:
    assert re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE, re.MULTILINE)[: len(labs.names())] == labs.names()
    for name in QUANTITIES:
        assert f"`{{{name}}}`" in PAGE
    for name in SERIES:
        assert f"`{{{name}[10]}}`" in PAGE
