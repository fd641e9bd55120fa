import time

from task import generate_data, task


@task("elliptic_envelope", "blobs_5k_10", "blobs_20k_10")
def _envelope(data, size, n_jobs):
    from sklearn.covariance import EllipticEnvelope
    X = generate_data.load(data)["X"]

    def once():
        t0 = time.perf_counter()
        model = EllipticEnvelope(random_state=0).fit(X)
        t1 = time.perf_counter()
        labels = model.predict(X)
        t2 = time.perf_counter()
        return t1 - t0, t2 - t1, float((labels < 0).mean())
    return X.shape[0], X.shape[1], once


@task("local_outlier_factor", "blobs_5k_10", "blobs_20k_10")
def _factor(data, size, n_jobs):
    from sklearn.neighbors import LocalOutlierFactor
    X = generate_data.load(data)["X"]

    def once():
        t0 = time.perf_counter()
        labels = LocalOutlierFactor(n_jobs=n_jobs).fit_predict(X)
        return time.perf_counter() - t0, 0.0, float((labels < 0).mean())
    return X.shape[0], X.shape[1], once
