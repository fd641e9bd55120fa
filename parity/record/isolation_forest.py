"""Isolation forests: the node arrays of every tree, what they draw, scores and offsets. Run parity/record/tree.py first.

Run: python parity/record/isolation_forest.py
"""
import pathlib
import sys

import numpy as np
from sklearn.ensemble import IsolationForest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import ensemble  # noqa: E402
import tree  # noqa: E402
from recorder import data, params, record  # noqa: E402

SETTINGS = [
    ({"n_estimators": 20}, None),
    ({"n_estimators": 10, "max_samples": 64, "contamination": 0.1, "random_state": 7}, None),
    ({"n_estimators": 10, "max_samples": 0.3, "max_features": 0.5, "random_state": 3}, None),
    ({"n_estimators": 8, "bootstrap": True, "contamination": 0.25, "random_state": 11}, None),
    ({"n_estimators": 8, "bootstrap": True, "max_samples": 50, "max_features": 2}, "whole"),
    ({"n_estimators": 8, "max_samples": 40, "contamination": 0.5, "random_state": 5}, "real"),
    ({"n_estimators": 5, "max_samples": 1}, None),
    ({"n_estimators": 5, "max_samples": 2, "max_features": 1}, None),
]


def larger():
    """More rows than a tree draws by far: 1 in 300."""
    r = np.random.RandomState(1)
    X = np.round(r.standard_normal((3000, 2)), 1)
    X[:30] += 4
    return X, np.zeros(3000)


def run(name, X, kind, given):
    w = tree.weights(kind, len(X))
    model = IsolationForest(**given).fit(X, sample_weight=w)
    return {
        "data": f"tree-{name}" if name != "large" else "isolation-large",
        "params": params(**given),
        "sampleWeight": w,
        "trees": ensemble.forest_arrays(model),
        "features": tree.sha(np.concatenate(model.estimators_features_), "<i4"),
        "samples": tree.sha(np.concatenate(model.estimators_samples_), "<i4"),
        "offset": model.offset_,
        "scores": model.score_samples(X)[:40],
        "labels": "".join("+" if v > 0 else "-" for v in model.predict(X)[:400]),
    }


def main():
    data("isolation-large", *larger())
    cases = []
    for name in ("iris", "wine", "cancer", "digits", "diabetes", "mixed", "whole", "repeated", "missing"):
        X, _ = ensemble.data_set(name)
        for given, kind in SETTINGS:
            cases.append(run(name, X, kind, {"random_state": 0, **given}))
    X, _ = larger()
    for given in ({"n_estimators": 10}, {"n_estimators": 4, "max_samples": 20, "contamination": 0.01}):
        cases.append(run("large", X, None, {"random_state": 0, **given}))
    record("ensemble/isolation-forest", cases, tolerance="the same trees; path lengths hold logarithms, which differ in the last bit")


if __name__ == "__main__":
    main()
