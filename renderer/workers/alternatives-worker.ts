import type { AlternativesAnswer, AlternativesOrder } from "#core/bridge/alternatives-work";
import { candidateParams, finishAlternatives, tryCandidate } from "#core/engines/layout/alternatives";
import type { LayoutInput } from "#core/engines/layout/layout-types";

// A thin door onto the three plans: the site once, then one order at a time. What it says is `AlternativesAnswer`.

let input: LayoutInput | undefined;

self.onmessage = ({ data }: MessageEvent<AlternativesOrder>) => {
  try {
    if (data.kind === "site") input = data.input;
    else tell({ kind: "done", value: obey(data) });
  } catch (error) {
    tell({ kind: "bug", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

function obey(order: Exclude<AlternativesOrder, { kind: "site" }>): unknown {
  if (!input) throw new Error("asked before the site was there");
  if (order.kind === "candidates") return candidateParams(input);
  if (order.kind === "try") return tryCandidate(input, order.params);
  return finishAlternatives(input, order.candidates);
}

function tell(answer: AlternativesAnswer): void {
  self.postMessage(answer);
}
