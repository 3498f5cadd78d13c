import { isOpen } from "../state/case.ts";
import { panelWidth } from "../state/panel.ts";
import { Header } from "./frame/header.tsx";
import { HelpDialog } from "./frame/help-dialog.tsx";
import { Panels } from "./frame/panels.tsx";
import { Problems } from "./frame/problems.tsx";
import { Waiting } from "./frame/waiting.tsx";
import { CaseList } from "./open/case-list.tsx";
import { DropHint } from "./open/drop-hint.tsx";
import { Start } from "./open/start.tsx";
import { Viewer } from "./see/viewer.tsx";

/** The whole page: what is open at the left, the image in the middle, panels at the right. */
export function App() {
  return (
    <>
      <Header />
      {isOpen.value ? (
        <div class={`frame ${panelWidth.value}`}>
          <CaseList />
          <Viewer />
          <Panels />
        </div>
      ) : (
        <Start />
      )}
      <Problems />
      <Waiting />
      <HelpDialog />
      <DropHint />
    </>
  );
}
