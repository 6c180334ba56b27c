import { type IlotParams, type IlotsTarget, relayIlots } from "#core/engines/layout/relay-ilots";

// A thin door onto the relay of îlots. What it is told and says is in renderer/store/relay-job.ts.
self.onmessage = ({ data }: MessageEvent<{ run: number; target: IlotsTarget; params: IlotParams }>) => {
  const { run, target, params } = data;
  const started = performance.now();
  try {
    const made = relayIlots(target, params);
    self.postMessage({ run, made, ms: performance.now() - started });
  } catch (error) {
    self.postMessage({ run, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
