"""Caps of feature-engine's Winsorizer. Needs feature-engine beside requirements.txt; without it the fixture stays as it is."""
import importlib.metadata
import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import numpy as np
import pandas as pd
from recorder import params, record, shipped

try:
    from feature_engine.outliers import Winsorizer
except ImportError:
    print("outliers/winsorizer: not recorded, since feature-engine is not installed")
    sys.exit(0)

rng = np.random.RandomState(3)
iris, _ = shipped("iris", "species")
skewed = np.exp(rng.normal(0, 1.2, size=(41, 3))).round(4) * [1, 100, -1]
holed = skewed.copy()
holed[[2, 17, 30], [0, 1, 2]] = np.nan
whole = rng.randint(0, 9, size=(30, 2)).astype(float)
SETS = {"iris": iris, "skewed": skewed, "whole": whole, "holed": holed}
FOLDS = {"gaussian": ["auto", 1.5], "iqr": ["auto", 0.75], "mad": ["auto", 2], "quantiles": ["auto", 0.1]}


def answer(name, X, **given):
    columns = [f"c{j}" for j in range(X.shape[1])]
    fresh = (X[:12] * 1.7 - 1).round(4)
    frame = pd.DataFrame(X, columns=columns)
    model = Winsorizer(**given).fit(frame)
    out = model.transform(pd.DataFrame(fresh, columns=columns))
    return {
        "data": name,
        "params": params(**given),
        "fold": model.fold_,
        "leftTailCaps": [model.left_tail_caps_[c] for c in columns] if model.left_tail_caps_ else None,
        "rightTailCaps": [model.right_tail_caps_[c] for c in columns] if model.right_tail_caps_ else None,
        "fresh": fresh,
        "transformed": out.to_numpy(dtype=float),
        "names": list(out.columns),
    }


cases = []
for (name, X), method, tail in itertools.product(SETS.items(), FOLDS, ["right", "left", "both"]):
    for fold in FOLDS[method]:
        missing = "ignore" if name == "holed" else "raise"
        cases.append(answer(name, X, capping_method=method, tail=tail, fold=fold, missing_values=missing,
                            add_indicators=fold == "auto"))
record("outliers/winsorizer", cases, sets=SETS, feature_engine=importlib.metadata.version("feature_engine"))
