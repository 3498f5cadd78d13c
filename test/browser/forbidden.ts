/** Tries what the policy forbids, to see that it is in force. */
function attempt(): string {
  try {
    return String(new Function("return 1")());
  } catch (error) {
    return (error as Error).name;
  }
}

await fetch("/result", { method: "POST", body: JSON.stringify(attempt()) });

export {};
