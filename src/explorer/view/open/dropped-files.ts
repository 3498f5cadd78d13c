import type { NamedFile } from "../../../io/source.ts";

/** The files of a drop, those in folders with their paths. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly NamedFile[]> {
  // entries can be asked for only before the first `await`
  const entries = Array.from(transfer.items).flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.length === 0) return Array.from(transfer.files);
  const found: NamedFile[] = [];
  for (const entry of entries) await gather(entry, found);
  return found;
}

async function gather(entry: FileSystemEntry, found: NamedFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    found.push({ name: entry.fullPath.replace(/^\//, ""), bytes: file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // a folder is read in parts, the last of which is empty
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (part.length === 0) return;
    for (const one of part) await gather(one, found);
  }
}
