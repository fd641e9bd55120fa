import { load, timed, transformer } from "../task.mjs";

const LEVELS = [3, 5, 12, 26, 50];

export const tasks = {
  one_hot_encoder: {
    small: "cats_10k",
    large: "cats_1m",
    prepare: (kit, data) => {
      const { codes } = load(data);
      const columns = LEVELS.map((levels, j) => {
        const names = Array.from({ length: levels }, (_, v) => `c${j}_${String(v).padStart(2, "0")}`);
        const texts = Array.from({ length: codes.rows }, (_, i) => names[codes.data[i * LEVELS.length + j]]);
        return kit.CategoryColumn.from(`c${j}`, texts);
      });
      const frame = new kit.Frame(columns);
      const once = async () => {
        const encoder = new kit.OneHotEncoder({ handleUnknown: "ignore" });
        const [fit, model] = await timed(() => encoder.fit(frame));
        const [transform, Z] = await timed(() => model.transform(frame));
        let score = 0;
        for (let k = 0; k < Z.indices.length; k++) if (Z.indices[k] === 0) score += Z.data[k];
        return [fit, transform, score];
      };
      return { n: codes.rows, d: LEVELS.length, once };
    },
  },
  minmax_scaler: transformer("num_10k_20", "num_1m_20", (kit) => new kit.MinMaxScaler()),
  standard_scaler: transformer("num_10k_20", "num_1m_20", (kit) => new kit.StandardScaler()),
  max_abs_scaler: transformer("num_10k_20", "num_1m_20", (kit) => new kit.MaxAbsScaler()),
  robust_scaler: transformer("num_10k_20", "num_1m_20", (kit) => new kit.RobustScaler()),
  quantile_transformer: transformer("num_10k_20", "num_1m_20", (kit) => new kit.QuantileTransformer()),
  power_transformer: transformer("num_10k_20", "clf_25k_20", (kit) => new kit.PowerTransformer()),
  polynomial_features: transformer("num_10k_20", "clf_25k_20", (kit) => new kit.PolynomialFeatures()),
  k_bins_discretizer: transformer(
    "num_10k_20",
    "num_1m_20",
    (kit) => new kit.KBinsDiscretizer({ encode: "ordinal" }),
  ),
};
