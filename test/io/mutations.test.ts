import { describe, expect, it } from "vitest";
import { VoxomicsError } from "../../src/messages/errors.ts";
import { mutants, survive } from "./mutations.ts";

const samples = [Uint8Array.from({ length: 300 }, (_, n) => n), new Uint8Array(40).fill(7)];

function take(count: number, seed: number): string[] {
  const stream = mutants(samples, seed);
  return Array.from({ length: count }, () => Buffer.from(stream.next().value).toString("hex"));
}

describe("mutants", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(take(50, 1)).toEqual(take(50, 1));
    expect(take(50, 1)).not.toEqual(take(50, 2));
  });

  it("differ from the files they are made of and from each other, and leave those as they are", () => {
    const before = samples.map((sample) => sample.slice());
    const made = take(2000, 3);
    const unchanged = made.filter((hex) =>
      samples.some((s) => Buffer.from(s).toString("hex") === hex),
    );
    expect(unchanged.length).toBeLessThan(60);
    expect(new Set(made).size).toBeGreaterThan(1500);
    expect(samples).toEqual(before);
  });
});

describe("survive", () => {
  it("counts what is read and what is refused", async () => {
    const read = (bytes: Uint8Array) => {
      if (bytes[0] === 0) throw new VoxomicsError("invalid-file", "no");
    };
    const inputs = [Uint8Array.of(0), Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(0)];
    expect(await survive(inputs, 3, read)).toMatchObject({ read: 2, refused: 1 });
  });

  it("passes on what is no VoxomicsError, with the input", async () => {
    const read = () => {
      throw new RangeError("oops");
    };
    await expect(survive([Uint8Array.of(0xab)], 1, read)).rejects.toThrow(
      "input 1 threw RangeError: oops: ab",
    );
  });

  it("refuses an input that takes too much CPU time", async () => {
    const slow = () => {
      const start = process.cpuUsage();
      while (process.cpuUsage(start).user + process.cpuUsage(start).system < 30_000);
    };
    await expect(survive([Uint8Array.of(1)], 1, slow, 10)).rejects.toThrow(
      /input 1 took \d+(\.\d+)? ms of CPU time/,
    );
  });

  it("does not count the time that an input waits", async () => {
    const waiting = () => new Promise((resolve) => setTimeout(resolve, 1500));
    await survive([Uint8Array.of(1)], 1, waiting, 1000);
  });
});
