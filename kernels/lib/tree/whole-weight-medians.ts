// Weighted medians of the parts of a node, where weights are whole numbers, so that weights add up in any order. All rows stand in a list by their
// targets and leave it one by one: the median then moves by a row or so at a time, and need not be searched. What is left is to add the targets,
// in the order in which a Fenwick tree over their ranks adds them; since the medians are known, only those of its cells that will be read.
// Fenwick (1994), A new data structure for cumulative frequency tables, doi:10.1002/spe.4380240306.
import { Grower, f64At, i32At, setF64, setI32 } from "./grower";

/** A row in the list by targets. */
@unmanaged
class Link {
  before: i32;
  after: i32;
  weight: f64;
}

@inline
function linkAt(links: usize, place: i32): Link {
  return changetype<Link>(links + <usize>place * offsetof<Link>());
}

/** Puts the node's rows into the list: the row of rank r at place r + 1, between two ends that weigh nothing. */
function fillList(g: Grower, count: i32): f64 {
  const links = g.links;
  for (let place = 0; place <= count + 1; place++) {
    const link = linkAt(links, place);
    link.before = place - 1;
    link.after = place + 1;
    link.weight = 0;
  }
  let total = 0.0;
  for (let p = g.start; p < g.end; p++) {
    const weight = f64At(g.weights, i32At(g.samples, p));
    linkAt(links, i32At(g.ranks, p) + 1).weight = weight;
    total += weight;
  }
  return total;
}

/**
 * Takes the samples out of the list, the one at `from` first, in steps of `step`; just before that notes for each the median of those still in the
 * list, how many of all rows stand before it, the weight of those among them that are in the list, and the range of the medians so far.
 */
function shrinkingMedians(g: Grower, from: i32, count: i32, step: i32, medians: usize): void {
  const links = g.links;
  const ranks = g.ranks;
  const sortedY = g.sortedY;
  const medianRanks = g.sortedIndex;
  const lowestRanks = g.lowestRanks;
  const highestRanks = g.highestRanks;
  const weightsBelow = g.weightCells;
  const start = g.start;
  let total = fillList(g, count);
  let lowest = count;
  let highest = 0;
  let at = 1; // the first row, by targets, up to which more than half of the weight lies
  let below = 0.0; // weight before it
  let p = from;
  for (let k = 0; k < count; k++) {
    const half = 0.5 * total;
    while (below > half) {
      at = linkAt(links, at).before;
      below -= linkAt(links, at).weight;
    }
    for (let weight = linkAt(links, at).weight; below + weight <= half; weight = linkAt(links, at).weight) {
      below += weight;
      at = linkAt(links, at).after;
    }
    const upper = f64At(sortedY, at - 1);
    setF64(medians, p, below == half ? (f64At(sortedY, linkAt(links, at).before - 1) + upper) / 2 : upper);
    lowest = min(lowest, at - 1);
    highest = max(highest, at - 1);
    setI32(medianRanks, p - start, at - 1);
    setI32(lowestRanks, p - start, lowest);
    setI32(highestRanks, p - start, highest);
    setF64(weightsBelow, p - start, below);
    const place = i32At(ranks, p) + 1;
    const link = linkAt(links, place);
    if (place < at) below -= link.weight;
    else if (place == at) at = link.after;
    linkAt(links, link.before).after = link.after;
    linkAt(links, link.after).before = link.before;
    total -= link.weight;
    p += step;
  }
}

/** Adds to errors[p] for the samples from `from` up to p, in steps of `step`, whose medians are known. */
function growingErrors(g: Grower, from: i32, count: i32, step: i32, errors: usize, medians: usize): void {
  const samples = g.samples;
  const weights = g.weights;
  const ranks = g.ranks;
  const sortedY = g.sortedY;
  const cells = g.targetCells;
  const medianRanks = g.sortedIndex;
  const lowestRanks = g.lowestRanks;
  const highestRanks = g.highestRanks;
  const weightsBelow = g.weightCells;
  const start = g.start;
  memory.fill(cells, 0, (<usize>count + 1) << 3);
  let totalWeight = 0.0;
  let totalTarget = 0.0;
  let p = from;
  for (let k = 0; k < count; k++) {
    const weight = f64At(weights, i32At(samples, p));
    const rank = i32At(ranks, p);
    const weighted = weight * f64At(sortedY, rank);
    // Of the cells that hold this rank, those that a median in this range or a later one, which are in it, reads.
    const lowest = i32At(lowestRanks, p - start);
    const highest = i32At(highestRanks, p - start);
    let i = rank + 1;
    if (rank < lowest) {
      const shift = 31 - clz<i32>(rank ^ lowest);
      i = (lowest >> shift) << shift;
    }
    for (; i <= highest; i += i & -i) setF64(cells, i, f64At(cells, i) + weighted);
    totalWeight += weight;
    totalTarget += weighted;
    // The cells of all ranks before the median, from the largest on.
    let belowTarget = 0.0;
    let cell = 0;
    for (let rest = i32At(medianRanks, p - start); rest != 0; ) {
      const bit = 1 << (31 - clz<i32>(rest));
      cell += bit;
      rest ^= bit;
      belowTarget += f64At(cells, cell);
    }
    const below = f64At(weightsBelow, p - start);
    const median = f64At(medians, p);
    const error = totalTarget - belowTarget - median * (totalWeight - below) + (median * below - belowTarget);
    setF64(errors, p, f64At(errors, p) + error);
    p += step;
  }
}

/** Adds to leftErrors and rightErrors, and fills leftMedians and rightMedians, for the node in its current order. */
export function wholeWeightMedians(g: Grower): void {
  const count = g.end - g.start;
  shrinkingMedians(g, g.end - 1, count, -1, g.leftMedians);
  growingErrors(g, g.start, count, 1, g.leftErrors, g.leftMedians);
  shrinkingMedians(g, g.start, count, 1, g.rightMedians);
  growingErrors(g, g.end - 1, count, -1, g.rightErrors, g.rightMedians);
}
