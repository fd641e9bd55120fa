"""Gradient boosting on histograms: the nodes of every tree, scores and predictions. Run parity/record/tree.py first.

Run: python parity/record/hist_gradient_boosting.py
"""
import os
import pathlib
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")  # small data: threads only wait for each other
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, sha, weights  # noqa: E402

# Node arrays by learnkit's names, as little-endian bytes.
EXACT = {
    "count": ("count", "<u4"),
    "numThreshold": ("num_threshold", "<f8"),
    "missingGoToLeft": ("missing_go_to_left", "|u1"),
    "left": ("left", "<i4"),
    "right": ("right", "<i4"),
    "depth": ("depth", "<i4"),
    "isLeaf": ("is_leaf", "|u1"),
    "binThreshold": ("bin_threshold", "|u1"),
    "isCategorical": ("is_categorical", "|u1"),
}


def trees(model, order):
    """Hashes over all trees together; values and gains of the first tree, and their sums over each tree."""
    nodes = [t.nodes for stage in model._predictors for t in stage]
    sets = [t.raw_left_cat_bitsets for stage in model._predictors for t in stage]
    hashes = {k: sha(np.concatenate([n[a] for n in nodes]) + 0, d) for k, (a, d) in EXACT.items()}
    features = [np.where(n["is_leaf"] == 1, 0, np.asarray(order)[n["feature_idx"]]) for n in nodes]
    hashes["featureIdx"] = sha(np.concatenate(features), "<i4")
    hashes["leftCategories"] = sha(np.concatenate([s.ravel() for s in sets]), "<u4")
    return {
        "nodeCounts": [len(n) for n in nodes],
        "hash": hashes,
        "firstValue": nodes[0]["value"],
        "firstGain": nodes[0]["gain"],
        "values": [np.abs(n["value"]).sum() for n in nodes],
    }


def run(estimator, name, X, y, kind, given, categories=()):
    w = weights(kind, len(X))
    model = estimator(**given).fit(X, y, sample_weight=w)
    order = [*categories, *(j for j in range(X.shape[1]) if j not in categories)]
    case = {
        "estimator": estimator.__name__,
        "data": f"tree-{name}",
        "params": params(**given),
        "sampleWeight": w,
        "trees": trees(model, order),
        "baseline": model._baseline_prediction.ravel(),
        "trainScore": model.train_score_,
        "validationScore": model.validation_score_,
        "predicted": list(model.predict(X[:8])),
    }
    if estimator is HistGradientBoostingClassifier:
        case["probabilities"] = model.predict_proba(X[:8])
    return case


SETTINGS = [
    ({"max_iter": 6}, None),
    ({"max_iter": 5, "min_samples_leaf": 4, "max_leaf_nodes": 9, "l2_regularization": 1.5}, "whole"),
    ({"max_iter": 5, "min_samples_leaf": 2, "max_depth": 4, "max_bins": 20, "learning_rate": 0.5}, "real"),
    ({"max_iter": 4, "min_samples_leaf": 5, "max_features": 0.4, "max_leaf_nodes": None, "random_state": 3}, None),
    ({"max_iter": 30, "min_samples_leaf": 8, "early_stopping": True, "n_iter_no_change": 3, "tol": 0.01, "validation_fraction": 0.25}, None),
    ({"max_iter": 12, "min_samples_leaf": 8, "early_stopping": True, "n_iter_no_change": 2, "scoring": None, "validation_fraction": None}, "real"),
    ({"max_iter": 4, "min_samples_leaf": 3, "interaction_cst": [[0, 1], [1, 2]]}, None),
]
CLASSIFIER_SETTINGS = [
    ({"max_iter": 4, "min_samples_leaf": 4, "class_weight": "balanced"}, "real"),
    ({"max_iter": 10, "min_samples_leaf": 4, "early_stopping": True, "n_iter_no_change": 2, "scoring": "neg_log_loss"}, None),
]
REGRESSOR_SETTINGS = [
    ({"max_iter": 5, "min_samples_leaf": 4, "loss": "absolute_error"}, "real"),
    ({"max_iter": 5, "min_samples_leaf": 4, "loss": "quantile", "quantile": 0.8}, None),
    ({"max_iter": 5, "min_samples_leaf": 4, "loss": "poisson"}, "whole"),
    ({"max_iter": 12, "min_samples_leaf": 4, "loss": "gamma", "early_stopping": True}, None),
    ({"max_iter": 5, "min_samples_leaf": 4, "interaction_cst": "no_interactions", "max_depth": 3}, None),
]


def monotonic(X):
    return {"max_iter": 5, "min_samples_leaf": 4, "monotonic_cst": [(1, 0, -1)[j % 3] for j in range(X.shape[1])]}


