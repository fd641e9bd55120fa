"""Verbs of columns and frames: statistics, missing values, expressions, samples, bins, indicators, correlations.

Run: python parity/record/frame_columnar.py
"""
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record  # noqa: E402

warnings.simplefilter("ignore")
nan = float("nan")
inf = float("inf")


def holed(rng, values, share=0.2):
    values = np.array(values, dtype=float)
    values[rng.uniform(size=len(values)) < share] = nan
    return values


def number_sets():
    rng = np.random.RandomState(0)
    return {
        "empty": [],
        "missing": [nan, nan, nan],
        "one": [2.5],
        "one-of-three": [nan, 7.0, nan],
        "two": [3.0, -1.0],
        "three": [3.0, -1.0, 8.0],
        "constant": [0.1] * 7,
        "nearly-constant": [1.0, 1.0, 1.0, 1.0 + 2**-52, 1.0],
        "ties": holed(rng, rng.randint(-3, 4, 60)),
        "zeros": [0.0, -0.0, 0.0, nan, 1.0],
        "normal": rng.normal(size=137).round(6),
        "holed": holed(rng, rng.normal(1e4, 3, size=1000).round(4)),
        "skewed": holed(rng, rng.exponential(size=401).round(5) ** 3),
        "large": [1e308, -1e308, 1e307, nan],
        "infinite": [1.0, inf, nan, -2.0],
        "infinities": [inf, inf, -inf, 1.0, 2.0],
        "far": (rng.uniform(size=300) + 1e9).round(5),
    }


def statistics():
    qs = [0, 0.07, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.99, 1]
    cases = []
    for name, values in number_sets().items():
        series = pd.Series(values, dtype=float)
        cases.append(
            {
                "data": name,
                "values": values,
                "sum": series.sum(),
                "mean": series.mean(),
                "median": series.median(),
                "var": [series.var(ddof=ddof) for ddof in (0, 1, 2)],
                "std": [series.std(ddof=ddof) for ddof in (0, 1, 2)],
                "min": series.min(),
                "max": series.max(),
                "nunique": series.nunique(),
                "mode": series.mode().tolist(),
                "skew": series.skew(),
                "kurt": series.kurt(),
                "q": qs,
                "quantiles": {
                    how: series.quantile(qs, interpolation=how).tolist()
                    for how in ("linear", "lower", "higher", "midpoint", "nearest")
                },
            }
        )
    record("frame/column-statistics", cases, seed=0)


def fills():
    rng = np.random.RandomState(1)
    rows = {
        "empty": [],
        "missing": [nan, nan],
        "full": [1.0, 2.0, 3.0],
        "edges": [nan, nan, 1.0, nan, nan, nan, 4.0, nan, nan],
        "one": [nan, 5.0, nan, nan],
        "infinite": [nan, 1.0, nan, inf, nan, inf, nan, -inf, nan, nan],
        "long": holed(rng, rng.normal(size=80).round(4), 0.6),
    }
    cases = []
    for name, values in rows.items():
        series = pd.Series(values, dtype=float)
        for limit in (None, 1, 2, 5):
            for area in (None, "inside", "outside"):
                given = {"limit": limit, "limit_area": area}
                cases.append(
                    {
                        "values": values,
                        "params": params(**given),
                        "ffill": series.ffill(**given),
                        "bfill": series.bfill(**given),
                    }
                )
    record("frame/fills", [{k: np.asarray(v) if isinstance(v, pd.Series) else v for k, v in case.items()} for case in cases], seed=1)

    cases = []
    for name, values in rows.items():
        n = len(values)
        axes = {
            "rising": np.cumsum(rng.uniform(0.1, 3, size=n)).round(3),
            "shuffled": rng.permutation(n) * 1.5,
        }
        dates = pd.Timestamp("1969-12-20") + pd.to_timedelta(np.cumsum(rng.randint(1, 90, size=n)), unit="h")
        for limit in (None, 1, 3):
            for area in (None, "inside", "outside"):
                for direction in ("forward", "backward", "both"):
                    given = {"limit": limit, "limit_area": area, "limit_direction": direction}

                    def add(method, index, axis):
                        series = pd.Series(values, dtype=float, index=index)
                        try:
                            answer = series.interpolate(method=method, **given).to_numpy()
                        except ValueError:  # scipy wants several values
                            return
                        cases.append({"values": values, "axis": axis, "params": params(method=method, **given), "filled": answer})

                    add("linear", None, None)
                    if limit == 1 and area is not None:
                        continue
                    for axis in axes.values():
                        add("index", axis, axis)
                    if name != "infinite":
                        add("nearest", axes["rising"], axes["rising"])
                    add("time", dates, [d.value / 1e6 if dates.unit == "ns" else d.timestamp() * 1000 for d in dates])
    record("frame/interpolations", cases, seed=1)


if __name__ == "__main__":
    statistics()
    fills()
