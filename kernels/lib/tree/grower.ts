// State of one tree that grows. Everything lives in blocks that the caller allocates: nothing is allocated here.

/** Impurity of a node. */
export const GINI: i32 = 0;
export const ENTROPY: i32 = 1;
export const SQUARED_ERROR: i32 = 2;
export const ABSOLUTE_ERROR: i32 = 3;
export const POISSON: i32 = 4;

/** How the best split of a feature is found. All give the same tree. */
export const EXACT: i32 = 0; // introsort of the node's values: any criterion, weight, missing value, constraint
export const SORTED_KEYS: i32 = 1; // sorted rank keys: weights are whole numbers, so any order of addition gives the same sums
export const PRESORTED: i32 = 2; // the same, from lists that are sorted once and then parted with the rows
export const RANDOM_COUNTS: i32 = 3; // random splits; weights are whole numbers, so that rows are counted in any order
export const RANDOM_SUMS: i32 = 4; // random splits by squared error, with EXACT's order of additions
export const ROW_LISTS: i32 = 5; // squared error; cuts from lists of rows, then EXACT's order of the rows
export const ROW_LISTS_GUARDED: i32 = 6; // the same, but equal values stand in any order; tells where that might decide between cuts

// A Poisson mean must be positive; sums below 10 units of round-off count as zero.
export const POISSON_FLOOR: f64 = 10 * 2.220446049250313e-16;
// Entropies and the Poisson proxy are in bits.
export const LN2: f64 = 0.6931471805599453;

export const LEAF: i32 = -1;
export const UNDEFINED: i32 = -2;

/** An impurity below this counts as zero: the unit round-off, as in scikit-learn. */
export const EPSILON: f64 = 2.220446049250313e-16;

/** Neighbouring values at most this far apart (in float32) are not separated, as in scikit-learn. */
export const FEATURE_THRESHOLD: f32 = 1e-7;

