"""How a formula is written: in signs, in LaTeX, in words."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ravine.words import number, say

# How tightly a part holds together: not at all, as a sum, a number below 0, a quotient, a product, a power, a
# name. An operand that holds less than its place needs gets brackets.
LOOSE, SUM, NEGATIVE, QUOTIENT, PRODUCT, FACTOR, NAME = range(7)


class Part(NamedTuple):
    """A written part of a formula, and how tightly it holds together."""

    text: str
    hold: int


class Form(NamedTuple):
    """How an operation is written: a template, how tight that is, and how tight each operand has to be."""

    template: str
    hold: int
    operands: tuple[int, ...]


@dataclass(frozen=True)
class Notation:
    """A way to write formulas.

    Args:
        symbol: a name, written.
        number: a number, written.
        form: how an operation, by its name in the grammar, is written.
        brackets: a template that keeps an operand together.
    """

    symbol: Callable[[str], Part]
    number: Callable[[float], Part]
    form: Callable[[str], Form]
    brackets: str = "({})"

    def join(self, operation: str, *parts: Part) -> Part:
        """An operation on written parts; those that would come apart get brackets."""
        template, hold, needed = self.form(operation)
        texts = [
            part.text if part.hold >= least else self.brackets.format(part.text)
            for part, least in zip(parts, needed, strict=True)
        ]
        return Part(template.format(*texts), hold)


_FORMS: Mapping[str, Form] = {
    "Add": Form("{} + {}", SUM, (SUM, QUOTIENT)),
    "Sub": Form("{} − {}", SUM, (SUM, QUOTIENT)),
    "USub": Form("−{}", NEGATIVE, (QUOTIENT,)),
    "Mult": Form("{}·{}", PRODUCT, (PRODUCT, FACTOR)),
    "Div": Form("{} / {}", QUOTIENT, (QUOTIENT, FACTOR)),
    "Pow": Form("{}^{}", FACTOR, (NAME, NAME)),
    "Square": Form("{}²", FACTOR, (NAME,)),
    "Gt": Form("{} > {}", LOOSE, (SUM, SUM)),
    "Lt": Form("{} < {}", LOOSE, (SUM, SUM)),
    "where": Form("{} if {}, else {}", LOOSE, (SUM, LOOSE, LOOSE)),
    "sqrt": Form("√{}", FACTOR, (NAME,)),
    "abs": Form("|{}|", NAME, (LOOSE,)),
    "sign": Form("sign({})", NAME, (LOOSE,)),
    "max": Form("max({}, {})", NAME, (LOOSE, LOOSE)),
    "min": Form("min({}, {})", NAME, (LOOSE, LOOSE)),
}
_LATEX_FORMS: Mapping[str, Form] = {
    **_FORMS,
    "Sub": Form("{} - {}", SUM, (SUM, QUOTIENT)),
    "USub": Form("-{}", NEGATIVE, (QUOTIENT,)),
    "Mult": Form(r"{} \cdot {}", PRODUCT, (PRODUCT, FACTOR)),
    "Div": Form(r"\frac{{{}}}{{{}}}", FACTOR, (LOOSE, LOOSE)),
    "Pow": Form("{}^{{{}}}", FACTOR, (NAME, LOOSE)),
    "Square": Form("{}^2", FACTOR, (NAME,)),
    "where": Form(
        r"\begin{{cases}} {} & \text{{if }} {} \\ {} & \text{{else}} \end{{cases}}",
        LOOSE,
        (SUM, LOOSE, LOOSE),
    ),
    "sqrt": Form(r"\sqrt{{{}}}", NAME, (LOOSE,)),
    "abs": Form(r"\left|{}\right|", NAME, (LOOSE,)),
    "sign": Form(r"\operatorname{{sign}}\left({}\right)", NAME, (LOOSE,)),
    "max": Form(r"\max\left({}, {}\right)", NAME, (LOOSE, LOOSE)),
    "min": Form(r"\min\left({}, {}\right)", NAME, (LOOSE, LOOSE)),
}

# Names of a rule's working that have a sign of their own, and that in LaTeX; others stand as they are.
_SIGNS: Mapping[str, tuple[str, str]] = {
    "gradient": ("∇", r"\nabla"),
    "before": ("∇′", r"\nabla'"),
    "total": ("Σ", r"\Sigma"),
    "length": ("‖∇‖", r"\left\|\nabla\right\|"),
    "m_hat": ("m̂", r"\hat{m}"),
    "v_hat": ("v̂", r"\hat{v}"),
    "v_most": ("v_max", r"v_{\max}"),
    "mu": ("μ", r"\mu"),
    "mu_next": ("μ₊₁", r"\mu_{+1}"),
    "product": ("Π", r"\Pi"),
    "rho_most": ("ρ∞", r"\rho_\infty"),
    "rho_now": ("ρ", r"\rho"),
    "eta": ("η", r"\eta"),
}
_GREEK: Mapping[str, str] = {
    "beta1": r"\beta_1",
    "beta2": r"\beta_2",
    "eps": r"\varepsilon",
    "alpha": r"\alpha",
    "rho": r"\rho",
    "lambd": r"\lambda",
}


def _sign(name: str) -> Part:
    return Part(_SIGNS[name][0] if name in _SIGNS else name, NAME)


def _signed_number(value: float) -> Part:
    text = number(value)
    return (
        Part(text.replace("-", "−", 1), NEGATIVE)
        if text.startswith("-")
        else Part(text, FACTOR if "e" in text else NAME)
    )


def _latex_name(name: str) -> Part:
    if name in _SIGNS:
        return Part(_SIGNS[name][1], NAME)
    return Part(_GREEK.get(name) or (name if len(name) == 1 else rf"\mathrm{{{escaped(name)}}}"), NAME)


def _latex_number(value: float) -> Part:
    if not math.isfinite(value):
        text = r"\text{nan}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    else:
        text = re.sub(r"e([-+])0*(\d+)", lambda power: _power(*power.groups()), number(value))
    return Part(text, NEGATIVE if text.startswith("-") else PRODUCT if "times" in text else NAME)


def _power(sign: str, digits: str) -> str:
    return rf" \times 10^{{{sign.strip('+')}{digits}}}"


def _word(name: str) -> Part:
    spoken = {"gradient", "before", "total", "length"}
    return Part(say(f"explain-word-{name}") if name in spoken else name, NAME)


def _spoken_form(operation: str) -> Form:
    """The operation in words; the operands' places are those of the signs."""
    hold, operands = _FORMS[operation][1:]
    places = ("{0}", "{1}", "{2}")[: len(operands)]
    names = dict(zip(("a", "b", "c"), places, strict=False))
    return Form(say(f"explain-form-{operation.lower()}", **names), hold, operands)


def escaped(text: str) -> str:
    r"""`text` for LaTeX's text mode: a name from a file can't become a command.

    Example:
        >>> escaped("price_in_$ 50%")
        'price\\_in\\_\\$ 50\\%'
    """
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[\\~^{}$&#_%]", lambda found: special.get(found[0], "\\" + found[0]), text)


SIGNS = Notation(_sign, _signed_number, lambda operation: _FORMS[operation])
LATEX = Notation(_latex_name, _latex_number, lambda operation: _LATEX_FORMS[operation], r"\left({}\right)")
WORDS = Notation(_word, lambda value: Part(number(value), _signed_number(value).hold), _spoken_form)
