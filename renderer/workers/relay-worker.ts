import { type IlotParams, type IlotsTarget, relayIlots } from "#core/engines/layout/relay-ilots";

// A thin door onto the relay of îlots. What it is told and says is in renderer/store/relay-job.ts.
self.onmessage = ({ data }: MessageEvent<{ target: IlotsTarget; params: IlotParams }>) => {
  try {
    self.postMessage({ made: relayIlots(data.target, data.params) });
  } catch (error) {
    self.postMessage({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
