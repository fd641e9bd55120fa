export { ndtr, ndtri } from "./normal-distribution.js";
