import { describe, expect, it } from "vitest";
import { reasonOf } from "../../../src/cohort/queue/queue-link.ts";

const timedOut = Object.assign(new Error("connect ETIMEDOUT"), { code: "ETIMEDOUT" });

describe("why a Redis cannot be used", () => {
  it("is what the connection says, or its code", () => {
    expect(reasonOf(timedOut, false)).toBe("connect ETIMEDOUT");
    const nameless = Object.assign(new Error(""), { code: "ECONNREFUSED" });
    expect(reasonOf(nameless, true)).toBe("ECONNREFUSED");
  });

  it.each([timedOut, new Error("no answer within 20 s"), new Error("ssl3: wrong version number")])(
    "names redis:// where TLS may be what the server does not know: %s",
    (error) => {
      expect(reasonOf(error, true)).toBe(
        `${error.message}; rediss:// is for a Redis with TLS, and one without it takes redis://`,
      );
    },
  );
});
