"""Scores of features and the selectors built on them.

Run: python parity/record/feature_selection.py
"""
import pathlib
import sys
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_selection import (
    RFE,
    RFECV,
    GenericUnivariateSelect,
    SelectFdr,
    SelectFpr,
    SelectFromModel,
    SelectFwe,
    SelectKBest,
    SelectPercentile,
    VarianceThreshold,
    chi2,
    f_classif,
    f_regression,
    mutual_info_classif,
    mutual_info_regression,
    r_regression,
)
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record, shipped  # noqa: E402

warnings.simplefilter("ignore")
nan = float("nan")
FUNCTIONS = {
    f.__name__: f
    for f in (chi2, f_classif, f_regression, mutual_info_classif, mutual_info_regression, r_regression)
}


def sets():
    """X, classes and a continuous target of each data set."""
    rng = np.random.RandomState(0)
    mixed = np.column_stack(
        [
            rng.normal(size=150),
            rng.randint(0, 4, 150),
            rng.exponential(size=150).round(2),
            (rng.uniform(size=150) < 0.3).astype(float),
            rng.normal(20, 0.5, 150).round(4),
            rng.randint(0, 2, 150) * rng.uniform(size=150).round(3),
        ]
    )
    classes = (mixed[:, 0] + 0.3 * mixed[:, 1] + rng.normal(size=150) > 0.5) + (mixed[:, 2] > 1).astype(int)
    target = (mixed[:, 0] ** 2 + mixed[:, 1] + 0.1 * rng.normal(size=150)).round(5)
    counts = rng.poisson([0.2, 1, 3, 8], size=(80, 4)).astype(float)
    topics = np.array(["sport", "news", "arts"], dtype=object)[(counts[:, 2] > 3).astype(int) + (counts[:, 0] > 0)]
    rare = rng.normal(size=(40, 3)).round(3)
    groups = np.repeat(["a", "b", "c", "d", "e"], [25, 7, 5, 2, 1]).astype(object)
    found = {
        "mixed": (mixed, classes, target),
        "counts": (counts, topics, (counts[:, 1] * 2 - counts[:, 3]).astype(float)),
        "rare": (rare, groups, rare[:, 0] - rare[:, 1]),
        "zeros": (np.where(rng.uniform(size=(120, 3)) < 0.7, 0, rng.exponential(size=(120, 3)).round(3)),
                  rng.randint(0, 2, 120), np.where(rng.uniform(size=120) < 0.6, 0.0, rng.normal(size=120).round(3))),
    }
    X, y = shipped("wine", "cultivar")
    found["wine"] = (X, y, X[:, 0] + X[:, 4] / 100)
    X, y = shipped("iris", "species")
    found["iris"] = (X, y, X[:, 2] * X[:, 1])
    return found


def scored(result):
    scores, pvalues = result if isinstance(result, tuple) else (result, None)
    return {"scores": scores, "pvalues": pvalues}


def score_functions():
    data = sets()
    cases = []

    def add(function, name, sparse=False, **options):
        X, classes, target = data[name]
        y = target if "regression" in function else classes
        given = sp.csc_matrix(X) if sparse and function.startswith("mutual") else sp.csr_matrix(X) if sparse else X
        seed = {"random_state": 0} if function.startswith("mutual") and "random_state" not in options else {}
        cases.append(
            {
                "function": function,
                "data": name,
                "sparse": sparse,
                "options": params(**options),
                **scored(FUNCTIONS[function](given, y, **options, **seed)),
            }
        )

    for name in data:
        add("f_classif", name)
        for function in ("f_regression", "r_regression"):
            add(function, name)
            add(function, name, center=False)
            add(function, name, force_finite=False)
        for function in ("mutual_info_classif", "mutual_info_regression"):
            for n_neighbors in (1, 3, 7):
                add(function, name, n_neighbors=n_neighbors)
            add(function, name, random_state=42)
    for name in ("counts", "zeros"):
        add("chi2", name)
        add("chi2", name, sparse=True)
        add("f_classif", name, sparse=True)
        add("f_regression", name, sparse=True)
        add("r_regression", name, sparse=True)
        add("mutual_info_classif", name, discrete_features=True)
    add("mutual_info_classif", "counts", sparse=True)
    add("mutual_info_regression", "counts", sparse=True)
    add("mutual_info_regression", "counts", discrete_features=True)
    mask = [False, True, False, True, False, False]
    for function in ("mutual_info_classif", "mutual_info_regression"):
        add(function, "mixed", discrete_features=mask)
        add(function, "mixed", discrete_features=[1, 3], n_neighbors=5, random_state=7)
    for name in ("wine", "iris"):
        add("chi2", name)
    record(
        "feature-selection/score-functions",
        cases,
        sets={name: {"X": X, "classes": classes, "target": target} for name, (X, classes, target) in data.items()
              if name not in ("wine", "iris")},
    )


