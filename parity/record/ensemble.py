"""Random forests: the node arrays of every tree, out-of-bag figures and probabilities. Run parity/record/tree.py first.

Run: python parity/record/ensemble.py
"""
import json
import pathlib
import sys

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import FIXTURES, params, record  # noqa: E402
from tree import labels, sha, tree_arrays, weights  # noqa: E402


def data_set(name):
    content = json.loads((FIXTURES / f"data/tree-{name}.json").read_text())
    X = np.array([[np.nan if v == "$NaN" else v for v in row] for row in content["X"]], dtype=float)
    return X, np.array(content["y"], dtype=float)


def forest_arrays(model):
    """Hashes over all trees together, and the first tree as tree.py has it."""
    trees = [e.tree_ for e in model.estimators_]
    joined = {
        "childrenLeft": ("children_left", "<i4"),
        "childrenRight": ("children_right", "<i4"),
        "feature": ("feature", "<i4"),
        "nNodeSamples": ("n_node_samples", "<i4"),
        "threshold": ("threshold", "<f8"),
        "impurity": ("impurity", "<f8"),
        "weightedNNodeSamples": ("weighted_n_node_samples", "<f8"),
        "value": ("value", "<f8"),
        "missingGoToLeft": ("missing_go_to_left", "|u1"),
    }
    hashes = {k: sha(np.concatenate([getattr(t, a).ravel() for t in trees]) + 0, d) for k, (a, d) in joined.items()}
    return {"nodeCounts": [t.node_count for t in trees], "hash": hashes, "first": tree_arrays(trees[0])}


def run(estimator, name, X, y, kind, given):
    w = weights(kind, len(X))
    model = estimator(**given).fit(X, y, sample_weight=w)
    case = {
        "estimator": estimator.__name__,
        "data": f"tree-{name}",
        "params": params(**given),
        "sampleWeight": w,
        "trees": forest_arrays(model),
        "featureImportances": model.feature_importances_,
        "leaves": sha(model.apply(X), "<i4"),
        "predicted": list(model.predict(X[:6])),
        "samples": sha(np.concatenate(model.estimators_samples_), "<i4"),
    }
    if hasattr(model, "predict_proba"):
        case["probabilities"] = model.predict_proba(X[:6])
    if given.get("oob_score"):
        case["oobScore"] = model.oob_score_
        oob = getattr(model, "oob_decision_function_", getattr(model, "oob_prediction_", None))
        case["oob"] = oob[:12]
    return case


SETTINGS = [
    ({"n_estimators": 12, "oob_score": True}, None),
    ({"n_estimators": 6, "random_state": 42, "max_samples": 0.6, "oob_score": True}, "whole"),
    ({"n_estimators": 5, "random_state": 9, "max_samples": 50, "min_samples_leaf": 2}, "real"),
    ({"n_estimators": 5, "bootstrap": False, "max_features": 2}, "real"),
    ({"n_estimators": 4, "max_leaf_nodes": 10, "random_state": 4}, None),
    ({"n_estimators": 4, "ccp_alpha": 0.005, "max_features": 0.5, "min_samples_split": 6}, None),
    ({"n_estimators": 4, "min_weight_fraction_leaf": 0.03, "min_impurity_decrease": 0.002, "max_depth": 7}, None),
]
CLASSIFIER_SETTINGS = [
    ({"n_estimators": 6, "class_weight": "balanced"}, "real"),
    ({"n_estimators": 6, "class_weight": "balanced_subsample", "min_weight_fraction_leaf": 0.02}, "whole"),
    ({"n_estimators": 4, "class_weight": "balanced_subsample", "bootstrap": False}, None),
    ({"n_estimators": 4, "criterion": "entropy", "max_features": "log2"}, None),
]
REGRESSOR_SETTINGS = [
    ({"n_estimators": 3, "criterion": "absolute_error", "max_depth": 5}, "whole"),
    ({"n_estimators": 3, "criterion": "poisson", "max_depth": 6}, None),
]


def main():
    classify, regress = [], []
    for name in ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated", "missing"):
        X, y = data_set(name)
        for given, kind in SETTINGS + CLASSIFIER_SETTINGS:
            given = {"random_state": 0, **given}
            classify.append(run(RandomForestClassifier, name, X, labels(y), kind, given))
    for name in ("diabetes", "mixed", "whole", "repeated", "missing", "cancer", "wine", "iris"):
        X, y = data_set(name)
        for given, kind in SETTINGS + REGRESSOR_SETTINGS:
            given = {"random_state": 0, **given}
            target = np.abs(y) if given.get("criterion") == "poisson" else y
            regress.append(run(RandomForestRegressor, name, X, target, kind, given))
        constraints = {"monotonic_cst": [(1, 0, -1)[j % 3] for j in range(X.shape[1])]}
        regress.append(run(RandomForestRegressor, name, X, y, None, {"random_state": 0, "n_estimators": 4, **constraints}))
    why = "the same operations in the same order; impurities with logarithms within rounding, since C libraries differ in the last bit"
    record("ensemble/random-forest-classifier", classify, tolerance=why)
    record("ensemble/random-forest-regressor", regress, tolerance=why)


if __name__ == "__main__":
    main()
