// usage: tsx /tmp/digest.ts SRC > out.json: sums of all values of the presets on the phantoms and three tumours
import { createHash } from "node:crypto";
const src = process.argv[2]; async function main() {
const { extract } = await import(`${src}/index.ts`);
const { presets } = await import(`${src}/index.ts`);
const { readFile } = await import(`${src}/node.ts`);
const { digitalPhantom } = await import(`${src}/validate.ts`);
const D = "/work/shared/ibsi/data";
const pairs: Record<string, () => Promise<any>> = {
  digital: async () => (typeof digitalPhantom === "function" ? digitalPhantom() : digitalPhantom),
  ct: async () => ({ image: await readFile(`${D}/ibsi_1_ct_radiomics_phantom/nifti/image/phantom.nii.gz`), mask: await readFile(`${D}/ibsi_1_ct_radiomics_phantom/nifti/mask/mask.nii.gz`) }),
};
for (const p of (process.env.PATIENTS ?? "").split(",").filter(Boolean)) {
  const [image, mask] = p.split(":");
  pairs[p] = async () => ({ image: await readFile(image), mask: await readFile(mask) });
}
const only = process.env.ONLY?.split(",");
const out: Record<string, unknown> = {};
for (const [name, load] of Object.entries(pairs)) {
  if (only && !only.includes(name)) continue;
  const { image, mask } = await load();
  for (const [id, settings] of Object.entries(presets)) {
    const key = `${name} ${id}`;
    try {
      let s: any = settings;
      const { features, roi } = extract(image, mask, s);
      const rows = features.map((f: any) => [f.image, f.tag, f.aggregation, f.value, f.reason]);
      out[key] = { sum: createHash("sha256").update(JSON.stringify(rows)).digest("hex").slice(0, 16), n: rows.length, roi };
      if (process.env.FULL) (out[key] as any).rows = rows;
    } catch (e: any) { out[key] = `${e.code}: ${e.message}`; }
    process.stderr.write(`${key}\n`);
  }
}
console.log(JSON.stringify(out, null, 1)); }
main();
