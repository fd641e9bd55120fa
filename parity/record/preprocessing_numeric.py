"""Transformers of numeric columns: robust and other scalers, norms, quantiles, powers, polynomials, bins.

Run: python parity/record/preprocessing_numeric.py
"""
import pathlib
import sys
import warnings

import numpy as np
import scipy.sparse as sp
from scipy import stats
from sklearn.preprocessing import Binarizer, FunctionTransformer, KBinsDiscretizer, MaxAbsScaler, Normalizer, PolynomialFeatures, PowerTransformer, QuantileTransformer, RobustScaler

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import params, record, shipped  # noqa: E402

warnings.simplefilter("ignore")
nan = float("nan")


def numeric_sets():
    rng = np.random.RandomState(0)
    holed = rng.normal(3, 2, size=(101, 4)).round(5)
    holed[rng.uniform(size=holed.shape) < 0.15] = nan
    sparse = np.where(rng.uniform(size=(40, 5)) < 0.3, rng.normal(size=(40, 5)).round(3), 0)
    sparse[:, 4] = 0
    return {
        "wine": shipped("wine", "cultivar")[0][::3],
        "scales": rng.normal(size=(64, 4)).round(6) * [1, 1e-3, 1e6, 1e-20] + [0, 5, 1e8, 0],
        "holed": holed,
        "ties": rng.randint(-2, 3, size=(50, 3)).astype(float),
        "skewed": rng.exponential(size=(80, 3)).round(6) ** [1, 3, 0.5],
        "constant": np.column_stack([np.full(20, 0.1), np.full(20, 1e30), np.arange(20.0), np.zeros(20), np.full(20, -7.3)]),
        "two-values": np.column_stack([np.arange(12.0) % 2, np.where(np.arange(12) < 11, -1.0, 1e5)]),
        "empty-column": np.array([[1.0, nan, 3.0], [2.0, nan, nan], [4.0, nan, 3.0]]),
        "one-row": np.array([[1.5, -2.0, 0.0]]),
        "huge": np.array([[1e308, 1e-310, -1e300], [-1e307, 3e-310, 1.0], [2.0, 0.0, 1e300], [5.0, 5e-310, 0.0]]),
        "sparse": sparse,
        "positive": np.where(rng.uniform(size=(70, 4)) < 0.1, nan, rng.lognormal(size=(70, 4)) * [1, 1e-9, 1e9, 1] + [0, 0, 0, 40]),
        "counts": np.where(rng.uniform(size=(60, 4)) < 0.4, rng.poisson(3, size=(60, 4)), 0).astype(float),
    }


SETS = numeric_sets()
FINITE = [name for name, X in SETS.items() if not np.isnan(X).any()]


def dense(value):
    return value.toarray() if sp.issparse(value) else value


def fresh_rows(X):
    return np.vstack([X[:3] * 1.5 + 0.25, X[-1:], X[: 2]])


def case(estimator, name, given, attributes=(), sparse=False, fresh=None, y=None):
    """One fitted model: its attributes, what it makes of other rows and what it makes of that again."""
    X = SETS[name]
    fresh = (X[:7] if sparse else fresh_rows(X)) if fresh is None else fresh
    as_given = sp.csr_matrix if sparse else np.asarray
    model = estimator(**given).fit(as_given(X))
    Z = model.transform(as_given(fresh))
    answer = {
        "estimator": estimator.__name__,
        "data": name,
        "params": params(**{key: value for key, value in given.items() if key != "random_state"}),
        "sparse": sparse,
        "attributes": {a: getattr(model, a) for a in attributes},
        "fresh": fresh,
        "transformed": dense(Z),
        "names": list(model.get_feature_names_out()),
    }
    if hasattr(model, "inverse_transform"):
        answer["inverse"] = dense(model.inverse_transform(as_given(dense(Z)) if sparse else Z))
    return answer


