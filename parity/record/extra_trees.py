"""Extremely randomized trees and their forests: the node arrays of every tree. Run parity/record/tree.py first.

Run: python parity/record/extra_trees.py
"""
import pathlib
import sys

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor
from sklearn.tree import ExtraTreeClassifier, ExtraTreeRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import ensemble  # noqa: E402
import tree  # noqa: E402
from recorder import record  # noqa: E402

CLASSIFY = ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated", "missing")
REGRESS = ("diabetes", "mixed", "whole", "repeated", "missing", "cancer", "wine", "iris")

TREE_SETTINGS = [
    ({}, None),
    ({"max_features": None, "random_state": 3}, "whole"),
    ({"max_features": 0.5, "min_samples_leaf": 3, "random_state": 11}, "real"),
    ({"max_leaf_nodes": 12, "max_features": 2}, "real"),
    ({"max_depth": 4, "min_impurity_decrease": 0.004, "random_state": 2}, None),
    ({"min_weight_fraction_leaf": 0.04, "min_samples_split": 0.1}, "real"),
    ({"splitter": "best", "max_features": "log2"}, None),
    ({"ccp_alpha": 0.01}, None),
]
CLASSIFIER_TREE_SETTINGS = [
    ({"criterion": "entropy", "random_state": 1}, None),
    ({"criterion": "log_loss", "max_leaf_nodes": 20}, "whole"),
    ({"class_weight": "balanced"}, "real"),
]
REGRESSOR_TREE_SETTINGS = [
    ({"criterion": "absolute_error", "max_depth": 6}, "real"),
    ({"criterion": "poisson", "max_depth": 6}, "whole"),
]
FOREST_SETTINGS = [
    ({"n_estimators": 10}, None),
    ({"n_estimators": 5, "random_state": 42, "bootstrap": True, "max_samples": 0.6, "oob_score": True}, "whole"),
    ({"n_estimators": 5, "random_state": 9, "bootstrap": True, "max_samples": 50, "min_samples_leaf": 2}, None),
    ({"n_estimators": 5, "max_features": 2}, "real"),
    ({"n_estimators": 4, "max_leaf_nodes": 10, "random_state": 4}, None),
    ({"n_estimators": 4, "max_features": 0.5, "min_samples_split": 6, "min_weight_fraction_leaf": 0.02}, "whole"),
]
CLASSIFIER_FOREST_SETTINGS = [
    ({"n_estimators": 5, "class_weight": "balanced"}, "real"),
    ({"n_estimators": 5, "class_weight": "balanced_subsample", "bootstrap": True}, "whole"),
    ({"n_estimators": 4, "criterion": "entropy", "max_features": "log2"}, None),
]
REGRESSOR_FOREST_SETTINGS = [
    ({"n_estimators": 3, "criterion": "absolute_error", "max_depth": 5}, "whole"),
    ({"n_estimators": 3, "criterion": "poisson", "max_depth": 6, "bootstrap": True}, None),
]


def tree_settings(own, X):
    """scikit-learn takes missing values in these trees with random splits only."""
    missing = np.isnan(X).any()
    return [(given, kind) for given, kind in TREE_SETTINGS + own if not (missing and given.get("splitter") == "best")]


def target(given, y):
    return np.abs(y) if given.get("criterion") == "poisson" else y


def constraints(X):
    return {"random_state": 0, "monotonic_cst": [(1, 0, -1)[j % 3] for j in range(X.shape[1])]}


def main():
    trees, forests = [], []
    for name in CLASSIFY:
        X, y = ensemble.data_set(name)
        for given, kind in tree_settings(CLASSIFIER_TREE_SETTINGS, X):
            trees.append(tree.run(ExtraTreeClassifier, name, X, tree.labels(y), kind, {"random_state": 0, **given}))
        for given, kind in FOREST_SETTINGS + CLASSIFIER_FOREST_SETTINGS:
            given = {"random_state": 0, **given}
            forests.append(ensemble.run(ExtraTreesClassifier, name, X, tree.labels(y), kind, given))
        two = np.where(y > np.median(y), "yes", "no")
        trees.append({**tree.run(ExtraTreeClassifier, name, X, two, None, constraints(X)), "twoClasses": True})
    why = "the same operations in the same order; impurities with logarithms within rounding, since C libraries differ in the last bit"
    record("tree/extra-classifier", trees, tolerance=why)
    record("ensemble/extra-trees-classifier", forests, tolerance=why)
    trees, forests = [], []
    for name in REGRESS:
        X, y = ensemble.data_set(name)
        for given, kind in tree_settings(REGRESSOR_TREE_SETTINGS, X):
            given = {"random_state": 0, **given}
            trees.append(tree.run(ExtraTreeRegressor, name, X, target(given, y), kind, given))
        for given, kind in FOREST_SETTINGS + REGRESSOR_FOREST_SETTINGS:
            given = {"random_state": 0, **given}
            forests.append(ensemble.run(ExtraTreesRegressor, name, X, target(given, y), kind, given))
        forests.append(ensemble.run(ExtraTreesRegressor, name, X, y, None, {"n_estimators": 3, **constraints(X)}))
    record("tree/extra-regressor", trees, tolerance=why)
    record("ensemble/extra-trees-regressor", forests, tolerance=why)


if __name__ == "__main__":
    main()
