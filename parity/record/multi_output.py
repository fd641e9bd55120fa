"""Trees and forests of several outputs: node arrays, predictions, probabilities, out-of-bag figures. Run parity/record/tree.py first.

Run: python parity/record/multi_output.py
"""
import pathlib
import sys

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, ExtraTreeClassifier, ExtraTreeRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set, forest_arrays  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, sha, tree_arrays, weights  # noqa: E402


def targets(X, y):
    a, b = np.nan_to_num(X[:, 0]), np.nan_to_num(X[:, 1])
    return np.stack([y, a, y - 2 * b], axis=1)


def label_rows(X, y):
    a, b = np.nan_to_num(X[:, 0]), np.nan_to_num(X[:, 1])
    signs = np.where(a > np.float64(a[0]), "more", "less")
    thirds = np.array([f"k{int(np.floor(abs(v))) % 3}" for v in b])
    return np.stack([np.asarray(labels(y), dtype=object), signs.astype(object), thirds.astype(object)], axis=1)


def run(estimator, name, X, Y, kind, given):
    w = weights(kind, len(X))
    model = estimator(**given).fit(X, Y, sample_weight=w)
    is_forest = hasattr(model, "estimators_")
    case = {
        "estimator": estimator.__name__,
        "data": f"tree-{name}",
        "params": params(**given),
        "sampleWeight": w,
        "featureImportances": model.feature_importances_,
        "leaves": sha(model.apply(X), "<i4"),
        "predicted": model.predict(X[:6]),
    }
    case["trees" if is_forest else "tree"] = forest_arrays(model) if is_forest else tree_arrays(model.tree_)
    if is_forest:
        case["samples"] = sha(np.concatenate(model.estimators_samples_), "<i4")
    if hasattr(model, "predict_proba"):
        case["probabilities"] = [p for p in model.predict_proba(X[:6])]
    elif w is None:
        case["score"] = model.score(X, Y)
    if given.get("oob_score"):
        case["oobScore"] = model.oob_score_
        case["oob"] = model.oob_prediction_[:12]
    return case


TREES = [
    ({}, None),
    ({"random_state": 3, "max_depth": 5, "min_samples_leaf": 3}, "real"),
    ({"max_leaf_nodes": 12, "max_features": 2}, "whole"),
    ({"ccp_alpha": 0.01, "min_impurity_decrease": 0.002}, None),
]
RANDOM = [({"splitter": "random", "max_depth": 8}, None)]
CLASSIFIERS = [({"criterion": "entropy", "class_weight": "balanced", "max_depth": 4}, "real")]
REGRESSORS = [({"criterion": "absolute_error", "max_depth": 4}, None), ({"criterion": "poisson", "max_depth": 5}, "real")]
FORESTS = [({"n_estimators": 5, "max_depth": 9}, None), ({"n_estimators": 4, "max_samples": 0.7, "bootstrap": True}, "whole")]
OUT_OF_BAG = [({"n_estimators": 12, "bootstrap": True, "oob_score": True}, None)]
BALANCED = [({"n_estimators": 4, "class_weight": "balanced_subsample", "bootstrap": True}, None)]


def main():
    classify, regress = [], []
    for name in ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated", "missing"):
        X, y = data_set(name)
        L = label_rows(X, y)
        for estimator, settings in (
            (DecisionTreeClassifier, TREES + RANDOM + CLASSIFIERS),
            (ExtraTreeClassifier, TREES[:2]),
            (RandomForestClassifier, FORESTS + BALANCED),
            (ExtraTreesClassifier, FORESTS[:1]),
        ):
            for given, kind in settings:
                classify.append(run(estimator, name, X, L, kind, {"random_state": 0, **given}))
    for name in ("diabetes", "mixed", "whole", "repeated", "missing", "cancer", "wine", "iris"):
        X, y = data_set(name)
        Y = targets(X, y)
        for estimator, settings in (
            (DecisionTreeRegressor, TREES + RANDOM + REGRESSORS),
            (ExtraTreeRegressor, TREES[:2]),
            (RandomForestRegressor, FORESTS + OUT_OF_BAG),
            (ExtraTreesRegressor, FORESTS[:1]),
        ):
            for given, kind in settings:
                if given.get("criterion") == "absolute_error" and np.isnan(X).any():
                    continue  # scikit-learn refuses missing values here
                target = np.abs(Y) if given.get("criterion") == "poisson" else Y
                regress.append(run(estimator, name, X, target, kind, {"random_state": 0, **given}))
    why = "the same operations in the same order; impurities with logarithms within rounding, since C libraries differ in the last bit"
    record("tree/multi-output-classifier", classify, tolerance=why)
    record("tree/multi-output-regressor", regress, tolerance=why)


if __name__ == "__main__":
    main()
