"""Voting ensembles: predictions, probabilities and transforms, with weights, dropped members and nested pipelines. Run parity/record/tree.py first.

Run: python parity/record/voting.py
"""
import pathlib
import sys

import numpy as np
import sklearn.dummy
import sklearn.ensemble
import sklearn.linear_model
import sklearn.neighbors
import sklearn.pipeline
import sklearn.preprocessing
import sklearn.tree
from sklearn.ensemble import VotingClassifier, VotingRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, weights  # noqa: E402

MODULES = [
    sklearn.dummy, sklearn.ensemble, sklearn.linear_model, sklearn.neighbors, sklearn.pipeline, sklearn.preprocessing, sklearn.tree,
]


def build(recipe):
    """An estimator of a recipe: (class name, hyper-parameters), "drop", or a list of named recipes for a pipeline."""
    if recipe == "drop":
        return recipe
    if isinstance(recipe, list):
        return sklearn.pipeline.Pipeline([(name, build(part)) for name, part in recipe])
    name, given = recipe
    module = next(module for module in MODULES if hasattr(module, name))
    return getattr(module, name)(**{key: build_value(value) for key, value in given.items()})


def build_value(value):
    if isinstance(value, tuple):
        return build(value)
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return [(name, build(part)) for name, part in value]
    return value


def written(recipe):
    """The recipe as the tests read it."""
    if recipe == "drop":
        return recipe
    if isinstance(recipe, list):
        return {"steps": [[name, written(part)] for name, part in recipe]}
    name, given = recipe
    return {"type": name, "params": params(**{key: written_value(value) for key, value in given.items()})}


def written_value(value):
    if isinstance(value, tuple):
        return written(value)
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return [[name, written(part)] for name, part in value]
    return value


def named(members):
    return [(name, build(recipe)) for name, recipe in members], [[name, written(recipe)] for name, recipe in members]


TREE = ("DecisionTreeClassifier", {"random_state": 0, "max_depth": 4})
FOREST = ("RandomForestClassifier", {"random_state": 1, "n_estimators": 5})
NEAR = ("KNeighborsClassifier", {"n_neighbors": 3})
PRIOR = ("DummyClassifier", {"random_state": 0})
SCALED = [("scale", ("MinMaxScaler", {})), ("tree", ("DecisionTreeClassifier", {"random_state": 3, "max_depth": 3}))]
MANY = [(f"t{k}", ("DecisionTreeClassifier", {"random_state": k, "max_features": 2, "max_depth": 5})) for k in range(11)]
CLASSIFIERS = [
    ([("tree", TREE), ("forest", FOREST), ("near", NEAR)], {}, None),
    ([("tree", TREE), ("forest", FOREST), ("near", NEAR)], {"voting": "soft"}, None),
    ([("tree", TREE), ("forest", FOREST), ("near", NEAR)], {"weights": [0.3, 0.1, 0.2]}, None),
    ([("tree", TREE), ("gone", "drop"), ("scaled", SCALED)], {"voting": "soft", "weights": [1, 5, 2.5]}, None),
    ([("tree", TREE), ("prior", PRIOR)], {"voting": "soft"}, "real"),
    (MANY, {"voting": "soft", "weights": [0.1 * (k + 1) for k in range(11)]}, None),
    (MANY, {"weights": [0.1 * (11 - k) for k in range(11)]}, "whole"),
]
RTREE = ("DecisionTreeRegressor", {"random_state": 0, "max_depth": 4})
RFOREST = ("RandomForestRegressor", {"random_state": 1, "n_estimators": 5})
RNEAR = ("KNeighborsRegressor", {"n_neighbors": 3})
RMANY = [(f"t{k}", ("DecisionTreeRegressor", {"random_state": k, "max_features": 2, "max_depth": 4})) for k in range(11)]
REGRESSORS = [
    ([("tree", RTREE), ("forest", RFOREST), ("near", RNEAR)], {}, None),
    ([("tree", RTREE), ("forest", RFOREST), ("near", RNEAR)], {"weights": [0.3, 0.1, 0.2]}, None),
    ([("tree", RTREE), ("gone", "drop"), ("deep", ("DecisionTreeRegressor", {"random_state": 5}))], {"weights": [2, 1, 0.7]}, "real"),
    (RMANY, {"weights": [0.1 * (k + 1) for k in range(11)]}, None),
    (RMANY, {}, "whole"),
]


def case(estimator, name, members, given, kind):
    X, y = data_set(name)
    target = labels(y) if estimator is VotingClassifier else y
    built, recipes = named(members)
    w = weights(kind, len(X))
    model = estimator(built, **given).fit(X, target, **({} if w is None else {"sample_weight": w}))
    out = {"data": f"tree-{name}", "estimators": recipes, "params": params(**given), "sampleWeight": w,
           "names": list(model.get_feature_names_out()), "predicted": model.predict(X[:9]), "one": model.predict(X[9:10]),
           "transformed": model.transform(X[:3])}
    if given.get("voting") == "soft":
        out["probabilities"] = model.predict_proba(X[:9])
    return out


def main():
    classify = [case(VotingClassifier, name, *setting)
                for name in ("iris", "wine", "cancer", "digits", "mixed", "whole", "repeated") for setting in CLASSIFIERS]
    regress = [case(VotingRegressor, name, *setting)
               for name in ("diabetes", "mixed", "whole", "repeated", "cancer", "wine", "iris") for setting in REGRESSORS]
    why = "the same members, added in the same order"
    record("ensemble/voting-classifier", classify, tolerance=why)
    record("ensemble/voting-regressor", regress, tolerance=why)


if __name__ == "__main__":
    main()
