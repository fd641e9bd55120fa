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


def cells(values):
    """Values of a series with None for missing ones, dates as milliseconds."""
    out = []
    for value in values:
        if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
            out.append(None)
        elif isinstance(value, pd.Timestamp):
            out.append(value.timestamp() * 1000)
        else:
            out.append(value.item() if hasattr(value, "item") else value)
    return out


def arithmetic():
    rng = np.random.RandomState(2)
    a = np.concatenate([[nan, 0.0, -0.0, inf, -inf, 1.0, -1.0, 2.5, -2.5, 1e308, 5e-324, 7.0, -7.0, 0.5, 1.5], holed(rng, rng.normal(0, 20, 60).round(3), 0.1)])
    b = np.concatenate([[1.0, 0.0, 3.0, 2.0, nan, 0.0, 0.5, -2.0, inf, 10.0, 2.0, -3.0, 3.0, 0.0, -0.0], holed(rng, rng.randint(-5, 6, 60), 0.1)])
    x, y = pd.Series(a), pd.Series(b)
    cases = []
    for other in (y, 3.0, -2.5, 0.0, nan, inf):
        given = other.tolist() if isinstance(other, pd.Series) else other
        for name in ("add", "sub", "mul", "div", "floordiv", "mod", "pow", "gt", "ge", "lt", "le", "eq", "ne"):
            cases.append({"method": name, "other": given, "result": cells(getattr(x, name)(other)) if name in ("gt", "ge", "lt", "le", "eq", "ne") else np.asarray(getattr(x, name)(other))})
    for decimals in (0, 1, 2, 4, -1, -2):
        cases.append({"method": "round", "other": decimals, "result": x.round(decimals)})
    cases.append({"method": "abs", "other": None, "result": x.abs()})
    for f in ("sqrt", "log", "exp"):
        cases.append({"method": f, "other": None, "result": getattr(np, f)(x)})
    for case in cases:
        case["result"] = case["result"].tolist() if isinstance(case["result"], (pd.Series, np.ndarray)) else case["result"]
    between = [{"inclusive": how, "result": x.between(-2.5, 7, inclusive=how).tolist()} for how in ("both", "neither", "left", "right")]
    more = {
        "between": between,
        "isin": x.isin([2.5, nan, 7]).tolist(),
        "clip": x.clip(-2, 3).tolist(),
        "clipLower": x.clip(lower=y).tolist(),
        "where": x.where(y > 0).tolist(),
        "whereOther": x.where(y > 0, y).tolist(),
        "replace": x.replace({2.5: -1, nan: 9, 7: nan}).tolist(),
        "isna": x.isna().tolist(),
    }
    record("frame/arithmetic", cases, a=a, b=b, more=more)


def texts():
    words = ["ab", "Ab", None, "b c", "they're ßa", "", "  pad\t", "\U0001F600 x", "\uFF5Ex", "ǆungla x2y", "ΑΣ σας", "x-1-2", "É e\u0301a", "123abc", "\x1f\x85in\u00a0", "aXbXc", "a.b.c", "$5 (five)"]
    series = pd.Series(words * 2, dtype="str")
    cases = []
    for method, args in [
        ("upper", []), ("lower", []), ("title", []), ("capitalize", []), ("strip", []), ("lstrip", []), ("rstrip", []), ("strip", ["ab ]"]), ("lstrip", ["x-"]),
        ("len", []), ("startswith", ["a"]), ("endswith", ["c"]), ("slice", [1, 3]), ("slice", [-2, None]),
    ]:
        cases.append({"method": method, "args": args, "result": cells(getattr(series.str, method)(*args))})
    for text in ("a", "a.b", "$5 (", "", "X"):
        cases.append({"method": "contains", "args": [text], "result": cells(series.str.contains(text, regex=False))})
        if text:
            cases.append({"method": "replace", "args": [text, "<$1>"], "result": cells(series.str.replace(text, "<$1>", regex=False))})
            cases.append({"method": "split", "args": [text, 1], "result": cells(series.str.split(text, regex=False).str[1])})
            cases.append({"method": "split", "args": [text, -1], "result": cells(series.str.split(text, regex=False).str[-1])})
    for pattern in (r"(\d)(\d)?", r"([a-c]+)[.X]", r"^([a-z])"):
        cases.append({"method": "extract", "pattern": pattern, "args": [1], "result": cells(series.str.extract(pattern)[0])})
        cases.append({"method": "contains", "pattern": pattern, "args": [], "result": cells(series.str.contains(pattern))})
        cases.append({"method": "count", "pattern": pattern, "args": [], "result": cells(series.str.count(pattern))})
    for method, other in [(m, o) for m in ("gt", "ge", "lt", "le", "eq", "ne") for o in ("b", "\uFF5E", "\U0001F600 x")]:
        cases.append({"method": method, "args": [other], "plain": True, "result": cells(getattr(series, method)(other))})
    cases.append({"method": "isin", "args": [["ab", None]], "plain": True, "result": cells(series.isin(["ab", None]))})
    cases.append({"method": "replace", "args": ["ab", "new"], "plain": True, "result": cells(series.replace("ab", "new"))})
    record("frame/texts", cases, values=cells(series))


