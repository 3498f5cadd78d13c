import { describe, expect, it } from "vitest";
import { loadQueueLibraries, queuePackages } from "../../../src/cohort/queue/queue-libraries.ts";

/** Packages of which some are not installed. */
const without = (missing: string, code: string) => async (name: string) => {
  if (name === missing) throw Object.assign(new Error(`Cannot find ${name}`), { code });
  return { name };
};

describe("loadQueueLibraries", () => {
  it("gives the packages, each under its name", async () => {
    const found = await loadQueueLibraries(without("none", ""));
    expect(found).toEqual({ bullmq: { name: "bullmq" }, ioredis: { name: "ioredis" } });
  });

  it.each(queuePackages.flatMap((name) => ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].map((code) => [name, code])))(
    "says what to install without %s (%s)",
    async (name, code) => {
      await expect(loadQueueLibraries(without(name, code))).rejects.toMatchObject({
        code: "queue-unavailable",
        message:
          "a queue needs the packages bullmq and ioredis, which are not installed here: npm install bullmq ioredis",
        details: { packages: ["bullmq", "ioredis"] },
      });
    },
  ); // biome-ignore format: one line

  it("leaves any other error as it is", async () => {
    await expect(loadQueueLibraries(without("bullmq", "EACCES"))).rejects.toThrow(
      "Cannot find bullmq",
    );
  });
});
