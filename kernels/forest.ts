// Prediction by trees: rows walk from the root to a leaf, several at a time, so that the loads of one hide those of the others.
//
// Nodes are packed with the children of a node side by side, so that a step is an addition, and in 8 bytes where they fit, so that a tree of
// thousands of nodes stays in the first-level cache:
//
//   narrow, 8 bytes: threshold f32; u32 of 20 bits to the left child in nodes, 1 bit: missing goes right, 11 bits of feature
//   wide, 16 bytes: threshold f32; u32 to the left child in nodes; u32 of feature, its top bit: missing goes right, the next: a split by
//   categories; u32: where the set of categories that go left begins
//
// A leaf is 0 nodes before its children, and no value is above its threshold: a row that has arrived stays.

const MISSING_RIGHT: u32 = 31; // bit of the feature of a wide node
const BY_CATEGORY: u32 = 1 << 30;
const FEATURE: u32 = BY_CATEGORY - 1;

/** Node after a narrow (T = u64; i64 if no value of X is missing) or wide (T = v128) node. */
@inline
function step<T>(node: usize, row: usize): usize {
  if (sizeof<T>() == 8) {
    const n = load<u64>(node);
    const h = <u32>(n >>> 32);
    const v = load<f32>(row + (<usize>(h >>> 21) << 2));
    let right = u32(v > reinterpret<f32>(<u32>n));
    if (!isSigned<T>()) right |= u32(v != v) & (h >>> 20);
    return node + (<usize>((h & 0xfffff) + right) << 3);
  }
  const feature = load<u32>(node, 8);
  const v = load<f32>(row + (<usize>(feature & FEATURE) << 2));
  const right = u32(v > load<f32>(node)) | (u32(v != v) & (feature >>> MISSING_RIGHT));
  return node + (<usize>(load<u32>(node, 4) + right) << 4);
}

/** {@link step} in trees with splits by categories. A category that no set holds goes where missing values go. */
function stepAny(node: usize, row: usize, sets: usize, words: i32): usize {
  const feature = load<u32>(node, 8);
  if ((feature & BY_CATEGORY) == 0) return step<v128>(node, row);
  const v = load<f32>(row + (<usize>(feature & FEATURE) << 2));
  let right = feature >>> MISSING_RIGHT;
  if (v >= 0 && v < <f32>(words << 5)) {
    const c = <u32>v;
    right = 1 - ((load<u32>(sets + (<usize>(load<u32>(node, 12) + (c >>> 5)) << 2)) >>> (c & 31)) & 1);
  }
  return node + (<usize>(load<u32>(node, 4) + right) << 4);
}

@inline
function leafOf<T>(row: usize, root: usize): usize {
  let node = root;
  while (true) {
    const next = step<T>(node, row);
    if (next == node) return node;
    node = next;
  }
}

function leafOfAny(row: usize, root: usize, sets: usize, words: i32): usize {
  let node = root;
  while (true) {
    const next = stepAny(node, row, sets, words);
    if (next == node) return node;
    node = next;
  }
}

@inline
function addValues(sums: usize, values: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 8) store<f64>(sums + k, load<f64>(sums + k) + load<f64>(values + k));
}

