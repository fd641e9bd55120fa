import { supervised } from "../task.mjs";

export const tasks = {
  bagging: supervised("clf_5k_20", "clf_25k_20", (kit) => new kit.BaggingClassifier({ randomState: 0 }), {
    jobs: "threads",
    likeWithLike: true,
  }),
};
