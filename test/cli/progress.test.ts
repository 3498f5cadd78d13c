import { describe, expect, it } from "vitest";
import { withProgressLine } from "../../src/cli/progress.ts";
import { handClock } from "./hand-clock.ts";

/** A terminal that remembers what was written to it, in order, with a clock that is moved by hand. */
function terminal(live: boolean, columns = 40) {
  const written: string[] = [];
  const clock = handClock();
  return {
    written,
    out: (text: string) => written.push(`out ${text}`),
    err: (text: string) => written.push(`err ${text}`),
    columns,
    debug: false,
    live,
    clock,
    pass: clock.pass,
    block: clock.block,
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
    const result = await withProgressLine(screen, "auto", ({ watch }) => {
      screen.pass(1000);
      watch.onProgress?.({ done: 3.5, total: 10, stage: "glcm" });
      expect(shown(screen.written)).toBe(" 35 %  glcm");
      return "done";
    });
    expect(result).toBe("done");
    expect(shown(screen.written)).toBe("");
  });

  it("spares quick commands, and is drawn ten times a second at most", async () => {
    const screen = terminal(true);
    await withProgressLine(screen, "auto", ({ watch }) => {
      for (let ms = 0; ms < 1300; ms += 10) {
        if (ms < 300) expect(screen.written).toEqual([]);
        watch.onProgress?.({ done: ms, total: 1300, stage: "filter" });
        screen.pass(10);
      }
    });
    expect(screen.written).toHaveLength(10 + 1); // and taken back once
  });

  it("is out of the way of what is printed", async () => {
    const screen = terminal(true);
    await withProgressLine(screen, "auto", ({ watch, out }) => {
      screen.pass(1000);
      watch.onProgress?.({ done: 1, total: 2, stage: "one" });
      out("a table\n");
    });
    expect(screen.written).toEqual(["err \r 50 %  one\x1b[K", "err \r\x1b[K", "out a table\n"]);
  });

  it("is gone when the command fails", async () => {
    const screen = terminal(true);
    const failing = withProgressLine(screen, "auto", ({ watch }) => {
      screen.pass(1000);
      watch.onProgress?.({ done: 0, total: 1, stage: "one" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(screen.written.at(-1)).toBe("err \r\x1b[K");
  });

  it("does not wrap", async () => {
    const screen = terminal(true, 12);
    await withProgressLine(screen, "auto", ({ watch }) => {
      screen.pass(1000);
      watch.onProgress?.({ done: 0, total: 1, stage: "a very long name" });
      expect(shown(screen.written)).toBe("  0 %  a v…");
      expect(shown(screen.written).length).toBeLessThan(12);
    });
  });

  it("is not there where nobody asks for it", async () => {
    const screen = terminal(true);
    await withProgressLine(screen, "none", ({ watch, out }) => {
      expect(watch).toEqual({});
      screen.pass(3_600_000);
      out("text");
    });
    expect(screen.written).toEqual(["out text"]);
  });
});

describe("lines, where standard error is no terminal", () => {
  it("are printed once a minute, and at the end", async () => {
    const screen = terminal(false);
    await withProgressLine(screen, "auto", ({ watch }) => {
      watch.onProgress?.({ done: 0, total: 4, stage: "glcm" });
      screen.pass(59_000);
      watch.onProgress?.({ done: 1, total: 4, stage: "glrlm" });
      expect(screen.written).toEqual([]);
      screen.pass(62_000); // nothing is told in the second minute
      watch.onProgress?.({ done: 3, total: 4, stage: "ngtdm" });
      screen.pass(10_000);
    });
    expect(screen.written).toEqual([
      "err progress: 25 %, glrlm, 1 min 0 s so far\n",
      "err progress: 25 %, glrlm, 2 min 0 s so far\n",
      "err progress: 100 %, done, 2 min 11 s in all\n",
    ]);
  });

  it("spare commands that take less than a minute", async () => {
    const screen = terminal(false);
    await withProgressLine(screen, "auto", ({ watch, out, err }) => {
      watch.onProgress?.({ done: 0, total: 4, stage: "glcm" });
      screen.pass(59_000);
      out("a table");
      err("a note");
    });
    screen.pass(3_600_000);
    expect(screen.written).toEqual(["out a table", "err a note"]);
  });

  it("come without a step that is told, and from a call that lets no timer run", async () => {
    const screen = terminal(false);
    await withProgressLine(screen, "auto", ({ watch }) => {
      screen.pass(125_000);
      screen.block(50_000);
      watch.onProgress?.({ done: 0, total: 2, stage: "glcm" });
    });
    expect(screen.written).toEqual([
      "err progress: reading files, 1 min 0 s so far\n",
      "err progress: reading files, 2 min 0 s so far\n",
      "err progress: 0 %, glcm, 2 min 55 s so far\n",
      "err progress: 100 %, done, 2 min 55 s in all\n",
    ]);
  });

  it("say how far a command was that failed", async () => {
    const screen = terminal(false);
    const failing = withProgressLine(screen, "auto", ({ watch }) => {
      watch.onProgress?.({ done: 1, total: 3, stage: "one" });
      screen.pass(60_000);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(screen.written.at(-1)).toBe("err progress: 33 %, one, 1 min 0 s in all\n");
  });

  it("can be asked for on a terminal", async () => {
    const screen = terminal(true);
    await withProgressLine(screen, "lines", ({ watch }) => {
      watch.onProgress?.({ done: 1, total: 3, stage: "one" });
      screen.pass(60_000);
    });
    expect(screen.written[0]).toBe("err progress: 33 %, one, 1 min 0 s so far\n");
  });

  it("are JSON on request: at once, every ten seconds, at the end", async () => {
    const screen = terminal(true);
    await withProgressLine(screen, "json", ({ watch }) => {
      screen.pass(11_000);
      watch.onProgress?.({ done: 1, total: 3, stage: "one" });
      screen.pass(15_500);
    });
    const records = screen.written.map((text) => JSON.parse(text.slice("err ".length)));
    expect(records).toEqual([
      { event: "reading", secondsElapsed: 10 },
      { event: "start", done: 1, total: 3, stage: "one", secondsElapsed: 11 },
      { event: "running", done: 1, total: 3, stage: "one", secondsElapsed: 21 },
      { event: "end", done: 3, total: 3, stage: "done", secondsElapsed: 26.5 },
    ]);
    expect(screen.written.every((text) => text.indexOf("\n") === text.length - 1)).toBe(true);
  });
});
