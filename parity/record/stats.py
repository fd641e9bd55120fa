"""Distributions behind p-values: probabilities in both tails and quantiles.

Run: python parity/record/stats.py
"""
import pathlib
import sys

import numpy as np
from scipy import special, stats

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import record  # noqa: E402

PROBABILITIES = np.array([1e-20, 1e-8, 1e-3, 0.025, 0.1, 0.3, 0.5])


def f_tails(a, b, points):
    """Both tails of F by Boost's beta functions at the smaller of x and 1 - x; f.cdf and f.sf are right to ten digits only."""
    x, y = a * points / (a * points + b), b / (a * points + b)
    near = x < 0.5
    lower = np.where(near, special.betainc(a / 2, b / 2, x), special.betaincc(b / 2, a / 2, y))
    upper = np.where(near, special.betaincc(a / 2, b / 2, x), special.betainc(b / 2, a / 2, y))
    return lower, upper


def distributions():
    cases = []

    def add(name, distribution, df, points):
        frozen = distribution(*df)
        lower, upper = f_tails(*df, points) if name == "f" else (frozen.cdf(points), frozen.sf(points))
        cases.append(
            {
                "distribution": name,
                "df": df,
                "x": points,
                "cdf": lower,
                "sf": upper,
                "p": PROBABILITIES,
                "ppf": frozen.ppf(PROBABILITIES),
                # f.isf(p) is f.ppf(1 - p), without digits where p is small; 1 / F has an F distribution
                "isf": 1 / stats.f(*df[::-1]).ppf(PROBABILITIES) if name == "f" else frozen.isf(PROBABILITIES),
            }
        )

    for df in (0.5, 1, 2, 3, 7, 30, 101, 130, 25000):
        around = df + np.sqrt(2 * df) * np.array([-6, -2, -0.5, 0, 0.5, 2, 6, 20])
        add("chi2", stats.chi2, [df], np.r_[1e-12, 0.01, 1, 25, 400, 1300, around[around > 0]])
    for numerator in (1, 2, 5, 40, 700):
        for denominator in (1, 3, 10, 148, 1795, 499980):
            add("f", stats.f, [numerator, denominator], np.array([0, 1e-9, 0.04, 0.4, 0.95, 1, 1.7, 4, 30, 250, 1e4]))
    for df in (1, 2, 4.5, 9, 60, 1000, 1e6):
        add("t", stats.t, [df], np.array([-300, -37, -8, -2, -0.7, -0.1, 0, 0.1, 0.3, 1, 1.96, 5, 20, 37, 300]))
    x = np.array([-37.5, -30, -20, -10, -6, -5.66, -3, -1.96, -1, -0.68, -0.67, -0.1, -1e-12, 0, 0.3, 0.7, 1, 2, 4, 5.7, 8])
    cases.append(
        {
            "distribution": "norm",
            "df": [],
            "x": x,
            "cdf": special.ndtr(x),
            "sf": special.ndtr(-x),
            "p": PROBABILITIES,
            "ppf": special.ndtri(PROBABILITIES),
            "isf": -special.ndtri(PROBABILITIES),
        }
    )
    record("stats/distributions", cases, why="Points where scipy itself has 13 digits: beyond them it was compared with mpmath.")


if __name__ == "__main__":
    distributions()