/** Adds the values of the leaves of one tree to the sums of n rows. */
function addTree<T>(n: i32, row: usize, width: usize, root: usize, values: usize, outWidth: usize, sums: usize): void {
  const shift: usize = sizeof<T>() == 8 ? 3 : 4;
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    let e = root;
    let f = root;
    let g = root;
    let h = root;
    while (true) {
      const na = step<T>(a, row);
      const nb = step<T>(b, row + width);
      const nc = step<T>(c, row + 2 * width);
      const nd = step<T>(d, row + 3 * width);
      const ne = step<T>(e, row + 4 * width);
      const nf = step<T>(f, row + 5 * width);
      const ng = step<T>(g, row + 6 * width);
      const nh = step<T>(h, row + 7 * width);
      const moved = (na ^ a) | (nb ^ b) | (nc ^ c) | (nd ^ d) | (ne ^ e) | (nf ^ f) | (ng ^ g) | (nh ^ h);
      a = na;
      b = nb;
      c = nc;
      d = nd;
      e = ne;
      f = nf;
      g = ng;
      h = nh;
      if (moved == 0) break;
    }
    addValues(sums, values + ((a - root) >> shift) * outWidth, outWidth);
    addValues(sums + outWidth, values + ((b - root) >> shift) * outWidth, outWidth);
    addValues(sums + 2 * outWidth, values + ((c - root) >> shift) * outWidth, outWidth);
    addValues(sums + 3 * outWidth, values + ((d - root) >> shift) * outWidth, outWidth);
    addValues(sums + 4 * outWidth, values + ((e - root) >> shift) * outWidth, outWidth);
    addValues(sums + 5 * outWidth, values + ((f - root) >> shift) * outWidth, outWidth);
    addValues(sums + 6 * outWidth, values + ((g - root) >> shift) * outWidth, outWidth);
    addValues(sums + 7 * outWidth, values + ((h - root) >> shift) * outWidth, outWidth);
    row += 8 * width;
    sums += 8 * outWidth;
  }
  for (; i < n; i++) {
    addValues(sums, values + ((leafOf<T>(row, root) - root) >> shift) * outWidth, outWidth);
    row += width;
    sums += outWidth;
  }
}

/** Adds up the leaf values of all trees, in the order of the trees. */
export function forestSums(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nRows, nFeatures)
  features: i32,
  missing: i32, // 1: values of X may be missing
  nodes: usize, // IN packed nodes of all trees
  wide: i32, // 1: nodes are wide
  values: usize, // IN f64 (nNodes, nValues), in the order of the packed nodes
  roots: usize, // IN i32 (nTrees): first node of each tree
  trees: i32,
  sets: usize, // IN u32: sets of categories that go left
  words: i32, // u32 words of a set; 0: no tree splits by categories
  nValues: i32,
  out: usize, // OUT f64 (nRows, nValues)
): void {
  const width = <usize>features << 2;
  const outWidth = <usize>nValues << 3;
  const row = x + <usize>begin * width;
  const sums = out + <usize>begin * outWidth;
  memory.fill(sums, 0, <usize>(end - begin) * outWidth);
  for (let t = 0; t < trees; t++) {
    const first = <usize>load<i32>(roots + (<usize>t << 2));
    const own = values + first * outWidth;
    if (words != 0) {
      const root = nodes + (first << 4);
      for (let i: usize = 0; i < <usize>(end - begin); i++) {
        const leaf = (leafOfAny(row + i * width, root, sets, words) - root) >> 4;
        addValues(sums + i * outWidth, own + leaf * outWidth, outWidth);
      }
    } else if (wide) addTree<v128>(end - begin, row, width, nodes + (first << 4), own, outWidth, sums);
    else if (missing) addTree<u64>(end - begin, row, width, nodes + (first << 3), own, outWidth, sums);
    else addTree<i64>(end - begin, row, width, nodes + (first << 3), own, outWidth, sums);
  }
}

/** Number, within its tree, of the packed leaf that each row reaches in each tree. */
export function forestLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nRows, nFeatures)
  features: i32,
  nodes: usize, // IN packed nodes of all trees
  wide: i32, // 1: nodes are wide
  roots: usize, // IN i32 (nTrees)
  trees: i32,
  sets: usize, // IN u32: sets of categories that go left
  words: i32,
  numbers: usize, // IN i32 (nNodes): number of each packed node
  out: usize, // OUT i32 (nRows, nTrees)
): void {
  const width = <usize>features << 2;
  for (let t = 0; t < trees; t++) {
    const first = <usize>load<i32>(roots + (<usize>t << 2));
    const root = nodes + (wide ? first << 4 : first << 3);
    let row = x + <usize>begin * width;
    for (let i = begin; i < end; i++) {
      const leaf =
        words != 0
          ? (leafOfAny(row, root, sets, words) - root) >> 4
          : wide
            ? (leafOf<v128>(row, root) - root) >> 4
            : (leafOf<u64>(row, root) - root) >> 3;
      const number = load<i32>(numbers + ((first + leaf) << 2));
      store<i32>(out + ((<usize>i * <usize>trees + <usize>t) << 2), number);
      row += width;
    }
  }
}
