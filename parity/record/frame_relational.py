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

filling = []
for source in ["mixed", "sparse", "gone", "empty"]:
    for by, options in [("k", {}), ("c", {"dropna": False}), (["b", "c"], {})]:
        frame = FRAMES[source].drop(columns=["g"])
        frame = frame[[name for name in frame.columns if name in np.atleast_1d(by) or name in ["c", "d", "b", "x", "y"]]]
        grouped = frame.groupby(by, **options)
        numeric = frame.groupby(by, **options)[[name for name in ["x", "y"]]]
        case = {"frame": source, "by": by, "options": options, "columns": list(frame.columns)}
        for verb, given in [("ffill", {}), ("bfill", {}), ("ffill", {"limit": 1}), ("bfill", {"limit": 2}), ("shift", {"periods": 1}), ("shift", {"periods": -2})]:
            filling.append({**case, "verb": verb, "given": given, "result": plain_frame(getattr(grouped, verb)(**given))})
        filling.append({**case, "verb": "cumsum", "given": {}, "result": plain_frame(numeric.cumsum())})
        for given in [{"method": method, "ascending": ascending, "pct": method in ["dense", "average"] and not ascending} for method in ["average", "min", "max", "first", "dense"] for ascending in [True, False]]:
            filling.append({**case, "verb": "rank", "given": given, "result": plain_frame(numeric.rank(**given))})
        for statistic in ["mean", "median", "min"]:
            filling.append({**case, "verb": "fillna", "given": statistic, "result": plain_frame(frame[["x", "y"]].fillna(numeric.transform(statistic)) if grouped.ngroups > 0 else frame[["x", "y"]])})
        pieces = [part[["x", "y"]].interpolate(limit=2, limit_direction="both") for _, part in grouped]
        left_out = frame.loc[frame[by if isinstance(by, list) else [by]].isna().any(axis=1), ["x", "y"]] if options.get("dropna", True) else frame.loc[[], ["x", "y"]]
        filling.append({**case, "verb": "interpolate", "given": {"limit": 2, "limitDirection": "both"}, "result": plain_frame(pd.concat([*pieces, left_out]).sort_index())})

duplicates = []
for source in ["mixed", "dense", "sparse", "one", "empty", "gone"]:
    for subset in [["k"], ["c"], ["b", "k"], ["g"], ["d", "c"], ["y", "k", "c"], None]:
        for keep in ["first", "last", False]:
            frame = FRAMES[source].drop(columns=["id", "x"])
            duplicates.append({"frame": source, "subset": subset, "keep": keep, "duplicated": frame.duplicated(subset=subset, keep=keep).to_numpy()})
counting = []
for source in ["mixed", "dense", "sparse", "empty", "gone"]:
    for subset in [["k"], ["c"], ["b"], ["d", "c"], ["g"], ["y", "k"]]:
        for options in [{}, {"normalize": True}, {"ascending": True}, {"dropna": False}, {"sort": False, "dropna": False}]:
            counts = FRAMES[source].value_counts(subset, **options)
            counting.append({"frame": source, "subset": subset, "options": options, "result": plain_frame(counts.reset_index())})
            if len(subset) == 1 and subset != ["b"]:
                values = FRAMES[source][subset[0]].value_counts(**options)
                assert values.to_list() == counts.to_list(), (source, subset, options)

