"""Column transformers and pipelines.

Run: python parity/record/compose.py
"""
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.compose import ColumnTransformer, make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from recorder import DATASETS, record  # noqa: E402

warnings.simplefilter("ignore")
NUMBERS = ["horsepower", "weight_in_lbs", "acceleration"]


def cars():
    frame = pd.read_csv(DATASETS / "cars.csv").iloc[::3].reset_index(drop=True)
    frame = frame[["cylinders", *NUMBERS, "origin", "miles_per_gallon"]]
    frame["heavy"] = frame["weight_in_lbs"] > 3000
    frame.loc[::17, "origin"] = np.nan
    return frame[frame["miles_per_gallon"].notna()].reset_index(drop=True)


def prepare(**options):
    """The same preparation that the test builds."""
    numbers = Pipeline([("impute", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    codes = Pipeline(
        [("impute", SimpleImputer(strategy="most_frequent")), ("encode", OneHotEncoder(handle_unknown="ignore"))]
    )
    return ColumnTransformer([("numbers", numbers, NUMBERS), ("codes", codes, ["origin"])], **options)


def columns_of(frame):
    return {n: [None if isinstance(v, float) and v != v else (v.item() if hasattr(v, "item") else v) for v in frame[n]] for n in frame}


def transformers(frame):
    X = frame.drop(columns="miles_per_gallon")
    encoder = OneHotEncoder()
    settings = {
        "drop the rest": prepare(),
        "pass the rest": prepare(remainder="passthrough", sparse_threshold=0),
        "scale the rest": ColumnTransformer([("codes", encoder, ["origin"])], remainder=MinMaxScaler()),
        "weights and plain names": ColumnTransformer(
            [("numbers", MinMaxScaler(), NUMBERS), ("codes", encoder, ["origin"])],
            transformer_weights={"numbers": 10, "codes": 0.5},
            verbose_feature_names_out=False,
        ),
        "formatted names": ColumnTransformer(
            [("b", MinMaxScaler(), ["acceleration"]), ("a", "passthrough", ["cylinders"]), ("c", "drop", ["heavy"])],
            verbose_feature_names_out="{feature_name}<{transformer_name}",
        ),
        "by type": make_column_transformer(
            (StandardScaler(), make_column_selector(dtype_include="number")),
            (OneHotEncoder(drop="first"), make_column_selector(pattern="^orig")),
            ("drop", ["heavy"]),
            remainder="passthrough",
            sparse_threshold=1,
        ),
        "positions": ColumnTransformer([("last", "passthrough", [-1, 2]), ("first", MinMaxScaler(), [0])], remainder="drop"),
    }
    cases = []
    for name, estimator in settings.items():
        Z = estimator.fit_transform(X)
        again = estimator.transform(X.iloc[:7][list(reversed(X.columns))])
        dense = lambda M: np.asarray(M.toarray() if sp.issparse(M) else M, dtype=float)  # noqa: E731
        cases.append(
            {
                "title": name,
                "sparse": bool(sp.issparse(Z)),
                "names": list(estimator.get_feature_names_out()),
                "head": dense(Z)[:12],
                "sum": dense(Z).sum(axis=0),
                "again": dense(again),
                "outputIndices": {k: [s.start, s.stop] for k, s in estimator.output_indices_.items()},
            }
        )
    return cases


def pipelines(frame):
    X = frame.drop(columns="miles_per_gallon")
    y = frame["miles_per_gallon"].to_numpy()
    heavy = np.where(frame["heavy"], "yes", "no").astype(object)
    ridge = Pipeline([("prepare", prepare()), ("model", Ridge(alpha=2.0))]).fit(X, y)
    weight = np.arange(len(y)) % 3 + 0.5
    weighted = Pipeline([("prepare", prepare(sparse_threshold=0)), ("model", Ridge())]).fit(X, y, model__sample_weight=weight)
    logistic = Pipeline([("prepare", prepare()), ("none", "passthrough"), ("model", LogisticRegression(tol=1e-10, max_iter=10000))])
    logistic.fit(X.drop(columns="weight_in_lbs").assign(weight_in_lbs=0.0)[X.columns], heavy)
    flat = X.drop(columns="weight_in_lbs").assign(weight_in_lbs=0.0)[X.columns]
    made = make_pipeline(SimpleImputer(), MinMaxScaler(), Ridge()).fit(X[NUMBERS], y)
    return {
        "ridge": {"predicted": ridge.predict(X), "score": ridge.score(X, y), "coef": ridge[-1].coef_},
        "weighted": {"sampleWeight": weight, "predicted": weighted.predict(X)},
        "logistic": {
            "classes": list(logistic.classes_),
            "predicted": list(logistic.predict(flat)),
            "probabilities": logistic.predict_proba(flat),
            "decision": logistic.decision_function(flat),
            "score": logistic.score(flat, heavy),
        },
        "made": {"names": [n for n, _ in made.steps], "predicted": made.predict(X[NUMBERS])},
    }


if __name__ == "__main__":
    frame = cars()
    record("compose/cars", transformers(frame), columns=columns_of(frame), pipelines=pipelines(frame))
