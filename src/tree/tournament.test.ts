import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { Tournament } from "./tournament.js";

test("the first of the least numbers leads, whatever changes", () => {
  const random = new RandomState(3);
  for (const n of [1, 2, 3, 7, 8, 100]) {
    const keys = Float64Array.from(random.randint(0, 9, n));
    const tournament = new Tournament(keys.slice());
    for (let step = 0; step < 50; step++) {
      expect(tournament.first).toBe(keys.indexOf(Math.min(...keys)));
      const place = random.randint(0, n);
      keys[place] = step % 5 === 0 ? Infinity : random.randint(0, 9);
      tournament.set(place, keys[place]!);
      expect(tournament.at(place)).toBe(keys[place]);
    }
  }
});

test("NaN leads only where there is no number", () => {
  const tournament = new Tournament(Float64Array.of(NaN, NaN, 2));
  expect(tournament.first).toBe(2);
  tournament.set(2, NaN);
  tournament.set(1, Infinity);
  expect(tournament.first).toBe(1);
});
