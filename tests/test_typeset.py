"""Sections laid out for a terminal and as HTML."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from ravine.colours import COLOURS, luminance, on_any_ground
from ravine.story import Code, Formula, Illustration, Log, Paragraph, Section, Table
from ravine.typeset import as_html, as_page, as_text, show

BLOCKS = [
    Paragraph("word " * 60),
    Formula("∇W = x", "the gradient is x"),
    Code("a = 1\nb = 2"),
    Log(["Epoch    0/10 W: 0.000, Cost: 4.666667"]),
    Table(("name", "value"), [("가나다", "1.5"), ("b", "-22")]),
    Illustration("path"),
]


def test_text_is_as_wide_as_asked_and_has_no_spaces_at_the_ends() -> None:
    text = as_text([Section("Title", BLOCKS)], width=60)
    assert max(map(cell_len, text.splitlines())) <= 60
    assert all(line == line.rstrip() for line in text.splitlines())
    assert text.startswith("Title\n\nword")
    assert "    ∇W = x\n" in text
    assert "  Epoch    0/10 W: 0.000, Cost: 4.666667\n" in text


def test_numbers_stand_right_and_names_left_whatever_letters_they_have() -> None:
    lines = as_text([Section("", [BLOCKS[4]])]).strip().splitlines()
    assert lines[0] == "name     value"
    assert lines[2:] == ["가나다     1.5", "b          -22"]


def test_a_wide_table_is_cut_and_repeats_its_first_column() -> None:
    header = ["epoch", *(f"weight {j}" for j in range(30))]
    rows = [[str(k), *(f"{k}.{j}" for j in range(30))] for k in range(3)]
    text = as_text([Section("", [Table(header, rows)])])
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("epoch") > 1
    for name in header:
        assert name in text
    assert all(f"{k}.{j}" in text for k in range(3) for j in range(30))


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    odd = "[bold]<b>&amp;:smile:\x1b[31m"
    sections = [
        Section(odd.replace("\x1b", ""), [Table((odd,), [(odd,)]), Paragraph(odd.replace("\x1b", ""))])
    ]
    text = as_text(sections)
    assert "\x1b" not in text
    assert text.count("[bold]<b>&amp;:smile:") == 4
    html = as_html(sections)
    assert "<b>" not in html
    assert "\x1b" not in html
    assert html.count("[bold]&lt;b&gt;&amp;amp;:smile:") == 4


def test_plain_says_formulas_in_words_and_draws_no_lines() -> None:
    out = StringIO()
    show(
        [Section("Title", BLOCKS)], Console(file=out, width=80), plain=True, captions={"path": "Picture here"}
    )
    assert "the gradient is x" in out.getvalue()
    assert "∇" not in out.getvalue()
    assert "─" not in out.getvalue()
    assert "Picture here" in out.getvalue()


def test_a_formula_on_a_terminal_has_one_colour_per_word() -> None:
    out = StringIO()
    console = Console(file=out, width=80, force_terminal=True, color_system="truecolor")
    show([Section("", [Formula("W := W − α ∇W", "")])], console)

    def code(word: str) -> str:
        colour = on_any_ground(word)
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return f"\x1b[38;2;{red};{green};{blue}m"

    assert f"{code('hypothesis')}W\x1b[0m" in out.getvalue()
    assert f"{code('gradient')}∇\x1b[0m{code('gradient')}W\x1b[0m" in out.getvalue()


@pytest.mark.parametrize("word", [word for word in COLOURS if word != "data"])
def test_terminal_colours_can_be_read_on_white_and_on_black(word: str) -> None:
    bright = luminance(on_any_ground(word))
    assert 1.05 / (bright + 0.05) >= 4.5
    assert (bright + 0.05) / 0.05 >= 4.5


def test_html_has_a_formula_for_eyes_and_for_ears_and_a_picture_with_words() -> None:
    html = as_html([Section("Title", BLOCKS)], {"path": (b"png", 'A "path"')})
    assert 'aria-label="the gradient is x"' in html
    assert 'alt="A &quot;path&quot;"' in html
    assert "data:image/png;base64,cG5n" in html
    assert "<th>name</th>" in html


def test_a_page_is_whole_and_names_its_language() -> None:
    page = as_page("<lab>", "ko", "<p>가</p>")
    assert page.startswith('<!doctype html>\n<html lang="ko">')
    assert "<title>&lt;lab&gt;</title>" in page
    assert "http" not in page
