"""KMeans and ClusterCentroids of sparse rows, on one thread, because the order in which rows are added depends on their number."""
import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))

import imblearn
import numpy as np
from imblearn.under_sampling import ClusterCentroids
from recorder import params, record
from scipy import sparse
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")


def sparse_centroids():
    """Centroids of sparse rows, which scikit-learn clusters without centring them, on one thread."""
    r = np.random.RandomState(21)
    cases = []
    for _ in range(24):
        n, d = r.randint(12, 60), r.randint(1, 20)
        values = r.randn(n, d).round(3) if r.uniform() < 0.6 else r.randint(-3, 4, (n, d)).astype(float)
        X = np.where(r.uniform(size=(n, d)) < r.uniform(0.1, 1), values, 0.0)
        y = (r.uniform(size=n) < r.uniform(0.1, 0.4)).astype(int)
        y[:4] = [0, 0, 1, 1]
        voting = ["soft", "hard", "auto"][r.randint(3)]
        kmeans = {} if r.uniform() < 0.5 else {"n_init": int(r.randint(1, 4)), "init": ["k-means++", "random"][r.randint(2)], "max_iter": int(r.randint(1, 30))}
        seed = int(r.randint(1000))
        sampler = ClusterCentroids(voting=voting, random_state=seed, estimator=KMeans(random_state=seed, **kmeans))
        rows, labels = sampler.fit_resample(sparse.csr_matrix(X), y)
        model = KMeans(n_clusters=3, random_state=seed, **kmeans).fit(sparse.csr_matrix(X))
        cases.append({"X": X, "y": y, "voting": voting, "seed": seed, "kmeans": params(**kmeans), "rows": rows.toarray(), "labels": labels, "clusters": model.labels_, "centers": model.cluster_centers_, "inertia": model.inertia_, "nIter": model.n_iter_})
    return cases


record("cluster/sparse", sparse_centroids(), imbalanced_learn=imblearn.__version__)