def scalers():
    cases = []
    for name in SETS:
        cases.append(case(MaxAbsScaler, name, {}, ["max_abs_", "scale_"]))
        cases.append(case(MaxAbsScaler, name, {"clip": True}, ["scale_"]))
        for given in (
            {},
            {"with_centering": False},
            {"with_scaling": False},
            {"quantile_range": (10.0, 90.0), "unit_variance": True},
            {"quantile_range": (0.0, 100.0)},
            {"quantile_range": (33.3, 33.3)},
        ):
            cases.append(case(RobustScaler, name, given, ["center_", "scale_"]))
    for name in ("sparse", "counts"):
        cases.append(case(MaxAbsScaler, name, {}, ["max_abs_", "scale_"], sparse=True))
        cases.append(case(RobustScaler, name, {"with_centering": False}, ["scale_"], sparse=True))
        cases.append(case(RobustScaler, name, {"with_centering": False, "quantile_range": (5.0, 95.0)}, ["scale_"], sparse=True))
    record("preprocessing/robust-scalers", cases, sets=SETS)


def rows():
    cases = []
    for name in FINITE:
        for norm in ("l1", "l2", "max"):
            cases.append(case(Normalizer, name, {"norm": norm}))
            if name in ("sparse", "counts"):
                cases.append(case(Normalizer, name, {"norm": norm}, sparse=True))
        for threshold in (0.0, 1.5, -0.5):
            cases.append(case(Binarizer, name, {"threshold": threshold}))
        if name in ("sparse", "counts"):
            cases.append(case(Binarizer, name, {"threshold": 0.5}, sparse=True))
    record("preprocessing/normalizer-binarizer", cases)


def blurred(item):
    """Columns whose transformed values differ in their last ten digits only: rounding blurs the likelihood that scipy maximises."""
    X = SETS[item["data"]]
    columns = []
    for j, power in enumerate(item["attributes"]["lambdas_"]):
        x = X[~np.isnan(X[:, j]), j]
        y = stats.yeojohnson(x, power) if item["params"].get("method") != "box-cox" else np.log(x)
        if np.std(y) < 1e-5 * np.max(np.abs(y)):
            columns.append(j)
    return columns


def powers():
    cases = []
    for name in ("wine", "holed", "ties", "skewed", "constant", "two-values", "counts"):
        for standardize in (True, False):
            cases.append(case(PowerTransformer, name, {"standardize": standardize}, ["lambdas_"], fresh=SETS[name][1:9]))
    for name in ("wine", "skewed", "positive"):
        for standardize in (True, False):
            cases.append(case(PowerTransformer, name, {"method": "box-cox", "standardize": standardize}, ["lambdas_"], fresh=SETS[name][1:9]))
    for item in cases:
        item["blurred"] = blurred(item)
    record(
        "preprocessing/power-transformer",
        cases,
        why="The likelihood is flat at its maximum: both searches end within 1e-8 of it, relative to its curvature.",
    )


def quantile_maps():
    cases = []
    for name in SETS:
        if name == "huge":
            continue
        for given in (
            {"n_quantiles": 10},
            {"n_quantiles": 7, "output_distribution": "normal"},
            {"output_distribution": "normal"},
            {"n_quantiles": 5, "subsample": 8, "random_state": 3},
            {"n_quantiles": 1},
        ):
            attributes = ["quantiles_", "references_"] if given.get("n_quantiles", 0) in (5, 10) else []
            item = case(QuantileTransformer, name, {"random_state": 0, **given}, attributes)
            cases.append(item | {"params": params(**given)})
    for name in ("sparse", "counts"):
        for given in (
            {"n_quantiles": 9, "ignore_implicit_zeros": True},
            {"n_quantiles": 6, "subsample": 7, "random_state": 5, "ignore_implicit_zeros": True},
            {"n_quantiles": 6, "subsample": 12, "random_state": 5, "output_distribution": "normal"},
        ):
            if name == "counts" or given.get("ignore_implicit_zeros"):
                item = case(QuantileTransformer, name, {"random_state": 0, **given}, ["quantiles_"], sparse=True)
                cases.append(item | {"params": params(**given)})
    record("preprocessing/quantile-transformer", cases)


