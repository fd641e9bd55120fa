import time

from task import generate_data, task


@task("smote", "imb_5k_20", "imb_200k_20")
def smote(data, size, n_jobs):
    import numpy as np
    from imblearn.over_sampling import SMOTE
    D = generate_data.load(data)
    X, y = D["X"], D["y"]

    def once():
        t0 = time.perf_counter()
        resampled, _ = SMOTE(random_state=0).fit_resample(X, y)
        t1 = time.perf_counter()
        return t1 - t0, 0.0, float(np.abs(resampled).sum())
    return X.shape[0], X.shape[1], once
