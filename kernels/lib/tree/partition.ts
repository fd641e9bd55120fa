// Order of the rows inside a node: sorted by a feature, missing values last or first, or parted by a split.
import { goesLeftByCategory, isCategorical } from "./category-sets";
import { EXACT, Grower, f32At, i32At, setF32, setI32 } from "./grower";
import { MOST_INSERTED, introsort } from "./introsort";
import { sortKeys } from "./key-sort";

@inline
export function column(g: Grower, feature: i32): usize {
  return g.x + ((<usize>feature * <usize>g.rows) << 2);
}

@inline
function exchangeSamples(samples: usize, i: i32, j: i32): void {
  const k = i32At(samples, i);
  setI32(samples, i, i32At(samples, j));
  setI32(samples, j, k);
}

/** Sorts the node's rows by a feature; rows where it is missing come last, their number is `nMissing`. */
export function sortByFeature(g: Grower, feature: i32): void {
  const start = g.start;
  const end = g.end;
  const samples = g.samples;
  const values = g.values;
  const x = column(g, feature);
  g.nMissing = 0;
  if (load<u8>(g.missing + feature)) {
    let i = start;
    let last = end - 1;
    while (i <= last) {
      const v = f32At(x, i32At(samples, last));
      if (v != v) {
        last--;
        continue;
      }
      const u = f32At(x, i32At(samples, i));
      if (u != u) {
        exchangeSamples(samples, i, last);
        last--;
      }
      setF32(values, i, f32At(x, i32At(samples, i)));
      i++;
    }
    g.nMissing = end - 1 - last;
  } else {
    for (let p = start; p < end; p++) setF32(values, p, f32At(x, i32At(samples, p)));
  }
  sortValues(g, feature, end - start - g.nMissing);
}

/** An integer whose order is that of the floats of these bits. */
@inline
export function keyOfBits(bits: u32): u32 {
  return bits ^ (<u32>(<i32>bits >> 31) | 0x80000000);
}

@inline
function bitsOfKey(key: u32): u32 {
  return key ^ (<u32>(<i32>~key >> 31) | 0x80000000);
}

/** Sorts the first n samples of the node by the values of a feature that were read. */
function sortValues(g: Grower, feature: i32, n: i32): void {
  // Row lists leave to sorts what has equal values.
  if (g.path != EXACT || (!g.anyOrder && (n <= MOST_INSERTED || 2 * n > i32At(g.tiedRows, feature)))) {
    sortInOrder(g, n);
    return;
  }
  fillEntries(g, n);
  const sorted = sortKeys<u64>(g.entries, g.spareEntries, n, i32.MAX_VALUE, g.histogram);
  if (g.anyOrder || !hasTies(sorted, n)) {
    readEntries(g, sorted, n);
    return;
  }
  setI32(g.tiedRows, feature, n);
  sortInOrder(g, n);
}

/** Sorts them with equal values in the order in which scikit-learn's sort leaves them. */
function sortInOrder(g: Grower, n: i32): void {
  fillEntries(g, n);
  introsort<u64>(g.entries, g.sortScratch, n);
  readEntries(g, g.entries, n);
}

function fillEntries(g: Grower, n: i32): void {
  const samples = g.samples + (<usize>g.start << 2);
  const values = g.values + (<usize>g.start << 2);
  for (let k = 0; k < n; k++) {
    const key = keyOfBits(<u32>i32At(values, k));
    store<u64>(g.entries + (<usize>k << 3), (<u64>key << 32) | <u64>i32At(samples, k));
  }
}

function readEntries(g: Grower, entries: usize, n: i32): void {
  const samples = g.samples + (<usize>g.start << 2);
  const values = g.values + (<usize>g.start << 2);
  for (let k = 0; k < n; k++) {
    const entry = load<u64>(entries + (<usize>k << 3));
    setI32(samples, k, <i32>entry);
    setI32(values, k, <i32>bitsOfKey(<u32>(entry >> 32)));
  }
}

/** Whether two of the sorted entries have the same key. */
function hasTies(entries: usize, n: i32): bool {
  let before = load<u32>(entries, 4);
  for (let k = 1; k < n; k++) {
    const key = load<u32>(entries + (<usize>k << 3), 4);
    if (key == before) return true;
    before = key;
  }
  return false;
}

/** Moves the missing values, which stand last, before the others; both keep their order. */
export function moveMissingFirst(g: Grower): void {
  rotate(g, g.samples);
  rotate(g, g.values);
}

function rotate(g: Grower, array: usize): void {
  const nMissing = <usize>g.nMissing << 2;
  const present = (<usize>(g.end - g.start) << 2) - nMissing;
  const from = array + (<usize>g.start << 2);
  memory.copy(g.swap, from + present, nMissing);
  memory.copy(from + nMissing, from, present);
  memory.copy(from, g.swap, nMissing);
}

/** Parts the node's rows by a split: those that go left first. */
export function partBySplit(g: Grower, feature: i32, threshold: f64, missingLeft: i32): void {
  if (isCategorical(g, feature)) {
    partByCategory(g, feature);
    return;
  }
  const samples = g.samples;
  const x = column(g, feature);
  const goes = g.swap; // u8: 1 for rows that go left
  const end = g.end;
  for (let p = g.start; p < end; p++) {
    const v = f32At(x, i32At(samples, p));
    store<u8>(goes + p, u8(<f64>v <= threshold) | (u8(v != v) & <u8>missingLeft));
  }
  partByFlags(samples, goes, g.start, end);
}

/**
 * Parts samples[start, end) as if, from the first on, a row that goes right changed places with the last; `goes` has 1 for rows that go left. Without
 * branches, which are hard to foretell here. Reads one flag behind the last.
 */
export function partByFlags(samples: usize, goes: usize, start: i32, end: i32): void {
  let i = start;
  let row = i32At(samples, i);
  let goesLeft = <i32>load<u8>(goes + i);
  while (i < end) {
    const last = end - 1;
    const to = select<i32>(i, last, goesLeft);
    const from = select<i32>(i + 1, last, goesLeft);
    const next = i32At(samples, from);
    setI32(samples, to, row);
    i += goesLeft;
    end -= 1 - goesLeft;
    goesLeft = <i32>load<u8>(goes + from);
    row = next;
  }
}

function partByCategory(g: Grower, feature: i32): void {
  const samples = g.samples;
  const x = column(g, feature);
  let i = g.start;
  let end = g.end;
  while (i < end) {
    if (goesLeftByCategory(g, f32At(x, i32At(samples, i)))) i++;
    else exchangeSamples(samples, i, --end);
  }
}

/** As {@link partBySplit} by the values that were read last, which move along. Returns where the right part starts. */
export function partByValues(g: Grower, threshold: f64, missingLeft: i32): i32 {
  const samples = g.samples;
  const values = g.values;
  let i = g.start;
  let end = g.end;
  while (i < end) {
    const v = f32At(values, i);
    if (v != v ? missingLeft != 0 : <f64>v <= threshold) {
      i++;
    } else {
      end--;
      exchangeSamples(samples, i, end);
      setF32(values, i, f32At(values, end));
      setF32(values, end, v);
    }
  }
  return end;
}
