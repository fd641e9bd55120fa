// What the kernels of histogram gradient boosting know about the data and the settings of one fit.

/** Bytes of a cell of a histogram: sums of gradients and of hessians, f64 each. */
export const CELL_SHIFT: i32 = 4;
/** Most cells of a feature: 255 bins and one for missing values. */
export const MOST_CELLS: i32 = 256;

@unmanaged
export class Plan {
  rows: i32;
  features: i32;
  /** Features whose histograms are made together. */
  chunk: i32;
  /** Fewest rows of a child. */
  minRows: i32;
  /** A record of each row: gradient and hessian, f32 each, and a byte for its bin by each feature; missing values have the bin `bins[f]`. */
  records: usize; // IN u8 (rows, recordBytes)
  recordBytes: i32; // a multiple of 8
  columns: usize; // IN u8 (features, rows): the bins again
  /** The rows lie in so many parts, which lanes work on side by side. */
  parts: i32;
  bins: usize; // IN i32 (features): bins of values that are present
  cells: usize; // IN i32 (features): where the cells of each feature begin in a histogram, in cells
  missing: usize; // IN u8 (features): 1 where values are missing
  categorical: usize; // IN u8 (features)
  monotonic: usize; // IN i8 (features): -1, 0, 1
  /** 1: every hessian is 1, so that the sum of hessians counts rows. */
  constantHessian: i32;
  l2: f64;
  minHessian: f64;
  /** A sum of hessians above this one belongs to at least `minRows` rows. */
  enoughHessian: f64;
}

/** A node, as the caller writes it: f64 each. */
@unmanaged
export class Node {
  list: f64; // IN u32 (rows of the plan): rows, those of the node among them
  segments: f64; // IN i32 (2, parts): place of the first of its rows in each part, and how many follow one another there
  backwards: f64; // 1: they stand there in descending order, else ascending
  rows: f64;
  histogram: f64; // where its histogram is
  parent: f64; // where that of its parent is
  sibling: f64; // where that of its sibling is; 0: made from the rows
  made: f64; // 1: its histogram is there already
  gradients: f64; // sum of its gradients
  hessians: f64;
  value: f64;
  lower: f64; // bounds of the values of its children
  upper: f64;
  mask: f64; // u8 (features): 1 where a feature may be split by; 0: all may
  splits: f64; // OUT Split (features); 0: not searched
  records: f64; // IN u8 (rows, recordBytes): records of its rows, one after the other; 0: those of all rows
}

/** How the rows of a node are parted, as the caller writes it: f64 each. */
@unmanaged
export class Cut {
  to: f64; // OUT u32 (rows of the plan): a list
  feature: f64;
  bin: f64; // last bin that goes left
  missingLeft: f64;
  set: f64; // IN u32 (8): bits of categories that go left; 0 for a threshold
}

/** The best split of a node by one feature. */
@unmanaged
export class Split {
  gain: f64; // -1 if there is none
  gradients: f64; // sum over the left child
  hessians: f64;
  leftValue: f64;
  rightValue: f64;
  bin: i32; // last bin that goes left
  missingLeft: i32;
  set: u64; // bits of the categories that go left, 256 of them
  set1: u64;
  set2: u64;
  set3: u64;
}

/** Where the bins of a record begin: after its gradient and hessian. */
export const RECORD_BINS: usize = 8;

/** Codes of the rows by a feature. */
@inline
export function columnOf(p: Plan, f: i32): usize {
  return p.columns + <usize>f * <usize>p.rows;
}

/** How many rows a node has in a part. */
@inline
export function sizeOf(p: Plan, node: Node, part: i32): i32 {
  return load<i32>(<usize>node.segments + (<usize>(p.parts + part) << 2));
}

/** Where the lowest of its rows in a part stands, if it has any. */
@inline
export function firstOf(p: Plan, node: Node, part: i32): usize {
  let place = load<i32>(<usize>node.segments + (<usize>part << 2));
  if (node.backwards != 0) place += sizeOf(p, node, part) - 1;
  return <usize>node.list + (<usize>place << 2);
}

/** Bytes from a row of a node to the next one. */
@inline
export function stepOf(node: Node): usize {
  return node.backwards != 0 ? <usize>-4 : 4;
}

@inline
export function inSet(set: usize, code: u32): bool {
  return ((load<u32>(set + ((code >>> 5) << 2)) >>> (code & 31)) & 1) != 0;
}