def selectors():
    data = sets()
    cases = []

    def add(selector, name, given, X=None, y=None):
        X = data[name][0] if X is None else X
        y = data[name][1] if y is None else y
        functions = {"score_func": FUNCTIONS[given["score_func"]]} if "score_func" in given else {}
        if "mutual" in given.get("score_func", ""):
            functions["score_func"] = lambda X, y: FUNCTIONS[given["score_func"]](X, y, random_state=0)
        model = selector(**{**given, **functions}).fit(X, y)
        cases.append(
            {
                "selector": selector.__name__,
                "data": name,
                "params": params(**given),
                "support": model.get_support(),
                "indices": model.get_support(indices=True),
                "names": list(model.get_feature_names_out()),
                "transformed": model.transform(X[:3]),
                "inverse": model.inverse_transform(model.transform(X[:3])) if model.get_support().any() else None,
            }
        )

    for name in ("wine", "mixed", "counts", "rare", "iris"):
        for k in (0, 1, 2, 3, "all"):
            add(SelectKBest, name, {"k": k})
        for percentile in (0, 1, 10, 25, 50, 66.7, 90, 100):
            add(SelectPercentile, name, {"percentile": percentile})
        for alpha in (1e-30, 0.001, 0.05, 0.5):
            for selector in (SelectFpr, SelectFdr, SelectFwe):
                add(selector, name, {"alpha": alpha})
    add(SelectKBest, "wine", {"score_func": "mutual_info_classif", "k": 5})
    add(SelectKBest, "wine", {"score_func": "chi2", "k": 5})
    for mode, param in (("percentile", 40), ("k_best", 3), ("fpr", 0.01), ("fdr", 0.01), ("fwe", 0.01), ("k_best", "all")):
        add(GenericUnivariateSelect, "mixed", {"mode": mode, "param": param})

    # Equal scores and scores without a value
    wine = data["wine"][0]
    tied = np.column_stack([wine[:, [0, 1, 0, 2, 1, 0]], np.full(len(wine), 3.0)])
    data["tied"] = (tied, data["wine"][1], data["wine"][2])
    for k in (1, 2, 3, 4, 5, 6):
        add(SelectKBest, "tied", {"k": k})
    for percentile in (10, 20, 30, 43, 50, 60, 72, 86, 95):
        add(SelectPercentile, "tied", {"percentile": percentile})
    add(SelectFdr, "tied", {"alpha": 0.01})

    record(
        "feature-selection/univariate-selectors",
        cases,
        sets={name: {"X": X, "classes": classes} for name, (X, classes, _) in data.items() if name not in ("wine", "iris", "tied")},
    )


