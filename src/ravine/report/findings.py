"""What a sweep tells of lr and momentum, in sentences."""

from collections.abc import Sequence

import numpy as np

from ravine.report.curves import Curve, leader
from ravine.words import exact, number, say


def of_one(curve: Curve) -> list[str]:
    """Of one rule: what did best, theory beside it, where it diverges, crawls, and how wide it is good."""
    if curve.at_the_best:
        return [say("sweep-at-the-best"), *_cliff(curve)]
    if curve.diverged.all():
        limit = "none" if curve.limit is None else number(curve.limit)
        return [say("sweep-all-diverged", low=float(curve.lr[0]), limit=limit)]
    if curve.sweep.separable:
        return [say("sweep-separable"), *_cliff(curve)]
    return [*_best(curve), *_theory(curve), *_cliff(curve), *_crawling(curve), *_good(curve), *_edge(curve)]


def of_rules(found: Sequence[Curve]) -> list[str]:
    """Of several rules: which did best, each over its own lr, and which forgives most."""
    if found[0].at_the_best:
        return [say("sweep-at-the-best")]
    first, *others = sorted(found, key=lambda curve: curve.place)
    if first.diverged.all():
        return [say("sweep-all-diverged", low=float(min(curve.lr[0] for curve in found)), limit="none")]
    if first.reached.any():
        second = others[0] if others[0].reached.any() else None
        said = say(
            "sweep-first-rule",
            name=first.name,
            lr=float(first.lr[first.best]),
            epoch=int(first.epochs[first.best]),
            second=second.name if second else "none",
            later=int(second.epochs[second.best]) if second else 0,
        )
    else:
        ends = {"lr": float(first.lr[first.best]), "cost": float(first.cost[first.best])}
        goal = "unknown" if first.sweep.least is None else "known"
        said = say("sweep-lowest-rule", name=first.name, goal=goal, **ends)
    return [said, *_widths(found)]


def _widths(found: Sequence[Curve]) -> list[str]:
    """Which rules forgive most and least, and of which a width says little."""
    ragged = [curve.name for curve in found if curve.ragged]
    said = [say("sweep-ragged-rules", names=", ".join(ragged))] if ragged else []
    smooth = (curve for curve in found if curve.width and not curve.ragged)
    wide = sorted(smooth, key=lambda curve: curve.width or 0.0)
    if len(wide) < 2:
        return said
    ends = {"widest": wide[-1].name, "width": _times(wide[-1]), "narrowest": wide[0].name}
    return [say("sweep-widths", narrow=_times(wide[0]), **ends), *said]


def of_pairs(rules: Sequence[Sequence[Curve]]) -> list[str]:
    """Of lr and momentum: the best pair, what it gains, and what theory says of both."""
    best = leader([curve for rows in rules for curve in rows])
    if best.at_the_best:
        return [say("sweep-at-the-best")]
    if best.diverged.all():
        return [say("sweep-all-diverged", low=float(best.lr[0]), limit="none")]
    rows = rules[best.k]
    pair = {"lr": float(best.lr[best.best]), "momentum": best.momentum or 0.0, "setting": best.setting}
    name = best.name if len(rules) > 1 else "alone"
    if best.reached.any():
        said = [say("sweep-pair", name=name, epoch=int(best.epochs[best.best]), **pair)]
    else:
        said = [say("sweep-pair-lowest", name=name, cost=float(best.cost[best.best]), **pair)]
    if best is not rows[0]:
        said.append(_without(rows[0], best))
    return [*said, *_pairs_of_theory(rows), *_limits(rows)]


def _best(curve: Curve) -> list[str]:
    """Which lr was first to 1 %, and which ended lowest."""
    said = []
    lowest, least = curve.lowest, curve.sweep.least
    if curve.reached.any():
        epoch = int(curve.epochs[curve.best])
        said.append(say("sweep-first", lr=float(curve.lr[curve.best]), epoch=epoch))
        if count := int((curve.epochs < epoch).sum()):
            said[-1] += f" {say('sweep-sooner', count=count)}"
    elif least is not None:
        left = int(curve.left.sum())
        said.append(say("sweep-left", count=left) if left else say("sweep-none", epochs=curve.sweep.epochs))
    floor = np.flatnonzero(curve.excess == 0) if least is not None else np.empty(0, int)
    if len(floor) > 1:
        ends = {"low": float(curve.lr[floor[0]]), "high": float(curve.lr[floor[-1]])}
        return [*said, say("sweep-floor", count=len(floor), **ends)]
    above = number(float(curve.excess[lowest])) if least else "unknown"
    ends = {"lr": float(curve.lr[lowest]), "cost": float(curve.cost[lowest])}
    return [*said, say("sweep-lowest", above=above, **ends)]


