// Predictions of histogram gradient boosting: rows walk from the root to a leaf, four at a time, so that the loads of one hide
// those of the others.

/** A packed node. */
@unmanaged
class PackedNode {
  /** Threshold; the value of a leaf. */
  threshold: f64;
  /** Feature in the lower bits. */
  feature: u32;
  /** Bytes from the node to its children; 0 at a leaf. */
  left: i32;
  right: i32;
  /** Bytes from the beginning of the sets to that of the categories that go left, plus one; 0 for a threshold. */
  set: u32;
}

/** Top bit of a feature: missing values go left. */
const MISSING_LEFT: u32 = 0x80000000;

/** Packs the nodes of one tree. */
export function histPackNodes(
  n: i32,
  left: usize, // IN i32 (n): children as numbers of nodes, -1 at leaves
  right: usize, // IN i32 (n)
  feature: usize, // IN i32 (n)
  threshold: usize, // IN f64 (n)
  value: usize, // IN f64 (n)
  missingLeft: usize, // IN u8 (n)
  set: usize, // IN i32 (n): number of the set of categories, -1 for a threshold
  firstSet: i32, // number of the tree's first set
  out: usize, // OUT packed nodes (n)
): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    const node = changetype<PackedNode>(out + <usize>i * offsetof<PackedNode>());
    const l = load<i32>(left + at);
    node.threshold = load<f64>((l < 0 ? value : threshold) + (at << 1));
    node.feature = l < 0 ? 0 : load<u32>(feature + at) | (load<u8>(missingLeft + i) ? MISSING_LEFT : 0);
    node.left = l < 0 ? 0 : (l - i) * <i32>offsetof<PackedNode>();
    node.right = l < 0 ? 0 : (load<i32>(right + at) - i) * <i32>offsetof<PackedNode>();
    const s = load<i32>(set + at);
    node.set = l < 0 || s < 0 ? 0 : <u32>((firstSet + s) << 5) + 1;
  }
}

/** Bytes from a node to the child that a row goes to; 0 at a leaf. */
@inline
function step(at: usize, row: usize, sets: usize): usize {
  const node = changetype<PackedNode>(at);
  const v = load<f64>(row + (<usize>(node.feature & 0x7fffffff) << 3));
  let left = u32(v <= node.threshold);
  if (node.set != 0 && v == v) {
    const code = <u32>v;
    left = (load<u32>(sets + node.set - 1 + ((code >>> 5) << 2)) >>> (code & 31)) & 1;
  }
  left |= u32(v != v) & (node.feature >>> 31);
  return <usize>select<i32>(node.left, node.right, left);
}

@inline
function leafOf(row: usize, root: usize, sets: usize): usize {
  let node = root;
  while (true) {
    const s = step(node, row, sets);
    if (s == 0) return node;
    node += s;
  }
}

@inline
function addTo(sum: usize, leaf: usize): void {
  store<f64>(sum, load<f64>(sum) + load<f64>(leaf));
}

/** Adds the leaf values of trees, in their order, to the predictions; tree t is of class t mod nClasses. */
export function histPredict(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f64 (nRows, nFeatures): categories as codes below 256
  features: i32,
  nodes: usize, // IN packed nodes of all trees
  sets: usize, // IN u32 (nSets, 8)
  roots: usize, // IN i32 (nTrees): first node of each tree
  trees: i32,
  classes: i32,
  baseline: usize, // IN f64 (nClasses): predictions before the first tree; 0 if they differ by row
  before: usize, // IN f64 (nRows, nClasses): predictions so far, where they differ by row
  out: usize, // OUT f64 (nRows, nClasses)
): void {
  const width = <usize>features << 3;
  const outWidth = <usize>classes << 3;
  for (let i = <usize>begin; i < <usize>end; i++)
    memory.copy(out + i * outWidth, baseline != 0 ? baseline : before + i * outWidth, outWidth);
  for (let t = 0; t < trees; t++) {
    const root = nodes + <usize>load<i32>(roots + (<usize>t << 2)) * offsetof<PackedNode>();
    let row = x + <usize>begin * width;
    let sum = out + <usize>begin * outWidth + (<usize>(t % classes) << 3);
    let i = begin;
    for (; i + 4 <= end; i += 4) {
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      while (true) {
        const sa = step(a, row, sets);
        const sb = step(b, row + width, sets);
        const sc = step(c, row + 2 * width, sets);
        const sd = step(d, row + 3 * width, sets);
        a += sa;
        b += sb;
        c += sc;
        d += sd;
        if ((sa | sb | sc | sd) == 0) break;
      }
      addTo(sum, a);
      addTo(sum + outWidth, b);
      addTo(sum + 2 * outWidth, c);
      addTo(sum + 3 * outWidth, d);
      row += 4 * width;
      sum += 4 * outWidth;
    }
    for (; i < end; i++) {
      addTo(sum, leafOf(row, root, sets));
      row += width;
      sum += outWidth;
    }
  }
}
