"""Balanced ensembles of imbalanced-learn: drawn rows, node arrays, probabilities. Run parity/record/tree.py first.

Run: python parity/record/balanced_ensembles.py
"""
import pathlib
import sys
import warnings

import numpy as np
from imblearn.ensemble import BalancedBaggingClassifier, EasyEnsembleClassifier
from imblearn.over_sampling import RandomOverSampler

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, sha  # noqa: E402
from voting import build, written  # noqa: E402

warnings.filterwarnings("ignore")


def leaf_trees(model):
    """Trees of all members, those of boosted members in turn."""
    out = []
    for pipeline in model.estimators_:
        last = pipeline.steps[-1][1]
        if hasattr(last, "tree_"):
            out.append(last.tree_)
        elif hasattr(last, "estimators_"):
            out.extend(e.tree_ for e in last.estimators_ if hasattr(e, "tree_"))
    return out


def case(estimator, name, recipe, given):
    X, y = data_set(name)
    given = {"random_state": 0, **given}
    own = {**given, **({"sampler": RandomOverSampler()} if given.get("sampler") else {})}
    model = estimator(estimator=None if recipe is None else build(recipe), **own).fit(X, labels(y))
    trees = leaf_trees(model)
    out = {
        "estimator": estimator.__name__,
        "data": f"tree-{name}",
        "member": None if recipe is None else written(recipe),
        "params": params(**given),
        "samples": sha(np.concatenate(model.estimators_samples_), "<i4"),
        "predicted": model.predict(X[:8]),
        "probabilities": model.predict_proba(X[:8]),
    }
    if trees:
        out["nodeCounts"] = [t.node_count for t in trees]
        out["thresholds"] = sha(np.concatenate([t.threshold for t in trees]) + 0, "<f8")
        out["nodeSamples"] = sha(np.concatenate([t.n_node_samples for t in trees]), "<i4")
    if given.get("oob_score"):
        out["oobScore"] = model.oob_score_
    return out


TREE = ("DecisionTreeClassifier", {"max_depth": 4, "max_features": 2})
NEAR = ("KNeighborsClassifier", {"n_neighbors": 2})
BAGGING = [
    (None, {"n_estimators": 5, "oob_score": True}),
    (TREE, {"n_estimators": 5, "replacement": True, "random_state": 4, "max_features": 0.7}),
    (NEAR, {"n_estimators": 4, "sampling_strategy": "all", "max_samples": 0.8}),
    (TREE, {"n_estimators": 3, "sampling_strategy": "majority", "bootstrap": False}),
    (TREE, {"n_estimators": 3, "sampler": "over", "sampling_strategy": "not majority", "random_state": 8}),
]
EASY = [
    (None, {"n_estimators": 3}),
    (TREE, {"n_estimators": 4, "replacement": True, "random_state": 3}),
    (NEAR, {"n_estimators": 3, "sampling_strategy": "not majority"}),
]


def main():
    names = ("iris", "wine", "cancer", "mixed", "whole", "repeated")
    cases = [case(BalancedBaggingClassifier, name, *setting) for name in names for setting in BAGGING]
    cases += [case(EasyEnsembleClassifier, name, *setting) for name in names for setting in EASY]
    record("ensemble/balanced-ensembles", cases, tolerance="the same draws and members, added in the same order")


if __name__ == "__main__":
    main()
