"""Records MissingIndicator, KNNImputer and IterativeImputer: parity/fixtures/impute/*.json."""
import pathlib
import sys
import warnings

import numpy as np
import scipy.sparse as sp
from sklearn.impute import MissingIndicator

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


if __name__ == "__main__":
    indicators()