def dates():
    stamps = ["1969-12-31T23:59:59.999", "1970-01-01", None, "2000-02-29T12:30:15.25", "1900-03-01", "2100-12-31T23:59", "1899-12-31", "0001-01-01", "1582-10-15", "2024-02-29", "2023-04-30T05:06:07", "1600-02-29"]
    series = pd.Series(np.array([np.datetime64(s, "ms") if s else np.datetime64("NaT", "ms") for s in stamps]))
    dt = series.dt
    parts = {
        "year": dt.year, "month": dt.month, "day": dt.day, "hour": dt.hour, "minute": dt.minute, "second": dt.second, "microsecond": dt.microsecond,
        "dayOfWeek": dt.dayofweek, "dayOfYear": dt.dayofyear, "quarter": dt.quarter, "daysInMonth": dt.days_in_month, "isLeapYear": dt.is_leap_year,
        "dayName": dt.day_name(), "monthName": dt.month_name(),
    }
    millis = [None if value is pd.NaT else int(np.datetime64(value, "ms").astype("int64")) for value in series]
    normal = [None if value is pd.NaT else int(np.datetime64(value, "ms").astype("int64")) for value in dt.normalize()]
    days = cells((series - pd.Timestamp("1970-01-02")).dt.total_seconds() / 86400)
    record("frame/dates", [{"part": name, "result": cells(part)} for name, part in parts.items()], times=millis, normalize=normal, daysSince=days)


def samples():
    n = 40
    frame = pd.DataFrame({"row": np.arange(n), "w": np.arange(n) % 5 + 1.0})
    frame.loc[3, "w"] = nan
    cases = []
    for seed in (0, 1, 42, 4294967295):
        for given in (
            {}, {"n": 7}, {"frac": 0.25}, {"frac": 0.3125}, {"n": 50, "replace": True}, {"frac": 1.5, "replace": True}, {"frac": 1.0},
            {"n": 5, "weights": "w"}, {"n": 60, "replace": True, "weights": "w"}, {"n": 0},
        ):
            cases.append({"params": params(**given, random_state=seed), "rows": frame.sample(**given, random_state=seed)["row"].tolist()})
    record("frame/samples", cases, w=frame["w"].tolist())


def bins():
    rng = np.random.RandomState(3)
    sets = {
        "normal": holed(rng, rng.normal(size=50).round(3), 0.1),
        "whole": rng.randint(0, 101, 50).astype(float),
        "ties": rng.randint(0, 3, 40).astype(float),
        "equal": np.full(6, 5.0),
        "zeros": np.zeros(4),
        "tiny": rng.uniform(size=30) * 1e-7,
        "huge": rng.uniform(size=30).round(6) * 1e20,
        "far": (1e6 + rng.uniform(size=30)).round(4),
        "edges": np.array([0.0, 10.0, 20.0, 30.0, 5.0, nan, -1.0, 31.0, inf, -inf]),
    }
    cases = []

    def add(kind, name, bins, **given):
        if kind == "qcut" and name == "edges":
            return  # quantiles next to infinity are NaN, and pandas goes on with bins of NaN
        values = pd.Series(sets[name])
        call = pd.cut if kind == "cut" else pd.qcut
        try:
            column, edges = call(values, bins, retbins=True, **given)
        except ValueError as fault:
            cases.append({"kind": kind, "data": name, "bins": bins, "params": params(**given), "refused": str(fault)[:60]})
            return
        is_labelled = given.get("labels") is not False
        cases.append(
            {
                "kind": kind,
                "data": name,
                "bins": bins,
                "params": params(**given),
                "edges": np.asarray(edges, dtype=float),
                "labels": [str(label) for label in column.cat.categories] if is_labelled else None,
                "codes": column.cat.codes.tolist() if is_labelled else [None if v != v else v for v in column],
            }
        )

    for name in sets:
        for right in (True, False):
            add("cut", name, 4, right=right)
            add("cut", name, 3, right=right, include_lowest=True, precision=1)
        add("cut", name, 1)
        add("cut", name, 5, labels=False)
        add("cut", name, 3, labels=["low", "mid", "high"])
        add("cut", name, [0, 10, 20, 30])
        add("cut", name, [0, 10, 20, 30], include_lowest=True)
        add("cut", name, [0, 10, 20, 30], right=False)
        add("cut", name, [-0.5, 0.25, 1.0])
        add("cut", name, [0.12345, 0.12355, 0.5], precision=2)
        add("cut", name, [0, 1, 1, 2])
        add("cut", name, [0, 1, 1, 2], duplicates="drop")
        add("cut", name, [3, 2, 1])
        add("cut", name, [-inf, 0, inf])
        add("cut", name, 2, labels=["only"])
        for q in (1, 2, 4, 7, 10):
            add("qcut", name, q)
            add("qcut", name, q, duplicates="drop")
        add("qcut", name, [0, 0.1, 0.5, 1], labels=False, duplicates="drop")
        add("qcut", name, [0.2, 0.8], precision=1, duplicates="drop")
        add("qcut", name, 3, labels=["a", "b", "c"])
    record("frame/bins", cases, sets=sets)


