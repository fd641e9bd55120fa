/** Rounds half to even. */
export function roundHalfEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  if (rest !== 0.5) return Math.round(x);
  if (low % 2 === 0) return low;
  return low === -1 ? -0 : low + 1;
}

/** Rounds to decimal places as NumPy does: the nearest whole number of units of the last place. */
export function roundTo(x: number, places: number): number {
  const unit = Number(`1e${places}`);
  const rounded = roundHalfEven(x * unit) / unit;
  return Number.isFinite(rounded) ? rounded : x;
}

/** A number as Python writes a float: the shortest digits that mean it, at least one after the point. */
export function pythonFloat(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  const [mantissa, power] = Math.abs(x).toExponential().split("e") as [string, string];
  const exponent = Number(power);
  const digits = mantissa.replace(".", "");
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** A number with so many decimal places as Python's format "f" writes it: ties go to the even digit, where `toFixed` rounds them up. */
export function pythonFixed(x: number, places: number): string {
  if (!Number.isFinite(x)) return pythonFloat(x);
  if (Object.is(x, -0)) return `-${(0).toFixed(places)}`;
  const nearest = x.toFixed(places);
  if (places >= 100) return nearest;
  const exact = x.toFixed(100);
  const point = exact.indexOf(".");
  if (!/^50*$/.test(exact.slice(point + 1 + places))) return nearest;
  const cut = exact.slice(0, places === 0 ? point : point + 1 + places);
  return Number(cut.at(-1)) % 2 === 0 ? cut : nearest;
}

/** A label as Python writes it: booleans with a capital letter. */
export function pythonLabel(label: string | number | boolean): string {
  if (typeof label !== "boolean") return String(label);
  return label ? "True" : "False";
}
