import { roundHalfEven } from "./statistics/round-half-even.js";

/** How the texts of intervals are written. */
export interface IntervalStyle {
  /** Digits behind the point, or significant ones of numbers below 1; more where edges would look alike. */
  readonly precision: number;
  /** Whether the right edge belongs to the interval, or the left one. */
  readonly right: boolean;
  /** Whether the first interval takes its left edge too, which is then written a little lower. */
  readonly includeLowest: boolean;
  /** Whether whole edges are written without a point. */
  readonly whole: boolean;
}

/** Texts of the intervals between edges, `(0, 10]`, as pandas writes them. */
export function intervalLabels(edges: Float64Array, style: IntervalStyle): string[] {
  const isLowered = style.right && style.includeLowest;
  const breaks = roundedEdges(edges, style.precision, isLowered);
  const write = style.whole && !isLowered ? String : pythonNumber;
  const [open, close] = style.right ? ["(", "]"] : ["[", ")"];
  return breaks.slice(1).map((right, i) => `${open}${write(breaks[i]!)}, ${write(right)}${close}`);
}

/** The edges at the least precision at which they stay distinct and in order; pandas gives up where they do not stay in order. */
function roundedEdges(edges: Float64Array, precision: number, isLowered: boolean): number[] {
  const rounded = (digits: number): number[] => Array.from(edges, (edge) => roundFraction(edge, digits));
  const lowered = (breaks: number[], digits: number): number[] =>
    breaks.map((edge, i) => (i === 0 && isLowered ? edge - Number(`1e-${digits}`) : edge));
  for (let digits = precision; digits < 20; digits++) {
    const breaks = rounded(digits);
    if (new Set(breaks).size < edges.length) continue;
    const ends = lowered(breaks, digits);
    if (ends.every((edge, i) => i === 0 || edge >= ends[i - 1]!)) return ends;
  }
  return lowered(rounded(precision), precision); // two equal edges
}

function roundFraction(x: number, precision: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const fraction = Math.abs(x) % 1;
  const digits = Math.trunc(x) === 0 ? -decimalExponent(fraction) - 1 + precision : precision;
  const scale = Number(`1e${digits}`);
  const rounded = roundHalfEven(x * scale) / scale;
  return Number.isNaN(rounded) ? x : rounded;
}

/** Largest e with 10^e <= x. */
function decimalExponent(x: number): number {
  return Number(x.toExponential().split("e")[1]);
}

/** A number as Python writes a float: `1.0`, `1e-05`, `1e+16`, `inf`. */
export function pythonNumber(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  const magnitude = Math.abs(x);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [digits = "", exponent = ""] = x.toExponential().split("e");
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  if (Number.isInteger(x)) return `${Object.is(x, -0) ? "-0" : x.toFixed(0)}.0`;
  // 0.0001 to 0.000001 are written without exponent by both.
  return String(x);
}
