// Prediction by trees: rows walk from the root to a leaf.

/** Bytes of a packed node: threshold f64, feature i32 (-1: leaf), left i32, right i32, missing-goes-left i32. */
const NODE: usize = 24;

@inline
function leafOf(row: usize, root: usize): usize {
  let node = root;
  let feature = load<i32>(node, 8);
  while (feature >= 0) {
    const v = load<f32>(row + (<usize>feature << 2));
    const left = v != v ? load<i32>(node, 20) != 0 : <f64>v <= load<f64>(node);
    node += <usize>(left ? load<i32>(node, 12) : load<i32>(node, 16)) * NODE;
    feature = load<i32>(node, 8);
  }
  return node;
}

/** Adds up the leaf values of all trees, in the order of the trees. */
export function forestSums(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nRows, nFeatures)
  features: i32,
  nodes: usize, // IN packed nodes of all trees; children relative to the node
  values: usize, // IN f64 (nNodes, nValues)
  roots: usize, // IN i32 (nTrees): first node of each tree
  trees: i32,
  nValues: i32,
  out: usize, // OUT f64 (nRows, nValues)
): void {
  const width = <usize>features << 2;
  const outWidth = <usize>nValues << 3;
  memory.fill(out + <usize>begin * outWidth, 0, <usize>(end - begin) * outWidth);
  for (let t = 0; t < trees; t++) {
    const root = nodes + <usize>load<i32>(roots + (<usize>t << 2)) * NODE;
    let row = x + <usize>begin * width;
    let sums = out + <usize>begin * outWidth;
    for (let i = begin; i < end; i++) {
      const leaf = (leafOf(row, root) - nodes) / NODE;
      const value = values + leaf * outWidth;
      for (let k: usize = 0; k < outWidth; k += 8) store<f64>(sums + k, load<f64>(sums + k) + load<f64>(value + k));
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
  nodes: usize, // IN packed nodes of all trees; children relative to the node
  roots: usize, // IN i32 (nTrees)
  trees: i32,
  out: usize, // OUT i32 (nRows, nTrees)
): void {
  const width = <usize>features << 2;
  for (let t = 0; t < trees; t++) {
    const root = nodes + <usize>load<i32>(roots + (<usize>t << 2)) * NODE;
    let row = x + <usize>begin * width;
    for (let i = begin; i < end; i++) {
      const leaf = (leafOf(row, root) - root) / NODE;
      store<i32>(out + ((<usize>i * <usize>trees + <usize>t) << 2), <i32>leaf);
      row += width;
    }
  }
}
