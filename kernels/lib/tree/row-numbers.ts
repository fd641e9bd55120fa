// Row numbers in as few bytes as hold them: u16, three bytes, or u32. Lists of them take most of the memory in which trees grow.

/** Stands for row numbers of three bytes. */
@unmanaged
export class ThreeBytes {}

/** Up to this many rows, their numbers have two bytes. */
const MOST_TWO: i32 = 65536;
/** And three. */
const MOST_THREE: i32 = 16777216;

/** Bytes of the number of one of so many rows. */
@inline
export function rowBytes(rows: i32): usize {
  return rows <= MOST_TWO ? 2 : rows <= MOST_THREE ? 3 : 4;
}

/** Bytes of a row number. */
@inline
export function bytesOf<T>(): usize {
  return isReference<T>() ? 3 : sizeof<T>();
}

/** What stands at p: a row number, and of three bytes the one behind it, too. */
@inline
export function rawRow<T>(p: usize): u32 {
  if (isReference<T>()) return load<u32>(p);
  return <u32>load<T>(p);
}

/** Writes what {@link rawRow} read: of three bytes the one behind is overwritten, too, so that what stands there is written later, or again. */
@inline
export function setRawRow<T>(p: usize, raw: u32): void {
  if (isReference<T>()) store<u32>(p, raw);
  else store<T>(p, <T>raw);
}

/** The row number in what {@link rawRow} read. */
@inline
export function rowIn<T>(raw: u32): usize {
  return <usize>(isReference<T>() ? raw & 0xffffff : raw);
}

/** The k-th row number of a list. One more byte than it has is read. */
@inline
export function rowAt<T>(list: usize, k: i32): usize {
  return rowIn<T>(rawRow<T>(list + <usize>k * bytesOf<T>()));
}

/** Writes the k-th row number of a list, and nothing else. */
@inline
export function setRow<T>(list: usize, k: i32, row: u32): void {
  const p = list + <usize>k * bytesOf<T>();
  if (!isReference<T>()) {
    store<T>(p, <T>row);
    return;
  }
  store<u16>(p, <u16>row);
  store<u8>(p + 2, <u8>(row >>> 16));
}
