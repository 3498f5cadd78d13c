import { expect, it } from "vitest";
import { rarely } from "../../../src/cohort/queue/rarely.ts";
import { noteOf } from "../../../src/messages/note.ts";

it("passes on one note a minute", () => {
  const told: string[] = [];
  let now = 5;
  const tell = rarely(
    ({ message }) => told.push(message),
    () => now,
  );
  for (const [time, message] of [
    [5, "first"],
    [6, "second"],
    [60_004, "third"],
    [60_005, "fourth"],
    [120_004, "fifth"],
    [500_000, "sixth"],
  ] as const) {
    now = time;
    tell(noteOf("worker-unfit", message));
  }
  expect(told).toEqual(["first", "fourth", "sixth"]);
});
