import { classRows, countClasses } from "../base/class-rows.js";
import { plural } from "../base/input.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { sortDescending } from "../core/radix-sort.js";
import { takeIndices } from "../core/row-indices.js";
import { reportWarning } from "../core/warning.js";
import { euclideanSearch } from "../neighbors/euclidean-search.js";
import type { NeighborSearch } from "../neighbors/neighbor-search.js";
import type { NeighborTable } from "../neighbors/neighbor-table.js";
import { type ClassedSamples, checkNeighbors, minorityClass, selectByClass } from "./classed-samples.js";

/** What NearMiss depends on. */
export interface NearMissRule {
  readonly version: 1 | 2 | 3;
  readonly nNeighbors: number;
  readonly nNeighborsVer3: number;
}

/**
 * Rows of targeted classes by their distances to the minority class: version 1 takes those nearest, on average, to their nearest
 * minority samples; version 2 those nearest to their farthest minority samples; version 3 those farthest from their nearest ones,
 * among the nearest neighbours of each minority sample.
 *
 * Cost: that of finding the nNeighbors nearest minority samples of every targeted row; version 2: all of them.
 *
 * @returns indices, class by class; those of a targeted class in the order of preference.
 * @see Mani & Zhang (2003), kNN approach to unbalanced data distributions: a case study involving information extraction.
 */
export async function selectNearMisses(
  samples: ClassedSamples,
  targets: ReadonlyMap<number, number>,
  rule: NearMissRule,
): Promise<Int32Array> {
  const { where, X, codes, nClasses, sparse, signal } = samples;
  const rowsOf = classRows(codes, nClasses);
  const minority = rowsOf[minorityClass(codes, countClasses(codes, nClasses))]!;
  const whose = (rows: number, name: string) => `the ${name} class has ${plural(rows, "row")}`;
  if (rule.version !== 2)
    checkNeighbors(where, "nNeighbors", rule.nNeighbors, minority.length, whose(minority.length, "smallest"));
  const search = await euclideanSearch(where, X, rule.nNeighbors, sparse, { rows: minority, signal });
  return selectByClass(rowsOf, targets, async (code, rows) => {
    const count = targets.get(code)!;
    if (rule.version === 3) {
      checkNeighbors(
        where,
        "nNeighborsVer3",
        rule.nNeighborsVer3,
        rows.length,
        whose(rows.length, "targeted"),
      );
      const ofClass = await euclideanSearch(where, X, rule.nNeighborsVer3, sparse, { rows, signal });
      const { indices } = await ofClass.nearest(where, X, rule.nNeighborsVer3, { rows: minority, signal });
      const near = takeIndices(rows, distinct(indices, rows.length));
      const sums = await distanceSums(samples, search, near, rule);
      if (near.length < count)
        reportWarning(
          `${where}: ${count} samples of a class are asked, but only ${near.length} are neighbours of the minority class; all of these are taken`,
        );
      return takeIndices(near, sortDescending(sums).order.slice(0, count));
    }
    const sums = await distanceSums(samples, search, rows, rule);
    return takeIndices(rows, sortDescending(sums.map((sum) => -sum)).order.slice(0, count));
  });
}

/** Sums of the distances of rows to their nNeighbors nearest, or in version 2 farthest, minority samples. */
async function distanceSums(
  { where, X, signal }: ClassedSamples,
  search: NeighborSearch,
  rows: Int32Array,
  { version, nNeighbors }: NearMissRule,
): Promise<Float64Array> {
  const k = version === 2 ? search.nSamples : nNeighbors;
  const sums = new Float64Array(rows.length);
  await search.eachNearest(where, X, k, { rows, signal }, (part, from) => {
    sumLast(part, nNeighbors, sums.subarray(from));
  });
  return sums;
}

function sumLast({ distances, queries, k }: NeighborTable, count: number, sums: Float64Array): void {
  const last = Math.min(count, k);
  for (let i = 0; i < queries; i++) sums[i] = pairwiseSum(distances, (i + 1) * k - last, last);
}

/** Distinct values, all of them below `size`, ascending. */
function distinct(values: Int32Array, size: number): Int32Array {
  const present = new Uint8Array(size);
  for (let p = 0; p < values.length; p++) present[values[p]!] = 1;
  const out = Int32Array.from(present, (_, i) => i);
  return out.filter((i) => present[i] === 1);
}
