// Places the arrays of a growing tree inside blocks that the caller allocates.
import { Bounds } from "./bounds";
import { MOST_CELLS } from "./counted";
import { Draw } from "./feature-draw";
import { ABSOLUTE_ERROR, EXACT, Grower, PRESORTED, Pending, RANDOM_COUNTS, RANDOM_SUMS, ROW_LISTS, SORTED_KEYS, f64At, isClassification, setI32 } from "./grower";
import { FEW_ROWS, packPairs } from "./few-rows";
import { SORT_SCRATCH } from "./introsort";
import { MOST_BUCKETS } from "./key-sort";
import { packEntries } from "./packed-samples";
import { fillLists } from "./presorted";
import { packSamples } from "./random-counts";
import { fillRowLists, noteEqualWeights } from "./row-lists";
import { ThreeBytes, rowBytes } from "./row-numbers";
import { smallBytes, startSmall } from "./small-nodes";
import { packLoads } from "./whole-counts";

/** Whole numbers below it, and their sums up to it, are exact: 2⁵³. */
const MOST_WHOLE: f64 = 9007199254740992;

/** Hands out parts of a block, each at a multiple of 16 bytes; with base 0 it only measures. */
let cursor: usize = 0; // used within one call of placeWork only

@inline
function take(bytes: usize): usize {
  const at = cursor;
  cursor += (bytes + 15) & ~15;
  return at;
}

@inline
function i32s(n: i32): usize {
  return take(<usize>n << 2);
}

@inline
function f64s(n: i32): usize {
  return take(<usize>n << 3);
}

/** Bytes of the weights that a tree draws, and of the array that takes their place: the pairs, or the packed samples of many rows. */
function weightBytes(g: Grower): usize {
  return <usize>g.rows << (g.path == RANDOM_SUMS || g.path >= ROW_LISTS ? 4 : 3);
}

/** Places the work arrays and the tree from `base` on; returns the end. Only the sizes in `g` must be set. */
export function placeWork(g: Grower, base: usize): usize {
  cursor = base;
  const n = g.rows;
  const home = g.ownWeights ? take(weightBytes(g)) : 0;
  g.draw = take(offsetof<Draw>());
  g.bounds = take(offsetof<Bounds>());
  g.held = take(offsetof<Pending>());
  g.samples = i32s(n);
  if (g.path < ROW_LISTS) placeSorting(g, n);
  g.tiedRows = i32s(g.features);
  g.histogram = i32s(MOST_BUCKETS);
  g.featureOrder = i32s(g.features);
  g.constants = i32s(g.features);
  g.sumTotal = f64s(g.width);
  g.sumLeft = f64s(g.width);
  g.sumRight = f64s(g.width);
  if (g.criterion == ABSOLUTE_ERROR) {
    g.leftErrors = f64s(n);
    g.rightErrors = f64s(n);
    g.leftMedians = f64s(n);
    g.rightMedians = f64s(n);
    g.ranks = i32s(n);
    g.rowRanks = i32s(n);
    g.sortedY = f64s(n);
    g.sortedIndex = i32s(n);
    g.weightCells = f64s(n + 1);
    g.targetCells = f64s(n + 1);
    g.lowestRanks = i32s(n);
    g.highestRanks = i32s(n);
    g.links = f64s(2 * (n + 2));
  }
  if (g.categoryWords != 0) {
    const slots = (g.categoryWords << 5) + 1;
    g.categoryRows = i32s(slots);
    g.categoryRanks = i32s(slots);
    g.categoryOffsets = i32s(slots + 1);
    g.categoryList = i32s(slots);
    g.categoryWeights = f64s(slots);
    g.categoryKeys = f64s(slots);
    g.categorySums = f64s(slots * g.width);
    g.categoryDirection = f64s(3 * g.width);
    g.bestCategories = i32s(g.categoryWords);
  }
  if (g.path == RANDOM_COUNTS || g.path == RANDOM_SUMS) {
    // One place more than rows: parts are written without a branch.
    g.keys = i32s(n + 1);
    if (g.path == RANDOM_SUMS) {
      g.pairs = home != 0 ? home : f64s(2 * n);
      g.worths = f64s(1 << FEW_ROWS);
    } else {
      g.swap = i32s(n + 1);
      g.spare = i32s(n + 1);
      g.nodeLoads = i32s(n + 1);
      g.bestLeft = f64s(g.classes);
    }
  } else if (g.path >= ROW_LISTS) {
    const bytes = rowBytes(n);
    // Of the last numbers one more byte is read and written.
    g.lists = g.ownsOrder ? g.order : take(<usize>n * <usize>g.features * bytes + 1);
    g.side = take(n);
    g.pairs = home != 0 ? home : f64s(2 * n);
    g.drawn = i32s(g.features);
    const distinct = i32s(g.features);
    if (g.order == 0) g.distinct = distinct;
    g.searched = i32s(g.features);
    g.cutBounds = f64s(g.features + 4);
    g.worths = f64s(1 << FEW_ROWS);
    g.twins = i32s(n);
    g.small = take(smallBytes(n, g.features));
  } else if (g.path != EXACT) {
    const entry = g.narrow ? 4 : 8;
    if (g.path != SORTED_KEYS) g.loads = take((<usize>n * entry) >> 1);
    else {
      g.keys = take(<usize>n * entry);
      g.spare = take(<usize>n * entry);
      g.loads = g.spare; // they are packed with the samples before a node is parted
      g.packed = home != 0 && !g.narrow ? home : take(<usize>n * entry);
      if (g.narrow) {
        // Written four at a time.
        g.cutScores = i32s(n + 3);
        g.cutWeights = i32s(n + 3);
        g.cutDeviations = i32s(n + 3);
      }
      // Where the path is left, entries stand in the place of keys and what follows them.
      g.entries = g.keys;
      g.spareEntries = g.narrow ? g.packed : g.spare;
    }
    g.nodeLoads = i32s(n);
    g.cells = f64s(MOST_CELLS);
    g.bestLeft = f64s(g.classes);
  }
  if (g.path == PRESORTED) {
    g.lists = g.ownsOrder ? g.order : take((<usize>n * <usize>g.features) << 2);
    // As above; few lists have no room for them.
    g.entries = g.features < 4 ? f64s(n) : g.lists;
    g.spareEntries = g.features < 4 ? f64s(n) : g.lists + (<usize>n << 3);
    g.side = take(n);
    g.spare = i32s(n);
  }
  const nodes = g.nodeCapacity;
  g.nodeThreshold = f64s(nodes);
  g.nodeImpurities = f64s(nodes);
  g.nodeWeights = f64s(nodes);
  g.nodeValues = take((<usize>nodes * <usize>g.width) << 3);
  g.nodeLeft = i32s(nodes);
  g.nodeRight = i32s(nodes);
  g.nodeFeature = i32s(nodes);
  g.nodeSamples = i32s(nodes);
  g.nodeMissingLeft = take(nodes);
  g.packedNodes = f64s(nodes + 8); // and 16 numbers of leaves
  g.nodeCategories = take((<usize>nodes * <usize>g.categoryWords) << 2);
  g.lateLinks = f64s(nodes);
  g.pending = take(<usize>g.pendingCapacity * offsetof<Pending>());
  // Guarded trees never sort: what they leave untouched stands last.
  if (g.path >= ROW_LISTS) {
    placeSorting(g, n);
    g.spare = g.entries; // each is needed for a moment only
    g.shares = home != 0 ? g.entries : g.pairs; // either shares or pairs are needed, but weights may stand in their place
  }
  return cursor;
}

