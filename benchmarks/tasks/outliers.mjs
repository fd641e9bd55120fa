import { load, timed } from "../task.mjs";

/** The share of outliers is the score. */
const shareOf = (labels) => labels.reduce((sum, label) => sum + (label < 0 ? 1 : 0), 0) / labels.length;

function detector(once) {
  return {
    small: "blobs_5k_10",
    large: "blobs_20k_10",
    prepare: (kit, data) => {
      const { X } = load(data);
      const matrix = new kit.Matrix(X.data, X.rows, X.columns);
      return { n: X.rows, d: X.columns, once: () => once(kit, matrix) };
    },
  };
}

export const tasks = {
  elliptic_envelope: detector(async (kit, X) => {
    const [fit, model] = await timed(() => new kit.EllipticEnvelope().fit(X));
    const [predict, labels] = await timed(() => model.predict(X));
    return [fit, predict, shareOf(labels)];
  }),
  local_outlier_factor: detector(async (kit, X) => {
    const [fit, labels] = await timed(() => new kit.LocalOutlierFactor().fitPredict(X));
    return [fit, 0, shareOf(labels)];
  }),
};
