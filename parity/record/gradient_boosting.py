"""Gradient boosting: the node arrays of every tree, staged raw predictions, scores of stages. Run parity/record/tree.py first.

Run: python parity/record/gradient_boosting.py
"""
import pathlib
import sys

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, sha, tree_arrays, weights  # noqa: E402

EXACT = {
    "childrenLeft": ("children_left", "<i4"),
    "childrenRight": ("children_right", "<i4"),
    "feature": ("feature", "<i4"),
    "nNodeSamples": ("n_node_samples", "<i4"),
    "threshold": ("threshold", "<f8"),
    "weightedNNodeSamples": ("weighted_n_node_samples", "<f8"),
    "missingGoToLeft": ("missing_go_to_left", "|u1"),
}


def trees_of(model):
    """Hashes of the shape of all trees together; the leaves of each, and their impurities, as sums."""
    trees = [e.tree_ for e in model.estimators_.ravel()]
    return {
        "nodeCounts": [t.node_count for t in trees],
        "hash": {k: sha(np.concatenate([getattr(t, a).ravel() for t in trees]) + 0, d) for k, (a, d) in EXACT.items()},
        "first": tree_arrays(trees[0]),
        "values": [float(np.abs(t.value[t.children_left < 0]).sum()) for t in trees],
        "impurities": [float(t.impurity.sum()) for t in trees],
    }


INITS = {
    "DecisionTreeRegressor": lambda: DecisionTreeRegressor(max_depth=2, random_state=0),
    "DecisionTreeClassifier": lambda: DecisionTreeClassifier(max_depth=2, random_state=0),
}


def run(estimator, name, X, y, kind, given):
    w = weights(kind, len(X))
    made = {**given, "init": INITS.get(given["init"], lambda: given["init"])()} if "init" in given else given
    model = estimator(**made).fit(X, y, sample_weight=w)
    rows = X[:3]
    if estimator is GradientBoostingClassifier:
        staged = list(model.staged_decision_function(rows))
    else:
        staged = list(model.staged_predict(rows))
    case = {
        "data": f"tree-{name}",
        "params": params(**given),
        "twoClasses": len(np.unique(y)) == 2,
        "sampleWeight": w,
        "trees": trees_of(model),
        "trainScore": model.train_score_,
        "staged": np.array(staged).reshape(len(staged), -1),
        "featureImportances": model.feature_importances_,
        "leaves": sha(model.apply(X), "<i4"),
        "predicted": list(model.predict(X[:8])),
    }
    if given.get("subsample", 1) < 1:
        case["oobScores"] = model.oob_scores_
        case["oobImprovement"] = model.oob_improvement_
    if estimator is GradientBoostingClassifier:
        case["probabilities"] = model.predict_proba(rows)
    return case


SETTINGS = [
    ({"n_estimators": 6}, None),
    ({"n_estimators": 5, "subsample": 0.5, "max_depth": 2, "learning_rate": 0.3}, "whole"),
    ({"n_estimators": 4, "max_features": 0.5, "min_samples_leaf": 3, "random_state": 5}, "real"),
    ({"n_estimators": 4, "max_leaf_nodes": 5, "max_depth": None, "random_state": 2}, None),
    ({"n_estimators": 4, "ccp_alpha": 0.01, "init": "zero", "min_samples_split": 5}, None),
    ({"n_estimators": 30, "n_iter_no_change": 2, "tol": 0.01, "validation_fraction": 0.2, "learning_rate": 0.6}, None),
    ({"n_estimators": 25, "n_iter_no_change": 3, "tol": 0.02, "subsample": 0.7, "max_features": "sqrt"}, "real"),
    ({"n_estimators": 3, "min_impurity_decrease": 0.01, "min_weight_fraction_leaf": 0.05, "max_depth": 5}, "whole"),
]
CLASSIFIER_SETTINGS = [
    ({"n_estimators": 3, "init": "DecisionTreeClassifier"}, "whole"),
]
REGRESSOR_SETTINGS = [
    ({"n_estimators": 5, "loss": "absolute_error"}, None),
    ({"n_estimators": 4, "loss": "absolute_error", "subsample": 0.6}, "real"),
    ({"n_estimators": 5, "loss": "huber"}, None),
    ({"n_estimators": 4, "loss": "huber", "alpha": 0.7, "subsample": 0.6, "learning_rate": 0.5}, "whole"),
    ({"n_estimators": 5, "loss": "quantile"}, None),
    ({"n_estimators": 4, "loss": "quantile", "alpha": 0.25, "max_leaf_nodes": 6}, "real"),
    ({"n_estimators": 20, "loss": "quantile", "alpha": 0.6, "n_iter_no_change": 2, "tol": 0.01}, None),
    ({"n_estimators": 3, "init": "DecisionTreeRegressor"}, "whole"),
]


def two(y):
    """Two classes as strings."""
    return labels(y) if len(np.unique(y)) == 2 else np.where(y > np.quantile(y, 0.5), "yes", "no")


def main():
    classify, decide, regress = [], [], []
    for name in ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated"):
        X, y = data_set(name)
        few = name == "digits"  # ten trees a stage
        for given, kind in SETTINGS[:4] if few else SETTINGS + CLASSIFIER_SETTINGS:
            given = {**given, "n_estimators": 3} if few else given
            classify.append(run(GradientBoostingClassifier, name, X, labels(y), kind, {"random_state": 0, **given}))
        for given, kind in SETTINGS[:3] + SETTINGS[5:7]:
            for loss in ("log_loss", "exponential"):
                decide.append(run(GradientBoostingClassifier, name, X, two(y), kind, {"random_state": 0, "loss": loss, **given}))
    for name in ("diabetes", "mixed", "whole", "repeated", "cancer", "wine", "iris"):
        X, y = data_set(name)
        for given, kind in SETTINGS + REGRESSOR_SETTINGS:
            regress.append(run(GradientBoostingRegressor, name, X, y, kind, {"random_state": 0, **given}))
    record("ensemble/gradient-boosting-classifier", classify)
    record("ensemble/gradient-boosting-two-classes", decide)
    record("ensemble/gradient-boosting-regressor", regress)


if __name__ == "__main__":
    main()