@unmanaged
export class Grower {
  // Samples
  x: usize; // IN f32 (nFeatures, nRows): column-major features, NaN where missing
  y: usize; // IN f64 (nRows, nOutputs): target, regression only
  codes: usize; // IN i32 (nRows, nOutputs): class codes, classification only
  weights: usize; // IN f64 (nRows); with weight × target between them once the two are packed in pairs
  weightShift: usize; // log2 of the bytes from one weight to the next
  ownWeights: i32; // 1: the weights stand where the work arrays begin, in the place of one that is filled from them
  missing: usize; // IN u8 (nFeatures): 1 where a feature has missing values
  monotonic: usize; // IN i8 (nFeatures): -1, 0, 1; or 0 if there are no constraints
  categorical: usize; // IN u8 (nFeatures): 1 where the values of a feature are categories; read only if categoryWords is not 0
  rows: i32;
  features: i32;
  classes: i32; // most classes of an output; 1 in regression
  outputs: i32; // more than 1 on the exact path only
  width: i32; // nOutputs × nClasses: sums of a node
  categoryWords: i32; // u32 words of a set of categories; 0 if no feature has categories
  // Hyper-parameters
  criterion: i32;
  randomSplits: i32; // 1: splitter "random"
  maxDepth: i32;
  minSamplesSplit: i32;
  minSamplesLeaf: i32;
  maxFeatures: i32;
  maxLeafNodes: i32; // -1: depth first
  path: i32;
  minWeightLeaf: f64;
  minImpurityDecrease: f64;
  // Random stream of the splitter (xorshift)
  seed: u32;
  // Work space
  samples: usize; // i32 (nRows): row indices, grouped by node
  values: usize; // f32 (nRows): values of the visited feature
  swap: usize; // i32 (nRows)
  entries: usize; // u64 (nRows): value, in the order of integers, and row of the samples that are sorted; not for random splits, as the next
  spareEntries: usize; // u64 (nRows); exact path only
  tiedRows: usize; // i32 (nFeatures): how many rows a node had in which a feature had equal values; at first more than there are
  anyOrder: i32; // 1: sums are exact, so that equal values may stand in any order
  sortScratch: usize; // SORT_SCRATCH bytes
  featureOrder: usize; // i32 (nFeatures)
  constants: usize; // i32 (nFeatures)
  draw: usize; // Draw
  bounds: usize; // Bounds
  sumTotal: usize; // f64 (width)
  sumLeft: usize; // f64 (width)
  sumRight: usize; // f64 (width)
  // absolute_error only
  leftErrors: usize; // f64 (nRows)
  rightErrors: usize; // f64 (nRows)
  leftMedians: usize; // f64 (nRows)
  rightMedians: usize; // f64 (nRows)
  ranks: usize; // i32 (nRows): rank of the target of each sample
  rowRanks: usize; // i32 (nRows): the same of each row, if ranksLast
  sortedY: usize; // f64 (nRows)
  sortedIndex: usize; // i32 (nRows)
  weightCells: usize; // f64 (nRows + 1): Fenwick tree of weights; for whole weights, those below the medians
  targetCells: usize; // f64 (nRows + 1): Fenwick tree of weighted targets
  lowestRanks: usize; // i32 (nRows): range of the medians still to come, whole weights only
  highestRanks: usize; // i32 (nRows)
  links: usize; // Link (nRows + 2): rows by their targets
  ranksLast: i32; // 1: the ranks of the node's rows serve for any order of its samples
  wholeWeights: i32; // 1: the weights of the node's rows are whole numbers
  // Features with categories only; the last place of those that are counted by category is that of missing values
  categoryRows: usize; // i32 (nCategories + 1): rows of the node
  categoryRanks: usize; // i32 (nCategories + 1): place of a category that the node has
  categoryOffsets: usize; // i32 (nCategories + 2)
  categoryList: usize; // i32 (nCategories + 1): categories that the node has
  categoryWeights: usize; // f64 (nCategories + 1)
  categoryKeys: usize; // f64 (nCategories + 1)
  categorySums: usize; // f64 (nCategories + 1, width)
  categoryDirection: usize; // f64 (3, width): direction, its next turn, centre
  bestCategories: usize; // u32 (categoryWords): set that goes left by the best split
  // Ranks of the values, for the paths other than EXACT
  order: usize; // IN u32 (nFeatures, nRows): entries in ascending order of each feature; row lists: row numbers, or 0: the tree sorts them itself
  ownsOrder: i32; // 1: lists stand in the place of the order
  rowBits: i32; // bits of the row in an entry of a list
  rowMask: u32;
  slots: usize; // IN i32 (nFeatures): place among the features with few values, which alone have ranks; presorted only, else 0
  rankedRows: i32; // rows that have ranks
  chosen: usize; // IN i32 (nRows): which of them each row is; or 0: they are the same
  rank: usize; // IN u16 or u32 (nFeatures, rankedRows): dense rank of each value
  rankValues: usize; // IN value of each rank: of sorted keys as writeRankValues writes them, else f32 (slots, FEW_VALUES)
  distinct: usize; // IN i32 (nFeatures): number of ranks
  close: usize; // IN u8 (nFeatures): how many ranks apart values may be that are closer than FEATURE_THRESHOLD; 255 if more
  drawn: usize; // i32 (nFeatures): features in the order in which the node looks at them; row lists only, as the next five
  searched: usize; // i32 (nFeatures): those among them that are not constant
  cutBounds: usize; // f64 (nFeatures + 4): how far the best cut of each of those lowers the squared error at most
  twins: usize; // i32 (nRows): the same number for rows known to be alike
  hasTwins: i32; // 1: there are some
  shares: usize; // f64 (nRows): 1 / (p (n - p)) for a node of n rows
  listedRows: i32; // rows in which `distinct` values were counted; row lists only
  small: usize; // SmallNode; row lists only
  equalWeights: i32; // 1: rows weigh 1, or 0
  isUnsure: i32; // 1: whether a part weighs enough may hang on the order of the additions
  narrow: i32; // 1: entries are u32 (16 bits of rank, 16 of row or load); 0: u64 (32 bits each)
  classBits: i32; // bits of the class code in a load
  pairs: usize; // f64 (nRows, 2): weight x target and weight of each row
  worths: usize; // f64 (8): of the cuts of a node with few rows, by which of them go left
  loads: usize; // u16 or u32 (nRows): weight and class code of each row
  keys: usize; // entries (nRows)
  spare: usize; // entries (nRows)
  histogram: usize; // u32 (MOST_BUCKETS)
  cells: usize; // u64 (MOST_CELLS): weight and number of the node's rows by rank and class; empty between searches
  packed: usize; // entries (nRows): ranked row (upper half) and load of each sample, grouped by node; sorted keys only
  nodeLoads: usize; // u32 (nRows): loads of the node's rows
  nearCuts: i32; // how many nodes have cuts so near to the best that the order of additions might decide between them
  countedSearches: i32; // how often rows were counted instead of sorted
  lists: usize; // u32 (nFeatures, nRows): entries in ascending order of each feature, grouped by node; counted nodes have none
  cutScores: usize; // f32 (nRows): of the cuts of a feature, sorted keys of two classes only
  cutWeights: usize; // i32 (nRows): weights left of the cuts
  cutDeviations: usize; // i32 (nRows)
  side: usize; // u8 (nRows): 1 for rows of the left child
  xLogX: usize; // IN f64 (total weight + 1): x log2 x, entropy only
  bestLeft: usize; // f64 (nClasses)
  bestRank: i32; // rank, or row of a list, of the largest value that goes left; whole counts only
  bestRankAbove: i32; // and of the smallest that does not
  bestValues: usize; // the values of those ranks or rows
  bestWeightLeft: f64;
  low: f32; // range of the values read last, random splits only
  high: f32;
  nodeDepth: i32;
  // Criterion at the current node and position
  start: i32;
  end: i32;
  position: i32;
  nMissing: i32;
  nSamples: i32; // rows of positive weight
  weightAll: f64;
  weightNode: f64;
  weightLeft: f64;
  weightRight: f64;
  sumSquares: f64;
  squaresLeft: f64;
  // Node to be split
  nodeImpurity: f64;
  nodeLower: f64;
  nodeUpper: f64;
  nodeConstants: i32;
  // Best split so far
  bestFeature: i32;
  bestPosition: i32;
  bestMissingLeft: i32;
  bestProxy: f64;
  bestThreshold: f64;
  bestImprovement: f64;
  bestImpurityLeft: f64;
  bestImpurityRight: f64;
  // Builder
  nodeCount: i32;
  nodeCapacity: i32; // nodes that have room; best first, no tree of these rows and hyper-parameters has more
  nodesTaken: i32; // depth first: nodes that were taken away to make room; arrays begin with the one after
  lateCount: i32;
  pendingCount: i32;
  pendingCapacity: i32; // nor more nodes that wait
  splitsLeft: i32;
  deepest: i32;
  started: i32;
  // OUT: the tree
  nodeLeft: usize; // i32
  nodeRight: usize; // i32
  nodeFeature: usize; // i32
  nodeThreshold: usize; // f64
  nodeImpurities: usize; // f64
  nodeSamples: usize; // i32
  nodeWeights: usize; // f64
  nodeMissingLeft: usize; // u8
  nodeValues: usize; // f64 (nodes, width)
  packedNodes: usize; // u32 (nodes, 2) and u32 (16): the tree as kernels of prediction walk it, and its pooled leaves, once it is packed
  nodeCategories: usize; // u32 (nodes, categoryWords): categories that go left; empty for leaves and thresholds
  lateLinks: usize; // i32 (nodes, 2): nodes that were taken away, and children that they got since
  pending: usize; // Pending (pendingCapacity)
  held: usize; // Pending
}

