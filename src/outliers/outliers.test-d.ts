import { test } from "vitest";
import type { Matrix } from "../core/matrix.js";
import { iqrFences } from "./iqr-fences.js";
import { Winsorizer } from "./winsorizer.js";
import { zscore, zscoreOutliers } from "./zscore.js";

test("scores, masks and caps", async () => {
  zscore([1, null]) satisfies Float64Array;
  zscoreOutliers(Float64Array.of(1)) satisfies boolean[];
  iqrFences([1]).upper satisfies number;
  // @ts-expect-error text has no score
  zscore(["a"]);
  // @ts-expect-error a misspelt option
  zscoreOutliers([1], { treshold: 3 });
  (await (await new Winsorizer({ tail: "both" }).fit([[1]])).transform([[1]])) satisfies Matrix;
  // @ts-expect-error no such tail
  new Winsorizer({ tail: "upper" });
  // @ts-expect-error a misspelt hyper-parameter
  new Winsorizer({ capingMethod: "iqr" });
});
