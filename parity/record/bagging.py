"""Bagging: drawn rows and features, node arrays of all trees, probabilities and out-of-bag figures. Run parity/record/tree.py first.

Run: python parity/record/bagging.py
"""
import pathlib
import sys
import warnings

import numpy as np
from sklearn.ensemble import BaggingClassifier, BaggingRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, sha, weights  # noqa: E402
from voting import build, written  # noqa: E402

warnings.filterwarnings("ignore")


def case(estimator, name, recipe, given, kind):
    X, y = data_set(name)
    target = labels(y) if estimator is BaggingClassifier else y
    w = weights(kind, len(X))
    member = None if recipe is None else build(recipe)
    model = estimator(member, **given).fit(X, target, sample_weight=w)
    out = {
        "data": f"tree-{name}",
        "estimator": None if recipe is None else written(recipe),
        "params": params(**given),
        "sampleWeight": w,
        "samples": sha(np.concatenate(model.estimators_samples_), "<i4"),
        "features": sha(np.concatenate(model.estimators_features_), "<i4"),
        "predicted": model.predict(X[:8]),
    }
    trees = [e.tree_ for e in model.estimators_ if hasattr(e, "tree_")]
    if trees:
        out["nodeCounts"] = [t.node_count for t in trees]
        out["thresholds"] = sha(np.concatenate([t.threshold for t in trees]) + 0, "<f8")
        out["splitFeatures"] = sha(np.concatenate([t.feature for t in trees]), "<i4")
        out["values"] = sha(np.concatenate([t.value.ravel() for t in trees]) + 0, "<f8")
    if estimator is BaggingClassifier:
        out["probabilities"] = model.predict_proba(X[:8])
        out["logProbabilities"] = model.predict_log_proba(X[:8])
    if given.get("oob_score"):
        out["oobScore"] = model.oob_score_
        out["oob"] = getattr(model, "oob_decision_function_", getattr(model, "oob_prediction_", None))[:12]
    return out


def settings(kind):
    tree = f"DecisionTree{kind}"
    extra = f"ExtraTree{kind}"
    near = f"KNeighbors{kind}"
    pipeline = [("scale", ("MinMaxScaler", {})), ("tree", (tree, {"max_features": 2, "max_depth": 4}))]
    return [
        (None, {"n_estimators": 6, "oob_score": True}, None),
        (None, {"n_estimators": 5, "random_state": 7}, "real"),
        (None, {"n_estimators": 5, "max_samples": 0.6, "oob_score": True, "random_state": 3}, "whole"),
        (None, {"n_estimators": 4, "bootstrap": False, "max_samples": 0.5}, None),
        ((tree, {"max_depth": 4, "max_features": 2}), {"n_estimators": 5, "max_features": 0.6, "oob_score": True}, None),
        ((tree, {"min_samples_leaf": 3}), {"n_estimators": 4, "bootstrap_features": True, "max_samples": 60}, "real"),
        ((extra, {"max_features": None}), {"n_estimators": 4}, None),
        ((near, {"n_neighbors": 3}), {"n_estimators": 5, "oob_score": True, "max_features": 0.7}, None),
        ((near, {"n_neighbors": 1}), {"n_estimators": 4, "max_samples": 12, "random_state": 5}, "whole"),
        (pipeline, {"n_estimators": 4, "random_state": 11}, None),
        ((f"Bagging{kind}", {"n_estimators": 2}), {"n_estimators": 3, "random_state": 2}, None),
        ((f"Voting{kind}", {"estimators": [("t", (tree, {"max_depth": 3, "max_features": 1})), ("n", (near, {"n_neighbors": 2}))]}),
         {"n_estimators": 3, "random_state": 4}, None),
    ]


def main():
    only = [((f"DecisionTreeClassifier", {"class_weight": "balanced", "max_depth": 5}), {"n_estimators": 4}, None),
            (("RandomForestClassifier", {"n_estimators": 3}), {"n_estimators": 3, "max_features": 0.5}, "real")]
    classify = [case(BaggingClassifier, name, recipe, {"random_state": 0, **given}, kind)
                for name in ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated")
                for recipe, given, kind in settings("Classifier") + only]
    regress = [case(BaggingRegressor, name, recipe, {"random_state": 0, **given}, kind)
               for name in ("diabetes", "mixed", "whole", "repeated", "cancer", "wine")
               for recipe, given, kind in settings("Regressor")]
    for kind, estimator, cases in (("Classifier", BaggingClassifier, classify), ("Regressor", BaggingRegressor, regress)):
        cases.append(case(estimator, "missing", None, {"random_state": 0, "n_estimators": 4, "oob_score": True}, None))
    why = "the same draws and members, added in the same order; logarithms within rounding"
    record("ensemble/bagging-classifier", classify, tolerance=why)
    record("ensemble/bagging-regressor", regress, tolerance=why)


if __name__ == "__main__":
    main()
