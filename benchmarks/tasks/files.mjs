import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DATA, timed } from "../task.mjs";

const csvRead = {
  small: "csv_10k",
  large: "csv_100mb",
  prepare: (kit, data) => {
    const path = join(DATA, `${data}.csv`);
    const once = async () => {
      const [fit, frame] = await timed(() => kit.readCsv(path));
      const column = frame.column("f0");
      let sum = 0;
      for (const value of column) sum += value;
      return [fit, 0, sum];
    };
    return { n: JSON.parse(readFileSync(join(DATA, `${data}.json`), "utf8")).params.n, d: 17, once };
  },
};

export const tasks = {
  csv_read: csvRead,
  csv_read_polars: csvRead,
};
