import type { ComponentChildren } from "preact";
import type { SecondMaskName } from "../../../messages/naming-mask.ts";
import { image, listing } from "../../state/case.ts";
import { chooseSecondMask } from "../../state/choose-second-mask.ts";
import { shownCount, shownNumber } from "../../state/number-format.ts";
import { chosenMasks } from "../../state/second-masks.ts";
import { regionId, regionName } from "../../work/region-id.ts";
import { Notes } from "../open/notes.tsx";

interface Props {
  readonly name: SecondMaskName;
  readonly title: string;
  /** What the mask is for, where there is one to choose. */
  readonly help: string;
  /** What to do, where there is none. */
  readonly helpWithout: string;
  /** What is done with a mask that is chosen, before its name. */
  readonly use: string;
  readonly children?: ComponentChildren;
}

/**
 * The choice of a mask beside those of the regions, among all regions of the open files. It is no setting, as it is of the case:
 * the command line has it as an option.
 */
export function SecondMaskField({ name, title, help, helpWithout, use, children }: Props) {
  const chosen = chosenMasks[name].value;
  // the command line reads this mask without a choice of volumes
  const files = listing.value.regionFiles.filter(({ volumes }) => volumes === undefined);
  const places = files.flatMap(({ id, regions }) =>
    regions.map((region) => ({ file: id, region })),
  );
  const hasNone = image.value === null || places.length === 0;
  const id = `second-mask-${name}`;
  return (
    <div class={`field${chosen === null ? "" : " given"}`}>
      <label class="field-title" for={id}>
        {title}
      </label>
      <div class="field-control">
        <select
          id={id}
          aria-describedby={`${id}-help`}
          disabled={hasNone}
          value={chosen?.id ?? ""}
          onChange={({ currentTarget }) => {
            const place = places.find((one) => regionId(one) === currentTarget.value) ?? null;
            currentTarget.value = chosen?.id ?? ""; // until it was read
            chooseSecondMask(name, place);
          }}
        >
          <option value="">none</option>
          {files.map(({ id: file, title: of, regions }) => (
            <optgroup key={file} label={of}>
              {regions.map((region) => {
                const place = { file, region };
                return (
                  <option key={regionId(place)} value={regionId(place)}>
                    {regionName(place)}
                  </option>
                );
              })}
            </optgroup>
          ))}
        </select>
      </div>
      <p class="field-help" id={`${id}-help`}>
        {hasNone ? helpWithout : help}
      </p>
      {chosen !== null && (
        <p class="field-help" role="status">
          {use} {regionName(chosen.place)}: {shownNumber(chosen.volume / 1000, 4)} mL,{" "}
          {shownCount(chosen.voxels)} voxels.
        </p>
      )}
      <Notes notes={chosen?.notes ?? []} />
      {children}
    </div>
  );
}
