import { load, timed } from "../task.mjs";

export const tasks = {
  smote: {
    small: "imb_5k_20",
    large: "imb_200k_20",
    prepare: (kit, data) => {
      const { X, y } = load(data);
      const matrix = new kit.Matrix(X.data, X.rows, X.columns);
      const once = async () => {
        const [fit, resampled] = await timed(() => new kit.SMOTE({ randomState: 0 }).fitResample(matrix, y));
        return [fit, 0, resampled.X.data.reduce((sum, value) => sum + Math.abs(value), 0)];
      };
      return { n: X.rows, d: X.columns, once };
    },
  },
};