/** A node that waits to be split (depth first) or has been split but not expanded (best first). */
@unmanaged
export class Pending {
  node: i32; // depth first: the parent
  start: i32;
  end: i32;
  position: i32;
  depth: i32;
  isLeft: i32;
  isLeaf: i32;
  constants: i32;
  impurity: f64;
  impurityLeft: f64;
  impurityRight: f64;
  improvement: f64;
  lower: f64;
  upper: f64;
  middle: f64;
}

@inline
export function isClassification(g: Grower): bool {
  return g.criterion <= ENTROPY;
}

@inline
export function f64At(p: usize, i: i32): f64 {
  return load<f64>(p + (<usize>i << 3));
}

/** Weight of row i: those at `weights` stand 1 << shift bytes apart. */
@inline
export function weightAt(weights: usize, shift: usize, i: i32): f64 {
  return load<f64>(weights + (<usize>i << shift));
}

@inline
export function f32At(p: usize, i: i32): f32 {
  return load<f32>(p + (<usize>i << 2));
}

@inline
export function i32At(p: usize, i: i32): i32 {
  return load<i32>(p + (<usize>i << 2));
}

@inline
export function setF64(p: usize, i: i32, v: f64): void {
  store<f64>(p + (<usize>i << 3), v);
}

@inline
export function setF32(p: usize, i: i32, v: f32): void {
  store<f32>(p + (<usize>i << 2), v);
}

@inline
export function setI32(p: usize, i: i32, v: i32): void {
  store<i32>(p + (<usize>i << 2), v);
}

@inline
export function pendingAt(g: Grower, i: i32): Pending {
  return changetype<Pending>(g.pending + <usize>i * offsetof<Pending>());
}