def frame_case():
    """A frame with a column of text, with unknown and missing categories in prediction."""
    random = np.random.RandomState(11)
    n = 200
    colour = random.choice(["red", "green", "blue", "grey", "black"], n, p=[0.3, 0.25, 0.2, 0.15, 0.1])
    size = np.round(random.randn(n), 2)
    y = np.round(size + np.isin(colour, ["red", "grey"]) * 2 + random.randn(n) * 0.1, 3)
    colours = [None if i % 17 == 0 else c for i, c in enumerate(colour)]
    X = pd.DataFrame({"size": size, "colour": pd.Categorical(colours)})
    model = HistGradientBoostingRegressor(max_iter=6, min_samples_leaf=5, random_state=0).fit(X, y)
    seen = pd.DataFrame({"size": [0.0, 0.5, -1.0, 0.0], "colour": pd.Categorical(["red", "violet", None, "black"])})
    return {
        "size": size,
        "colour": colours,
        "y": y,
        "trees": trees(model, [1, 0]),
        "seen": {"size": list(seen["size"]), "colour": ["red", "violet", None, "black"]},
        "predicted": model.predict(seen),
        "isCategorical": model.is_categorical_,
    }


def large_case():
    """More rows than bins are made from; made on both sides from one formula."""
    n = 210_000
    i = np.arange(n, dtype=np.int64)
    X = np.stack([(i * 7919 % 1000003) / 1000003, (i * 104729 % 999983) / 999983], axis=1)
    y = X[:, 0] * X[:, 0] - X[:, 1]
    model = HistGradientBoostingRegressor(max_iter=2, random_state=0).fit(X, y)
    return {"rows": n, "trees": trees(model, [0, 1]), "validationScore": model.validation_score_}


def staged_case(estimator, name, X, y, given, kind=None):
    """What the model answers after each iteration, for the first rows."""
    w = weights(kind, len(X))
    model = estimator(random_state=0, **given).fit(X, y, sample_weight=w)
    few = X[:6]
    case = {
        "estimator": estimator.__name__,
        "data": f"tree-{name}",
        "params": params(random_state=0, **given),
        "sampleWeight": w,
        "predicted": [list(p) for p in model.staged_predict(few)],
    }
    if estimator is HistGradientBoostingClassifier:
        case["probabilities"] = list(model.staged_predict_proba(few))
        case["decisions"] = list(model.staged_decision_function(few))
    return case


def staged_cases():
    classifier, regressor = HistGradientBoostingClassifier, HistGradientBoostingRegressor
    out = []
    for name in ("cancer", "iris", "wine", "missing", "repeated"):
        X, y = data_set(name)
        out.append(staged_case(classifier, name, X, labels(y), {"max_iter": 5, "min_samples_leaf": 6}, "real"))
    stopped = {"max_iter": 40, "min_samples_leaf": 8, "early_stopping": True, "n_iter_no_change": 2, "tol": 0.05}
    X, y = data_set("wine")
    out.append(staged_case(classifier, "wine", X, labels(y), stopped))
    for name, given in (
        ("diabetes", {"max_iter": 6}),
        ("missing", {"max_iter": 5, "min_samples_leaf": 4, "loss": "absolute_error"}),
        ("mixed", {"max_iter": 5, "min_samples_leaf": 4, "loss": "quantile", "quantile": 0.3}),
        ("whole", {"max_iter": 5, "min_samples_leaf": 4, "loss": "poisson"}),
        ("repeated", {"max_iter": 5, "min_samples_leaf": 4, "loss": "gamma"}),
        ("diabetes", stopped),
    ):
        X, y = data_set(name)
        target = np.abs(y) + 0.5 if given.get("loss") in ("poisson", "gamma") else y
        out.append(staged_case(regressor, name, X, target, given))
    return out


def main():
    classify, regress = [], []
    for name in ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated", "missing"):
        X, y = data_set(name)
        for given, kind in SETTINGS + CLASSIFIER_SETTINGS:
            if name == "digits" and given.get("early_stopping"):
                continue  # ten classes make many trees
            classify.append(run(HistGradientBoostingClassifier, name, X, labels(y), kind, {"random_state": 0, **given}))
    for name in ("diabetes", "mixed", "whole", "repeated", "missing", "cancer", "wine", "iris"):
        X, y = data_set(name)
        for given, kind in SETTINGS + REGRESSOR_SETTINGS + [(monotonic(X), None)]:
            target = np.abs(y) + 0.5 if given.get("loss") in ("poisson", "gamma") else y
            regress.append(run(HistGradientBoostingRegressor, name, X, target, kind, {"random_state": 0, **given}))
    X, y = data_set("whole")
    for kind in (None, "real"):
        given = {"random_state": 0, "max_iter": 5, "min_samples_leaf": 4, "categorical_features": [1, 4]}
        regress.append(run(HistGradientBoostingRegressor, "whole", X, y, kind, given, (1, 4)))
        classify.append(run(HistGradientBoostingClassifier, "whole", X, labels(y), kind, given, (1, 4)))
    why = "the same operations in the same order; leaf values within rounding, since C libraries differ in the last bit of exp"
    record("ensemble/hist-gradient-boosting-classifier", classify, tolerance=why)
    record("ensemble/hist-gradient-boosting-regressor", regress, tolerance=why)
    record("ensemble/hist-gradient-boosting-frames", [frame_case()], tolerance=why)
    record("ensemble/hist-gradient-boosting-large", [large_case()], tolerance=why)
    record("ensemble/hist-gradient-boosting-staged", staged_cases(), tolerance=why)


if __name__ == "__main__":
    main()
