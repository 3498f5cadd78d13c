// An OHIF extension with one panel: the features of the active segment.
import type { Extension } from "./ohif.ts";
import { RadiomicsPanel } from "./radiomics-panel.tsx";

const extension: Extension = {
  id: "ohif-extension-voxomics", // the name in package.json
  getPanelModule: ({ servicesManager }) => [
    {
      name: "radiomics",
      iconName: "tab-segmentation",
      iconLabel: "Radiomics",
      label: "Radiomics",
      component: () => <RadiomicsPanel servicesManager={servicesManager} />,
    },
  ],
};

export default extension;
