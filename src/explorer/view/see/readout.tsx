import { image, regions } from "../../state/case.ts";
import { shownLength, shownNumber } from "../../state/number-format.ts";
import { cursor, shownMap } from "../../state/viewer.ts";
import { valueAt } from "./cursor-at.ts";
import { shownUnit } from "./shown-unit.ts";

/** Where the cursor is and what is there. */
export function Readout() {
  const at = cursor.value;
  const shown = image.value;
  if (at === null || shown === null) return <p class="readout quiet">&nbsp;</p>;
  const inside = regions.value.filter(({ grid, mask }) => valueAt(grid, mask, at.world) === 1);
  const map = shownMap.value;
  const mapped = map === null ? null : valueAt(map.volume, map.volume.data, at.world);
  return (
    <dl class="readout">
      <div>
        <dt>Position</dt>
        <dd>{at.world.map(shownLength).join("  ")} mm</dd>
      </div>
      <div>
        <dt>Voxel</dt>
        <dd>{at.voxel.join("  ")}</dd>
      </div>
      <div>
        <dt>Value</dt>
        <dd>
          {at.value === null ? "outside" : shownNumber(at.value)}{" "}
          {at.value !== null && shownUnit(shown.unit)}
        </dd>
      </div>
      {map !== null && mapped !== null && (
        <div>
          <dt>{map.title}</dt>
          <dd>{Number.isNaN(mapped) ? "none" : `${shownNumber(mapped)} ${map.unit ?? ""}`}</dd>
        </div>
      )}
      {inside.length > 0 && (
        <div>
          <dt>In</dt>
          <dd>{inside.map(({ name }) => name).join(", ")}</dd>
        </div>
      )}
    </dl>
  );
}
