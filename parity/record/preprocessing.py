"""Scalers, one-hot encoding and imputation.

Run: python parity/record/preprocessing.py
"""
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record, shipped  # noqa: E402

warnings.simplefilter("ignore")
nan = float("nan")


def numeric_sets():
    rng = np.random.RandomState(0)
    blocks = rng.normal(size=(600, 5)).round(6) * [1, 1e-3, 1e3, 1, 1] + [0, 5, 1e8, -3, 0]
    holed = rng.normal(3, 2, size=(300, 6)).round(5)
    holed[rng.uniform(size=holed.shape) < 0.15] = nan
    constant = np.column_stack([np.full(50, 0.1), np.full(50, 1e30), np.arange(50.0), np.zeros(50), np.full(50, -7.3)])
    empty = np.array([[1.0, nan, 3.0], [2.0, nan, nan], [4.0, nan, 3.0]])
    return {
        "wine": shipped("wine", "cultivar")[0],
        "blocks": blocks,
        "holed": holed,
        "constant": constant,
        "empty-column": empty,
        "one-row": np.array([[1.5, -2.0, 0.0]]),
        "one-column": rng.uniform(-1, 1, size=(9, 1)).round(4),
    }


def plain_seen(value):
    return value if np.isscalar(value) or np.ndim(value) == 0 else np.asarray(value)


def scalers():
    sets = numeric_sets()
    cases = []

    def add(estimator, name, given, weight=None):
        X = sets[name]
        kwargs = {} if weight is None else {"sample_weight": weight}
        model = estimator(**given).fit(X, **kwargs)
        fresh = np.vstack([X[:3] * 1.5 + 0.25, X[-1:]])
        Z = model.transform(fresh)
        attributes = ["mean_", "var_", "scale_"] if estimator is StandardScaler else ["min_", "scale_", "data_min_", "data_max_", "data_range_"]
        cases.append(
            {
                "estimator": estimator.__name__,
                "data": name,
                "params": params(**given),
                "sampleWeight": weight,
                "attributes": {a: getattr(model, a) for a in attributes},
                "nSamplesSeen": plain_seen(model.n_samples_seen_),
                "fresh": fresh,
                "transformed": Z,
                "inverse": model.inverse_transform(Z),
                "names": list(model.get_feature_names_out()),
            }
        )

    for name, X in sets.items():
        n = len(X)
        add(StandardScaler, name, {})
        add(StandardScaler, name, {"with_mean": False})
        add(StandardScaler, name, {"with_std": False})
        add(StandardScaler, name, {}, np.arange(n) % 3 + 0.5)
        add(MinMaxScaler, name, {})
        add(MinMaxScaler, name, {"feature_range": (-2, 5), "clip": True})
    add(StandardScaler, "holed", {}, (np.arange(300) % 4).astype(float))
    add(StandardScaler, "wine", {"with_mean": False, "with_std": False})

    S = sp.csr_matrix(np.where(np.random.RandomState(3).uniform(size=(40, 6)) < 0.3, np.arange(240).reshape(40, 6) / 7, 0))
    model = StandardScaler(with_mean=False).fit(S, sample_weight=np.arange(40) % 3 + 1.0)
    sparse = {
        "X": S.toarray(),
        "sampleWeight": np.arange(40) % 3 + 1.0,
        "mean": model.mean_,
        "var": model.var_,
        "scale": model.scale_,
        "nSamplesSeen": plain_seen(model.n_samples_seen_),
        "transformed": model.transform(S).toarray(),
    }
    record("preprocessing/scalers", cases, sets={k: v for k, v in sets.items()}, sparse=sparse)


def cell(value):
    if value is None or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value


def category_frames():
    rng = np.random.RandomState(5)
    n = 60
    words = np.array(["b", "a", "\U0001F600", "\uFF5E", "é", "Z", "z", ""], dtype=object)
    holed = words[rng.randint(0, 5, n)]
    holed[rng.uniform(size=n) < 0.2] = np.nan
    return {
        "mixed": pd.DataFrame(
            {
                "word": words[rng.randint(0, len(words), n)],
                "holed": holed,
                "whole": rng.randint(-2, 4, n),
                "real": rng.choice([0.5, -1.25, 3.75, nan], n),
                "flag": rng.uniform(size=n) < 0.4,
            }
        ),
        "rare": pd.DataFrame(
            {
                "city": np.repeat(["a", "b", "c", "d", "e"], [5, 20, 10, 3, 2]).astype(object),
                "level": np.repeat([1, 2, 3, 4], [22, 1, 1, 16]),
                "two": np.tile(["no", "yes"], 20).astype(object),
            }
        ),
        "one-row": pd.DataFrame({"a": ["x"], "b": [7]}),
    }


def columns_of(frame):
    return {name: [cell(v) for v in frame[name]] for name in frame}


