"""Records MissingIndicator, KNNImputer and IterativeImputer: parity/fixtures/impute/*.json."""
import pathlib
import sys
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn.impute import KNNImputer, MissingIndicator

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


if __name__ == "__main__":
    indicators()
    np.argpartition = by_lowest_index
    knn()
