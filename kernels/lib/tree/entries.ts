// An entry packs the rank of a value (upper half) with a row or a load (lower half): u32 in small data, else u64.
// A load packs the weight of a row (upper bits) with its class code (lower bits).

@inline
export function entry<T extends number>(rank: u32, rest: u32): T {
  if (sizeof<T>() == 4) return <T>((rank << 16) | rest);
  return <T>((<u64>rank << 32) | <u64>rest);
}

@inline
export function rankOf<T extends number>(e: T): u32 {
  if (sizeof<T>() == 4) return <u32>e >>> 16;
  return <u32>(<u64>e >>> 32);
}

@inline
export function restOf<T extends number>(e: T): u32 {
  if (sizeof<T>() == 4) return <u32>e & 0xffff;
  return <u32>e;
}

@inline
export function entryAt<T extends number>(entries: usize, p: i32): T {
  return load<T>(entries + <usize>p * sizeof<T>());
}

@inline
export function setEntry<T extends number>(entries: usize, p: i32, e: T): void {
  store<T>(entries + <usize>p * sizeof<T>(), e);
}

/** Element of an array of half entries (ranks or loads). */
@inline
export function halfAt<T extends number>(array: usize, i: u32): u32 {
  if (sizeof<T>() == 4) return <u32>load<u16>(array + (<usize>i << 1));
  return load<u32>(array + (<usize>i << 2));
}

@inline
export function setHalf<T extends number>(array: usize, i: u32, v: u32): void {
  if (sizeof<T>() == 4) store<u16>(array + (<usize>i << 1), <u16>v);
  else store<u32>(array + (<usize>i << 2), v);
}
