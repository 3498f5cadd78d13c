import { type Problem, problems } from "../../state/case.ts";
import { Icon } from "./icon.tsx";

/** What went wrong, until the user puts it away. */
export function Problems() {
  return (
    <div class="problems" role="alert">
      {problems.value.map((one) => (
        <ProblemCard key={`${one.title}${one.message}`} of={one} />
      ))}
    </div>
  );
}

function ProblemCard({ of }: { readonly of: Problem }) {
  const { title, message, remedies = [] } = of;
  const dismiss = () => {
    problems.value = problems.value.filter((one) => one !== of);
  };
  return (
    <div class="problem">
      <Icon name="warning" />
      <div class="problem-text">
        <strong>{title}</strong>
        <p>{message}</p>
        <div class="button-row">
          {remedies.map(({ label, act }) => (
            <button
              key={label}
              type="button"
              class="button"
              onClick={() => {
                dismiss();
                act();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={dismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}