def bins():
    cases = []
    rng = np.random.RandomState(4)

    def add(name, given, weight=None):
        X = SETS[name]
        model = KBinsDiscretizer(**{"random_state": 0, **given}).fit(X, sample_weight=weight)
        fresh = fresh_rows(X)
        Z = model.transform(fresh)
        cases.append(
            {
                "estimator": "KBinsDiscretizer",
                "data": name,
                "params": params(**given),
                "sampleWeight": weight,
                "nBins": model.n_bins_,
                "binEdges": list(model.bin_edges_),
                "fresh": fresh,
                "transformed": dense(Z),
                "inverse": model.inverse_transform(Z),
                "names": list(model.get_feature_names_out()),
            }
        )

    methods = ("inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased")
    for name in FINITE:
        if name in ("huge", "scales"):  # of a range narrower than 1e-8 scikit-learn keeps no bin at all
            continue
        n = len(SETS[name])
        for strategy in ("uniform", "quantile", "kmeans"):
            if strategy != "kmeans" or name != "two-values":
                add(name, {"strategy": strategy, "encode": "ordinal"})
            add(name, {"strategy": strategy, "n_bins": 3, "encode": "onehot-dense"}, (np.arange(n) % 3 + 0.5))
        if name not in ("wine", "ties", "sparse", "counts", "two-values"):  # among equal distances the processor decides
            add(name, {"n_bins": 9, "strategy": "kmeans", "encode": "ordinal"})
    for method in methods:
        add("skewed", {"quantile_method": method, "n_bins": 4, "encode": "ordinal"})
        add("ties", {"quantile_method": method, "n_bins": 4, "encode": "ordinal"})
    holes = (rng.uniform(size=80) < 0.7).astype(float)
    for strategy in ("uniform", "quantile", "kmeans"):
        if strategy != "kmeans":
            add("skewed", {"strategy": strategy, "n_bins": [2, 5, 7]}, holes)
        add("skewed", {"strategy": strategy, "subsample": 30, "random_state": 7, "encode": "ordinal"})
        add("skewed", {"strategy": strategy, "subsample": 30, "random_state": 7, "encode": "ordinal"}, rng.uniform(size=80))
    add("skewed", {"quantile_method": "inverted_cdf"}, rng.randint(0, 3, size=80).astype(float))
    add("ties", {"n_bins": 3}, rng.randint(0, 2, size=50).astype(float))
    record("preprocessing/k-bins-discretizer", cases, why="Names of bins follow JavaScript: 1 for 1.0.")


def polynomials():
    cases = []
    for name in ("ties", "scales", "one-row", "sparse"):
        for given in (
            {},
            {"degree": 3, "interaction_only": True},
            {"degree": (2, 3), "include_bias": False},
            {"degree": (0, 1)},
            {"degree": 4},
            {"degree": (3, 4), "interaction_only": True},
            {"degree": 0},
        ):
            for sparse in (False, True) if name == "sparse" else (False,):
                fresh = SETS[name][:3]
                cases.append(case(PolynomialFeatures, name, given, sparse=sparse, fresh=fresh))
    record("preprocessing/polynomial-features", cases)


def functions():
    """Functions are named as learnkit's names; `other` is a function of one's own, x / (1 + |x|) by element."""
    other = lambda X: X / (1 + np.abs(X))
    named = {"log1p": np.log1p, "expm1": np.expm1, "sqrt": np.sqrt, "log": np.log, "exp": np.exp, "square": np.square, "abs": np.abs, "other": other, None: None}
    pairs = [(None, None), ("log1p", "expm1"), ("sqrt", "square"), ("log", "exp"), ("abs", None), ("square", "sqrt"), ("other", None)]
    cases = []
    for name in ("ties", "skewed", "one-row"):
        for func, inverse in pairs:
            X = np.abs(SETS[name]) + (0.5 if func == "log" else 0)
            for validate in (False, True):
                model = FunctionTransformer(named[func], inverse_func=named[inverse], validate=validate, feature_names_out="one-to-one", check_inverse=False).fit(X)
                Z = model.transform(X)
                cases.append({"func": func, "inverseFunc": inverse, "validate": validate, "X": X, "transformed": Z, "inverse": model.inverse_transform(Z),
                              "names": list(model.get_feature_names_out())})
    record("preprocessing/function-transformer", cases)


if __name__ == "__main__":
    scalers()
    rows()
    powers()
    quantile_maps()
    bins()
    polynomials()
    functions()
