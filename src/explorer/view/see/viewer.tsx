import { useEffect, useRef, useState } from "preact/hooks";
import { image } from "../../state/case.ts";
import { layout } from "../../state/viewer.ts";
import { stepOf } from "./cursor-steps.ts";
import { Readout } from "./readout.tsx";
import type { Stage } from "./stage.ts";
import { Toolbar } from "./toolbar.tsx";

/** The image in three planes and in 3D, with regions, contours and maps over it. */
export function Viewer() {
  const stage = useStage();
  return (
    <main class="viewer" aria-label="Viewer">
      <Toolbar />
      <div class="stage">
        <canvas
          ref={stage.canvas}
          class="stage-canvas"
          tabIndex={0}
          aria-label="Image. Arrow keys move the cursor, Page Up and Page Down go through the slices."
          onKeyDown={(event) => {
            const step = stepOf(event.key, layout.value);
            if (step === null) return;
            event.preventDefault();
            stage.current?.moveBy(...step);
          }}
        />
        <canvas ref={stage.contours} class="stage-contours" />
        {stage.failure !== null && <p class="stage-message">{stage.failure}</p>}
        {image.value === null && stage.failure === null && (
          <p class="stage-message">No image is shown.</p>
        )}
      </div>
      <Readout />
    </main>
  );
}

/** Loads NiiVue once the component is there, and ends it when it goes. */
function useStage() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const contours = useRef<HTMLCanvasElement>(null);
  const [current, setCurrent] = useState<Stage | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let end = () => {};
    let gone = false;
    const start = async () => {
      const [{ createStage }, { followState }] = await Promise.all([
        import("./stage.ts"),
        import("./follow-state.ts"),
      ]);
      if (canvas.current === null || contours.current === null) return;
      const stage = await createStage(canvas.current);
      const leave = followState(stage, contours.current);
      end = () => {
        leave();
        stage.dispose();
      };
      if (gone) end();
      else setCurrent(stage);
    };
    start().catch((error) => {
      setFailure(`The viewer could not start: ${error instanceof Error ? error.message : error}`);
    });
    return () => {
      gone = true;
      end();
    };
  }, []);
  return { canvas, contours, current, failure };
}
