// Losses of gradient boosting by number, as src/ensemble/gradient-boosting/boosting-loss.ts has them.
export const SQUARED_ERROR: i32 = 0;
export const ABSOLUTE_ERROR: i32 = 1;
export const HUBER: i32 = 2;
export const QUANTILE: i32 = 3;
export const BINOMIAL: i32 = 4;
export const EXPONENTIAL: i32 = 5;