concatenating = []
for names, columns in [(["mixed", "dense"], None), (["mixed", "empty", "sparse"], None), (["mixed", "gone"], None), (["mixed", "partner"], None), (["one", "full", "sparse"], None), (["mixed", "partner"], ["k", "c", "z"])]:
    for join in ["outer", "inner"]:
        parts = [FRAMES[name] if columns is None else FRAMES[name][[column for column in columns if column in FRAMES[name]]] for name in names]
        together = pd.concat(parts, join=join, ignore_index=True)
        together = together.iloc[:: max(1, len(together) // 60)]
        concatenating.append({"frames": names, "columns": columns, "axis": 0, "join": join, "every": max(1, sum(map(len, parts)) // 60), "result": plain_frame(together)})
for names in [["mixed", "partner"], ["partner", "full"], ["one", "full"]]:
    for join in ["outer", "inner"]:
        parts = [FRAMES[name].reset_index(drop=True)[columns] for name, columns in zip(names, [["id", "x", "c"] if names[0] != "partner" else ["k", "b"], ["z", "d", "g"]])]
        concatenating.append({"frames": names, "columns": [list(part.columns) for part in parts], "axis": 1, "join": join, "every": 1, "result": plain_frame(pd.concat(parts, axis=1, join=join))})

melting = []
for source in ["some", "one", "empty", "sparse"]:
    for options in [{"id_vars": "id", "value_vars": ["x", "y"]}, {"id_vars": ["c", "id"], "value_vars": ["y", "k", "g"], "var_name": "which"}, {"value_vars": ["x", "g"], "value_name": "number"}, {"id_vars": ["id", "c", "b", "d", "k"]}, {"id_vars": ["id"], "value_vars": "c"}]:
        frame = FRAMES[source]
        melting.append({"frame": source, "options": options, "result": plain_frame(frame.melt(**options))})


def flat(table, index):
    """The columns of a pivot table under names of their own."""
    table = table.reset_index()
    label = lambda part: str(int(part)) if isinstance(part, float) and part.is_integer() and abs(part) < 1e15 else {"True": "true", "False": "false", "inf": "Infinity", "-inf": "-Infinity", "1e+300": "1e+300"}.get(str(part), str(part))
    keys = [index] if isinstance(index, str) else index
    table.columns = keys + ["_".join(label(part) for part in (name if isinstance(name, tuple) else (name,))).replace("All_", "All") for name in table.columns[len(keys):]]
    for key in keys[1:]:
        # The margin's cell of other keys is empty text in pandas, in a column of objects; here the column keeps its type.
        if (table[key] == "").any() and not isinstance(table[key].dtype, pd.StringDtype):
            table[key] = pd.to_numeric(table[key].replace("", np.nan))
    return table


pivoting = []
for source in ["mixed", "dense", "sparse", "one", "gone"]:
    for options in [
        {"index": "y", "columns": "k", "values": "x"}, {"index": "c", "columns": "y", "values": "x", "aggfunc": "sum"}, {"index": ["c", "y"], "columns": "k", "values": "x", "aggfunc": "count"},
        {"index": "y", "columns": "k", "values": ["x", "id"], "aggfunc": "max"}, {"index": "k", "columns": ["y", "c"], "values": "x", "aggfunc": "median"}, {"index": "k", "values": ["x", "id"], "aggfunc": "std"},
        {"index": ["k", "y"], "values": "x"}, {"index": "y", "columns": "k", "values": "c", "aggfunc": "first"}, {"index": "k", "columns": "y", "values": "d", "aggfunc": "min"}, {"index": "c", "columns": "k", "values": "x", "fill_value": 0},
        {"index": "c", "columns": "y", "values": "x", "aggfunc": "sum", "margins": True}, {"index": ["c", "k"], "columns": "y", "values": "x", "margins": True, "margins_name": "total"},
        {"index": "c", "columns": "k", "values": ["x", "id"], "aggfunc": "sum", "margins": True, "fill_value": -1}, {"index": "c", "values": ["x", "id"], "aggfunc": "mean", "margins": True}, {"index": "c", "columns": "k", "values": "x", "aggfunc": "count", "margins": True},
    ]:
        try:
            table = flat(FRAMES[source].pivot_table(**options), options["index"])
        except Exception as error:
            print("pandas cannot", source, options, type(error), error)
            continue
        pivoting.append({"frame": source, "options": options, "result": plain_frame(table)})


record("frame/relational-frames", [{name: plain_frame(frame) for name, frame in FRAMES.items()}])
record("frame/sorting", sorting)
record("frame/grouping", grouping)
record("frame/group-settings", [{"settings": settings, "every": every, "modes": modes}])
record("frame/merging", merging)
record("frame/duplicates", duplicates)
record("frame/value-counts", counting)
record("frame/concatenating", concatenating)
record("frame/melting", melting)
record("frame/pivoting", pivoting)
record("frame/group-filling", filling)
