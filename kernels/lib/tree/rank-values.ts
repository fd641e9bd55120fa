// The values of the ranks of a feature, in ascending order. Neighbours share the upper halves of their bits more often than not, so these are kept once
// for each run of ranks that have them, and of each value only the lower half.

/** Bytes before the values: number of runs, or 0 where the values stand there as they are. */
const HEAD: usize = 16;

/** Bytes that hold the values of a feature of so many rows. */
@inline
export function rankValuesBytes(rows: i32): usize {
  return HEAD + (<usize>rows << 2);
}

@inline
function upperHalves(starts: usize, runs: u32): usize {
  return starts + (<usize>runs << 2);
}

@inline
function lowerHalves(starts: usize, runs: u32): usize {
  return starts + <usize>runs * 6 + ((<usize>runs & 1) << 1);
}

/** Writes the values of `count` ranks, f32. */
export function writeRankValues(values: usize, count: i32, out: usize): void {
  let runs = <u32>0;
  let upper = <u32>0;
  for (let r = 0; r < count; r++) {
    const own = <u32>load<u16>(values + (<usize>r << 2), 2);
    runs += u32(r == 0 || own != upper);
    upper = own;
  }
  const starts = out + HEAD;
  if ((runs * 6) > <u32>count) {
    store<u32>(out, 0);
    memory.copy(starts, values, <usize>count << 2);
    return;
  }
  store<u32>(out, runs);
  const uppers = upperHalves(starts, runs);
  const lowers = lowerHalves(starts, runs);
  let run: usize = 0;
  for (let r = 0; r < count; r++) {
    const bits = load<u32>(values + (<usize>r << 2));
    store<u16>(lowers + (<usize>r << 1), <u16>bits);
    if (r > 0 && bits >>> 16 == upper) continue;
    upper = bits >>> 16;
    store<u32>(starts + (run << 2), <u32>r);
    store<u16>(uppers + (run << 1), <u16>upper);
    run++;
  }
}

/** The value of a rank. */
export function valueOfRank(values: usize, rank: u32): f32 {
  const runs = load<u32>(values);
  const starts = values + HEAD;
  if (runs == 0) return load<f32>(starts + (<usize>rank << 2));
  let run: usize = 0;
  for (let left = <usize>runs; left > 1; ) {
    const half = left >>> 1;
    run += select<usize>(half, 0, load<u32>(starts + ((run + half) << 2)) <= rank);
    left -= half;
  }
  const upper = <u32>load<u16>(upperHalves(starts, runs) + (run << 1));
  const lower = <u32>load<u16>(lowerHalves(starts, runs) + (<usize>rank << 1));
  return reinterpret<f32>((upper << 16) | lower);
}
