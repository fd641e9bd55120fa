import { load, supervised, timed } from "../task.mjs";

export const tasks = {
  extra_trees_clf: supervised(
    "clf_5k_20",
    "clf_62k_20",
    (kit) => new kit.ExtraTreesClassifier({ randomState: 0 }),
    { jobs: "threads", likeWithLike: true },
  ),
  extra_trees_reg: supervised(
    "reg_1k_20",
    "reg_5k_20",
    (kit) => new kit.ExtraTreesRegressor({ randomState: 0 }),
    { regression: true, jobs: "threads", likeWithLike: true },
  ),
  isolation_forest: {
    small: "clf_5k_20",
    large: "clf_500k_20",
    jobs: "threads",
    likeWithLike: true,
    prepare: (kit, data) => {
      const { X } = load(data);
      const matrix = new kit.Matrix(X.data, X.rows, X.columns);
      const once = async () => {
        const [fit, model] = await timed(() => new kit.IsolationForest({ randomState: 0 }).fit(matrix));
        const [score, scores] = await timed(() => model.scoreSamples(matrix));
        return [fit, score, scores.reduce((sum, value) => sum + value, 0) / scores.length];
      };
      return { n: X.rows, d: X.columns, once };
    },
  },
};
