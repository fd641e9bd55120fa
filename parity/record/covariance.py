"""Empirical covariance, minimum covariance determinant and elliptic envelope.

One thread, because the order of BLAS's sums depends on their number; what is behind it agrees to "lapack".
"""
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
from recorder import params, record, shipped
from sklearn.covariance import EllipticEnvelope, EmpiricalCovariance, MinCovDet, fast_mcd

warnings.filterwarnings("ignore")
rng = np.random.RandomState(11)
iris, _ = shipped("iris", "species")


def clouds(n, d, outlying, seed):
    random = np.random.RandomState(seed)
    X = random.normal(size=(n, d)) @ random.normal(size=(d, d)) + np.arange(d)
    X[: int(n * outlying)] += random.normal(8, 1, size=(int(n * outlying), d))
    return X[random.permutation(n)].round(4)


def untied_line(n, outlying, seed):
    """One feature whose support no tie decides: the interval's two ends are equally near to its middle, so that rounding or,
    where they tie exactly, NumPy's unstable sort, which depends on the processor, takes one of them."""
    for trial in range(seed, seed + 1000):
        X = clouds(n, 1, outlying, trial)
        sizes = [int(np.ceil(0.5 * (n + 2))), int(0.6 * n), int(0.9 * n)]
        gaps = []
        for size in sizes:
            center = fast_mcd(X, support_fraction=(size + 0.5) / n)[0]
            near = np.sort(np.abs(X.ravel() - center))
            gaps.append(near[size] - near[size - 1])
        if min(gaps) > 0:
            return X
    raise ValueError("only ties")


SETS = {
    "iris": iris,
    "cloud": clouds(60, 3, 0.15, 1),
    "wide": clouds(40, 8, 0.2, 2),
    "line": untied_line(45, 0.2, 100),
    "line, even": untied_line(30, 0.1, 200),
    "subsets": clouds(700, 3, 0.2, 4),
    "1500": clouds(1500, 2, 0.2, 5),
    "merged": clouds(1600, 2, 0.3, 6),
    "scales": clouds(80, 3, 0.1, 7) * [0.1, 1, 100],
    "few": clouds(5, 2, 0, 9),
}
# Sets from this size on are recorded in fewer settings, to keep the file small.
LARGEST_RECORDED = 700


def shared(model, X, other):
    return {
        "location": model.location_,
        "covariance": model.covariance_,
        "precision": model.get_precision(),
        "mahalanobis": model.mahalanobis(X)[:30],
        "otherDistances": model.mahalanobis(other),
    }


def empirical():
    cases = []
    for name, X in SETS.items():
        if len(X) > 100:
            continue
        other = X[:7] * 1.5 - 1
        for centered in (False, True):
            model = EmpiricalCovariance(assume_centered=centered).fit(X)
            comp = np.eye(X.shape[1]) + 0.25
            cases.append({
                "data": name,
                "params": params(assume_centered=centered),
                "other": other,
                **shared(model, X, other),
                "score": model.score(other),
                "compCov": comp,
                "errorNorms": [
                    {"norm": norm, "scaling": scaling, "squared": squared,
                     "value": model.error_norm(comp, norm=norm, scaling=scaling, squared=squared)}
                    for norm in ("frobenius", "spectral") for scaling in (True, False) for squared in (True, False)
                ],
            })
    record("covariance/empirical", cases, sets={k: v for k, v in SETS.items() if len(v) <= 100})


def robust():
    settings = [
        {},
        {"random_state": 3},
        {"assume_centered": True},
        {"support_fraction": 0.6, "store_precision": False},
        {"support_fraction": 0.9},
        {"support_fraction": 1.0},
    ]
    cases = []
    for name, X in SETS.items():
        other = X[:7] * 1.5 - 1
        for given in settings:
            if (name == "few" and given) or (len(X) >= LARGEST_RECORDED and len(given) > 1):
                continue
            seed = {"random_state": 0, **given}
            model = MinCovDet(**seed).fit(X)
            cases.append({
                "estimator": "MinCovDet",
                "data": name,
                "params": params(**given),
                "other": other,
                **shared(model, X, other),
                "rawLocation": model.raw_location_,
                "rawCovariance": model.raw_covariance_,
                "rawSupport": np.flatnonzero(model.raw_support_),
                "support": np.flatnonzero(model.support_),
                "dist": model.dist_[:30],
                "score": model.score(other),
            })
        if name == "few":
            continue
        for contamination in (0.1, 0.25, 0.5):
            model = EllipticEnvelope(random_state=0, contamination=contamination).fit(X)
            cases.append({
                "estimator": "EllipticEnvelope",
                "data": name,
                "params": params(contamination=contamination),
                "other": other,
                **shared(model, X, other),
                "rawSupport": np.flatnonzero(model.raw_support_),
                "support": np.flatnonzero(model.support_),
                "offset": model.offset_,
                "decision": model.decision_function(other),
                "scoreSamples": model.score_samples(other),
                "predicted": model.predict(other),
                "outliers": np.flatnonzero(model.predict(X) < 0),
                "score": model.score(other, [1, 1, -1, -1, 1, -1, 1]),
            })
    record("covariance/robust", cases, sets=SETS)


empirical()
robust()
