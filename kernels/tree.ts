// Grows one decision tree, node for node the one that scikit-learn grows.
import { growBestFirst } from "./lib/tree/best-first";
import { growDepthFirst } from "./lib/tree/depth-first";
import { Grower } from "./lib/tree/grower";
import { placeWork, startGrower } from "./lib/tree/layout";
import { roughLog } from "./lib/tree/log";
import { sortRowList } from "./lib/tree/row-lists";
import { ThreeBytes, rowBytes } from "./lib/tree/row-numbers";
import { isNarrow, packNodes } from "./lib/tree/pack-nodes";

/** Bytes of the state of a tree that grows, before its work arrays. */
const STATE: usize = (offsetof<Grower>() + 15) & ~15;

/** Bytes of work space that {@link treeBegin} needs; `measure` is any block of 1024 bytes. */
export function treeWorkBytes(
  measure: usize, // WORK
  rows: i32,
  features: i32,
  classes: i32,
  outputs: i32,
  criterion: i32,
  path: i32,
  narrow: i32,
  ownsOrder: i32,
  nodeCapacity: i32,
  pendingCapacity: i32,
  categoryWords: i32,
  ownWeights: i32,
): f64 {
  const g = changetype<Grower>(measure);
  g.rows = rows;
  g.features = features;
  g.classes = classes;
  g.outputs = outputs;
  g.width = outputs * classes;
  g.criterion = criterion;
  g.path = path;
  g.narrow = narrow;
  g.ownsOrder = ownsOrder;
  g.nodeCapacity = nodeCapacity;
  g.pendingCapacity = pendingCapacity;
  g.categoryWords = categoryWords;
  g.ownWeights = ownWeights;
  return <f64>(STATE + placeWork(g, 0));
}

/** Where the tree's own weights are to be written before it starts, f64 (nRows), in a work space measured with `ownWeights`. */
export function treeWeights(work: usize): usize {
  return work + STATE;
}

/** Starts a tree in the work space; {@link treeGrow} then grows it. */
export function treeBegin(
  work: usize, // WORK
  x: usize, // IN f32 (nFeatures, nRows): column-major, NaN where missing, no -0
  y: usize, // IN f64 (nRows, nOutputs): regression only
  codes: usize, // IN i32 (nRows, nOutputs): classification only
  weights: usize, // IN f64 (nRows); or as {@link treeWeights} says, then they are gone once the tree is grown
  missing: usize, // IN u8 (nFeatures): 1 where a feature has missing values
  monotonic: usize, // IN i8 (nFeatures), or 0
  categorical: usize, // IN u8 (nFeatures): 1 where a feature has categories; path exact only
  rows: i32,
  features: i32,
  classes: i32,
  outputs: i32,
  criterion: i32,
  path: i32,
  narrow: i32, // 1: at most 65536 rows; entries are u32
  rowBits: i32, // bits of the row in an entry of a list
  ownsOrder: i32, // 1: the order is for this tree alone, whose lists take its place
  order: usize, // IN u32 (nFeatures, nRows): entries as listFeatures writes them, or row numbers as sortFeatures does, or 0: see {@link treeSortRows}
  rankedRows: i32, // rows that have ranks
  chosen: usize, // IN i32 (nRows): which of the ranked rows each row is; sorted keys only; or 0: they are the same
  slots: usize, // IN i32 (nFeatures), and rank u16 (slots, nRows), rankValues (slots, FEW_VALUES): as rankFewValues takes and writes them; or 0
  rank: usize, // IN u16 or u32 (nFeatures, rankedRows): as rankFeatures writes them
  rankValues: usize, // IN as rankFeatures writes them
  distinct: usize, // IN i32 (nFeatures)
  close: usize, // IN u8 (nFeatures)
  xLogX: usize, // IN f64 (total weight + 1): x log2 x, entropy only
  randomSplits: i32,
  maxDepth: i32,
  minSamplesSplit: i32,
  minSamplesLeaf: i32,
  maxFeatures: i32,
  maxLeafNodes: i32,
  minWeightLeaf: f64,
  minImpurityDecrease: f64,
  seed: u32,
  nodeCapacity: i32,
  pendingCapacity: i32,
  categoryWords: i32, // u32 words of a set of categories; 0 if no feature has categories
): void {
  const g = changetype<Grower>(work);
  g.x = x;
  g.y = y;
  g.codes = codes;
  g.weights = weights;
  g.ownWeights = i32(weights == work + STATE);
  g.missing = missing;
  g.monotonic = monotonic;
  g.categorical = categorical;
  g.rows = rows;
  g.features = features;
  g.classes = classes;
  g.outputs = outputs;
  g.width = outputs * classes;
  g.criterion = criterion;
  g.path = path;
  g.narrow = narrow;
  g.ownsOrder = ownsOrder;
  g.rowBits = rowBits;
  g.rowMask = ((<u32>1) << rowBits) - 1;
  g.order = order;
  g.rankedRows = rankedRows;
  g.chosen = chosen;
  g.slots = slots;
  g.rank = rank;
  g.rankValues = rankValues;
  g.distinct = distinct;
  g.close = close;
  g.xLogX = xLogX;
  g.randomSplits = randomSplits;
  g.maxDepth = maxDepth;
  g.minSamplesSplit = minSamplesSplit;
  g.minSamplesLeaf = minSamplesLeaf;
  g.maxFeatures = maxFeatures;
  g.maxLeafNodes = maxLeafNodes;
  g.minWeightLeaf = minWeightLeaf;
  g.minImpurityDecrease = minImpurityDecrease;
  g.seed = seed;
  g.nodeCapacity = nodeCapacity;
  g.pendingCapacity = pendingCapacity;
  g.categoryWords = categoryWords;
  placeWork(g, work + STATE);
  startGrower(g);
}

