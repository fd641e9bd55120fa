// The rows of a tree that grows, grouped by node: their partition, and the values of the leaves that they end in.
import { Cut, Node, Plan, columnOf, firstOf, inSet, sizeOf, stepOf } from "./lib/hist/plan";

/**
 * Parts the rows of nodes by their splits, in the parts [begin, end), those of the first node, then those of the next: in the list `to`, at the places that they have in the node's list, those that
 * go left stand first, ascending, and those that go right last, descending. So nothing need be known of other parts, or counted before.
 */
export function histPartition(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  nodes: usize, // IN Node (nodes)
  cuts: usize, // IN Cut (nodes)
  lefts: usize, // OUT i32 (nodes, parts): rows of each part that go left
): void {
  const p = changetype<Plan>(plan);
  for (let i = begin; i < end; i++) {
    const k = <usize>(i / p.parts);
    const part = i % p.parts;
    const own = changetype<Node>(nodes + k * offsetof<Node>());
    const cut = changetype<Cut>(cuts + k * offsetof<Cut>());
    const feature = <i32>cut.feature;
    const bin = <i32>cut.bin;
    const set = <usize>cut.set;
    const codes = columnOf(p, feature);
    const missing = cut.missingLeft != 0 ? load<i32>(p.bins + (<usize>feature << 2)) : -1;
    const step = stepOf(own);
    const n = sizeOf(p, own, part);
    const from = firstOf(p, own, part);
    const left = <usize>cut.to + (<usize>load<i32>(<usize>own.segments + (<usize>part << 2)) << 2);
    let count: i32;
    if (set != 0) count = partRows(2, codes, n, from, step, left, bin, missing, set);
    else if (missing >= 0) count = partRows(1, codes, n, from, step, left, bin, missing, set);
    else count = partRows(0, codes, n, from, step, left, bin, missing, set);
    store<i32>(lefts + (<usize>i << 2), count);
  }
}

/**
 * Parts n rows into n places: each is stored on both sides, and the side that it goes to moves on. Returns how many go left.
 *
 * @param kind 0: by a threshold; 1: missing values go left too; 2: by a set of categories.
 */
@inline
function partRows(
  kind: i32,
  codes: usize,
  n: i32,
  from: usize,
  step: usize,
  left: usize,
  bin: i32,
  missing: i32,
  set: usize,
): i32 {
  const first = left;
  for (let right = left + (<usize>n << 2) - 4; right >= left; right -= 4) {
    const row = load<u32>(from);
    const code = <i32>load<u8>(codes + row);
    store<u32>(left, row);
    store<u32>(right, row);
    let goesLeft: u32;
    if (kind == 2) goesLeft = u32(inSet(set, code));
    else if (kind == 1) goesLeft = u32(code <= bin) | u32(code == missing);
    else goesLeft = u32(code <= bin);
    left += <usize>(goesLeft << 2);
    right += <usize>(goesLeft << 2);
    from += step;
  }
  return <i32>((left - first) >> 2);
}

/** Copies the records of nodes together, in ascending order, in the parts [begin, end): those of the first node, then those of the next. */
export function histGather(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  nodes: usize, // IN Node (nodes)
): void {
  const p = changetype<Plan>(plan);
  const bytes = <usize>p.recordBytes;
  for (let i = begin; i < end; i++) {
    const own = changetype<Node>(nodes + <usize>(i / p.parts) * offsetof<Node>());
    const part = i % p.parts;
    let to = <usize>own.records;
    for (let before = 0; before < part; before++) to += <usize>sizeOf(p, own, before) * bytes;
    gather(p, sizeOf(p, own, part), firstOf(p, own, part), stepOf(own), to);
  }
}

function gather(p: Plan, n: i32, at: usize, step: usize, to: usize): void {
  const bytes = <usize>p.recordBytes;
  switch (p.recordBytes >> 3) {
    case 2:
      return gatherWords(2, p.records, n, at, step, to, 16);
    case 3:
      return gatherWords(3, p.records, n, at, step, to, 24);
    case 4:
      return gatherWords(4, p.records, n, at, step, to, 32);
    default:
      return gatherWords(0, p.records, n, at, step, to, bytes);
  }
}

/** Copies scattered records: with nothing else to do, many of them are on their way from memory at once. `words` 0: more than four. */
@inline
function gatherWords(words: i32, records: usize, n: i32, at: usize, step: usize, to: usize, bytes: usize): void {
  for (; n > 0; n--) {
    const record = records + <usize>load<u32>(at) * bytes;
    if (words == 0) memory.copy(to, record, bytes);
    else v128.store(to, v128.load(record));
    if (words == 3) store<u64>(to, load<u64>(record, 16), 16);
    if (words == 4) v128.store(to, v128.load(record, 16), 16);
    at += step;
    to += bytes;
  }
}

/** Adds the values of leaves to the predictions of their rows in the parts [begin, end). */
export function histAddLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  leaves: i32,
  nodes: usize, // IN Node (leaves)
  before: usize, // IN f64 (rows)
  after: usize, // OUT f64 (rows)
): void {
  const p = changetype<Plan>(plan);
  for (let part = begin; part < end; part++)
    for (let leaf = 0; leaf < leaves; leaf++) {
      const node = changetype<Node>(nodes + <usize>leaf * offsetof<Node>());
      const value = node.value;
      const step = stepOf(node);
      let at = firstOf(p, node, part);
      for (let n = sizeOf(p, node, part); n > 0; n--) {
        const i = <usize>load<u32>(at) << 3;
        store<f64>(after + i, load<f64>(before + i) + value);
        at += step;
      }
    }
}
