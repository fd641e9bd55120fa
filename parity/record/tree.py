"""Decision trees: every node array, on data with ties, duplicates, weights, missing values and constant columns.

Run: python parity/record/tree.py
"""
import hashlib
import pathlib
import sys

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record, write  # noqa: E402

FULL = 15  # trees up to this many nodes are stored in full, larger ones as hashes


def sha(values, dtype):
    return hashlib.sha256(np.ascontiguousarray(np.asarray(values).ravel(), dtype=dtype).tobytes()).hexdigest()[:32]


def tree_arrays(tree):
    """Node arrays by learnkit's names: hashes of little-endian bytes, and the numbers where they are few."""
    arrays = {
        "childrenLeft": (tree.children_left, "<i4"),
        "childrenRight": (tree.children_right, "<i4"),
        "feature": (tree.feature, "<i4"),
        "nNodeSamples": (tree.n_node_samples, "<i4"),
        "threshold": (tree.threshold + 0.0, "<f8"),
        "impurity": (tree.impurity + 0.0, "<f8"),
        "weightedNNodeSamples": (tree.weighted_n_node_samples, "<f8"),
        "value": (tree.value.ravel() + 0.0, "<f8"),
        "missingGoToLeft": (tree.missing_go_to_left, "|u1"),
    }
    out = {"nodeCount": tree.node_count, "maxDepth": tree.max_depth, "hash": {k: sha(*v) for k, v in arrays.items()}}
    if tree.node_count <= FULL:
        out["arrays"] = {k: v[0].astype(v[1]) for k, v in arrays.items()}
    return out


def data_sets():
    r = np.random.RandomState(7)
    iris = load_iris()
    wine = load_wine()
    cancer = load_breast_cancer()
    digits = load_digits()
    diabetes = load_diabetes()
    X = {}
    X["iris"] = (iris.data, iris.target)
    X["wine"] = (wine.data, wine.target)
    X["cancer"] = (cancer.data[::3, :12], cancer.target[::3])
    X["digits"] = (digits.data[:200, :], digits.target[:200])  # constant columns, small integers
    X["diabetes"] = (np.round(diabetes.data[:160], 4), diabetes.target[:160])
    a = np.round(r.randn(140, 5), 2)
    a[:, 3] = 1.5
    X["mixed"] = (a, np.round(a[:, 0] * 2 + np.abs(a[:, 1]) + r.randn(140) * 0.3, 3))
    b = r.randint(0, 4, (120, 6)).astype(float)
    X["whole"] = (b, b[:, 0] + b[:, 1] * b[:, 2] + np.round(r.randn(120), 1))
    c = np.round(r.randn(40, 4), 2)[r.randint(0, 40, 130)]
    X["repeated"] = (c, np.round(c.sum(1) + r.randn(130), 2))
    d = np.round(r.randn(150, 5), 2)
    e = np.round(d[:, 0] + d[:, 1] ** 2 + r.randn(150) * 0.2, 3)
    d[r.rand(150, 5) < 0.15] = np.nan
    d[r.rand(150) < 0.1, 2] = np.nan
    X["missing"] = (d, e)
    return X


def labels(y):
    """A classification target of the regression data: three classes as strings."""
    y = np.asarray(y, dtype=float)
    if len(np.unique(y)) <= 10:
        return np.array([f"class {int(v)}" for v in y])
    return np.array(["low", "middle", "top"])[np.digitize(y, np.quantile(y, [0.4, 0.75]))]


def weights(kind, n):
    r = np.random.RandomState(n)
    if kind == "whole":
        return r.randint(0, 4, n).astype(float)
    if kind == "real":
        w = np.round(r.rand(n) * 3, 3)
        w[r.rand(n) < 0.1] = 0
        return w
    return None


