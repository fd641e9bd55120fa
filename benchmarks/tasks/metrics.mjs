import { load, timed } from "../task.mjs";

export const tasks = {
  roc_auc: {
    small: "metrics_10k",
    large: "metrics_1m",
    prepare: (kit, data) => {
      const { y: raw, score } = load(data);
      const y = Int32Array.from(raw);
      const once = async () => {
        const [fit, area] = await timed(() => kit.rocAucScore(y, score));
        return [fit, 0, area];
      };
      return { n: y.length, d: 1, once };
    },
  },
  classification_report: {
    small: "metrics_10k",
    large: "metrics_1m",
    prepare: (kit, data) => {
      const arrays = load(data);
      const [y, p] = [Int32Array.from(arrays.y10), Int32Array.from(arrays.p10)];
      const once = async () => {
        const [fit, report] = await timed(() => kit.classificationReport(y, p, { outputDict: true }));
        const [matrix] = await timed(() => kit.confusionMatrix(y, p));
        return [fit, matrix, report["macro avg"]["f1-score"] ?? report["macro avg"].f1Score];
      };
      return { n: y.length, d: 10, once };
    },
  },
};
