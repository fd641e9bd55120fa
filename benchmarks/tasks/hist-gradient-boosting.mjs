import { supervised } from "../task.mjs";

const boosting = (kit) => new kit.HistGradientBoostingClassifier({ randomState: 0, earlyStopping: false });

export const tasks = {
  hist_gradient_boosting: supervised("clf_5k_20", "clf_500k_20", boosting),
  // Another algorithm of the same kind: its trees, and with them a few labels, differ.
  lightgbm: supervised("clf_5k_20", "clf_500k_20", boosting, { tolerance: 5e-3 }),
};