def run(estimator, name, X, y, kind, given):
    w = weights(kind, len(X))
    model = estimator(**given).fit(X, y, sample_weight=w)
    path = estimator(**{**given, "ccp_alpha": 0.0}).cost_complexity_pruning_path(X, y, sample_weight=w)
    case = {
        "estimator": estimator.__name__,
        "data": f"tree-{name}",
        "params": params(**given),
        "sampleWeight": w,
        "tree": tree_arrays(model.tree_),
        "featureImportances": model.feature_importances_,
        "leaves": sha(model.apply(X), "<i4"),
        "predicted": list(model.predict(X[:6])),
        "pathLength": len(path.ccp_alphas),
        "ccpAlphas": path.ccp_alphas[:8],
        "impurities": path.impurities[:8],
    }
    return case


SETTINGS = [
    ({}, None),
    ({"splitter": "random", "random_state": 3}, None),
    ({"max_features": "sqrt", "random_state": 11}, "whole"),
    ({"max_features": 0.5, "min_samples_leaf": 3}, "real"),
    ({"max_features": 2, "min_samples_split": 0.1, "random_state": 5}, None),
    ({"max_leaf_nodes": 12, "max_features": "log2", "random_state": 2}, "real"),
    ({"max_leaf_nodes": 9, "splitter": "random"}, "whole"),
    ({"max_depth": 4, "min_impurity_decrease": 0.004}, None),
    ({"ccp_alpha": 0.01}, None),
    ({"min_weight_fraction_leaf": 0.04, "min_samples_leaf": 0.02}, "real"),
]
CLASSIFIER_SETTINGS = [
    ({"criterion": "entropy", "random_state": 1}, "real"),
    ({"criterion": "log_loss", "max_depth": 6}, None),
    ({"class_weight": "balanced"}, "whole"),
]
REGRESSOR_SETTINGS = [
    ({"criterion": "absolute_error", "max_depth": 5}, None),
    ({"criterion": "absolute_error", "max_depth": 6, "max_features": 2}, "real"),
    ({"criterion": "poisson", "max_depth": 6}, "whole"),
    ({"criterion": "poisson", "splitter": "random", "max_leaf_nodes": 10}, None),
]


def main():
    sets = data_sets()
    for name, (X, y) in sets.items():
        write(f"data/tree-{name}", {"X": X, "y": y})
    classify, regress = [], []
    for name, (X, y) in sets.items():
        text = labels(y)
        for given, kind in SETTINGS + CLASSIFIER_SETTINGS:
            given = {"random_state": 0, **given}
            classify.append(run(DecisionTreeClassifier, name, X, text, kind, given))
        given = {"random_state": 0, "monotonic_cst": [(1, 0, -1)[j % 3] for j in range(X.shape[1])]}
        two = np.where(np.asarray(y, dtype=float) > np.median(y), "yes", "no")
        for extra in ({}, {"splitter": "random", "max_depth": 6}, {"max_leaf_nodes": 10}):
            case = run(DecisionTreeClassifier, name, X, two, None, {**given, **extra})
            classify.append({**case, "twoClasses": True})
    for name in ("diabetes", "mixed", "whole", "repeated", "missing", "cancer", "wine", "iris"):
        X, y = sets[name]
        y = np.asarray(y, dtype=float)
        for given, kind in SETTINGS + REGRESSOR_SETTINGS:
            given = {"random_state": 0, **given}
            target = np.abs(y) if given.get("criterion") == "poisson" else y
            regress.append(run(DecisionTreeRegressor, name, X, target, kind, given))
        mono = {"random_state": 0, "monotonic_cst": [(1, 0, -1)[j % 3] for j in range(X.shape[1])]}
        for extra in ({}, {"criterion": "absolute_error", "max_depth": 5}, {"splitter": "random", "max_leaf_nodes": 15}):
            regress.append(run(DecisionTreeRegressor, name, X, y, None, {**mono, **extra}))
    why = "the same operations in the same order; impurities with logarithms within rounding, since C libraries differ in the last bit"
    record("tree/classifier", classify, tolerance=why)
    record("tree/regressor", regress, tolerance=why)


if __name__ == "__main__":
    main()
