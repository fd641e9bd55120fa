// Prediction by trees: rows walk from the root to a leaf, four at a time, so that the loads of one hide those of the others.

/**
 * log2 of the bytes of a packed node: threshold f32, feature u32 (top bit: missing goes left; next: a split by categories, and the threshold
 * is the first u32 of its set), left i32, right i32.
 */
const NODE_SHIFT: i32 = 4;

const MISSING_LEFT: i32 = 31; // bit of the feature
const BY_CATEGORY: u32 = 1 << 30;
const FEATURE: u32 = BY_CATEGORY - 1;

/** Packs the nodes of one tree. */
export function packNodes(
  n: i32,
  left: usize, // IN i32 (n): children as numbers of nodes, -1 at leaves
  right: usize, // IN i32 (n)
  feature: usize, // IN i32 (n)
  threshold: usize, // IN f64 (n)
  missingLeft: usize, // IN u8 (n)
  categoryWords: i32, // u32 words of a set of categories
  firstSet: i32, // number of the set of node 0
  out: usize, // OUT packed nodes (n)
): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    const l = load<i32>(left + at);
    const t = load<f64>(threshold + (at << 1));
    // Rows are 32-bit floats, so x <= t is x <= the largest 32-bit float that is not above t.
    let single = <f32>t;
    if (<f64>single > t) single = reinterpret<f32>(reinterpret<u32>(single) + (single > 0 ? -1 : 1));
    store<f32>(out, single);
    if (l >= 0 && t != t) store<i32>(out, (firstSet + i) * categoryWords);
    const flags = (<u32>load<u8>(missingLeft + i) << MISSING_LEFT) | (t != t ? BY_CATEGORY : 0);
    store<u32>(out, l < 0 ? 0 : load<u32>(feature + at) | flags, 4);
    store<i32>(out, l < 0 ? 0 : (l - i) << NODE_SHIFT, 8);
    store<i32>(out, l < 0 ? 0 : (load<i32>(right + at) - i) << NODE_SHIFT, 12);
    out += 1 << NODE_SHIFT;
  }
}

/** Bytes from a node to the child that a row goes to; 0 at a leaf. */
@inline
function step(node: usize, row: usize): usize {
  const feature = load<u32>(node, 4);
  const v = load<f32>(row + (<usize>(feature & FEATURE) << 2));
  const left = u32(v <= load<f32>(node)) | (u32(v != v) & (feature >>> MISSING_LEFT));
  return <usize>select<i32>(load<i32>(node, 8), load<i32>(node, 12), left);
}

/** {@link step} in trees with splits by categories. A category that no set holds goes where missing values go. */
function stepAny(node: usize, row: usize, sets: usize, words: i32): usize {
  const feature = load<u32>(node, 4);
  if ((feature & BY_CATEGORY) == 0) return step(node, row);
  const v = load<f32>(row + (<usize>(feature & FEATURE) << 2));
  let left = feature >>> MISSING_LEFT;
  if (v >= 0 && v < <f32>(words << 5)) {
    const c = <u32>v;
    left = (load<u32>(sets + (<usize>(load<u32>(node) + (c >>> 5)) << 2)) >>> (c & 31)) & 1;
  }
  return <usize>select<i32>(load<i32>(node, 8), load<i32>(node, 12), left);
}

@inline
function leafOf(row: usize, root: usize, sets: usize, words: i32): usize {
  let node = root;
  while (true) {
    const s = words == 0 ? step(node, row) : stepAny(node, row, sets, words);
    if (s == 0) return node;
    node += s;
  }
}

@inline
function addValues(sums: usize, values: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 8) store<f64>(sums + k, load<f64>(sums + k) + load<f64>(values + k));
}

/** Adds up the leaf values of all trees, in the order of the trees. */
export function forestSums(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nRows, nFeatures)
  features: i32,
  nodes: usize, // IN packed nodes of all trees; children as bytes from the node, 0 at leaves
  values: usize, // IN f64 (nNodes, nValues)
  roots: usize, // IN i32 (nTrees): first node of each tree
  trees: i32,
  sets: usize, // IN u32 (nNodes, words): categories that go left
  words: i32, // 0: no tree splits by categories
  nValues: i32,
  out: usize, // OUT f64 (nRows, nValues)
): void {
  const width = <usize>features << 2;
  const outWidth = <usize>nValues << 3;
  memory.fill(out + <usize>begin * outWidth, 0, <usize>(end - begin) * outWidth);
  for (let t = 0; t < trees; t++) {
    const root = nodes + (<usize>load<i32>(roots + (<usize>t << 2)) << NODE_SHIFT);
    let row = x + <usize>begin * width;
    let sums = out + <usize>begin * outWidth;
    let i = begin;
    for (; words == 0 && i + 4 <= end; i += 4) {
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      while (true) {
        const sa = step(a, row);
        const sb = step(b, row + width);
        const sc = step(c, row + 2 * width);
        const sd = step(d, row + 3 * width);
        a += sa;
        b += sb;
        c += sc;
        d += sd;
        if ((sa | sb | sc | sd) == 0) break;
      }
      addValues(sums, values + ((a - nodes) >> NODE_SHIFT) * outWidth, outWidth);
      addValues(sums + outWidth, values + ((b - nodes) >> NODE_SHIFT) * outWidth, outWidth);
      addValues(sums + 2 * outWidth, values + ((c - nodes) >> NODE_SHIFT) * outWidth, outWidth);
      addValues(sums + 3 * outWidth, values + ((d - nodes) >> NODE_SHIFT) * outWidth, outWidth);
      row += 4 * width;
      sums += 4 * outWidth;
    }
    for (; i < end; i++) {
      addValues(sums, values + ((leafOf(row, root, sets, words) - nodes) >> NODE_SHIFT) * outWidth, outWidth);
      row += width;
      sums += outWidth;
    }
  }
}

/** Number, within its tree, of the leaf that each row reaches in each tree. */
export function forestLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nRows, nFeatures)
  features: i32,
  nodes: usize, // IN packed nodes of all trees; children as bytes from the node, 0 at leaves
  roots: usize, // IN i32 (nTrees)
  trees: i32,
  sets: usize, // IN u32 (nNodes, words)
  words: i32,
  out: usize, // OUT i32 (nRows, nTrees)
): void {
  const width = <usize>features << 2;
  for (let t = 0; t < trees; t++) {
    const root = nodes + (<usize>load<i32>(roots + (<usize>t << 2)) << NODE_SHIFT);
    let row = x + <usize>begin * width;
    for (let i = begin; i < end; i++) {
      const leaf = (leafOf(row, root, sets, words) - root) >> NODE_SHIFT;
      store<i32>(out + ((<usize>i * <usize>trees + <usize>t) << 2), <i32>leaf);
      row += width;
    }
  }
}
