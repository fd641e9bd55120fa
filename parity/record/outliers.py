"""Local outlier factors. On one thread, because the order of equal distances depends on their number."""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from recorder import params, record, shipped
from sklearn.neighbors import LocalOutlierFactor

warnings.filterwarnings("ignore")
iris, _ = shipped("iris", "species")


def clouds(n, d, seed):
    random = np.random.RandomState(seed)
    X = random.normal(size=(n, d))
    X[: n // 2] = X[: n // 2] * 0.2 + 3
    X[-5:] *= 4
    return X.round(3)


whole = np.random.RandomState(5).randint(0, 4, size=(60, 2)).astype(float)
SETS = {
    "iris": iris,
    "clouds": clouds(80, 3, 1),
    "line": clouds(50, 1, 2),
    "wide": clouds(40, 20, 3),
    "whole": whole,
    "repeated": np.repeat(clouds(12, 2, 4), 5, axis=0),
    "two": np.array([[0.0, 1.0], [2.0, 3.0]]),
}
SETTINGS = [
    {},
    {"n_neighbors": 5, "contamination": 0.2},
    {"n_neighbors": 3, "algorithm": "kd_tree", "leaf_size": 2, "p": 1},
    {"n_neighbors": 7, "algorithm": "ball_tree", "metric": "canberra", "contamination": 0.5},
    {"n_neighbors": 200, "contamination": 0.01},
    {"n_neighbors": 4, "algorithm": "brute", "metric": "chebyshev"},
    {"n_neighbors": 6, "metric": "minkowski", "p": 3},
    {"n_neighbors": 10, "metric": "cosine"},
]


def factors():
    cases = []
    for name, X in SETS.items():
        other = X[:9] * 1.25 - 0.5
        for given in SETTINGS:
            if given.get("metric") == "cosine" and name not in ("clouds", "wide"):
                continue  # 1 - cos of nearly parallel rows is rounding, which depends on BLAS
            plain = LocalOutlierFactor(**given).fit(X)
            judge = LocalOutlierFactor(novelty=True, **given).fit(X)
            cases.append({
                "data": name,
                "params": params(**given),
                "nNeighbors": plain.n_neighbors_,
                "negativeOutlierFactor": plain.negative_outlier_factor_,
                "offset": plain.offset_,
                "labels": LocalOutlierFactor(**given).fit_predict(X),
                "other": other,
                "scoreSamples": judge.score_samples(other),
                "decision": judge.decision_function(other),
                "predicted": judge.predict(other),
            })
    rows = clouds(40, 3, 6)  # without equal distances, whose order an unstable selection decides
    squares = ((rows[:, None] - rows[None, :]) ** 2).sum(-1)
    given = {"n_neighbors": 5, "metric": "precomputed"}
    plain = LocalOutlierFactor(**given).fit(squares)
    judge = LocalOutlierFactor(novelty=True, **given).fit(squares)
    cases.append({
        "data": "squares",
        "params": params(**given),
        "nNeighbors": 5,
        "negativeOutlierFactor": plain.negative_outlier_factor_,
        "offset": plain.offset_,
        "labels": LocalOutlierFactor(**given).fit_predict(squares),
        "other": squares[:4] + 0.01,
        "scoreSamples": judge.score_samples(squares[:4] + 0.01),
        "decision": judge.decision_function(squares[:4] + 0.01),
        "predicted": judge.predict(squares[:4] + 0.01),
    })
    record("outliers/local-outlier-factor", cases, sets={**SETS, "squares": squares})


factors()
