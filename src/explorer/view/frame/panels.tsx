import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { panel, panelWidth } from "../../state/panel.ts";
import { type Panel, panels } from "../panels.ts";
import { Icon } from "./icon.tsx";

/** The panels at the right: a row of tabs, and the panel of the one that is chosen. */
export function Panels() {
  const open = panels.find(({ id }) => id === panel.value) ?? panels[0];
  return (
    <section class="panels" aria-label="Panels">
      <div class="tab-row">
        <div role="tablist" aria-label="Panels" class="tabs">
          {panels.map((one, n) => (
            <Tab key={one.id} of={one} n={n} chosen={one === open} />
          ))}
        </div>
        <WidthButton />
      </div>
      <PanelBody key={open.id} of={open} />
    </section>
  );
}

function WidthButton() {
  const isWide = panelWidth.value === "wide";
  return (
    <button
      type="button"
      class="icon-button width-button"
      aria-pressed={isWide}
      aria-label="Wide panel"
      title={isWide ? "Narrow panel" : "Wide panel"}
      onClick={() => {
        panelWidth.value = isWide ? "narrow" : "wide";
      }}
    >
      <Icon name={isWide ? "narrow" : "wide"} />
    </button>
  );
}

/** The tabs that arrow keys lead to, as steps in the row. */
const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

function Tab({
  of,
  n,
  chosen,
}: {
  readonly of: Panel;
  readonly n: number;
  readonly chosen: boolean;
}) {
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${of.id}`}
      class="tab"
      aria-selected={chosen}
      aria-controls={`panel-${of.id}`}
      tabIndex={chosen ? 0 : -1}
      onClick={() => {
        panel.value = of.id;
      }}
      onKeyDown={({ key }) => {
        const step = steps[key];
        if (step === undefined) return;
        const next = panels[(n + step + panels.length) % panels.length];
        panel.value = next.id;
        document.getElementById(`tab-${next.id}`)?.focus();
      }}
    >
      {of.title}
    </button>
  );
}

function PanelBody({ of }: { readonly of: Panel }) {
  const [body, setBody] = useState<{ readonly View: ComponentType } | null>(null);
  useEffect(() => {
    of.load().then((View) => setBody({ View }));
  }, [of]);
  return (
    <div role="tabpanel" id={`panel-${of.id}`} aria-labelledby={`tab-${of.id}`} class="panel">
      {body === null ? <p class="quiet">Loading …</p> : <body.View />}
    </div>
  );
}