def variances():
    rng = np.random.RandomState(3)
    bernoulli = (rng.uniform(size=(100, 5)) < [0.05, 0.2, 0.5, 0.8, 0.9]).astype(float)
    bernoulli[:, 3] = np.r_[np.ones(80), np.zeros(20)]
    holed = rng.normal(3, 2, size=(60, 5)).round(4)
    holed[rng.uniform(size=holed.shape) < 0.2] = nan
    holed[:, 2] = np.where(np.isnan(holed[:, 2]), nan, 4.25)
    constant = np.column_stack([np.full(30, 0.1), np.full(30, 1e30), np.arange(30.0), np.full(30, -7.3), np.r_[np.zeros(29), 1e-9]])
    data = {"bernoulli": bernoulli, "holed": holed, "constant": constant, "one-column": rng.normal(size=(301, 1)).round(5)}
    cases = []
    for name, X in data.items():
        for threshold in (0, 1e-20, 0.09, 0.8 * (1 - 0.8), 0.25, 3.5):
            for sparse in (False, True):
                model = VarianceThreshold(threshold=threshold)
                try:
                    model.fit(sp.csr_matrix(X) if sparse else X)
                except ValueError:
                    cases.append({"data": name, "sparse": sparse, "params": {"threshold": threshold}, "support": None})
                    continue
                cases.append(
                    {
                        "data": name,
                        "sparse": sparse,
                        "params": {"threshold": threshold},
                        "variances": model.variances_,
                        "support": model.get_support(),
                    }
                )
    record("feature-selection/variance-threshold", cases, sets=data)


def ranking_estimators():
    """Names under which the tests make the same estimators."""
    return {
        "ridge": Ridge(),
        "linear": LinearRegression(),
        "logistic": LogisticRegression(tol=1e-10, max_iter=10000),
        "lasso-logistic": LogisticRegression(l1_ratio=1, C=0.1, solver="liblinear", tol=1e-10, max_iter=10000),
        "tree": DecisionTreeClassifier(random_state=0),
        "regression-tree": DecisionTreeRegressor(random_state=0, max_depth=4),
        "forest": RandomForestClassifier(n_estimators=10, random_state=0),
        "pipeline": make_pipeline(StandardScaler(), LogisticRegression(tol=1e-10, max_iter=10000)),
    }


def target_for(kind, X, y, target):
    return target if kind in ("ridge", "linear", "regression-tree") else y


def scaled_sets():
    """Standardised, so that all that is minimised converges."""
    found = {}
    for name, target in (("wine", "cultivar"), ("breast_cancer", "diagnosis")):
        X, y = shipped(name, target)
        X = StandardScaler().fit_transform(X[:250]).round(4)
        y = y[:250]
        found[name] = (X, y, (X[:, 0] * 2 - X[:, 1] + X[:, 2] ** 2).round(6))
    X, y, target = found["wine"]
    holed = X[:, :5].copy()
    holed[np.random.RandomState(1).uniform(size=holed.shape) < 0.1] = nan
    found["holed"] = (holed, y, target)
    found["twins"] = (X[:, [0, 1, 0, 2, 1, 6]], y, target)
    return found


def eliminations():
    data = scaled_sets()
    cases = []

    def add(estimator, name, given, weighted=False):
        X, classes, target = data[name]
        y = target_for(estimator, X, classes, target)
        weight = np.arange(len(X)) % 3 + 1.0 if weighted else None
        getter = {"importance_getter": "named_steps.logisticregression.coef_"} if estimator == "pipeline" else {}
        fitted = {"sample_weight": weight} if weighted else {}
        model = RFE(ranking_estimators()[estimator], **given, **getter).fit(X, y, **fitted)
        cases.append(
            {
                "estimator": estimator,
                "data": name,
                "params": params(**given),
                "weighted": weighted,
                "support": model.support_,
                "ranking": model.ranking_,
                "predicted": model.predict(X[::7]),
                "score": model.score(X, y),
            }
        )

    for estimator in ranking_estimators():
        if estimator == "lasso-logistic":  # liblinear takes two classes
            continue
        add(estimator, "wine", {})
        add(estimator, "wine", {"n_features_to_select": 1})
        add(estimator, "wine", {"n_features_to_select": 0.4, "step": 3})
        add(estimator, "wine", {"n_features_to_select": 3, "step": 0.25})
    for estimator in ("ridge", "tree", "forest", "logistic", "lasso-logistic"):
        add(estimator, "breast_cancer", {"step": 4})
    add("ridge", "wine", {"n_features_to_select": 4}, weighted=True)
    add("tree", "wine", {"n_features_to_select": 2}, weighted=True)
    add("tree", "holed", {"n_features_to_select": 2})
    add("forest", "holed", {"n_features_to_select": 3})
    for n in range(1, 6):
        add("tree", "twins", {"n_features_to_select": n})
        add("regression-tree", "twins", {"n_features_to_select": n})
    add("ridge", "wine", {"n_features_to_select": 20})
    record("feature-selection/rfe", cases, sets={name: {"X": data[name][0], "classes": data[name][1], "target": data[name][2]} for name in data})


