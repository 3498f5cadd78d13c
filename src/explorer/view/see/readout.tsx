import { image, regions } from "../../state/case.ts";
import { shownNumber } from "../../state/number-format.ts";
import { cursor } from "../../state/viewer.ts";

/** Where the cursor is and what is there. */
export function Readout() {
  const at = cursor.value;
  const shown = image.value;
  if (at === null || shown === null) return <p class="readout quiet">&nbsp;</p>;
  const [nx, ny] = shown.shown.size;
  const [x, y, z] = at.voxel;
  const inside =
    at.value === null ? [] : regions.value.filter(({ mask }) => mask[x + nx * (y + ny * z)] === 1);
  return (
    <dl class="readout">
      <div>
        <dt>Position</dt>
        <dd>{at.world.map((mm) => shownNumber(mm, 5)).join("  ")} mm</dd>
      </div>
      <div>
        <dt>Voxel</dt>
        <dd>{at.voxel.join("  ")}</dd>
      </div>
      <div>
        <dt>Value</dt>
        <dd>
          {at.value === null ? "outside" : shownNumber(at.value)} {at.value !== null && shown.unit}
        </dd>
      </div>
      {inside.length > 0 && (
        <div>
          <dt>In</dt>
          <dd>{inside.map(({ name }) => name).join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}
