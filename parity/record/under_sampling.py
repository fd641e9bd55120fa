"""Under-samplers: which rows stay, for random, repeated, gridded and wide data, sparse input, strategies of all kinds.

On one thread, because the order of equal distances in scikit-learn's brute force depends on their number.
"""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import imblearn
import numpy as np
from imblearn import under_sampling
from recorder import data, params, record, shipped
from scipy import sparse
from sklearn.ensemble import RandomForestClassifier

warnings.filterwarnings("ignore")
rng = np.random.RandomState(11)
NOTES = {"imbalanced-learn": imblearn.__version__, "seed": 11}


def labels(n, shares, names=None):
    y = rng.choice(len(shares), n, p=shares)
    y[: len(shares)] = np.arange(len(shares))
    return y if names is None else np.array(names)[y]


def normal(n, d, shares, shift):
    y = labels(n, shares)
    return np.round(rng.randn(n, d) + shift * y[:, None], 3), y


def grid(n, d, top, shares):
    return rng.randint(0, top, (n, d)).astype(float), labels(n, shares)


def repeated(n, d, distinct, shares):
    X = np.round(rng.randn(distinct, d), 2)
    return X[rng.randint(0, distinct, n)], labels(n, shares)


iris, species = shipped("iris", "species")
keep = np.flatnonzero((species != species[0]) | (np.arange(150) % 4 == 0))
SETS = {
    "binary": normal(160, 3, [0.8, 0.2], 1.0),
    "apart": normal(90, 2, [0.75, 0.25], 4.0),
    "three": normal(150, 4, [0.6, 0.25, 0.15], 0.8),
    "line": normal(100, 1, [0.3, 0.7], 0.7),
    "wide": normal(100, 20, [0.65, 0.2, 0.15], 0.6),
    "grid": grid(150, 2, 6, [0.7, 0.3]),
    "cube": grid(140, 3, 4, [0.5, 0.3, 0.2]),
    "repeated": repeated(120, 3, 25, [0.6, 0.4]),
    "few": normal(14, 2, [0.6, 0.4], 1.0),
    "iris": (np.round(iris[keep] * 10), np.asarray(species[keep], dtype=str)),
}
SETS["even"] = (SETS["three"][0][:99], np.arange(99) % 3)  # all classes of one size: which is the smallest?
# Rows in which no two distances are equal, and some features are zero: what sparse input is compared on.
X, y = normal(80, 6, [0.7, 0.3], 0.9)
SETS["sparse"] = (np.where(rng.rand(*X.shape) < 0.4, 0, X), y)
for name, (X, y) in SETS.items():
    data(f"under-sampling-{name}", X, y)

STRATEGIES = {"binary": [0.5, 0.9], "apart": [0.4], "few": [1.0], "grid": [0.6]}
NEIGHBORS = [{"n_neighbors": 1}, {}, {"n_neighbors": 4}]


