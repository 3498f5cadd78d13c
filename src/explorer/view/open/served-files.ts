import { openFiles } from "../../state/open-case.ts";

/** How many files are fetched at once. */
const atOnce = 6;

/**
 * Opens the files that `voxomics explore` was given. The address that it printed has the token that they are
 * asked for with; from any other address there are none.
 */
export async function openServedFiles(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get("files");
  if (token === null) return;
  const response = await fetch(`files/${encodeURIComponent(token)}`);
  if (!response.ok) return; // an address of a run that has ended
  const listed: readonly { readonly name: string }[] = await response.json();
  const files: { name: string; bytes: Blob }[] = [];
  let next = 0;
  const fetchSome = async () => {
    while (next < listed.length) {
      const n = next++;
      const file = await fetch(`files/${encodeURIComponent(token)}/${n}`);
      if (file.ok) files[n] = { name: listed[n].name, bytes: await file.blob() };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, fetchSome));
  await openFiles(files.filter((file) => file !== undefined));
}
