"""Local outlier factors, scores of one variable, robust distances. On one thread, because the order of equal distances depends on
their number."""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from recorder import params, record, shipped
from scipy import stats
from sklearn.covariance import MinCovDet
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


def scores():
    """SciPy has zscore and the MAD; the modified score and the fences are written out from their definitions."""
    random = np.random.RandomState(8)
    columns = {
        "normal": random.normal(10, 3, 57),
        "skewed": np.exp(random.normal(0, 1.5, 64)),
        "whole": random.randint(0, 5, 40).astype(float),
        "mostly equal": np.r_[np.full(30, 2.0), [1.0, 5.0, 9.0]],
        "holed": np.where(random.uniform(size=50) < 0.2, np.nan, random.normal(size=50)),
        "huge offset": 1e9 + random.normal(size=33),
        "constant": np.full(9, 0.1),
        "one": np.array([4.0]),
        "two": np.array([1.0, 4.0]),
    }
    cases = []
    for name, x in columns.items():
        present = x[~np.isnan(x)]
        center = np.median(present)
        mad = stats.median_abs_deviation(x, nan_policy="omit")
        mean_deviation = np.mean(np.abs(present - center))
        unit = mad / 0.6745 if mad > 0 else 1.253314 * mean_deviation
        fences = []
        for k in (1.5, 0.5, 3):
            q1, q3 = np.nanquantile(x, [0.25, 0.75])
            fences.append({"k": k, "q1": q1, "q3": q3, "lower": q1 - k * (q3 - q1), "upper": q3 + k * (q3 - q1)})
        cases.append({
            "data": name,
            "values": x,
            "zscores": [{"ddof": ddof, "scores": stats.zscore(x, ddof=ddof, nan_policy="omit")} for ddof in (0, 1)],
            "modified": (x - center) * 0 if unit == 0 else (x - center) / unit,
            "fences": fences,
        })
    record("outliers/scores", cases)


def distances():
    cases = []
    for name in ("iris", "clouds"):
        X = SETS[name]
        robust = MinCovDet(random_state=0).fit(X)
        for alpha in (0.025, 0.1):
            cases.append({
                "data": name,
                "alpha": alpha,
                "distances": robust.mahalanobis(X),
                "outliers": np.flatnonzero(robust.mahalanobis(X) > stats.chi2.isf(alpha, X.shape[1])),
            })
    record("outliers/distances", cases, sets={name: SETS[name] for name in ("iris", "clouds")})


factors()
scores()
distances()
