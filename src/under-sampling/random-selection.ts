import { classRows } from "../base/class-rows.js";
import type { RandomState } from "../core/random-state.js";
import { takeIndices } from "../core/row-indices.js";
import { selectByClass } from "./classed-samples.js";

/**
 * Rows left after as many of each targeted class as its target says were drawn at random.
 *
 * Cost: O(n).
 *
 * @param codes class of each sample, shape (nSamples).
 * @param targets number of rows to draw of each targeted class.
 * @param replacement whether a row may be drawn twice.
 * @returns indices, class by class; those of a targeted class in the order of the draw.
 */
export function selectAtRandom(
  codes: Int32Array,
  nClasses: number,
  targets: ReadonlyMap<number, number>,
  replacement: boolean,
  random: RandomState,
): Promise<Int32Array> {
  return selectByClass(classRows(codes, nClasses), targets, (code, rows) =>
    takeIndices(rows, random.choice(rows.length, targets.get(code)!, { replace: replacement })),
  );
}
