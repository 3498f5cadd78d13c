import { expect, it } from "vitest";
import { handedOver, handOver } from "../../../src/explorer/work/hand-over.ts";

it("names each buffer once, and none that is shared", () => {
  const data = new Uint8Array(4);
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  const answer = { data, again: data.subarray(1), shared };
  const handed = handOver(answer, [answer.data, answer.again, answer.shared]);
  expect(handedOver(handed)).toMatchObject({ answer, transfer: [data.buffer] });
});

it("takes an answer that hands nothing over as it is", () => {
  for (const answer of [undefined, null, 3, { data: new Uint8Array(1) }]) {
    expect(handedOver(answer)).toEqual({ answer, transfer: [] });
  }
});
