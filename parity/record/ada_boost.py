"""Adaptive boosting: node arrays of all members, weights, errors and staged outputs, plain and with under-sampling. Run parity/record/tree.py first.

Run: python parity/record/ada_boost.py
"""
import pathlib
import sys
import warnings

import numpy as np
from imblearn.ensemble import RUSBoostClassifier
from sklearn.ensemble import AdaBoostClassifier, AdaBoostRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, sha, weights  # noqa: E402
from voting import build, written  # noqa: E402

warnings.filterwarnings("ignore")


def case(estimator, name, recipe, given, kind):
    X, y = data_set(name)
    target = y if estimator is AdaBoostRegressor else labels(y)
    w = weights(kind, len(X))
    given = {"random_state": 0, **given}
    model = estimator(estimator=None if recipe is None else build(recipe), **given).fit(X, target, sample_weight=w)
    out = {
        "estimator": estimator.__name__,
        "data": f"tree-{name}",
        "member": None if recipe is None else written(recipe),
        "params": params(**given),
        "sampleWeight": w,
        "count": len(model.estimators_),
        "weights": model.estimator_weights_,
        "errors": model.estimator_errors_,
        "predicted": model.predict(X[:8]),
        "staged": [stage for stage in model.staged_predict(X[:4])],
        "scores": list(model.staged_score(X, target)),
    }
    trees = [e.tree_ for e in model.estimators_ if hasattr(e, "tree_")]
    if trees:
        out["nodeCounts"] = [t.node_count for t in trees]
        out["thresholds"] = sha(np.concatenate([t.threshold for t in trees]) + 0, "<f8")
        out["splitFeatures"] = sha(np.concatenate([t.feature for t in trees]), "<i4")
        out["nodeSamples"] = sha(np.concatenate([t.n_node_samples for t in trees]), "<i4")
        out["importances"] = model.feature_importances_
    if estimator is not AdaBoostRegressor:
        out["probabilities"] = model.predict_proba(X[:8])
        out["decision"] = model.decision_function(X[:8])
    return out


STUMP = None
DEEP = ("DecisionTreeClassifier", {"max_depth": 2})
RANDOM = ("DecisionTreeClassifier", {"max_depth": 3, "splitter": "random"})
FOREST = ("RandomForestClassifier", {"n_estimators": 2, "max_depth": 2})
CLASSIFY = [
    (STUMP, {"n_estimators": 8}, None),
    (STUMP, {"n_estimators": 6, "learning_rate": 0.5}, "whole"),
    (DEEP, {"n_estimators": 5}, "real"),
    (RANDOM, {"n_estimators": 5, "random_state": 3}, None),
    (FOREST, {"n_estimators": 3, "random_state": 5}, None),
]
RTREE = ("DecisionTreeRegressor", {"max_depth": 5, "max_features": 2})
RRANDOM = ("DecisionTreeRegressor", {"max_leaf_nodes": 8, "splitter": "random"})
RNEAR = ("KNeighborsRegressor", {"n_neighbors": 3})
REGRESS = [
    (None, {"n_estimators": 8}, None),
    (None, {"n_estimators": 6, "loss": "square", "random_state": 7}, "real"),
    (RTREE, {"n_estimators": 6, "loss": "exponential", "learning_rate": 0.5}, "whole"),
    (RRANDOM, {"n_estimators": 5, "learning_rate": 1.5}, None),
    (RNEAR, {"n_estimators": 4, "loss": "square"}, "whole"),
]
BALANCED = [
    (STUMP, {"n_estimators": 8}, None),
    (DEEP, {"n_estimators": 5, "replacement": True, "random_state": 4}, None),
    (RANDOM, {"n_estimators": 5, "sampling_strategy": "not minority", "learning_rate": 0.5}, None),
    (DEEP, {"n_estimators": 4, "sampling_strategy": "all", "random_state": 9}, "whole"),
]


def main():
    plain, balanced = ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated"), ("iris", "wine", "cancer", "mixed", "whole", "repeated")
    cases = [case(AdaBoostClassifier, name, *setting) for name in plain for setting in CLASSIFY]
    cases += [case(AdaBoostRegressor, name, *setting)
              for name in ("diabetes", "mixed", "whole", "repeated", "cancer", "wine") for setting in REGRESS]
    cases += [case(RUSBoostClassifier, name, *setting) for name in balanced for setting in BALANCED]
    record("ensemble/ada-boost", cases, tolerance="the same draws and members; weights within rounding of exp, log and powers")


if __name__ == "__main__":
    main()