/** Places what a node sorts its rows in. */
function placeSorting(g: Grower, n: i32): void {
  g.values = i32s(n);
  g.swap = i32s(n);
  g.sortScratch = take(SORT_SCRATCH);
  if (g.path == EXACT || g.path >= ROW_LISTS) g.entries = f64s(n);
  if (g.path == EXACT) g.spareEntries = f64s(n);
}

/** Puts every feature in its place and the rows of positive weight among the samples. */
export function startGrower(g: Grower): void {
  g.weightShift = 3;
  for (let j = 0; j < g.features; j++) setI32(g.featureOrder, j, j);
  let total = 0.0;
  let count = 0;
  let areWhole = true;
  for (let i = 0; i < g.rows; i++) {
    const w = f64At(g.weights, i);
    total += w;
    areWhole = areWhole && Math.floor(w) == w;
    if (w != 0) setI32(g.samples, count++, i);
  }
  g.nSamples = count;
  g.anyOrder = i32(isClassification(g) && areWhole && total < MOST_WHOLE);
  for (let j = 0; j < g.features; j++) setI32(g.tiedRows, j, i32.MAX_VALUE);
  startPath(g);
  g.weightAll = total;
  g.nodeCount = 0;
  g.nodesTaken = 0;
  g.lateCount = 0;
  g.pendingCount = 0;
  g.deepest = -1;
  g.started = 0;
  g.nearCuts = 0;
  g.countedSearches = 0;
}

/** Prepares what the path needs; a weight too large for its bits sends the tree to the exact path, which grows the same tree. */
function startPath(g: Grower): void {
  if (g.path == SORTED_KEYS || g.path == PRESORTED) {
    g.classBits = max(1, 32 - clz<i32>(g.classes - 1));
    memory.fill(g.cells, 0, <usize>MOST_CELLS << 3);
    if (!(g.narrow ? packLoads<u32>(g) : packLoads<u64>(g))) g.path = EXACT;
    if (g.path == SORTED_KEYS) {
      if (g.narrow) packEntries<u32>(g);
      else packEntries<u64>(g);
    }
  }
  if (g.path == RANDOM_COUNTS && !packSamples(g)) g.path = EXACT;
  if (g.path >= ROW_LISTS) {
    g.listedRows = g.order == 0 ? g.nSamples : g.rows;
    const bytes = rowBytes(g.rows);
    if (g.order != 0) {
      if (bytes == 2) fillRowLists<u16>(g);
      else if (bytes == 3) fillRowLists<ThreeBytes>(g);
      else fillRowLists<u32>(g);
    }
    noteEqualWeights(g);
    if (!g.equalWeights) packPairs(g);
    else if (!g.ownWeights) {
      // Where no pairs are, the shares leave room.
      g.entries = g.pairs + (<usize>g.rows << 3);
      g.spare = g.entries;
    }
    if (g.path == ROW_LISTS) startSmall(g);
  }
  if (g.path == RANDOM_SUMS) packPairs(g);
  if (g.path == PRESORTED) fillLists(g);
}
