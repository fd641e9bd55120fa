import { onTestFinished, vi } from "vitest";

/**
 * For the rest of the test every look at the clock finds that much time has gone, so that work lets the event loop have a turn
 * wherever it may: it can be cancelled in the middle on a machine of any speed, and with any number of lanes.
 */
export function hurryClock(): void {
  let now = performance.now();
  const clock = vi.spyOn(performance, "now").mockImplementation(() => {
    now += 100; // ms
    return now;
  });
  onTestFinished(() => clock.mockRestore());
}
