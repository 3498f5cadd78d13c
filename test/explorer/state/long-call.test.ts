import { describe, expect, it } from "vitest";
import type { Watch } from "../../../src/base/watch.ts";
import { longWork } from "../../../src/explorer/state/long-call.ts";

/** A call that ends when it is told to. */
function pending<T>() {
  let watch: Watch = {};
  const { promise, resolve, reject } = withResolvers<T>();
  const call = (given: Watch) => {
    watch = given;
    given.signal?.addEventListener("abort", () => reject(given.signal?.reason));
    return promise;
  };
  return { call, resolve, reject, watch: () => watch };
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe("a long call", () => {
  it("shows its progress, and gives its answer", async () => {
    const work = longWork();
    const one = pending<number>();
    const taken: number[] = [];
    const done = work.begin(one.call, (answer) => taken.push(answer));
    expect(work.running.value?.progress).toBeNull();
    one.watch().onProgress?.({ done: 1, total: 2, stage: "glcm" });
    expect(work.running.value?.progress).toEqual({ done: 1, total: 2, stage: "glcm" });
    one.resolve(7);
    await done;
    expect([taken, work.running.value, work.failure.value]).toEqual([[7], null, null]);
  });

  it("gives no failure where the case was closed, which the user did", async () => {
    const work = longWork();
    const one = pending<number>();
    const done = work.begin(one.call, () => {});
    one.reject(new DOMException("the case was closed", "AbortError"));
    await done;
    expect([work.running.value, work.failure.value]).toEqual([null, null]);
  });

  it("gives no answer and no failure once it is stopped", async () => {
    const work = longWork();
    const one = pending<number>();
    const taken: number[] = [];
    const done = work.begin(one.call, (answer) => taken.push(answer));
    work.running.value?.stop();
    expect(work.running.value).toBeNull();
    expect(one.watch().signal?.aborted).toBe(true);
    await done;
    expect([taken, work.failure.value]).toEqual([[], null]);
  });

  it("says why it failed, until the next one begins", async () => {
    const work = longWork();
    await work.begin(
      () => Promise.reject(new Error("no region is open")),
      () => {},
    );
    expect(work.failure.value).toBe("no region is open");
    const next = pending<number>();
    const done = work.begin(next.call, () => {});
    expect(work.failure.value).toBeNull();
    next.resolve(1);
    await done;
  });

  it("stops the one before it, whose answer nobody takes", async () => {
    const work = longWork();
    const [first, second] = [pending<string>(), pending<string>()];
    const taken: string[] = [];
    const take = (answer: string) => taken.push(answer);
    const both = [work.begin(first.call, take), work.begin(second.call, take)];
    expect(first.watch().signal?.aborted).toBe(true);
    second.resolve("second");
    await Promise.all(both);
    expect([taken, work.running.value]).toEqual([["second"], null]);
  });

  it("is not taken where nobody waits for it any more", async () => {
    const work = longWork();
    const one = pending<number>();
    const taken: number[] = [];
    const done = work.begin(
      one.call,
      (answer) => taken.push(answer),
      () => false,
    );
    one.resolve(1);
    await done;
    expect(taken).toEqual([]);
  });
});