def validated_eliminations():
    data = scaled_sets()
    cases = []

    def add(estimator, name, given):
        X, classes, target = data[name]
        y = target_for(estimator, X, classes, target)
        model = RFECV(ranking_estimators()[estimator], **given).fit(X, y)
        cases.append(
            {
                "estimator": estimator,
                "data": name,
                "params": params(**given),
                "weighted": False,
                "support": model.support_,
                "ranking": model.ranking_,
                "score": model.score(X, y),
                "cvResults": {params(**{k: 0}).popitem()[0]: v for k, v in model.cv_results_.items()},
            }
        )

    add("ridge", "wine", {})
    add("ridge", "wine", {"step": 3, "min_features_to_select": 2, "cv": 3, "scoring": "neg_mean_absolute_error"})
    add("linear", "wine", {"step": 0.2, "cv": 4})
    add("tree", "wine", {"cv": 3})
    add("forest", "wine", {"cv": 3, "step": 2, "scoring": "f1_macro"})
    add("tree", "holed", {"cv": 3})
    add("regression-tree", "twins", {"cv": 4})
    add("ridge", "wine", {"min_features_to_select": 13})
    record("feature-selection/rfecv", cases)


def from_models():
    data = scaled_sets()
    cases = []

    def add(estimator, name, given, weighted=False):
        X, classes, target = data[name]
        y = target_for(estimator, X, classes, target)
        getter = {"importance_getter": "named_steps.logisticregression.coef_"} if estimator == "pipeline" else {}
        weight = {"sample_weight": np.arange(len(X)) % 3 + 1.0} if weighted else {}
        model = SelectFromModel(ranking_estimators()[estimator], **given, **getter).fit(X, y, **weight)
        cases.append(
            {
                "estimator": estimator,
                "data": name,
                "params": params(**given),
                "weighted": weighted,
                "threshold": model.threshold_,
                "support": model.get_support(),
            }
        )

    for estimator in ranking_estimators():
        if estimator == "lasso-logistic":
            continue
        for given in (
            {},
            {"threshold": "median"},
            {"threshold": "1.25*mean"},
            {"threshold": " 0.5 * median "},
            {"threshold": 0.1},
            {"threshold": -np.inf, "max_features": 3},
            {"max_features": 2},
            {"max_features": 0},
        ):
            add(estimator, "wine", given)
    for order in (1, 2, 3, -1, -2, np.inf, -np.inf):
        add("logistic", "wine", {"norm_order": order})
    for given in ({}, {"threshold": "median", "max_features": 1}, {"threshold": -np.inf, "max_features": 3}):
        add("tree", "twins", given)
        add("tree", "holed", given)
    add("ridge", "wine", {}, weighted=True)
    add("lasso-logistic", "breast_cancer", {})
    add("forest", "breast_cancer", {"threshold": "0.1*mean"})
    record("feature-selection/select-from-model", cases)


if __name__ == "__main__":
    score_functions()
    selectors()
    variances()
    eliminations()
    validated_eliminations()
    from_models()
