import { exp } from "../core/exp.js";
import { log } from "../core/log.js";

/** 1 / √(2π). */
const INVERSE_ROOT_TWO_PI = 0.3989422804014327;
/** √32, where the asymptotic series takes over. */
const ROOT_32 = 5.656854249492381;
/** Φ⁻¹(0.75): up to here Φ is 1/2 plus an odd function. */
const CENTRE = 0.67448975;

// Numerators and denominators of the rational approximations of Cody (1969), leading coefficient first.
const NEAR_NUMERATOR = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.981253343562,
];
const NEAR_DENOMINATOR = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_NUMERATOR = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const MIDDLE_DENOMINATOR = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const FAR_NUMERATOR = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
];
const FAR_DENOMINATOR = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];

/**
 * Cumulative distribution function Φ of the standard normal distribution, to about 15 digits in either tail; scipy's `ndtr`.
 *
 * @see Cody (1969), Rational Chebyshev approximations for the error function, doi:10.1090/S0025-5718-1969-0247736-4.
 * @example
 * ```ts
 * ndtr(0); // => 0.5
 * ndtr(1.959963984540054).toFixed(6); // => "0.975000"
 * ```
 */
export function ndtr(x: number): number {
  if (Number.isNaN(x)) return x;
  const y = Math.abs(x);
  if (y <= CENTRE) return 0.5 + (x * horner(NEAR_NUMERATOR, x * x)) / horner(NEAR_DENOMINATOR, x * x);
  const tail = upperTail(y);
  return x > 0 ? 1 - tail : tail;
}

/** 1 - Φ(y) for y > 0.67. */
function upperTail(y: number): number {
  if (y > 38.6) return 0;
  let ratio: number;
  if (y <= ROOT_32) ratio = horner(MIDDLE_NUMERATOR, y) / horner(MIDDLE_DENOMINATOR, y);
  else {
    const z = 1 / (y * y);
    ratio = (INVERSE_ROOT_TWO_PI - (z * horner(FAR_NUMERATOR, z)) / horner(FAR_DENOMINATOR, z)) / y;
  }
  // y² = head² + (y - head)(y + head), the first exact: squaring y itself would lose digits of the exponential.
  const head = Math.trunc(y * 16) / 16;
  const rest = (y - head) * (y + head);
  return exp(-0.5 * head * head) * exp(-0.5 * rest) * ratio;
}

// Rational approximations of Wichura (1988), leading coefficient first.
const CENTRAL_NUMERATOR = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const CENTRAL_DENOMINATOR = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const TAIL_NUMERATOR = [
  7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const TAIL_DENOMINATOR = [
  1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const EXTREME_NUMERATOR = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const EXTREME_DENOMINATOR = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 7.868691311456133e-4,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

/**
 * Quantile function Φ⁻¹ of the standard normal distribution, to about 16 digits; scipy's `ndtri`.
 *
 * @param p a probability; 0 gives -Infinity, 1 Infinity, anything outside [0, 1] NaN.
 * @see Wichura (1988), Algorithm AS 241, doi:10.2307/2347330.
 * @example
 * ```ts
 * ndtri(0.5); // => 0
 * ndtri(0.975).toFixed(6); // => "1.959964"
 * ```
 */
export function ndtri(p: number): number {
  if (!(p > 0 && p < 1)) {
    if (p === 0) return Number.NEGATIVE_INFINITY;
    return p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  }
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(CENTRAL_NUMERATOR, r)) / horner(CENTRAL_DENOMINATOR, r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? horner(TAIL_NUMERATOR, r - 1.6) / horner(TAIL_DENOMINATOR, r - 1.6)
      : horner(EXTREME_NUMERATOR, r - 5) / horner(EXTREME_DENOMINATOR, r - 5);
  return q < 0 ? -x : x;
}

/** Value of a polynomial, leading coefficient first. */
function horner(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}
