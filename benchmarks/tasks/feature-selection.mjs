import { headRows, load, timed, transformer } from "../task.mjs";

/** fit_s scores the features, predict_s takes the best; the score is the sum of the features' scores. */
function selector(small, large, make, rows) {
  const prepare = (kit, data, size) => {
    const { X: all, y: labels } = load(data);
    const count = rows?.[size] ?? all.rows;
    const X = headRows(kit, all, 0, count);
    const y = labels.slice(0, count);
    const once = async () => {
      const [fit, model] = await timed(() => make(kit).fit(X, y));
      const [transform] = await timed(() => model.transform(X));
      return [fit, transform, model.scores.reduce((sum, value) => sum + value, 0)];
    };
    return { n: X.rows, d: X.columns, once };
  };
  return { small, large, prepare };
}

const BEST = 5;

export const tasks = {
  variance_threshold: transformer(
    "num_10k_20",
    "num_1m_20",
    (kit) => new kit.VarianceThreshold({ threshold: 0.5 }),
  ),
  select_k_best_f_classif: selector("clf_2k_20", "clf_500k_20", (kit) => new kit.SelectKBest({ k: BEST })),
  mutual_info_classif: selector(
    "clf_2k_20",
    "clf_25k_20",
    (kit) => new kit.SelectKBest({ scoreFunc: "mutual_info_classif", k: BEST }),
  ),
};