def dummies():
    words = np.array(["b", "a", "\U0001F600", "\uFF5E", "", "Z"], dtype=object)
    rng = np.random.RandomState(4)
    n = 30
    frame = pd.DataFrame(
        {
            "word": pd.Series(words[rng.randint(0, 6, n)]),
            "x": rng.randint(0, 4, n),
            "holed": pd.Series(np.where(rng.uniform(size=n) < 0.3, None, words[rng.randint(0, 3, n)])),
            "none": pd.Series([None] * n, dtype="str"),
        }
    )
    cases = []
    for given in (
        {}, {"dummy_na": True}, {"drop_first": True}, {"drop_first": True, "dummy_na": True}, {"columns": ["holed"]}, {"columns": ["x", "word"]},
        {"prefix": "p", "columns": ["holed"]}, {"prefix": ["p", "q", "r"], "prefix_sep": "="}, {"prefix": {"word": "w", "holed": "h", "none": "n"}}, {"columns": []},
    ):
        Z = pd.get_dummies(frame, **given)
        cases.append({"params": params(**given), "columns": list(Z.columns), "values": [cells(Z[name]) for name in Z]})
    for given in ({}, {"prefix": "p"}, {"dummy_na": True, "prefix": "p"}, {"drop_first": True}):
        Z = pd.get_dummies(frame["holed"], **given)
        cases.append({"series": "holed", "params": params(**given), "columns": list(Z.columns), "values": [cells(Z[name]) for name in Z]})
    record("frame/dummies", cases, frame={name: cells(frame[name]) for name in frame})


def correlations():
    rng = np.random.RandomState(5)
    base = rng.normal(size=60)
    frame = pd.DataFrame(
        {
            "a": base.round(4),
            "b": holed(rng, (base * 2 + rng.normal(size=60)).round(1), 0.2),
            "c": holed(rng, rng.randint(0, 4, 60), 0.3),
            "constant": 0.1,
            "far": (base + 1e8).round(2),
            "none": nan,
            "flag": rng.uniform(size=60) < 0.4,
        }
    )
    cases = []
    for method in ("pearson", "spearman", "kendall"):
        for periods in (1, 40, 45):
            matrix = frame.corr(method=method, min_periods=periods)
            if method == "pearson":
                for name in frame:
                    exact = frame[name].astype(float).corr(frame["far"], min_periods=periods) if name != "constant" else nan
                    matrix.loc[name, "far"] = matrix.loc["far", name] = exact
            cases.append({"params": params(method=method, min_periods=periods), "matrix": matrix.to_numpy()})
    why = "The running means of DataFrame.corr lose ten digits of values near 1e8; that column is compared with Series.corr."
    record("frame/correlations", cases, frame={name: cells(frame[name]) for name in frame}, why=why)


def missing():
    rng = np.random.RandomState(6)
    n = 12
    frame = pd.DataFrame({f"c{j}": holed(rng, rng.randint(0, 9, n), 0.1 + 0.25 * j) for j in range(4)})
    frame["none"] = nan
    drops = [
        {"params": params(**given), "rows": frame.dropna(**given).index.tolist() if given.get("axis", 0) == 0 else None, "columns": list(frame.dropna(**given).columns)}
        for given in (
            {}, {"how": "all"}, {"thresh": 3}, {"thresh": 0}, {"subset": ["c0", "c1"]}, {"subset": ["c2", "none"], "how": "all"}, {"subset": []},
            {"axis": "columns"}, {"axis": 1, "how": "all"}, {"axis": 1, "thresh": 7},
        )
    ]
    fills = [{"statistic": s, "columns": [np.asarray(frame[c].fillna(frame[c].mode().get(0, nan) if s == "mode" else getattr(frame[c], s)())) for c in frame]} for s in ("mean", "median", "mode", "min", "max")]
    describe = [{"percentiles": p, "names": list(frame.describe(percentiles=p).index), "values": frame.describe(percentiles=p).to_numpy()} for p in ([], [0.5], [0.1, 0.333, 0.9999], [0.9, 0.05], [0.01999, 0.02001, 0.5, 0.666666, 0.9999])]
    record("frame/missing", drops, frame={name: cells(frame[name]) for name in frame}, fills=fills, describe=describe)


if __name__ == "__main__":
    statistics()
    fills()
    arithmetic()
    texts()
    dates()
    samples()
    bins()
    dummies()
    correlations()
    missing()
