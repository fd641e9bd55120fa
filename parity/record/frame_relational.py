"""What pandas answers to sorting, grouping, joining and reshaping of frames."""
import pathlib
import sys

import numpy as np
import pandas as pd

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from recorder import record  # noqa: E402

random = np.random.RandomState(0)


def cell(value):
    """A cell as JSON holds it: missing as None, a date as its milliseconds."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return int(value.value // 1_000_000) if value.unit == "ns" else int(np.floor(value.timestamp() * 1000))
    return value


TYPES = {"f": "number", "i": "number", "u": "number", "b": "boolean", "M": "date"}


def type_of(series):
    if isinstance(series.dtype, pd.BooleanDtype):
        return "boolean"
    return TYPES.get(series.dtype.kind, "category")


def plain_frame(frame):
    """Columns in order: [name, type, cells]."""
    return [[str(name), type_of(frame[name]), [cell(value) for value in frame[name]]] for name in frame.columns]


def people(rows, missing=0.15):
    """Rows with ties and missing values in columns of all types."""
    def holes(values):
        return [None if random.uniform() < missing else value for value in values]
    texts = np.array(["b", "a", "ä", "Z", "\U0001f600", "\uffee", ""])
    days = pd.to_datetime(["2020-02-29", "1999-12-31", "2012-01-31", "2024-07-01T12:34:56.789"], format="ISO8601")
    return pd.DataFrame({
        "id": random.permutation(rows).astype(float),
        "k": pd.Series(holes(random.randint(-3, 4, rows)), dtype=float),
        "g": pd.Series(holes(random.choice([0.5, -0.0, 0.0, 1e300, -np.inf, np.inf, 3], rows)), dtype=float),
        "c": pd.Series(holes(random.choice(texts, rows)), dtype="str"),
        "b": pd.Series(holes(random.randint(0, 2, rows).astype(bool)), dtype="boolean"),
        "d": pd.Series(holes(days[random.randint(0, 4, rows)]), dtype="datetime64[ms]"),
        "x": pd.Series(holes(random.normal(size=rows) * 1e3 + 1e6), dtype=float),
        "y": pd.Series(holes(random.randint(0, 5, rows)), dtype=float),
    })


FRAMES = {
    "mixed": people(60),
    "dense": people(200, 0.0),
    "sparse": people(40, 0.7),
    "one": people(1, 0.0),
    "empty": people(3, 0.0).iloc[:0],
}
FRAMES["gone"] = FRAMES["mixed"].assign(k=np.nan, c=pd.Series([None] * 60, dtype="str"))

# With na_position="first", pandas' sort by several keys puts missing numbers among the infinities; no such case is recorded.
sorting = []
for source in FRAMES:
    for by, options in [
        ("x", {}), ("x", {"ascending": False}), ("k", {}), ("k", {"ascending": False, "na_position": "first"}), ("c", {}), ("c", {"ascending": False}),
        ("b", {}), ("d", {"ascending": False}), ("g", {}), ("g", {"ascending": False}), (["k", "x"], {}), (["c", "k", "d"], {"ascending": [True, False, True]}),
        (["b", "k", "y"], {"ascending": False, "na_position": "first"}), (["y", "k"], {"ascending": [False, True], "na_position": "first"}),
    ]:
        ordered = FRAMES[source].sort_values(by, kind="stable", **options)
        sorting.append({"frame": source, "by": by, "options": options, "ids": ordered["id"].to_numpy()})

STATISTICS = ["count", "size", "nunique", "sum", "mean", "median", "std", "var", "sem", "prod", "min", "max", "first", "last", "quantile"]
OF = {"x": STATISTICS, "y": STATISTICS, "k": STATISTICS, "g": ["count", "sum", "mean", "min", "max", "first", "last", "nunique", "median"],
      "c": ["count", "size", "nunique", "min", "max", "first", "last"], "d": ["count", "nunique", "min", "max", "first", "last", "mean", "median"],
      "b": ["count", "nunique", "sum", "mean", "min", "max", "first", "last"]}
grouping = []
for source in FRAMES:
    for by, options in [
        ("k", {}), ("c", {}), ("b", {}), ("d", {}), ("g", {}), (["c", "k"], {}), ("k", {"sort": False}), ("c", {"dropna": False}), ("k", {"dropna": False, "sort": False}),
        (["b", "y", "c"], {"dropna": False}), (["d", "g"], {"sort": False}), (["c", "b"], {"dropna": False, "sort": False}),
    ]:
        frame = FRAMES[source]
        keys = [by] if isinstance(by, str) else by
        named = {f"{column}_{statistic}": (column, statistic) for column, statistics in OF.items() if column not in keys for statistic in statistics}
        grouped = frame.groupby(by, as_index=False, **options)
        result = grouped.agg(**named)
        grouping.append({"frame": source, "by": by, "options": options, "aggregations": named, "result": plain_frame(result)})

settings = []
frame = FRAMES["mixed"]
for by in ["k", "c"]:
    for statistic, given in [("std", {"ddof": 0}), ("var", {"ddof": 2}), ("sem", {"ddof": 0})] + [
        ("quantile", {"q": q, "interpolation": how}) for q in [0, 0.1, 0.5, 0.75, 1] for how in ["linear", "lower", "higher", "midpoint", "nearest"]
    ]:
        result = getattr(frame[[by, "x", "y"]].groupby(by, as_index=False), statistic)(**given)
        settings.append({"by": by, "statistic": statistic, "options": given, "result": plain_frame(result)})

every = []
for source in ["mixed", "sparse"]:
    for by in ["k", "c"]:
        for statistic in STATISTICS:
            if statistic == "size":
                continue
            numeric = statistic in ["sum", "mean", "median", "std", "var", "sem", "prod", "quantile"]
            frame = FRAMES[source].drop(columns=["g", "b"])
            grouped = frame.groupby(by, as_index=False)
            aggregated = getattr(grouped, statistic)(numeric_only=True) if numeric else getattr(grouped, statistic)()
            names = [name for name in aggregated.columns if name != by]
            values = frame.groupby(by)[names]
            transformed = values.transform("quantile", 0.5) if statistic == "quantile" else values.transform(statistic)
            every.append({"frame": source, "by": by, "statistic": statistic, "result": plain_frame(aggregated), "transformed": plain_frame(transformed)})

modes = []
for source in ["mixed", "dense", "sparse"]:
    for by in ["k", "c"]:
        for column in ["y", "c", "d", "b", "x"]:
            if column == by:
                continue
            first = FRAMES[source].groupby(by)[column].agg(lambda values: values.mode().iloc[0] if values.notna().any() else None)
            result = first.reset_index()
            if source == "mixed" or column != "x":
                modes.append({"frame": source, "by": by, "column": column, "result": [cell(value) for value in first]})



def partner(rows, unique, missing=0.15):
    """Rows to merge with: keys as those of `people`, some that it does not have."""
    frame = people(rows, missing).rename(columns={"x": "z"})[["k", "y", "c", "b", "d", "g", "z"]]
    frame["k"] = frame["k"] + 1
    return frame.drop_duplicates("k") if unique else frame


PARTNERS = {"partner": partner(25, False), "unique": partner(40, True), "full": partner(12, False, 0.0), "none": partner(5, False).iloc[:0]}
merging = []
FRAMES["some"] = FRAMES["mixed"].iloc[:30]
for left, right in [("some", "partner"), ("some", "unique"), ("dense", "unique"), ("sparse", "full"), ("some", "none"), ("empty", "partner"), ("one", "full"), ("unique", "some"), ("gone", "unique")]:
    for how in ["inner", "left", "right", "outer"]:
        for options in [{"on": "k"}, {"on": "c"}, {"on": "b"}, {"on": "g"}, {"on": "d"}, {"on": ["k", "c"]}, {"on": ["c", "y", "b"]}, {"left_on": "k", "right_on": "y"}, {"left_on": ["y", "c"], "right_on": ["k", "c"], "suffixes": [None, "_r"]},
                        {"on": "k", "indicator": True, "suffixes": ["_l", "_r"]}]:
            if left not in ("some", "unique") and options.get("on") not in ("k", "c"):
                continue
            small = [["id", "k", "y", "c"], ["k", "y", "c", "z"]]
            columns = [[name for name in {**FRAMES, **PARTNERS}[side].columns if name in wanted or name in np.atleast_1d(options.get("on", [])).tolist()] for side, wanted in zip([left, right], small)]
            a, b = {**FRAMES, **PARTNERS}[left][columns[0]], {**FRAMES, **PARTNERS}[right][columns[1]]
            merged = a.merge(b, how=how, **options)
            if len(merged) > 400:
                merging.append({"left": left, "right": right, "columns": columns, "how": how, "options": options, "rows": len(merged)})
                continue
            merging.append({"left": left, "right": right, "columns": columns, "how": how, "options": options, "result": plain_frame(merged)})
FRAMES.update(PARTNERS)

record("frame/relational-frames", [{name: plain_frame(frame) for name, frame in FRAMES.items()}])
record("frame/sorting", sorting)
record("frame/grouping", grouping)
record("frame/group-settings", [{"settings": settings, "every": every, "modes": modes}])
record("frame/merging", merging)
