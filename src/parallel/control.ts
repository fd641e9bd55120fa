/**
 * Words of shared memory by which lanes find work. Lane 0 is the owner's thread; it opens a job, every lane takes blocks
 * by adding to NEXT, and the owner closes the job when all blocks are done and no lane is active in it.
 */
export type ControlWords = Int32Array<SharedArrayBuffer>;

/** Number of the current job; odd while it is open. */
export const GENERATION = 0;
/** Next block to be taken. */
export const NEXT = 1;
/** Blocks that are done. */
export const DONE = 2;
/** Not 0: take no more blocks. */
export const STOP = 3;
/** Not 0: a block failed; its number plus one. */
export const FAILED = 4;

const LANE_START = 16;
const LANE_WORDS = 16; // one cache line, so that lanes do not disturb each other

/** Bumped to wake a lane. */
export const wakeWord = (lane: number): number => LANE_START + lane * LANE_WORDS;
/** Messages posted to a lane so far. */
export const messagesWord = (lane: number): number => LANE_START + lane * LANE_WORDS + 1;
/** 1 while a lane may touch the current job. */
export const activeWord = (lane: number): number => LANE_START + lane * LANE_WORDS + 2;
/** Block that a lane works on, plus one; 0: none. */
export const currentWord = (lane: number): number => LANE_START + lane * LANE_WORDS + 3;
/** 1 while a lane sleeps, or is about to: who changes a word that it looks at must wake it. To wake costs some microseconds. */
export const sleepsWord = (lane: number): number => LANE_START + lane * LANE_WORDS + 4;

/** Control words for this many lanes. */
export function createControl(lanes: number): ControlWords {
  return new Int32Array(new SharedArrayBuffer((LANE_START + lanes * LANE_WORDS) * 4));
}

/** Slots of a job description, all doubles. */
export const JOB_KERNEL = 0;
export const JOB_TOTAL = 1;
export const JOB_BLOCK_SIZE = 2;
export const JOB_SCRATCH = 3;
export const JOB_SCRATCH_BYTES = 4;
export const JOB_ARGUMENT_COUNT = 5;
export const JOB_ARGUMENTS = 6;
/** Most arguments a kernel may take. */
export const MAXIMUM_ARGUMENTS = 40;

/** Where the owner describes the current job. */
export function createJob(): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer((JOB_ARGUMENTS + MAXIMUM_ARGUMENTS) * 8));
}
