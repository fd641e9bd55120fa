import type { RowsToWrite } from "../base/resampled-rows.js";
import type { Matrix } from "../core/matrix.js";
import type { RandomState } from "../core/random-state.js";

/** Pairs of rows to interpolate between. */
export interface RowPairs {
  /** Row that each new row starts from, shape (nNew). */
  readonly bases: Int32Array;
  /** Row that each new row lies towards, shape (nNew). */
  readonly targets: Int32Array;
  /** Share of the way from the one to the other, shape (nNew). */
  readonly steps: Float64Array;
}

/**
 * Draws pairs: nNew times a sample and one of its neighbours, all combinations equally likely, then as many steps uniform on [0, 1).
 *
 * @param neighbors rows of the neighbours, shape (nSamples, perSample).
 */
export function drawPairs(
  random: RandomState,
  neighbors: Int32Array,
  perSample: number,
  nNew: number,
): RowPairs {
  const drawn = random.randint(0, neighbors.length, nNew);
  const steps = random.random(nNew);
  const bases = new Int32Array(nNew);
  const targets = new Int32Array(nNew);
  for (let i = 0; i < nNew; i++) {
    bases[i] = Math.floor(drawn[i]! / perSample);
    targets[i] = neighbors[drawn[i]!]!;
  }
  return { bases, targets, steps };
}

/**
 * New rows x + step · (x' - x) between samples x and neighbours x'.
 *
 * Cost: 3 nNew · nFeatures operations.
 *
 * @param X the rows of the pairs; read when the new rows are written.
 * @param shrink share of each difference that is left before the step is taken; all of it if left out.
 * @see Chawla et al. (2002), SMOTE: Synthetic Minority Over-sampling Technique, JAIR 16.
 */
export function rowsBetween(
  { data, columns: d }: Matrix,
  { bases, targets, steps }: RowPairs,
  shrink?: Float64Array,
): RowsToWrite {
  return {
    rows: bases.length,
    columns: d,
    writeTo(out: Float64Array): void {
      for (let i = 0, to = 0; i < bases.length; i++) {
        const step = steps[i]!;
        const kept = shrink === undefined ? 1 : shrink[i]!;
        for (let end = to + d, a = bases[i]! * d, b = targets[i]! * d; to < end; to++, a++, b++) {
          const base = data[a]!;
          out[to] = base + step * ((data[b]! - base) * kept);
        }
      }
    },
  };
}
