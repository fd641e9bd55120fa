/**
 * Stable radix sort of unsigned entries by some of their bytes, least first: a histogram of each byte, then one pass a byte, a
 * byte that is the same everywhere left out. What stands in the other bytes is carried along.
 *
 * Knuth (1998), The Art of Computer Programming, volume 3, section 5.2.5.
 *
 * @param entries IN T (n), u32 or u64; left in any order.
 * @param spare T (n) of scratch.
 * @param firstByte, endByte bytes that are sorted by, at most four; byte 0 is the least.
 * @param counts 1,024 bytes of scratch for each byte that is sorted by.
 * @returns where the sorted entries are: `entries` or `spare`.
 */
export function radixSort<T extends number>(
  entries: usize,
  spare: usize,
  n: i32,
  firstByte: i32,
  endByte: i32,
  counts: usize,
): usize {
  countBytes<T>(entries, n, firstByte, endByte - firstByte, counts);
  for (let byte = firstByte; byte < endByte; byte++) {
    const places = counts + (<usize>(byte - firstByte) << 10);
    const shift = <T>(byte << 3);
    const any = <usize>(<u32>(load<T>(entries) >> shift) & 255);
    if (load<u32>(places + (any << 2)) == <u32>n) continue;
    startPlaces(places);
    for (let i = 0; i < n; i++) {
      const entry = load<T>(entries + <usize>i * sizeof<T>());
      const at = places + (<usize>(<u32>(entry >> shift) & 255) << 2);
      const to = load<u32>(at);
      store<T>(spare + <usize>to * sizeof<T>(), entry);
      store<u32>(at, to + 1);
    }
    const swap = entries;
    entries = spare;
    spare = swap;
  }
  return entries;
}

// Histograms of some bytes of the entries, all in one pass.
function countBytes<T extends number>(entries: usize, n: i32, firstByte: i32, bytes: i32, counts: usize): void {
  memory.fill(counts, 0, <usize>bytes << 10);
  const shift = <T>(firstByte << 3);
  for (let i = 0; i < n; i++) {
    let rest = <u32>(load<T>(entries + <usize>i * sizeof<T>()) >> shift);
    for (let byte = 0; byte < bytes; byte++) {
      const at = counts + (<usize>byte << 10) + (<usize>(rest & 255) << 2);
      store<u32>(at, load<u32>(at) + 1);
      rest >>>= 8;
    }
  }
}

// Counts become the place of the first entry of each byte value.
function startPlaces(counts: usize): void {
  let sum: u32 = 0;
  for (let at: usize = 0; at < 1024; at += 4) {
    const count = load<u32>(counts + at);
    store<u32>(counts + at, sum);
    sum += count;
  }
}
