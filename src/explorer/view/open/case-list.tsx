import { listing } from "../../state/case.ts";
import { AddedNotice } from "./added-notice.tsx";
import { ImageList } from "./image-list.tsx";
import { RefusalList } from "./refusal-list.tsx";
import { RegionFile } from "./region-file.tsx";

/** What is open: images, regions, and the files that were refused. */
export function CaseList() {
  const { regionFiles, refused } = listing.value;
  return (
    <nav class="case-list" aria-label="What is open">
      <AddedNotice />
      <ImageList />
      <section aria-labelledby="regions-title">
        <h2 id="regions-title">Regions</h2>
        {regionFiles.length === 0 && <p class="quiet">None. Add a mask, an RTSTRUCT or a SEG.</p>}
        {regionFiles.map((file) => (
          <RegionFile key={file.id} file={file} />
        ))}
      </section>
      {refused.length > 0 && <RefusalList refused={refused} />}
    </nav>
  );
}
