"""Sections laid out: for a terminal, as plain text, as HTML."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from io import StringIO
from textwrap import indent
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ravine.colours import on_any_ground
from ravine.story import Block, Code, Formula, Illustration, Log, Paragraph, Section, Table
from ravine.words import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 80  # of plain text, and the least a terminal is taken to have

_WIDEST = 40  # columns of a table that are wider may wrap
_GAP = 3  # between two columns of a table

# The words of a formula, each in its colour. A gradient is looked for before the W inside it.
_WORDS = {"gradient": "∇W", "hypothesis": r"H\(x\)|\bW(?=x?\b)", "cost": r"\bcost\b"}


def show(
    sections: Iterable[Section],
    console: "Console",
    *,
    plain: bool = False,
    captions: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Print the sections to a terminal, as wide as it is but for long lines of prose.

    Args:
        sections: what to show.
        console: where to.
        plain: no boxes, formulas in words.
        captions: a line for each illustration, by key, a terminal having no room for the picture itself.
    """
    from rich.text import Text

    with console.capture() as captured:
        for section in sections:
            console.print(Text(section.title, style="bold"))
            console.print()
            for block in section.blocks:
                if isinstance(block, Illustration):
                    block = Paragraph(captions.get(block.key, ""))
                for part in _renderables(block, console.width, plain):
                    console.print(part, width=min(console.width, 100) if isinstance(part, Text) else None)
                    console.print()
    # rich fills lines with spaces, which would end up in whatever the text is copied or piped to
    console.file.write("\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n")


def as_text(sections: Iterable[Section], width: int = WIDTH) -> str:
    """The sections as text, `width` columns wide."""
    from rich.console import Console

    out = StringIO()
    show(sections, Console(file=out, width=width, highlight=False, emoji=False, markup=False))
    return out.getvalue().rstrip()


def as_html(sections: Iterable[Section], images: Mapping[str, tuple[bytes, str]] | None = None) -> str:
    """The sections as HTML, without a page around them; all text is escaped.

    Args:
        sections: what to show.
        images: PNG bytes and a description for the illustrations, by key; others are left out.
    """
    parts = []
    for section in sections:
        parts.append(f"<h3>{escape(section.title)}</h3>")
        parts += [_html(block, images or {}) for block in section.blocks]
    return "\n".join(parts)


def as_page(title: str, lang: str, body: str) -> str:
    """A whole HTML document around `body`, which needs no other file."""
    style = (
        "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}"
        "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
        ":root{color-scheme:light dark}img{background:white}pre{overflow-x:auto}"
        "td,th{padding:.15rem .8rem;text-align:right}th{border-bottom:1px solid}img{max-width:100%}"
    )
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style>"
    )
    return f'<!doctype html>\n<html lang="{lang}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _renderables(block: Block, width: int, plain: bool) -> "Iterator[RenderableType]":
    from rich.text import Text

    match block:
        case Paragraph(text) if text:
            yield Text(text)
        case Formula(text, words):
            yield Text("    ").append_text(Text(words) if plain else _coloured(text))
        case Code(text):
            yield Text(indent(text, "    "), no_wrap=True, overflow="ignore")
        case Log(lines):
            yield Text(indent("\n".join(lines), "  "), no_wrap=True, overflow="ignore")
        case Table():
            for part in _cut(block, width):
                yield _grid(part, plain)


def _coloured(formula: str) -> Any:
    from rich.text import Text

    text = Text(formula)
    for word, pattern in reversed(_WORDS.items()):
        text.highlight_regex(pattern, on_any_ground(word))
    return text


def _grid(table: Table, plain: bool) -> Any:
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None if plain else box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="")
    for column, name in enumerate(table.header):
        cells = [row[column] for row in table.rows if row[column]]
        of_numbers = 2 * sum(map(_is_number, cells)) >= len(cells)
        grid.add_column(
            Text(visible(name)),
            justify="right" if of_numbers else "left",
            # A column that may not wrap is cropped where the page is too narrow; digits never are.
            no_wrap=max(map(cell_len, [name, *cells])) <= (_WIDEST if of_numbers else _WIDEST // 2),
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    return grid


def _cut(table: Table, width: int) -> Iterator[Table]:
    """The table in as many parts as it takes for each to be at most `width` columns wide."""
    from rich.cells import cell_len

    columns = [[visible(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    widths = [min(max(map(cell_len, column)), _WIDEST) + _GAP for column in columns]
    if table.keys >= len(columns) or sum(widths) - _GAP <= width:
        yield table
        return
    room = width + _GAP - sum(widths[: table.keys])
    groups: list[list[int]] = [[]]
    for column in range(table.keys, len(columns)):
        if groups[-1] and sum(widths[j] for j in groups[-1]) + widths[column] > room:
            groups.append([])
        groups[-1].append(column)
    for group in groups:
        yield _columns(table, [*range(table.keys), *group])


def _columns(table: Table, chosen: Sequence[int]) -> Table:
    return Table(
        [table.header[j] for j in chosen], [[row[j] for j in chosen] for row in table.rows], keys=table.keys
    )


def _is_number(cell: str) -> bool:
    """A number, or one with its fraction before it."""
    return re.fullmatch(r"(× )?([-+]?\d+/\d+ = )?[-+]?([\d.,]+(e[-+]?\d+)?|inf|nan)", cell) is not None


def _html(block: Block, images: Mapping[str, tuple[bytes, str]]) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Formula(text, words):
            return f'<p role="math" aria-label="{escape(words)}"><em>{escape(text)}</em></p>'
        case Code(text):
            return f"<pre><code>{escape(text)}</code></pre>"
        case Log(lines):
            return f"<pre>{escape(chr(10).join(lines))}</pre>"
        case Table():
            return _html_table(block)
        case Illustration(key):
            return _html_image(*images[key]) if key in images else ""


def _html_table(table: Table) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(visible(cell))}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(row(cells, "td") for cells in table.rows)
    return f"<table><thead>{row(table.header, 'th')}</thead><tbody>{body}</tbody></table>"


def _html_image(png: bytes, description: str) -> str:
    source = b64encode(png).decode("ascii")
    return f'<p><img src="data:image/png;base64,{source}" alt="{escape(description)}"></p>'
