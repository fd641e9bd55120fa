import { type InvalidInputError, loadRuntime, setLanes } from "learnkit";
import { afterAll, beforeAll, expect } from "vitest";
import { expectInvalid, foldFault } from "./checks.js";
import { checkAll, subjects } from "./subjects.js";

/** What one lane says, by title. All subjects share two lanes afterwards: to start a worker for each takes most of the time. */
const local = new Map<string, InvalidInputError>();

beforeAll(async () => {
  setLanes(1);
  for (const subject of subjects) local.set(subject.title, await foldFault(subject));
  setLanes(2);
});

afterAll(() => setLanes(null));

const told = (fault: InvalidInputError): object => ({ ...fault, message: fault.message });

checkAll({
  "a fault in a worker arrives as the same error": async (subject) => {
    const remote = await foldFault(subject);
    expect((await loadRuntime()).pool?.liveLanes()).toEqual([1]);
    expectInvalid(remote);
    expect(told(remote)).toEqual(told(local.get(subject.title)!));
  },
});
