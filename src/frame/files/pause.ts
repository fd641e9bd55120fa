/** Lets timers and events have their turn. */
export function pause(): Promise<void> {
  // setImmediate lets events through without the millisecond that a timer waits for; only Node has it.
  return new Promise((resolve) =>
    typeof setImmediate === "function" ? setImmediate(resolve) : setTimeout(resolve, 0),
  );
}
