"""What export_text and export_graphviz write of trees. Run parity/record/tree.py first.

Run: python parity/record/tree_export.py
"""
import pathlib
import sys

import numpy as np
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, export_graphviz, export_text

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import ensemble  # noqa: E402
import tree  # noqa: E402
from recorder import params, record  # noqa: E402

TEXT = [
    {},
    {"show_weights": True, "decimals": 0},
    {"max_depth": 1, "spacing": 1, "decimals": 5},
    {"names": True, "max_depth": 3, "show_weights": True, "spacing": 5},
]
GRAPHVIZ = [
    {},
    {"filled": True, "rounded": True, "names": True},
    {"max_depth": 2, "label": "root", "proportion": True, "filled": True, "node_ids": True, "precision": 1},
    {"special_characters": True, "names": True, "rotate": True, "leaves_parallel": True, "fontname": "Arial"},
    {"label": "none", "impurity": False, "node_ids": True, "class_names": True, "precision": 0},
]


def options(given, X, model, graphviz):
    given = dict(given)
    if given.pop("names", False):
        given["feature_names"] = [f'size "{j}" of\\it' for j in range(X.shape[1])]
        if hasattr(model, "classes_"):
            given["class_names"] = [f'kind "{k}"' for k in range(len(model.classes_))]
        elif graphviz:
            given["class_names"] = None
    return given


def main():
    cases = []
    fits = [
        (DecisionTreeClassifier, "iris", {"max_depth": 4}, None),
        (DecisionTreeClassifier, "digits", {"max_depth": 4, "criterion": "entropy"}, None),
        (DecisionTreeClassifier, "whole", {"max_depth": 5}, "real"),
        (DecisionTreeClassifier, "missing", {"max_depth": 3}, "whole"),
        (DecisionTreeClassifier, "mixed", {"max_leaf_nodes": 8}, "real"),
        (DecisionTreeRegressor, "diabetes", {"max_depth": 4}, None),
        (DecisionTreeRegressor, "whole", {"max_depth": 4, "criterion": "absolute_error"}, "real"),
        (DecisionTreeRegressor, "missing", {"max_depth": 3}, None),
    ]
    for estimator, name, given, kind in fits:
        X, y = ensemble.data_set(name)
        target = tree.labels(y) if estimator is DecisionTreeClassifier else y
        w = tree.weights(kind, len(X))
        model = estimator(random_state=0, **given).fit(X, target, sample_weight=w)
        texts = [options(o, X, model, False) for o in TEXT]
        graphs = [options(o, X, model, True) for o in GRAPHVIZ]
        cases.append({
            "estimator": estimator.__name__,
            "data": f"tree-{name}",
            "params": params(random_state=0, **given),
            "criterion": model.criterion,
            "sampleWeight": w,
            "texts": [{"options": params(**o), "text": export_text(model, **o)} for o in texts],
            "graphs": [{"options": params(**o), "text": export_graphviz(model, **o)} for o in graphs],
        })
    record("tree/export", cases, tolerance="character for character")
    record("tree/export-outputs", of_outputs(), tolerance="character for character")


def of_outputs():
    """Trees of several outputs, of booleans and of one class, with their data."""
    rng = np.random.RandomState(0)
    X = rng.normal(size=(70, 3)).round(1)
    w = rng.uniform(size=70).round(2) + 0.1
    labels = rng.randint(0, [2, 4], size=(70, 2)) + (X[:, :2] > 0)
    numbers = np.c_[X[:, 0] * 100, X[:, 1] + rng.normal(size=70), rng.normal(size=70)].round(2)
    many = rng.randint(0, 30, size=(70, 2))
    one = np.c_[np.full(70, 7), X[:, 0] > 0].astype(int)
    fits = [
        (DecisionTreeClassifier, labels, None, {"max_depth": 3}),
        (DecisionTreeClassifier, labels, w, {"max_depth": 3, "criterion": "entropy"}),
        (DecisionTreeClassifier, many, None, {"max_depth": 1}),
        (DecisionTreeClassifier, one, None, {"max_depth": 2}),
        (DecisionTreeClassifier, X[:, 0] > X[:, 1], None, {"max_depth": 2}),
        (DecisionTreeRegressor, numbers, None, {"max_depth": 3}),
        (DecisionTreeRegressor, numbers, w, {"max_depth": 2, "criterion": "absolute_error"}),
    ]
    cases = []
    for estimator, Y, weight, given in fits:
        model = estimator(random_state=0, **given).fit(X, Y, sample_weight=weight)
        texts = [{}, {"show_weights": True, "decimals": 1, "spacing": 2}, {"max_depth": 0}]
        graphs = [
            {"filled": True, "precision": 2},
            {"proportion": True, "special_characters": True, "node_ids": True, "class_names": True},
            {"label": "none", "impurity": False, "max_depth": 1, "filled": True},
        ]
        cases.append({
            "estimator": estimator.__name__,
            "X": X,
            "Y": Y,
            "params": params(random_state=0, **given),
            "criterion": model.criterion,
            "sampleWeight": weight,
            "texts": [{"options": params(**o), "text": export_text(model, **o)} for o in texts],
            "graphs": [{"options": params(**o), "text": export_graphviz(model, **o)} for o in graphs],
        })
    return cases


if __name__ == "__main__":
    main()