/** Sorts the rows by a feature, which must be done for each before a tree grows on lists of rows that came without an order. */
export function treeSortRows(work: usize, feature: i32): void {
  const g = changetype<Grower>(work);
  const bytes = rowBytes(g.rows);
  if (bytes == 2) sortRowList<u16>(g, feature);
  else if (bytes == 3) sortRowList<ThreeBytes>(g, feature);
  else sortRowList<u32>(g, feature);
}

/** Grows the tree until it is complete (1), or has looked at `budget` rows or used up the room for nodes (0): see {@link treeTakeNodes}. */
export function treeGrow(work: usize, budget: f64): i32 {
  const g = changetype<Grower>(work);
  return i32(g.maxLeafNodes < 0 ? growDepthFirst(g, budget) : growBestFirst(g, budget));
}

/** Number of nodes of the tree. */
export function treeNodeCount(work: usize): i32 {
  return changetype<Grower>(work).nodeCount;
}

/** How many children were added to nodes that had been taken away: array 10 tells which. */
export function treeLateLinks(work: usize): i32 {
  return changetype<Grower>(work).lateCount;
}

/** Makes room for further nodes of a tree that grows depth first: those in the arrays, and the late links, are taken to be read. */
export function treeTakeNodes(work: usize): void {
  const g = changetype<Grower>(work);
  g.nodesTaken = g.nodeCount;
  g.lateCount = 0;
}

/** Path that the tree was grown on: that asked for, or 0 (exact). */
export function treePath(work: usize): i32 {
  return changetype<Grower>(work).path;
}

/** In how many nodes of the guarded path cuts come so near to each other that the tree must grow on another one. */
export function treeNearCuts(work: usize): i32 {
  return changetype<Grower>(work).nearCuts;
}

/** How often the tree counted the rows of a node by a feature instead of sorting them. */
export function treeCountedSearches(work: usize): i32 {
  return changetype<Grower>(work).countedSearches;
}

/** Packs the complete tree for prediction; returns where, u32 (nodes, 2) and its pooled leaves, u32 (16), or 0 if its nodes do not fit 8 bytes each. */
export function treePacked(work: usize): usize {
  const g = changetype<Grower>(work);
  if (!isNarrow(g)) return 0;
  packNodes(g);
  return g.packedNodes;
}

/** Fills x log2 x for x = 0 .. n - 1, to about 1e-15. */
export function xLogX(n: i32, out: usize): void {
  store<f64>(out, 0);
  for (let x = 1; x < n; x++) store<f64>(out + (<usize>x << 3), (<f64>x * roughLog(<f64>x)) / 0.6931471805599453);
}

/** Depth of the tree. */
export function treeDepth(work: usize): i32 {
  return changetype<Grower>(work).deepest;
}

/**
 * Address of an array of the tree: 0 childrenLeft, 1 childrenRight, 2 feature, 3 nNodeSamples (i32), 4 threshold,
 * 5 impurity, 6 weightedNNodeSamples, 7 value (f64), 8 missingGoToLeft (u8), 9 leftCategories (u32); from the first node that was not
 * taken away. 10: pairs of a node that was, and its late child (i32).
 */
export function treeArray(work: usize, which: i32): usize {
  const g = changetype<Grower>(work);
  switch (which) {
    case 0:
      return g.nodeLeft;
    case 1:
      return g.nodeRight;
    case 2:
      return g.nodeFeature;
    case 3:
      return g.nodeSamples;
    case 4:
      return g.nodeThreshold;
    case 5:
      return g.nodeImpurities;
    case 6:
      return g.nodeWeights;
    case 7:
      return g.nodeValues;
    case 8:
      return g.nodeMissingLeft;
    case 9:
      return g.nodeCategories;
    default:
      return g.lateLinks;
  }
}
