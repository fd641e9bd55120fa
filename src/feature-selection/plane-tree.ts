/** Points in a leaf: few enough to look at each. */
const LEAF = 8;

/**
 * A k-d tree of points in the plane under the maximum norm: each node halves its points at the median of the wider side of their bounding box.
 *
 * Cost: O(n log n) to build; a search looks at a few leaves.
 *
 * @see Bentley (1975), doi:10.1145/361002.361007.
 */
export class PlaneTree {
  /** Sample at each place of the tree. */
  readonly #order: Int32Array;
  // Coordinates in the order of the tree.
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  /** Bounding box of each node: least and greatest x, least and greatest y; children of node i are 2i + 1 and 2i + 2. */
  readonly #boxes: Float64Array;
  /** Least distances of the search that runs. */
  #best = new Float64Array(0);

  constructor(x: Float64Array, y: Float64Array) {
    const n = x.length;
    this.#order = Int32Array.from({ length: n }, (_, i) => i);
    let leaves = 1;
    while (leaves * LEAF < n) leaves *= 2;
    this.#boxes = new Float64Array(4 * (2 * leaves - 1));
    this.#build(x, y, 0, 0, n);
    this.#x = Float64Array.from(this.#order, (i) => x[i]!);
    this.#y = Float64Array.from(this.#order, (i) => y[i]!);
  }

  #build(x: Float64Array, y: Float64Array, node: number, begin: number, end: number): void {
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let p = begin; p < end; p++) {
      const i = this.#order[p]!;
      if (x[i]! < left) left = x[i]!;
      if (x[i]! > right) right = x[i]!;
      if (y[i]! < low) low = y[i]!;
      if (y[i]! > high) high = y[i]!;
    }
    this.#boxes.set([left, right, low, high], 4 * node);
    if (this.#isLeaf(node)) return;
    const middle = (begin + end) >> 1;
    partition(this.#order, right - left >= high - low ? x : y, middle, begin, end);
    this.#build(x, y, 2 * node + 1, begin, middle);
    this.#build(x, y, 2 * node + 2, middle, end);
  }

  #isLeaf(node: number): boolean {
    return 4 * (2 * node + 1) >= this.#boxes.length;
  }

  /** Distance of each sample to its k-th nearest other one, shape (n); k < n. */
  kthDistances(k: number): Float64Array {
    const n = this.#order.length;
    const distances = new Float64Array(n);
    this.#best = new Float64Array(k);
    for (let p = 0; p < n; p++) {
      this.#best.fill(Number.POSITIVE_INFINITY);
      this.#search(p, 0, 0, n);
      distances[this.#order[p]!] = this.#best[k - 1]!;
    }
    return distances;
  }

  #search(p: number, node: number, begin: number, end: number): void {
    if (this.#isLeaf(node)) {
      this.#scan(p, begin, end);
      return;
    }
    const middle = (begin + end) >> 1;
    const first = 2 * node + 1;
    const toFirst = this.#distanceTo(first, this.#x[p]!, this.#y[p]!);
    const toSecond = this.#distanceTo(first + 1, this.#x[p]!, this.#y[p]!);
    const last = this.#best.length - 1;
    if (toFirst <= toSecond) {
      if (toFirst < this.#best[last]!) this.#search(p, first, begin, middle);
      if (toSecond < this.#best[last]!) this.#search(p, first + 1, middle, end);
    } else {
      if (toSecond < this.#best[last]!) this.#search(p, first + 1, middle, end);
      if (toFirst < this.#best[last]!) this.#search(p, first, begin, middle);
    }
  }

  /** Looks at every point of a leaf but p itself. */
  #scan(p: number, begin: number, end: number): void {
    const xs = this.#x;
    const ys = this.#y;
    const best = this.#best;
    const last = best.length - 1;
    const x = xs[p]!;
    const y = ys[p]!;
    for (let q = begin; q < end; q++) {
      const distance = Math.max(Math.abs(xs[q]! - x), Math.abs(ys[q]! - y));
      if (distance >= best[last]! || q === p) continue;
      let at = last;
      for (; at > 0 && best[at - 1]! > distance; at--) best[at] = best[at - 1]!;
      best[at] = distance;
    }
  }

  /** Distance of a point to the bounding box of a node; 0 within. */
  #distanceTo(node: number, x: number, y: number): number {
    const at = 4 * node;
    const boxes = this.#boxes;
    return Math.max(boxes[at]! - x, x - boxes[at + 1]!, boxes[at + 2]! - y, y - boxes[at + 3]!, 0);
  }
}

/** Rearranges order[begin … end) so that no key before `middle` is greater than one from there on (Hoare's selection). */
function partition(order: Int32Array, keys: Float64Array, middle: number, begin: number, end: number): void {
  let left = begin;
  let right = end - 1;
  while (left < right) {
    const pivot = keys[order[(left + right) >> 1]!]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (keys[order[i]!]! < pivot) i++;
      while (keys[order[j]!]! > pivot) j--;
      if (i > j) break;
      const held = order[i]!;
      order[i++] = order[j]!;
      order[j--] = held;
    }
    if (middle <= j) right = j;
    else if (middle >= i) left = i;
    else return;
  }
}
