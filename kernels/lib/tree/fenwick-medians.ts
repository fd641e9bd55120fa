// Weighted medians of a set that grows row by row, for weights of any kind: a Fenwick tree over the ranks of the targets holds the weights and
// weighted targets of the rows so far, and its search finds the median.
// Fenwick (1994), A new data structure for cumulative frequency tables, doi:10.1002/spe.4380240306.
import { Grower, f64At, i32At, setF64 } from "./grower";

/** Adds to errors[p] and fills medians[p] for the samples from `from` up to p, in steps of `step`. */
export function growingMedians(g: Grower, from: i32, count: i32, step: i32, errors: usize, medians: usize): void {
  const samples = g.samples;
  const weights = g.weights;
  const ranks = g.ranks;
  const sortedY = g.sortedY;
  const weightCells = g.weightCells;
  const targetCells = g.targetCells;
  memory.fill(weightCells, 0, (<usize>count + 1) << 3);
  memory.fill(targetCells, 0, (<usize>count + 1) << 3);
  const top = 1 << (31 - clz<i32>(count));
  let totalWeight = 0.0;
  let totalTarget = 0.0;
  let p = from;
  for (let k = 0; k < count; k++) {
    const weight = f64At(weights, i32At(samples, p));
    const rank = i32At(ranks, p);
    const weighted = weight * f64At(sortedY, rank);
    for (let i = rank + 1; i <= count; i += i & -i) {
      setF64(weightCells, i, f64At(weightCells, i) + weight);
      setF64(targetCells, i, f64At(targetCells, i) + weighted);
    }
    totalWeight += weight;
    totalTarget += weighted;
    // Search for half of the weight; `below` is the weight before the median.
    let half = 0.5 * totalWeight;
    let at = 0;
    let below = 0.0;
    let belowTarget = 0.0;
    let bit = top;
    let meets = false;
    for (; bit != 0; bit >>= 1) {
      const next = at + bit;
      if (next > count) continue;
      const cell = f64At(weightCells, next);
      if (half == cell) {
        meets = true;
        break;
      }
      if (half > cell) {
        half -= cell;
        at = next;
        below += cell;
        belowTarget += f64At(targetCells, next);
      }
    }
    let previous = at;
    if (meets) {
      // Half of the weight lies before a gap: the median is the middle between the targets at its ends.
      previous = lastBelow(weightCells, count, at, bit, half);
      for (; bit != 0; bit >>= 1) {
        const next = at + bit;
        if (next > count) continue;
        const cell = f64At(weightCells, next);
        if (half >= cell) {
          half -= cell;
          at = next;
          below += cell;
          belowTarget += f64At(targetCells, next);
        }
      }
    }
    // Rounding of fractional weights may push the search past the last rank.
    if (at >= count) at = count - 1;
    const median = at != previous ? (f64At(sortedY, previous) + f64At(sortedY, at)) / 2 : f64At(sortedY, at);
    const aboveWeight = totalWeight - below;
    const aboveTarget = totalTarget - belowTarget;
    setF64(medians, p, median);
    setF64(errors, p, f64At(errors, p) + (aboveTarget - median * aboveWeight + (median * below - belowTarget)));
    p += step;
  }
}

/** The last rank with less than `half` of the weight before it, searched from `at` in steps of `bit` and smaller. */
@inline
function lastBelow(weightCells: usize, count: i32, at: i32, bit: i32, half: f64): i32 {
  for (; bit != 0; bit >>= 1) {
    const next = at + bit;
    if (next > count) continue;
    const cell = f64At(weightCells, next);
    if (half > cell) {
      half -= cell;
      at = next;
    }
  }
  return at;
}
