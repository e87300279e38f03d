"""What the update rules and the schedules share: settings that are checked once, and values by step."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, ClassVar, NamedTuple, Self

import numpy as np

from ravine.errors import SettingError


class Numbers(NamedTuple):
    """A setting that is one number, or n of them for n descents at once.

    Args:
        range: which numbers, as a formula with {} for the setting's name.
        holds: whether a number is one of these.
        example: one of them, for a setting without a default.
        schedule: whether it may also be a callable of the step index 0, 1, 2, ...
    """

    range: str
    holds: Callable[[Any], Any]
    example: float = 0.1
    schedule: bool = False

    def check(self, name: str, value: Any, default: Any) -> Any:
        """`value`, if it is such a setting; a schedule is asked for its first number."""
        scheduled = self.schedule and callable(value)
        found = numbers(_first(value) if scheduled else value)
        if found is None or not np.all(self.holds(np.asarray(found))):
            raise SettingError(
                "setting-lr" if name == "lr" else "setting-number",
                name=name,
                range=self.range.format(name),
                got=repr(value),
                example=self.example if default is MISSING else default,
            )
        return value if scheduled else found


class Pair(NamedTuple):
    """A setting of two parts, each with a name of its own."""

    parts: Mapping[str, Numbers]

    def check(self, name: str, value: Any, default: Any) -> tuple[Any, ...]:
        """`value`, if it has two such parts."""
        if not isinstance(value, tuple | list) or len(value) != len(self.parts):
            raise SettingError("setting-pair", name=name, got=repr(value), example=repr(default))
        named = zip(self.parts.items(), value, default, strict=True)
        return tuple(kind.check(part, one, usual) for (part, kind), one, usual in named)


class Yes(NamedTuple):
    """A setting that is True or False."""

    def check(self, name: str, value: Any, default: Any) -> bool:
        """`value`, if it is one of these."""
        if not isinstance(value, bool | np.bool_):
            raise SettingError("setting-flag", name=name, got=repr(value), example=repr(default))
        return bool(value)


_MOMENTUM = Numbers("0 ≤ {} < 1", lambda v: (v >= 0) & (v < 1), schedule=True)

Flag = Annotated[bool, Yes()]
AtLeast0 = Annotated[Any, Numbers("0 ≤ {}", lambda v: v >= 0)]
Scheduled = Annotated[Any, Numbers("0 ≤ {}", lambda v: v >= 0, schedule=True)]
Share = Annotated[Any, Numbers("0 ≤ {} ≤ 1", lambda v: (v >= 0) & (v <= 1))]
Betas = Annotated[Any, Pair({"beta1": _MOMENTUM, "beta2": _MOMENTUM._replace(schedule=False)})]


@dataclass(frozen=True)
class Settings:
    """Frozen dataclasses whose fields are checked as their annotations say.

    Raises:
        SettingError: for a setting that can't be used.
    """

    def __post_init__(self) -> None:
        for one in fields(self):
            kind = one.type.__metadata__[0]  # type: ignore[union-attr]
            value = kind.check(one.name, getattr(self, one.name), one.default)
            object.__setattr__(self, one.name, value)


@dataclass(frozen=True)
class Rule(Settings, ABC):
    """An update rule: its settings, and a pair of pure functions, `init` and `step`.

    `formula` is what one step does. Settings go by the names and defaults of `torch.optim`.
    """

    formula: ClassVar[str]

    lr: Scheduled

    @abstractmethod
    def init(self, W: Any) -> Any:
        """What is remembered before the first step."""

    @abstractmethod
    def step(self, W: Any, gradient: Any, state: Any) -> tuple[Any, Any]:
        """The next W and what is remembered for the step after it."""

    @classmethod
    def defaults(cls) -> dict[str, Any]:
        """The settings beside lr, with their defaults; the parts of a pair by their own names.

        Example:
            >>> from ravine.optim import Rprop
            >>> Rprop.defaults()
            {'etaminus': 0.5, 'etaplus': 1.2, 'step_size_min': 1e-06, 'step_size_max': 50, 'maximize': False}
        """
        return _flat({one: one.default for one in _given(cls)})

    @property
    def settings(self) -> dict[str, Any]:
        """The settings beside lr, named as in `defaults`."""
        return _flat({one: getattr(self, one.name) for one in _given(self)})

    @classmethod
    def of(cls, lr: Any = None, /, **settings: Any) -> Self:
        """The rule with settings named as in `defaults`; lr None is its own default.

        Raises:
            SettingError: for a setting that this rule doesn't have, or one that can't be used.

        Example:
            >>> from ravine.optim import Adam
            >>> Adam.of(0.1, beta1=0.8).betas
            (0.8, 0.999)
        """
        known = cls.defaults()
        if unknown := [name for name in settings if name not in known]:
            raise SettingError("setting-unknown", name=unknown[0], rule=cls.__name__, known=", ".join(known))
        chosen = known | settings
        given = {
            one.name: tuple(chosen[part] for part in _parts(one)) if _parts(one) else chosen[one.name]
            for one in _given(cls)
        }
        return cls(**given) if lr is None else cls(lr=lr, **given)


def numbers(value: Any) -> Any:
    """`value` as a float, or as it is if it is an array (n,); None when it's no finite number at all.

    A NumPy number is made Python's own: beside one, NumPy would turn a float32 run into a float64 one.
    """
    try:
        array = np.asarray(value)
    except (TypeError, ValueError, RuntimeError):
        return None
    if array.dtype.kind not in "fiu" or array.ndim > 1 or not np.isfinite(array).all():
        return None
    if not array.ndim:
        return float(array)
    return value if hasattr(value, "dtype") else array


def at(setting: Any, k: int) -> Any:
    """What `setting` is at step k: itself, or what its schedule says.

    Raises:
        SettingError: when a schedule gives what can't be used.
    """
    if not callable(setting):
        return setting
    value = numbers(said := setting(k))
    if value is None or not np.all(np.asarray(value) >= 0):
        raise SettingError("setting-schedule", step=k, got=repr(said))
    return value


def against(rule: Any, W: Any, gradient: Any) -> Any:
    """The gradient to step against: turned round to maximise, and with the pull of weight decay."""
    return (-gradient if rule.maximize else gradient) + rule.weight_decay * W


def decayed(rule: Any, W: Any, gradient: Any, lr: Any) -> tuple[Any, Any]:
    """W and the gradient to step against, for a rule whose weight decay can act on W itself.

    Source: I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019.
    """
    if not rule.decoupled_weight_decay:
        return W, against(rule, W, gradient)
    return W * (1 - lr * rule.weight_decay), -gradient if rule.maximize else gradient


def _first(schedule: Callable[[int], Any]) -> Any:
    try:
        return schedule(0)
    except TypeError:  # it takes something else than a step
        return None


def _given(rule: Any) -> list[Any]:
    """The fields beside lr that its constructor takes."""
    return [one for one in fields(rule) if one.init and one.name != "lr"]


def _parts(field: Any) -> tuple[str, ...]:
    return tuple(getattr(field.type.__metadata__[0], "parts", ()))


def _flat(values: Mapping[Any, Any]) -> dict[str, Any]:
    """The values of fields by name, those of a pair by the names of its parts."""
    flat: dict[str, Any] = {}
    for one, value in values.items():
        flat |= dict(zip(_parts(one), value, strict=True)) if _parts(one) else {one.name: value}
    return flat
