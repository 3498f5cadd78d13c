import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Metafile, Plugin } from "esbuild";

/**
 * Writes a file with the licences of all packages whose code became part of a build, or of any of the
 * builds that are given this plugin.
 */
export function thirdPartyNotices(file: string): Plugin {
  const folders = new Set<string>();
  return {
    name: "third-party-notices",
    setup({ initialOptions, onEnd }) {
      initialOptions.metafile = true;
      onEnd(({ metafile }) => {
        if (metafile === undefined) return; // the build failed
        mkdirSync(dirname(file), { recursive: true });
        for (const folder of foldersIn(metafile)) folders.add(folder);
        writeFileSync(file, noticesOf([...folders].sort()));
      });
    },
  };
}

/** Folders of the packages whose code is in the outputs. */
function foldersIn({ outputs }: Metafile): string[] {
  const used = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  );
  const folders = used.flatMap((path) => /.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return folders;
}

function noticesOf(folders: readonly string[]): string {
  const packages = folders.map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    return { title: `${name} ${version}`, license, text: licenceText(folder) };
  });
  // packages of one family have one text
  const titles = new Map<string, string[]>();
  for (const { title, license, text } of packages) {
    if (text === null && license === undefined) throw new Error(`${title} names no licence`);
    const key = text ?? `Licence: ${license}\n`;
    titles.set(key, [...(titles.get(key) ?? []), title]);
  }
  return [
    "Parts of these packages are part of voxomics, under their own licences.\n",
    ...[...titles].map(([text, names]) => `${"-".repeat(80)}\n${names.join(", ")}\n\n${text}`),
  ].join("\n");
}

/** Folder with licences, by package, that the package itself does not contain: its own, or that of its sources. */
const otherLicences = "scripts/licences";

/** The licences and notices in a package and in `otherLicences`; null if there is none. */
function licenceText(folder: string): string | null {
  const own = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)\b/i.test(name));
  const others = readdirSync(otherLicences).filter((name) => name === `${basename(folder)}.txt`);
  const files = [
    ...own.sort().map((name) => join(folder, name)),
    ...others.map((name) => join(otherLicences, name)),
  ];
  if (files.length === 0) return null;
  const texts = files.map((file) => readFileSync(file, "utf8"));
  return `${texts.map((text) => text.replaceAll("\r\n", "\n").trim()).join("\n\n")}\n`;
}
