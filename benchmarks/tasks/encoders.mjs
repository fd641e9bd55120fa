import { load, timed } from "../task.mjs";

const LEVELS = [3, 5, 12, 26, 50];

/** The frame of texts that python/encoders.py makes, and its target of numbers. */
function categories(kit, data) {
  const { codes } = load(data);
  const columns = LEVELS.map((levels, j) => {
    const names = Array.from({ length: levels }, (_, v) => `c${j}_${String(v).padStart(2, "0")}`);
    const texts = Array.from({ length: codes.rows }, (_, i) => names[codes.data[i * LEVELS.length + j]]);
    return kit.CategoryColumn.from(`c${j}`, texts);
  });
  const y = Float64Array.from(
    { length: codes.rows },
    (_, i) => ((i * 7919) % 1000) / 1000 + codes.data[i * LEVELS.length + 4] / 50,
  );
  return { frame: new kit.Frame(columns), y };
}

const sumOf = (Z) => Z.data.reduce((sum, value) => sum + value, 0);

export const tasks = {
  ordinal_encoder: {
    small: "cats_10k",
    large: "cats_1m",
    prepare: (kit, data) => {
      const { frame } = categories(kit, data);
      const once = async () => {
        const [fit, model] = await timed(() => new kit.OrdinalEncoder().fit(frame));
        const [transform, Z] = await timed(() => model.transform(frame));
        return [fit, transform, sumOf(Z)];
      };
      return { n: frame.rows, d: LEVELS.length, once };
    },
  },
  // fit_transform (cross-fitted) in the first part, transform in the second
  target_encoder: {
    small: "cats_10k",
    large: "cats_1m",
    prepare: (kit, data) => {
      const { frame, y } = categories(kit, data);
      const once = async () => {
        const encoder = new kit.TargetEncoder();
        const [fit, { model, X }] = await timed(() => encoder.fitTransform(frame, y));
        const [transform, Z] = await timed(() => model.transform(frame));
        return [fit, transform, sumOf(X) + sumOf(Z)];
      };
      return { n: frame.rows, d: LEVELS.length, once };
    },
  },
};
