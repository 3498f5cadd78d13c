import type { Command } from "commander";
import { expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { program } from "../../src/cli/run.ts";
import { blocksOf, pages } from "./code-blocks.ts";
import { type CommandLine, commandsIn } from "./command-lines.ts";

const blocks = pages.flatMap(blocksOf);
const commands = blocks
  .filter(({ language }) => language === "sh" || language === "console")
  .flatMap(commandsIn);

/** The arguments behind the name of the command line, however it is called; null for another program. */
function argumentsOf({ argv }: CommandLine): readonly string[] | null {
  const calls = [["voxomics"], ["npx", "voxomics"], ["npx", "tsx", "src/cli.ts"]];
  const call = calls.find((words) => words.every((word, n) => argv[n] === word));
  return call ? argv.slice(call.length) : null;
}

/** The command line, whose commands do nothing once their options are parsed. */
function idle(): Command {
  const root = program({ out: () => {}, err: () => {}, columns: 100, debug: false });
  for (const command of root.commands) command.action(() => {});
  return root;
}

const own = commands.flatMap((command) => {
  const argv = argumentsOf(command);
  return argv === null ? [] : [{ place: command.place, line: argv.join(" "), argv }];
});

it("has many calls of the command line", () => expect(own.length).toBeGreaterThan(15));

it.each(own)("$place: voxomics $line", async ({ argv }) => {
  await expect(idle().parseAsync(argv, { from: "user" })).resolves.toBeDefined();
});

it("refuses what the command line does not have", async () => {
  await expect(
    idle().parseAsync(["describe", "a.nii", "--wrong"], { from: "user" }),
  ).rejects.toThrow("unknown option '--wrong'");
});

const synopses = blocks
  .filter(({ language }) => language === "text")
  .flatMap(({ place, text }) =>
    Array.from(text.matchAll(/^voxomics (\w+)((?:.*\n(?: {4,}.*\n)*))/gm), ([, name, rest]) => ({
      place,
      name,
      flags: Array.from(rest.matchAll(/--[a-z-]+/g), ([flag]) => flag),
    })),
  );

it("has the synopsis of every command", () => {
  const names = idle().commands.map((command) => command.name());
  expect([...new Set(synopses.map(({ name }) => name))].sort()).toEqual(names.sort());
});

it.each(synopses)("$place: the options of voxomics $name", ({ name, flags }) => {
  const command = idle().commands.find((one) => one.name() === name);
  const known = command?.options.map(({ long }) => long);
  expect(flags.filter((flag) => !known?.includes(flag))).toEqual([]);
});

it("names scripts of package.json only", () => {
  const named = commands.flatMap(({ argv: [program, run, name], place }) =>
    program === "npm" && run === "run" ? [{ place, name }] : [],
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ name }) => !(name in manifest.scripts))).toEqual([]);
});