def _theory(curve: Curve) -> list[str]:
    """The lrs that theory knows, and where the lowest lies beside its best."""
    if curve.known is None:
        return []
    best = curve.known.best_lr
    lrs = {
        "best": exact(best),
        "long": exact(curve.known.long_run_lr),
        "stable": exact(curve.known.stable_lr),
    }
    beside = int(np.searchsorted(curve.lr, best))
    if not curve.lr[0] <= best <= curve.lr[-1]:
        where = "outside"
    elif curve.lowest in (beside - 1, beside):
        where = "beside"
    else:
        where = "floor" if 0 in curve.excess[max(beside - 1, 0) : beside + 1] else "apart"
    ratio = float(curve.lr[curve.lowest] / best)
    return [say("sweep-theory", where=where, ratio=ratio, epochs=curve.sweep.epochs, **lrs)]


def _cliff(curve: Curve) -> list[str]:
    """Between which lrs it begins to diverge, beside the limit of theory."""
    limit = curve.limit
    stable = "" if limit is None else number(limit)
    if curve.cliff is None:
        side = "none" if limit is None or limit < curve.lr[-1] else "higher"
        return [say("sweep-no-cliff", limit=side, stable=stable, high=float(curve.lr[-1]))]
    below, above = curve.cliff
    if limit is None:
        side = "none"
    elif curve.known is None:
        side = "near"
    else:
        side = "lower" if limit < below else "between" if limit <= above else "higher"
    ends = {"below": below, "above": above, "epochs": curve.sweep.epochs}
    said = [say("sweep-cliff", limit=side, stable=stable, **ends)]
    again = int((~curve.diverged[curve.lr > above]).sum())
    return [*said, say("sweep-again", count=again)] if again else said


def _crawling(curve: Curve) -> list[str]:
    """How much of the range is too slow."""
    if not curve.crawling or not curve.reached.any():
        return []
    ends = {"all": len(curve.lr), "lr": float(curve.lr[curve.crawling - 1]), "epochs": curve.sweep.epochs}
    return [say("sweep-crawls", count=curve.crawling, **ends)]


def _good(curve: Curve) -> list[str]:
    """How exactly lr has to be known."""
    if curve.good is None:
        return [say("sweep-alone")] if curve.reached.any() and len(curve.lr) > 1 else []
    said = say("sweep-good", low=curve.good[0], high=curve.good[1], width=_times(curve))
    if curve.ragged:
        return [f"{said} {say('sweep-ragged', count=curve.strays)}"]
    if curve.good[0] == curve.lr[0] or curve.good[1] == curve.lr[-1]:
        return [f"{said} {say('sweep-cut')}"]
    return [f"{said} {say('sweep-exactly')}"]


def _edge(curve: Curve) -> list[str]:
    """That the range ends where it is best."""
    if curve.best not in (0, len(curve.lr) - 1) or len(curve.lr) == 1:
        return []
    return [say("sweep-edge", end="high" if curve.best else "low")]


def _without(first: Curve, best: Curve) -> str:
    """What the smallest momentum came to, and how much narrower or wider its good range is."""
    epoch = int(first.epochs[first.best]) if first.reached.any() else -1
    widths = {"width": _times(first), "own": _times(best)} if first.width and best.width else {}
    told = {"momentum": first.momentum or 0.0, "setting": first.setting, "epoch": epoch}
    lr = float(first.lr[first.best])
    said = say("sweep-pair-without", lr=lr, **told)
    return f"{said} {say('sweep-pair-widths', setting=first.setting, **widths)}" if widths else said


def _pairs_of_theory(rows: Sequence[Curve]) -> list[str]:
    """The best lr and momentum that theory knows."""
    known, sgd = rows[0].known, rows[0].sgd
    if known is None or sgd is None or sgd.weight_decay or sgd.dampening:
        return []
    best, long = known.best_rule(sgd.nesterov), known.long_run_rule(sgd.nesterov)
    epochs = {
        name: known.follow(rule).epochs_to_1_percent() for name, rule in (("best", best), ("long", long))
    }
    return [
        say(
            "sweep-pair-theory",
            best_lr=best.lr,
            best_momentum=best.momentum,
            best_epochs=-1 if epochs["best"] is None else epochs["best"],
            long_lr=long.lr,
            long_momentum=long.momentum,
            long_epochs=-1 if epochs["long"] is None else epochs["long"],
        )
    ]


def _limits(rows: Sequence[Curve]) -> list[str]:
    """Measured and known limits at the smallest and the largest momentum."""
    return [
        say(
            "sweep-pair-limit",
            setting=curve.setting,
            momentum=curve.momentum or 0.0,
            below=curve.cliff[0],
            above=curve.cliff[1],
            stable="none" if curve.limit is None or curve.known is None else number(curve.limit),
        )
        for curve in dict.fromkeys((rows[0], rows[-1]))
        if curve.cliff
    ]


def _times(curve: Curve) -> str:
    return number(curve.width or 1.0, 3)
