import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium, launchChromium, openPage } from "./chromium.js";
import { type StaticServer, serve } from "./static-server.js";

/** What one run of the battery answers. */
interface Answer {
  readonly digests: Readonly<Record<string, string>>;
  readonly lanes: number;
  /** Lanes that have a worker. */
  readonly live: readonly number[];
  readonly isolated?: boolean;
}

async function runInNode(lanes: number): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(new URL("node-side.mjs", import.meta.url))],
    { env: { ...process.env, LEARNKIT_LANES: String(lanes) }, maxBuffer: 2 ** 24 },
  );
  return JSON.parse(stdout) as Answer;
}

const chromiumPath = findChromium();
const absent = "no Chromium found (set CHROMIUM to its path): the browser was NOT tested";
if (chromiumPath === undefined) {
  if (process.env["BROWSER_REQUIRED"] === "1") throw new Error(absent);
  process.stderr.write(`\nWARNING: ${absent}\n\n`);
}

let reference: Answer;

beforeAll(async () => {
  reference = await runInNode(1);
});

describe("Node", () => {
  test("one lane starts no worker and answers every item", () => {
    expect(reference.lanes).toBe(1);
    expect(reference.live).toEqual([]);
    expect(Object.keys(reference.digests).length).toBeGreaterThan(20);
  });

  test.each([2, 3])("%i lanes give the bits of one", async (lanes) => {
    const answer = await runInNode(lanes);
    expect(answer.lanes).toBe(lanes);
    expect(answer.live.length).toBe(lanes - 1);
    expect(answer.digests).toEqual(reference.digests);
  });
});

describe.skipIf(chromiumPath === undefined)(
  `Chromium${chromiumPath === undefined ? `: ${absent}` : ""}`,
  () => {
    let browser: Browser;
    const servers: StaticServer[] = [];

    beforeAll(async () => {
      browser = await launchChromium(chromiumPath!);
    });

    afterAll(async () => {
      await browser?.close();
      for (const server of servers) server.close();
    });

    async function runInChromium(isolated: boolean): Promise<Answer> {
      const server = await serve({ isolated });
      servers.push(server);
      const page = await openPage(browser);
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().includes("404")) faults.push(message.text());
      });
      await page.goto(`${server.origin}/tests/browser/page.html`);
      await page.waitForFunction("window.ready === true");
      const answer = (await page.evaluate("window.runBattery()")) as Answer;
      await page.close();
      expect(faults).toEqual([]);
      return answer;
    }

    test("a cross-origin isolated page works on several lanes and gives Node's bits", async () => {
      const answer = await runInChromium(true);
      expect(answer.isolated).toBe(true);
      expect(answer.lanes).toBe(3);
      expect(answer.live).toEqual([1, 2]);
      expect(answer.digests).toEqual(reference.digests);
    });

    test("a page without isolation works on one lane and gives Node's bits", async () => {
      const answer = await runInChromium(false);
      expect(answer.isolated).toBe(false);
      expect(answer.lanes).toBe(1);
      expect(answer.live).toEqual([]);
      expect(answer.digests).toEqual(reference.digests);
    });
  },
);
