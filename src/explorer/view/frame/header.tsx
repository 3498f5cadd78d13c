import { image, isOpen } from "../../state/case.ts";
import { numberLanguage, numberLanguages } from "../../state/number-format.ts";
import { closeCase } from "../../state/open-case.ts";
import { isDark, toggleTheme } from "../../state/theme.ts";
import { OpenButtons } from "../open/open-buttons.tsx";
import { helpOpen } from "./help-dialog.tsx";
import { Icon } from "./icon.tsx";

/** The name of the page, the name of the image, and what concerns the whole page. */
export function Header() {
  const dark = isDark();
  return (
    <header class="header">
      <h1 class="brand">
        <img src="icon.svg" alt="" width="22" height="22" />
        voxomics <span class="brand-part">explorer</span>
      </h1>
      <p class="header-title">{image.value?.title ?? ""}</p>
      {isOpen.value && (
        <>
          <OpenButtons />
          <button type="button" class="button" onClick={closeCase}>
            <Icon name="close" />
            Close case
          </button>
          <span class="divider" />
        </>
      )}
      <div
        class="inline-field"
        title="How tables write numbers. Files always have a decimal point."
      >
        <span class="quiet">Numbers</span>
        <select
          aria-label="Numbers"
          value={numberLanguage.value}
          onChange={({ currentTarget }) => {
            const chosen = numberLanguages.find((one) => one === currentTarget.value);
            if (chosen !== undefined) numberLanguage.value = chosen;
          }}
        >
          <option value="en">1,234.5</option>
          <option value="de">1.234,5</option>
        </select>
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label={dark ? "Light colours" : "Dark colours"}
        title={dark ? "Light colours (T)" : "Dark colours (T)"}
        onClick={toggleTheme}
      >
        <Icon name={dark ? "light" : "dark"} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label="Help and shortcuts"
        title="Help and shortcuts (?)"
        onClick={() => {
          helpOpen.value = true;
        }}
      >
        <Icon name="help" />
      </button>
    </header>
  );
}
