import { transformer } from "../task.mjs";

export const tasks = {
  simple_imputer_median: transformer(
    "miss_1k_10",
    "miss_500k_20",
    (kit) => new kit.SimpleImputer({ strategy: "median" }),
  ),
  iterative_imputer: transformer("miss_1k_10", "miss_20k_20", (kit) => new kit.IterativeImputer()),
  knn_imputer: transformer("miss_1k_10", "miss_5k_20", (kit) => new kit.KNNImputer()),
};
