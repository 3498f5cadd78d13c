import { describe, expect, it } from "vitest";
import { parseQueueAddress } from "../../../src/cohort/queue/queue-address.ts";
import { VoxomicsError } from "../../../src/messages/errors.ts";

describe("parseQueueAddress", () => {
  it.each([
    ["redis://queue.example", ["queue.example", 6379, 0, undefined, undefined, false]],
    ["redis://127.0.0.1:7000/", ["127.0.0.1", 7000, 0, undefined, undefined, false]],
    ["redis://[::1]:7000/3", ["::1", 7000, 3, undefined, undefined, false]],
    ["rediss://:se%20cret@h:1/15", ["h", 1, 15, undefined, "se cret", true]],
    ["rediss://me:p%40ss@h", ["h", 6379, 0, "me", "p@ss", true]],
  ])("reads %s", (text, [host, port, db, username, password, tls]) => {
    const { shown: _, ...address } = parseQueueAddress(text);
    expect(address).toEqual({ host, port, db, username, password, tls });
  });

  it("shows neither user nor password", () => {
    expect(parseQueueAddress("redis://me:secret@h:7000/2").shown).toBe("redis://h:7000/2");
    expect(parseQueueAddress("rediss://:secret@[::1]").shown).toBe("rediss://[::1]:6379");
  });

  it.each([
    "",
    "queue.example:6379",
    "http://secret@h",
    "redis://",
    "redis://:secret@h:port",
    "redis://:secret@h/name",
    "redis://:secret@h?db=1",
    "redis://:secret%@h",
    "redis://:secret@h/1#x",
  ])("refuses %j, and does not repeat it", (text) => {
    const refuse = () => parseQueueAddress(text);
    expect(refuse).toThrow(VoxomicsError);
    expect(refuse).toThrow(/^queue: expected an address redis:\/\/HOST:PORT/);
    expect(refuse).not.toThrow(/secret/);
  });
});
