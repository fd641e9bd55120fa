import time
import warnings

from task import generate_data, task


def categories(data):
    import numpy as np, pandas as pd
    C = generate_data.load(data)["codes"].astype(int)
    frame = pd.DataFrame({f"c{j}": np.array([f"c{j}_{v:02d}" for v in range(k)], dtype=object)[C[:, j]]
                          for j, k in enumerate(generate_data.CARD)})
    return frame, np.arange(len(C)) * 7919 % 1000 / 1000 + C[:, 4] / 50


@task("ordinal_encoder", "cats_10k", "cats_1m")
def _ordinal(data, size, n_jobs):
    from sklearn.preprocessing import OrdinalEncoder
    frame, _ = categories(data)

    def once():
        encoder = OrdinalEncoder()
        t0 = time.perf_counter()
        encoder.fit(frame)
        t1 = time.perf_counter()
        Z = encoder.transform(frame)
        t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float(Z.sum())
    return len(frame), 5, once


# fit_transform (cross-fitted) in the first part, transform in the second
@task("target_encoder", "cats_10k", "cats_1m")
def _target(data, size, n_jobs):
    from sklearn.preprocessing import TargetEncoder
    warnings.simplefilter("ignore")  # random_state is deprecated in favour of a splitter
    frame, y = categories(data)

    def once():
        encoder = TargetEncoder(random_state=0)
        t0 = time.perf_counter()
        X = encoder.fit_transform(frame, y)
        t1 = time.perf_counter()
        Z = encoder.transform(frame)
        t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float(X.sum() + Z.sum())
    return len(frame), 5, once
