import time

from task import generate_data, task


def under_sampler(name, small, large, sampler, **given):
    """The number of the row that each kept row was, times its place, is the score: it tells other rows and another order."""
    @task(name, small, large)
    def run(data, size, n_jobs):
        import numpy as np
        from imblearn import under_sampling
        D = generate_data.load(data)
        X, y = D["X"], D["y"].astype(int)
        jobs = {} if sampler == "RandomUnderSampler" else {"n_jobs": n_jobs}

        def once():
            model = getattr(under_sampling, sampler)(**given, **jobs)
            t0 = time.perf_counter()
            model.fit_resample(X, y)
            t1 = time.perf_counter()
            index = model.sample_indices_
            return t1 - t0, 0.0, float((index * (np.arange(len(index)) % 97 + 1.0)).sum())
        return X.shape[0], X.shape[1], once


under_sampler("random_under_sampler", "imb_5k_20", "imb_200k_20", "RandomUnderSampler", random_state=0)
under_sampler("near_miss", "imb_5k_20", "imb_200k_20", "NearMiss")
under_sampler("tomek_links", "imb_5k_20", "imb_50k_20", "TomekLinks")
under_sampler("edited_nearest_neighbours", "imb_5k_20", "imb_50k_20", "EditedNearestNeighbours")
under_sampler("condensed_nearest_neighbour", "imb_5k_20", "imb_5k_20", "CondensedNearestNeighbour", random_state=0)
under_sampler("one_sided_selection", "imb_5k_20", "imb_20k_20", "OneSidedSelection", random_state=0)
under_sampler("neighbourhood_cleaning_rule", "imb_5k_20", "imb_20k_20", "NeighbourhoodCleaningRule")
