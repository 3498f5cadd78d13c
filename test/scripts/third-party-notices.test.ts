import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { thirdPartyNotices } from "../../scripts/third-party-notices.ts";
import { temporaryFolder } from "../node/temporary-folder.ts";

/** The notices of a program. */
async function noticesOf(program: string): Promise<string> {
  const file = join(await temporaryFolder(), "new", "notices.txt");
  await build({
    stdin: { contents: program, resolveDir: "." },
    bundle: true,
    write: false,
    format: "esm",
    external: ["fs", "path"],
    plugins: [thirdPartyNotices(file)],
  });
  return readFile(file, "utf8");
}

it("has the licences of packages that became part of a build, and of those they need", async () => {
  const notices = await noticesOf('import { agnes } from "ml-hclust"; console.log(agnes);');
  for (const name of ["ml-hclust", "heap", "ml-matrix"]) {
    const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
    expect(notices).toContain(`${name} ${version}`);
  }
  expect(notices).toContain("Permission is hereby granted, free of charge");
});

it("leaves out what is imported and not used", async () => {
  const notices = await noticesOf(
    'import { parquetWriteBuffer } from "hyparquet-writer"; console.log("nothing");',
  );
  expect(notices.split("\n").length).toBe(2);
});

it("has the licence of what a package is compiled from", async () => {
  const openjph = 'require("@cornerstonejs/codec-openjph")';
  const notices = await noticesOf(`${openjph}({});`);
  expect(notices).toContain("Copyright (c) 2020 Chris Hafey");
  expect(notices).toContain("Copyright (c) 2019, The University of New South Wales");
  expect(notices).toContain("2. Redistributions in binary form must reproduce the above copyright");
});

it("has the licence of a package that has none as a file", async () => {
  const notices = await noticesOf('import FFT from "fft.js"; console.log(FFT);');
  expect(notices).toContain("fft.js 4.0.4");
  expect(notices).toContain("Copyright Fedor Indutny, 2017.");
});
