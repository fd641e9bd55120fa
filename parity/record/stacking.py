"""Stacks: features, names and answers of the final estimator, with folds, weights and passthrough. Run parity/record/tree.py first.

Run: python parity/record/stacking.py
"""
import pathlib
import sys
import warnings

from sklearn.ensemble import StackingClassifier, StackingRegressor
from sklearn.model_selection import KFold

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from ensemble import data_set  # noqa: E402
from recorder import params, record  # noqa: E402
from tree import labels, weights  # noqa: E402
from voting import FOREST, NEAR, RFOREST, RNEAR, RTREE, SCALED, TREE, build, named, written  # noqa: E402

warnings.filterwarnings("ignore")
FINAL_TREE = ("DecisionTreeClassifier", {"random_state": 2, "max_depth": 3})
FINAL_RTREE = ("DecisionTreeRegressor", {"random_state": 2, "max_depth": 3})
LINEAR = ("LogisticRegression", {"max_iter": 2000})

CLASSIFIERS = [
    ([("tree", TREE), ("forest", FOREST), ("near", NEAR)], FINAL_TREE, {}, None),
    ([("tree", TREE), ("scaled", SCALED)], NEAR, {"passthrough": True, "cv": 3}, None),
    ([("tree", TREE), ("gone", "drop"), ("forest", FOREST)], FINAL_TREE, {"stack_method": "predict"}, "real"),
    ([("tree", TREE), ("near", NEAR)], None, {"cv": 4}, None),
    ([("tree", TREE), ("forest", FOREST)], FINAL_TREE, {"cv": "shuffled"}, "whole"),
]
REGRESSORS = [
    ([("tree", RTREE), ("forest", RFOREST), ("near", RNEAR)], FINAL_RTREE, {}, None),
    ([("tree", RTREE), ("near", RNEAR)], None, {"passthrough": True}, None),
    ([("tree", RTREE), ("gone", "drop"), ("forest", RFOREST)], None, {"cv": 3}, "real"),
    ([("tree", RTREE), ("near", RNEAR)], FINAL_RTREE, {"passthrough": True, "cv": "shuffled"}, None),
]


def case(estimator, name, members, final, given, kind):
    X, y = data_set(name)
    target = labels(y) if estimator is StackingClassifier else y
    built, recipes = named(members)
    w = weights(kind, len(X))
    settings = {**given, **({"cv": KFold(4, shuffle=True, random_state=6)} if given.get("cv") == "shuffled" else {})}
    model = estimator(built, None if final is None else build(final), **settings)
    model.fit(X, target, **({} if w is None else {"sample_weight": w}))
    out = {"data": f"tree-{name}", "estimators": recipes, "finalEstimator": None if final is None else written(final),
           "params": params(**given), "sampleWeight": w, "names": list(model.get_feature_names_out()),
           "predicted": model.predict(X[:9]), "transformed": model.transform(X[:3])}
    if hasattr(model, "predict_proba"):
        out["probabilities"] = model.predict_proba(X[:9])
    if final is None and estimator is StackingRegressor:
        out["alpha"] = model.final_estimator_.alpha_
    return out


PREFIT = [
    (StackingClassifier, ("iris", "wine", "mixed"), [("tree", TREE), ("near", NEAR)], FINAL_TREE, {}),
    (StackingClassifier, ("iris", "whole"), [("tree", TREE), ("gone", "drop"), ("near", NEAR)], FINAL_TREE, {"stack_method": "predict"}),
    (StackingClassifier, ("cancer",), [("tree", TREE), ("forest", FOREST)], NEAR, {"passthrough": True}),
    (StackingRegressor, ("diabetes", "mixed"), [("tree", RTREE), ("near", RNEAR)], FINAL_RTREE, {"passthrough": True}),
    (StackingRegressor, ("diabetes",), [("tree", RTREE), ("gone", "drop"), ("near", RNEAR)], FINAL_RTREE, {}),
]


def prefit():
    """Members fitted on the even rows; the final estimator on the odd ones."""
    cases = []
    for estimator, names, members, final, given in PREFIT:
        for name in names:
            X, y = data_set(name)
            target = 3 * y.astype(int) - 2 if estimator is StackingClassifier else y
            built, recipes = named(members)
            fitted = [(n, m if m == "drop" else m.fit(X[::2], target[::2])) for n, m in built]
            model = estimator(fitted, build(final), cv="prefit", **given).fit(X[1::2], target[1::2])
            cases.append({
                "data": f"tree-{name}", "estimators": recipes, "finalEstimator": written(final), "params": params(**given),
                "names": list(model.get_feature_names_out()), "predicted": model.predict(X[:9]), "transformed": model.transform(X[:3]),
            })
    return cases


def main():
    record("ensemble/stacking-prefit", prefit(), tolerance="the same bits of the same members")
    classify = [case(StackingClassifier, name, *setting)
                for name in ("iris", "wine", "cancer", "mixed", "whole", "repeated") for setting in CLASSIFIERS]
    regress = [case(StackingRegressor, name, *setting)
               for name in ("diabetes", "mixed", "whole", "repeated", "cancer", "wine") for setting in REGRESSORS]
    why = "the same members; the default final estimators minimise or solve in their own way"
    record("ensemble/stacking-classifier", classify, tolerance=why)
    record("ensemble/stacking-regressor", regress, tolerance=why)


if __name__ == "__main__":
    main()
