import { execFileSync } from "node:child_process";
import { timed } from "../task.mjs";

/** Stands in the file that starts a fresh process for the task `import`. */
const FIRST_FIT = `
import { RandomForestClassifier } from "learnkit";
await new RandomForestClassifier({ nEstimators: 10 }).fit([[0], [1], [2], [3]], [0, 0, 1, 1]);
`;

export const tasks = {
  import: {
    small: "-",
    large: "-",
    prepare: () => {
      const once = async () => {
        const [fit] = await timed(() =>
          execFileSync(process.execPath, ["--input-type=module", "-e", FIRST_FIT], {
            cwd: new URL("../..", import.meta.url),
          }),
        );
        return [fit, 0, 0];
      };
      return { n: 4, d: 1, once };
    },
  },
};
