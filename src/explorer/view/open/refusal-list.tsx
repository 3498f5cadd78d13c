import type { Refusal } from "../../work/listing.ts";

/** The files that are not shown, each with the reason. */
export function RefusalList({ refused }: { readonly refused: readonly Refusal[] }) {
  return (
    <details class="refusals" open={refused.length <= 3}>
      <summary>
        {refused.length === 1 ? "1 file was refused" : `${refused.length} files were refused`}
      </summary>
      <ul>
        {refused.map(({ name, message }) => (
          <li key={name}>
            <strong>{name}</strong>
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
