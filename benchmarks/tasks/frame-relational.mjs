import { load, timed } from "../task.mjs";

/** Sum of the absolute values of the columns that are no keys. */
function size(frame) {
  let total = 0;
  for (const column of frame.columns) {
    if (["key", "code"].includes(column.name)) continue;
    let sum = 0;
    for (const value of column.values) sum += Math.abs(value);
    total += sum;
  }
  return total;
}

function relational(work, { category = false } = {}) {
  const prepare = (kit, data) => {
    const { key, code, x, right: rightKey, z } = load(data);
    const columns = [new kit.NumberColumn("key", key), new kit.NumberColumn("x", x)];
    if (category) {
      const codes = Int16Array.from(code);
      const levels = Array.from(
        { length: codes.reduce((most, c) => Math.max(most, c), 0) + 1 },
        (_, i) => `c${i}`,
      );
      columns.push(new kit.CategoryColumn("code", codes, levels));
    }
    const frame = new kit.Frame(columns);
    const right = new kit.Frame([new kit.NumberColumn("key", rightKey), new kit.NumberColumn("z", z)]);
    const once = async () => {
      const [fit, result] = await timed(() => work(frame, right));
      return [fit, 0, size(result)];
    };
    return { n: frame.rows, d: columns.length, once };
  };
  return { small: "relational_100k", large: "relational_5m", prepare };
}

const statistics = { mean: ["x", "mean"], sum: ["x", "sum"], std: ["x", "std"] };

export const tasks = {
  frame_group_number: relational((frame) => frame.groupBy("key").agg(statistics)),
  frame_group_category: relational((frame) => frame.groupBy("code").agg(statistics), { category: true }),
  frame_group_median: relational((frame) => frame.groupBy("key").agg({ median: ["x", "median"] })),
  frame_merge_left: relational((frame, right) => frame.merge(right, { on: "key", how: "left" })),
  frame_merge_inner: relational((frame, right) => frame.merge(right, { on: "key" })),
  frame_sort: relational((frame) => frame.sortValues("x")),
};
