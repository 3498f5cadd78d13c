import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withProgressLine } from "../../src/cli/progress.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A terminal that remembers what was written to it, in order. */
function terminal(live: boolean, columns = 40) {
  const written: string[] = [];
  return {
    written,
    out: (text: string) => written.push(`out ${text}`),
    err: (text: string) => written.push(`err ${text}`),
    columns,
    debug: false,
    live,
  };
}

/** What a terminal of the given width shows on the last line of what was written to standard error. */
function shown(written: readonly string[]): string {
  const text = written
    .filter((part) => part.startsWith("err "))
    .map((part) => part.slice(4))
    .join("");
  return (text.split("\r").at(-1) as string).replace("\x1b[K", "");
}

describe("the progress line", () => {
  it("shows a command that takes its time, and is gone at its end", async () => {
    const screen = terminal(true);
    const result = await withProgressLine(screen, ({ watch }) => {
      vi.advanceTimersByTime(1000);
      watch.onProgress?.({ done: 3.5, total: 10, stage: "glcm" });
      expect(shown(screen.written)).toBe(" 35 %  glcm");
      return "done";
    });
    expect(result).toBe("done");
    expect(shown(screen.written)).toBe("");
  });

  it("spares quick commands, and is drawn ten times a second at most", async () => {
    const screen = terminal(true);
    await withProgressLine(screen, ({ watch }) => {
      for (let ms = 0; ms < 1300; ms += 10) {
        if (ms < 300) expect(screen.written).toEqual([]);
        watch.onProgress?.({ done: ms, total: 1300, stage: "filter" });
        vi.advanceTimersByTime(10);
      }
    });
    expect(screen.written).toHaveLength(10 + 1); // and taken back once
  });

  it("is out of the way of what is printed", async () => {
    const screen = terminal(true);
    await withProgressLine(screen, ({ watch, out }) => {
      vi.advanceTimersByTime(1000);
      watch.onProgress?.({ done: 1, total: 2, stage: "one" });
      out("a table\n");
    });
    expect(screen.written).toEqual(["err \r 50 %  one\x1b[K", "err \r\x1b[K", "out a table\n"]);
  });

  it("is gone when the command fails", async () => {
    const screen = terminal(true);
    const failing = withProgressLine(screen, ({ watch }) => {
      vi.advanceTimersByTime(1000);
      watch.onProgress?.({ done: 0, total: 1, stage: "one" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(screen.written.at(-1)).toBe("err \r\x1b[K");
  });

  it("does not wrap", async () => {
    const screen = terminal(true, 12);
    await withProgressLine(screen, ({ watch }) => {
      vi.advanceTimersByTime(1000);
      watch.onProgress?.({ done: 0, total: 1, stage: "a very long name" });
      expect(shown(screen.written)).toBe("  0 %  a v…");
      expect(shown(screen.written).length).toBeLessThan(12);
    });
  });

  it("is not there where nobody watches", async () => {
    const screen = terminal(false);
    await withProgressLine(screen, ({ watch, out }) => {
      expect(watch).toEqual({});
      out("text");
    });
    expect(screen.written).toEqual(["out text"]);
  });
});
