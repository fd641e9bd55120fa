import time

from task import generate_data, sk, task, transformer


@task("one_hot_encoder", "cats_10k", "cats_1m")
def _one_hot(data, size, n_jobs):
    import numpy as np, pandas as pd
    from sklearn.preprocessing import OneHotEncoder
    C = generate_data.load(data)["codes"].astype(int)
    frame = pd.DataFrame({f"c{j}": np.array([f"c{j}_{v:02d}" for v in range(k)], dtype=object)[C[:, j]]
                          for j, k in enumerate(generate_data.CARD)})

    def once():
        encoder = OneHotEncoder(handle_unknown="ignore")
        t0 = time.perf_counter()
        encoder.fit(frame)
        t1 = time.perf_counter()
        Z = encoder.transform(frame)
        t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float(Z[:, 0].sum())
    return len(frame), 5, once


transformer("minmax_scaler", "num_10k_20", "num_1m_20", sk("preprocessing", "MinMaxScaler"))
transformer("standard_scaler", "num_10k_20", "num_1m_20", sk("preprocessing", "StandardScaler"))
transformer("max_abs_scaler", "num_10k_20", "num_1m_20", sk("preprocessing", "MaxAbsScaler"))
transformer("robust_scaler", "num_10k_20", "num_1m_20", sk("preprocessing", "RobustScaler"))
transformer("quantile_transformer", "num_10k_20", "num_1m_20", sk("preprocessing", "QuantileTransformer", random_state=0))
transformer("power_transformer", "num_10k_20", "clf_25k_20", sk("preprocessing", "PowerTransformer"))
transformer("polynomial_features", "num_10k_20", "clf_25k_20", sk("preprocessing", "PolynomialFeatures"))
transformer("k_bins_discretizer", "num_10k_20", "num_1m_20", sk("preprocessing", "KBinsDiscretizer", encode="ordinal", random_state=0))
