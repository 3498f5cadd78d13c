import { openFiles } from "../../state/open-case.ts";

/** Opens the files that `voxomics explore` was given; other servers have none. */
export async function openServedFiles(): Promise<void> {
  const token = document.querySelector<HTMLMetaElement>("meta[name=voxomics-files]")?.content;
  if (token === undefined) return;
  const names: readonly string[] = await (await fetch(`files/${token}`)).json();
  const files = await Promise.all(
    names.map(async (name, n) => {
      const response = await fetch(`files/${token}/${n}`);
      return { name, bytes: await response.blob() };
    }),
  );
  await openFiles(files);
}