def strategies(name, y, cleaning):
    yield from ("auto", "majority", "not majority", "all")
    classes, counts = np.unique(y, return_counts=True)
    plain = [c if isinstance(c, str) else int(c) for c in classes.tolist()]
    if cleaning:
        yield [plain[-1]]
        yield plain[::-1]
        return
    yield from STRATEGIES.get(name, [])
    yield {label: int(count) // 2 + 1 for label, count in zip(plain, counts)}
    yield {plain[0]: 1}


SAMPLERS = {
    "RandomUnderSampler": [{"random_state": 0}, {"random_state": 42, "replacement": True}, {"random_state": 7}],
    "NearMiss": [{"version": version, "n_neighbors": k, "n_neighbors_ver3": 4 - k} for version in (1, 2, 3) for k in (1, 3)],
    "TomekLinks": [{}],
    "EditedNearestNeighbours": [{**k, "kind_sel": kind} for k in NEIGHBORS for kind in ("all", "mode")],
    "RepeatedEditedNearestNeighbours": [{"kind_sel": "mode"}, {"n_neighbors": 1}, {"max_iter": 2}],
    "AllKNN": [{}, {"kind_sel": "mode", "allow_minority": True}, {"n_neighbors": 5, "allow_minority": True}],
    "CondensedNearestNeighbour": [{"random_state": 0}, {"random_state": 5, "n_neighbors": 3, "n_seeds_S": 3},
                                  {"random_state": 9, "n_neighbors": 2, "n_seeds_S": 2}],
    "OneSidedSelection": [{"random_state": 0}, {"random_state": 3, "n_neighbors": 3, "n_seeds_S": 4}],
    "NeighbourhoodCleaningRule": [{}, {"n_neighbors": 2, "threshold_cleaning": 1.5}, {"n_neighbors": 5, "threshold_cleaning": 0.1}],
}
# By a model of its own: one of few trees, whose probabilities are often equal, and one of leaves that are.
HARDNESS = [{"random_state": 3, "cv": 3, "estimator": {"n_estimators": 4}},
            {"random_state": 0, "cv": 2, "estimator": {"n_estimators": 7, "max_depth": 3}}]
SAMPLERS["InstanceHardnessThreshold"] = HARDNESS
CLEANING = set(SAMPLERS) - {"RandomUnderSampler", "NearMiss", "InstanceHardnessThreshold"}


def answer(sampler, X, y, codes, given):
    """imbalanced-learn takes the mode of numbers only: texts are numbered in their order."""
    needs_codes = given.get("kind_sel") == "mode" or sampler in ("NeighbourhoodCleaningRule", "InstanceHardnessThreshold")
    texts = y.dtype.kind == "U"
    if "estimator" in given:
        given = {**given, "estimator": RandomForestClassifier(**given["estimator"])}
    number = {label: code for code, label in enumerate(np.unique(y).tolist())}
    if needs_codes and texts and isinstance(given["sampling_strategy"], dict):
        given = {**given, "sampling_strategy": {number[label]: n for label, n in given["sampling_strategy"].items()}}
    if needs_codes and texts and isinstance(given["sampling_strategy"], list):
        given = {**given, "sampling_strategy": [number[label] for label in given["sampling_strategy"]]}
    model = getattr(under_sampling, sampler)(**given)
    rows = np.column_stack([X.toarray() if sparse.issparse(X) else X])
    resampled, _ = model.fit_resample(X, codes if needs_codes and texts else y)
    index = model.sample_indices_
    resampled = resampled.toarray() if sparse.issparse(resampled) else resampled
    if not np.array_equal(rows[index], resampled):
        # RepeatedEditedNearestNeighbours whose first round removes nothing orders its indices twice: undo one.
        order = np.argsort(codes, kind="stable")
        assert sampler == "RepeatedEditedNearestNeighbours" and np.array_equal(rows[order], resampled)
        index = order
    return {"index": index, **({"nIter": model.n_iter_} if hasattr(model, "n_iter_") else {})}


# imbalanced-learn's |x|² - 2xy + |y|² on wide or few rows chooses among equal distances by the machine's BLAS.
for sampler, settings in SAMPLERS.items():
    cases = []
    for place, (name, (X, y)) in enumerate(SETS.items()):
        codes = np.unique(y, return_inverse=True)[1]
        for turn, strategy in enumerate(strategies(name, y, sampler in CLEANING)):
            if turn > 0 and (place + turn) % 3 > 0:
                continue  # a third of the strategies on each set, so that the tests stay quick; all of them on some
            for given in settings[place % 2 if len(settings) > 2 else 0 :: 2] if turn == 0 else [settings[turn % len(settings)]]:
                given = {"sampling_strategy": strategy, **given}
                if sampler == "NearMiss" and name == "wide" and given["n_neighbors"] == 1:
                    continue  # distances of rows to themselves are zero but for the rounding of the machine's BLAS
                samples = sparse.csr_matrix(X) if name == "sparse" else X
                shown = params(**given)
                if "estimator" in shown:
                    shown["estimator"] = params(**shown["estimator"])
                if isinstance(strategy, dict):
                    shown["samplingStrategy"] = [[label, count] for label, count in strategy.items()]
                try:
                    result = answer(sampler, samples, y, codes, given)
                except ValueError as error:
                    assert any(text in str(error) for text in (
                        "n_neighbors <= n_samples", "ratio required", "0 sample(s)")), error
                    if "0 sample(s)" in str(error):  # all rows of a class are seeds: learnkit goes on
                        continue
                    result = {"refused": True}
                cases.append({"data": f"under-sampling-{name}", "params": shown, **result})
    record(f"under-sampling/{sampler}", cases, **NOTES)