def encoders():
    frames = category_frames()
    cases = []

    def add(name, given, fresh=None):
        X = frames[name]
        model = OneHotEncoder(**given).fit(X)
        fresh = X if fresh is None else fresh
        Z = model.transform(fresh)
        Z = Z.toarray() if sp.issparse(Z) else Z
        inverse = None  # scikit-learn refuses a matrix without columns
        try:
            if Z.shape[1] > 0:
                inverse = [[cell(v) for v in row] for row in model.inverse_transform(Z)]
        except ValueError:
            inverse = "refused"
        infrequent = getattr(model, "infrequent_categories_", None) if model._infrequent_enabled else None
        cases.append(
            {
                "data": name,
                "params": params(**{k: v for k, v in given.items()}),
                "fresh": None if fresh is X else columns_of(fresh),
                "categories": [[cell(v) for v in c] for c in model.categories_],
                "dropIdx": None if model.drop_idx_ is None else [None if v is None else int(v) for v in model.drop_idx_],
                "infrequent": None if infrequent is None else [None if c is None else [cell(v) for v in c] for c in infrequent],
                "names": list(model.get_feature_names_out()),
                "shape": Z.shape,
                "positions": [list(np.flatnonzero(row)) for row in Z],
                "inverse": inverse,
            }
        )

    unknown = pd.DataFrame(
        {"city": ["a", "zz", "b", None], "level": [1, 2, 9, 4], "two": ["no", "maybe", "yes", "no"]}
    )
    for name in frames:
        add(name, {})
        add(name, {"drop": "first"})
        add(name, {"drop": "if_binary"})
        add(name, {"sparse_output": False, "handle_unknown": "ignore"})
    for given in (
        {"min_frequency": 6},
        {"min_frequency": 0.2},
        {"max_categories": 2},
        {"max_categories": 1},
        {"max_categories": 3, "min_frequency": 4},
        {"min_frequency": 6, "drop": "first"},
        {"min_frequency": 6, "drop": "if_binary"},
        {"max_categories": 3, "drop": ["b", 1, "yes"]},
        {"drop": ["c", 4, "no"]},
        {"categories": [["e", "d", "c", "b", "a"], [1, 2, 3, 4, 5], ["yes", "no"]]},
    ):
        add("rare", given)
    for given in (
        {"handle_unknown": "ignore"},
        {"handle_unknown": "infrequent_if_exist", "min_frequency": 6},
        {"handle_unknown": "infrequent_if_exist", "max_categories": 2, "drop": "first"},
        {"handle_unknown": "infrequent_if_exist"},
        {"handle_unknown": "warn", "min_frequency": 6},
        {"handle_unknown": "ignore", "drop": "first"},
        {"handle_unknown": "ignore", "min_frequency": 6},
        {"handle_unknown": "ignore", "categories": [["b", "a"], [1, 2], ["no", "yes"]]},
    ):
        add("rare", given, unknown)
    add("mixed", {"min_frequency": 8})
    add("mixed", {"max_categories": 3, "handle_unknown": "infrequent_if_exist"})
    record(
        "preprocessing/one-hot-encoder",
        cases,
        frames={name: columns_of(frame) for name, frame in frames.items()},
        why="Names of numbers and booleans follow JavaScript: 1 for 1.0, true for True.",
    )


def imputers():
    sets = numeric_sets()
    rng = np.random.RandomState(11)
    ties = rng.randint(0, 3, size=(40, 4)).astype(float)
    ties[rng.uniform(size=ties.shape) < 0.3] = nan
    sets = {k: sets[k] for k in ("holed", "empty-column")} | {"ties": ties, "complete": ties[~np.isnan(ties).any(axis=1)]}
    marked = np.where(np.isnan(ties), -1, ties)
    cases = []

    def add(name, X, given, fresh=None):
        model = SimpleImputer(**given).fit(X)
        fresh = X if fresh is None else fresh
        Z = model.transform(fresh)
        cases.append(
            {
                "data": name,
                "params": params(**given),
                "fresh": None if fresh is X else fresh,
                "statistics": model.statistics_.astype(float),
                "transformed": Z,
                "inverse": model.inverse_transform(Z) if given.get("add_indicator") else None,
                "names": list(model.get_feature_names_out()),
            }
        )

    for name, X in sets.items():
        for strategy in ("mean", "median", "most_frequent", "constant"):
            add(name, X, {"strategy": strategy})
            if name != "empty-column":
                add(name, X, {"strategy": strategy, "add_indicator": True}, np.roll(X[:9], 1, axis=1))
            else:
                add(name, X, {"strategy": strategy, "keep_empty_features": True})
        add(name, X, {"strategy": "constant", "fill_value": -7.5})
    for strategy in ("mean", "median", "most_frequent"):
        add("marked", marked, {"strategy": strategy, "missing_values": -1, "add_indicator": True})

    frames = category_frames()
    texts = frames["mixed"][["holed", "word"]]
    categories = []
    for given in ({"strategy": "most_frequent"}, {"strategy": "constant"}, {"strategy": "constant", "fill_value": "new"}):
        model = SimpleImputer(**given).fit(texts)
        categories.append({"params": params(**given), "statistics": list(model.statistics_), "transformed": model.transform(texts)})
    record("impute/simple-imputer", cases, sets=sets | {"marked": marked}, texts=columns_of(texts), categories=categories)


if __name__ == "__main__":
    scalers()
    encoders()
    imputers()
