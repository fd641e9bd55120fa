"""Balanced random forests of imbalanced-learn: rows, node arrays, out-of-bag figures. Run parity/record/tree.py first.

Run: python parity/record/balanced_forest.py
"""
import pathlib
import sys
import warnings

import numpy as np
from imblearn.ensemble import BalancedRandomForestClassifier

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set, forest_arrays  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, sha, weights  # noqa: E402

warnings.filterwarnings("ignore")


def chosen(model):
    """Rows chosen for each tree, before any bootstrap."""
    return sha(np.concatenate([s.sample_indices_ for s in model.samplers_]), "<i4")


def run(name, kind, given):
    X, y = data_set(name)
    given = {"random_state": 0, **given}
    y = labels(y)
    w = weights(kind, len(X))
    if w is not None:
        w = np.asarray(w, dtype=float)
    model = BalancedRandomForestClassifier(**given).fit(X, y, sample_weight=w)
    case = {
        "data": f"tree-{name}",
        "params": params(**given),
        "sampleWeight": w,
        "trees": forest_arrays(model),
        "featureImportances": model.feature_importances_,
        "leaves": sha(model.apply(X), "<i4"),
        "predicted": list(model.predict(X[:6])),
        "chosen": chosen(model),
        "probabilities": model.predict_proba(X[:6]),
    }
    if given.get("oob_score"):
        case["oobScore"] = model.oob_score_
        case["oob"] = model.oob_decision_function_[:12]
    return case


BOOTSTRAP = {"bootstrap": True, "oob_score": True}
SETTINGS = [
    ({"n_estimators": 6}, None),
    ({"n_estimators": 8, **BOOTSTRAP}, None),
    ({"n_estimators": 5, **BOOTSTRAP, "max_samples": 0.4, "random_state": 7}, "whole"),
    ({"n_estimators": 4, **BOOTSTRAP, "max_samples": 30, "class_weight": "balanced", "replacement": False}, "real"),
    ({"n_estimators": 4, **BOOTSTRAP, "class_weight": "balanced_subsample", "sampling_strategy": "majority"}, None),
    ({"n_estimators": 4, "class_weight": "balanced_subsample", "min_weight_fraction_leaf": 0.02}, "whole"),
    ({"n_estimators": 4, "sampling_strategy": "auto", "replacement": False, "max_leaf_nodes": 8}, "real"),
    ({"n_estimators": 4, "sampling_strategy": "not majority", "criterion": "entropy", "max_depth": 4}, None),
    ({"n_estimators": 3, "ccp_alpha": 0.01, "max_features": None, "min_samples_leaf": 3, "random_state": 5}, None),
]


def main():
    names = ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated", "missing")
    cases = [run(name, kind, given) for name in names for given, kind in SETTINGS]
    why = "the same operations in the same order; impurities with logarithms within rounding, since C libraries differ in the last bit"
    record("ensemble/balanced-random-forest", cases, tolerance=why)


if __name__ == "__main__":
    main()
