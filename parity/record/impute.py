"""Records MissingIndicator, KNNImputer and IterativeImputer: parity/fixtures/impute/*.json."""
import pathlib
import sys
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn.ensemble import RandomForestRegressor
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, MissingIndicator
from sklearn.linear_model import BayesianRidge, LinearRegression, Ridge
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from recorder import params, record  # noqa: E402

warnings.filterwarnings("ignore")
nan = float("nan")


def holed(seed, rows, columns, share=0.3, integers=False):
    rng = np.random.RandomState(seed)
    latent = rng.normal(size=(rows, 2))
    X = latent @ rng.normal(size=(2, columns)) + 0.5 * rng.normal(size=(rows, columns))
    X = np.round(X) if integers else np.round(X, 3)
    X[rng.uniform(size=X.shape) < share] = nan
    return X


def indicators():
    empty = holed(3, 8, 5)
    empty[:, 2] = nan
    some = holed(1, 12, 4)
    some[:, 1] = 1.0
    sets = {
        "some": some,
        "empty": empty,
        "complete": np.arange(12.0).reshape(4, 3),
        "row": np.array([[1.0, nan, 3.0]]),
        "marked": np.where(np.isnan(holed(5, 9, 3, integers=True)), -1, holed(5, 9, 3, integers=True)),
    }
    cases = []
    for name, X in sets.items():
        marker = {"missing_values": -1} if name == "marked" else {}
        for given in [{}, {"features": "all"}, {"sparse": True}, {"features": "all", "sparse": False}]:
            m = MissingIndicator(**given, **marker, error_on_new=False).fit(X)
            fresh = np.roll(X, 1, axis=1)
            Z = m.transform(fresh)
            Z = Z.toarray() if sp.issparse(Z) else Z
            cases.append({"data": name, "params": params(**given, **marker, error_on_new=False), "features": m.features_,
                          "fresh": fresh, "transformed": Z.astype(int), "names": list(m.get_feature_names_out())})
    texts = np.array([["a", nan, "?"], [nan, "b", "?"], ["c", "b", "x"]], dtype=object)
    m = MissingIndicator().fit(texts)
    marked = MissingIndicator(missing_values="?").fit(np.where(texts == texts, texts, "z"))
    words = [["a", None, "?"], [None, "b", "?"], ["c", "b", "x"]]
    record("impute/missing-indicator", cases, sets=sets, words=words, wordFeatures=m.features_, wordMask=m.transform(texts).astype(int),
           markedFeatures=marked.features_)


def by_lowest_index(a, kth, axis):
    """np.argpartition whose choice among equals is the first; its own depends on the processor (x86-simd-sort or introselect)."""
    return np.argsort(a, axis=axis, kind="stable")


def inverse_square(distances):
    return 1 / (1 + distances**2)


def names_of(m, X):
    """Names of the output columns; None where scikit-learn forgets those of empty features that it keeps (KNNImputer, 1.9)."""
    names = list(m.get_feature_names_out())
    return names if len(names) == m.transform(X).shape[1] else None


def knn():
    empty = holed(13, 14, 5)
    empty[:, 2] = nan
    lonely = holed(14, 12, 3)
    lonely[4] = [nan, nan, 2.5]
    lonely[:, 2][lonely[:, 0] == lonely[:, 0]] = nan  # columns 0 and 2 never meet
    lonely[4, 2] = 2.5
    blank = holed(15, 10, 3)
    blank[3] = nan
    wide = holed(16, 30, 70, 0.2)
    sets = {
        "some": holed(11, 40, 4),
        "integers": holed(12, 60, 4, integers=True),
        "duplicates": np.repeat(holed(17, 8, 4, integers=True), 3, axis=0),
        "empty": empty,
        "lonely": lonely,
        "blank-row": blank,
        "wide": wide,
        "constant": np.where(np.isnan(holed(18, 9, 3)), nan, 4.0),
        "complete": np.round(np.random.RandomState(19).normal(size=(6, 3)), 2),
        "one-row": np.array([[1.0, nan, 3.0]]),
        "marked": np.where(np.isnan(holed(20, 25, 3, integers=True)), -1, holed(20, 25, 3, integers=True)),
    }
    cases = []
    listed = [{}, {"n_neighbors": 1}, {"n_neighbors": 3, "weights": "distance"}, {"n_neighbors": 100, "add_indicator": True},
              {"weights": inverse_square, "n_neighbors": 4}, {"keep_empty_features": True, "add_indicator": True, "n_neighbors": 2}]
    for name, X in sets.items():
        marker = {"missing_values": -1} if name == "marked" else {}
        for given in listed:
            m = KNNImputer(**given, **marker).fit(X)
            fresh = np.roll(X, 1, axis=1)[:20] if name != "one-row" else X
            shown = {key: value for key, value in given.items() if key != "weights" or isinstance(value, str)}
            cases.append({"data": name, "params": params(**shown, **marker), "weights": "function" if callable(given.get("weights")) else None,
                          "fresh": fresh, "transformed": m.transform(X), "fromFresh": m.transform(fresh), "names": names_of(m, X)})
    # Distances as wanted by a function: the number of columns that differ.
    X = sets["integers"]
    metric = lambda x, y, missing_values=nan: float(np.sum((x != y) & ~np.isnan(x) & ~np.isnan(y)))  # noqa: E731
    byMetric = KNNImputer(metric=metric, n_neighbors=3).fit(X).transform(X)
    record("impute/knn-imputer", cases, sets=sets, byMetric=byMetric, ties="np.argpartition was replaced by a stable sort")


