import { Fragment } from "preact";
import { useMemo } from "preact/hooks";
import { presets } from "../../../settings/presets.ts";
import { type SettingsInput, settingsSchema } from "../../../settings/settings.ts";
import { settings } from "../../state/settings.ts";
import { saveFile } from "../frame/save-file.ts";
import { openCommandCases } from "./command-case.ts";
import { commandLine } from "./command-line.ts";
import { CopyText } from "./copy-text.tsx";
import { fieldsOf } from "./field.ts";
import { FieldView } from "./field-view.tsx";
import { type Form, FormContext } from "./form-context.ts";
import { groupFields } from "./groups.ts";
import { fieldWithProblem } from "./problem-place.ts";
import { ProblemSummary } from "./problem-summary.tsx";
import { chosenPreset, resolved } from "./resolved.ts";
import { setAt } from "./set-at.ts";
import { shownPaths } from "./shown-paths.ts";
import { WhiteMatterField } from "./white-matter-field.tsx";
import { WithinField } from "./within-field.tsx";
import { yamlText } from "./yaml-text.ts";

const fields = fieldsOf(settingsSchema);
const groups = groupFields(fields);

/** The settings of an extraction: a form made from their schema, and what the command line takes. */
export function SettingsPanel() {
  const given = settings.value;
  const { problems } = resolved.value;
  const form = useMemo((): Form => {
    const shown = shownPaths(fields, given);
    return {
      value: given,
      set: (path, value) => {
        settings.value = setAt<SettingsInput>(settings.peek(), path, value);
      },
      problemsAt: (path) =>
        problems.filter((one) => fieldWithProblem(one.path, shown) === path && path !== ""),
    };
  }, [given, problems]);
  return (
    <div class="settings">
      <PresetChoice />
      <ProblemSummary />
      <FormContext.Provider value={form}>
        {groups.map((group) => (
          <details key={group.title} class="stage-group" open>
            <summary>{group.title}</summary>
            {group.fields.map((field) => (
              <Fragment key={field.key}>
                <FieldView field={field} path={[field.key]} />
                {field.key === "mask" && <WithinField />}
                {field.key === "normalise" && <WhiteMatterField />}
              </Fragment>
            ))}
          </details>
        ))}
      </FormContext.Provider>
      <Result />
    </div>
  );
}

function PresetChoice() {
  const chosen = chosenPreset.value;
  return (
    <div class="preset">
      <label class="inline-field">
        <span class="field-title">Preset</span>
        <select
          value={chosen ?? ""}
          onChange={({ currentTarget }) => {
            const { value } = currentTarget;
            if (value === "defaults") settings.value = {};
            else if (value in presets) settings.value = presets[value as keyof typeof presets];
          }}
        >
          {chosen === null && <option value="">own settings</option>}
          <option value="defaults">the defaults</option>
          {Object.keys(presets).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button"
        disabled={Object.keys(settings.value).length === 0}
        onClick={() => {
          settings.value = {};
        }}
      >
        Reset all
      </button>
      <p class="field-help">
        Settings stand in the address of the page: they survive a reload, and a link carries them.
      </p>
    </div>
  );
}

/** The settings with every default, and the command line that does the same. */
function Result() {
  const now = resolved.value.settings;
  const preset = chosenPreset.value;
  if (now === null) {
    return <p class="quiet">Once the settings are right, they stand here as YAML.</p>;
  }
  const file = preset === "defaults" ? null : (preset ?? "settings.yaml");
  const yaml = yamlText(now);
  return (
    <>
      <CopyText title="Command line" text={openCommandCases(file).map(commandLine).join("\n")} />
      <CopyText title="Settings as YAML" text={yaml}>
        <button
          type="button"
          class="button"
          onClick={() => saveFile("settings.yaml", yaml, "application/yaml")}
        >
          Save
        </button>
      </CopyText>
    </>
  );
}