def iterative():
    empty = holed(23, 24, 5)
    empty[:, 2] = nan
    blank = holed(24, 20, 4)
    blank[3] = nan
    constant = holed(25, 22, 4)
    constant[:, 1] = np.where(np.isnan(constant[:, 1]), nan, 7.0)
    double = holed(26, 24, 3)
    double = np.c_[double, double[:, 0]]
    late = holed(27, 30, 4)
    late[:, 3] = np.round(np.random.RandomState(1).normal(size=30), 3)
    marked = holed(28, 30, 4, integers=True)
    sets = {
        "some": holed(21, 40, 4),
        "more": holed(22, 60, 6, 0.15),
        "mostly": holed(29, 50, 4, 0.7),
        "empty": empty,
        "blank-row": blank,
        "constant": constant,
        "double": double,
        "late": late,
        "complete": np.round(np.random.RandomState(19).normal(size=(8, 3)), 2),
        "one-column": np.array([[1.0], [nan], [4.0]]),
        "one-row": np.array([[1.0, nan, 3.0]]),
        "few-rows": holed(30, 6, 8, 0.2),
        "offset": holed(31, 30, 3) + [1e4, -500.0, 0.0],
        "marked": np.where(np.isnan(marked), -1, marked),
    }
    cases = []

    def add(name, estimator=None, settings=None, **given):
        X = sets[name]
        if name == "marked":
            given["missing_values"] = -1
        makers = {"Ridge": Ridge, "LinearRegression": LinearRegression, "BayesianRidge": BayesianRidge, "DecisionTreeRegressor": DecisionTreeRegressor,
                  "KNeighborsRegressor": KNeighborsRegressor, "RandomForestRegressor": RandomForestRegressor}
        inner = None if estimator is None else makers[estimator](**(settings or {}))
        m = IterativeImputer(estimator=inner, random_state=given.pop("random_state", 0), **given)
        Z = m.fit_transform(X.copy())  # it may write into its input (scikit-learn 1.9, keep_empty_features and one row)
        fresh = X[::-1][:15].copy()
        if name != "marked":
            fresh[1 % len(fresh), 0] = nan
            fresh[0, -1] = nan
        sequence = [{"feature": s.feat_idx, "neighbors": s.neighbor_feat_idx} for s in m.imputation_sequence_]
        cases.append({"data": name, "estimator": estimator, "settings": params(**(settings or {})), "params": params(**given), "fresh": fresh,
                      "transformed": Z, "fromFresh": m.transform(fresh.copy()), "nIter": m.n_iter_, "sequence": sequence,
                      "lastCoef": getattr(m.imputation_sequence_[-1].estimator, "coef_", None) if sequence else None,
                      "names": list(m.get_feature_names_out())})

    for name in sets:
        add(name)
        add(name, add_indicator=True, keep_empty_features=True, max_iter=3, imputation_order="roman")
    for order in ["descending", "arabic", "random"]:
        add("more", imputation_order=order, max_iter=4)
        add("late", imputation_order=order, skip_complete=True, tol=1e-6, max_iter=20)
    for strategy in ["median", "most_frequent", "constant"]:
        add("more", initial_strategy=strategy, max_iter=2)
        add("empty", initial_strategy=strategy, fill_value=2.5, keep_empty_features=True, max_iter=2)
    add("more", max_iter=0, add_indicator=True)
    add("more", max_iter=1, tol=0.0)
    add("more", min_value=-0.5, max_value=0.25)
    add("more", min_value=[-1, -2, -3, -1, 0, 0], max_value=[1, 2, 3, 1, 5, np.inf])
    add("empty", min_value=[-1, -2, -3, -1, 0], max_value=1.5)
    add("empty", min_value=[-1, -2, -3, -1, 0], max_value=None, keep_empty_features=True)
    for seed in [0, 7]:
        add("more", n_nearest_features=2, random_state=seed, max_iter=3)
        add("more", n_nearest_features=5, random_state=seed, imputation_order="random", max_iter=3)
        add("more", sample_posterior=True, random_state=seed, max_iter=3)
        add("some", sample_posterior=True, random_state=seed, min_value=-1, max_value=[2, 1, 0.5, np.inf], max_iter=3)
        add("late", sample_posterior=True, random_state=seed, imputation_order="random", n_nearest_features=2, max_iter=3, skip_complete=True)
        cases[-1]["seed"] = cases[-2]["seed"] = cases[-3]["seed"] = cases[-4]["seed"] = cases[-5]["seed"] = seed
    add("constant", n_nearest_features=2, max_iter=2)
    add("more", "BayesianRidge", {"fit_intercept": False, "alpha_1": 0.1}, max_iter=3)
    add("more", "BayesianRidge", {"tol": 1e-8, "lambda_init": 2.0, "max_iter": 20}, max_iter=3)
    for name in ["more", "mostly"]:
        add(name, "Ridge", {"alpha": 2.0}, max_iter=3)
        add(name, "LinearRegression", max_iter=2)
        add(name, "DecisionTreeRegressor", {"random_state": 0, "max_depth": 4}, max_iter=3)
        add(name, "KNeighborsRegressor", {"n_neighbors": 3}, max_iter=3)
    add("more", "RandomForestRegressor", {"n_estimators": 3, "random_state": 0}, max_iter=2)
    record("impute/iterative-imputer", cases, sets=sets)


if __name__ == "__main__":
    indicators()
    iterative()
    np.argpartition = by_lowest_index
    knn()
