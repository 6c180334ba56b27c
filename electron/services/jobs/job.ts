import type { Progress } from "#core/bridge/bridge";
import type { AskGdal } from "#services/gdal/gdal-door";

/** What a job gets beside its input. */
export interface JobContext {
  readonly bytes: Uint8Array;
  readonly progress: (progress: Progress) => void;
  /** The way to GDAL, where this is no place to start processes; absent, they are started from here. */
  readonly gdal?: AskGdal;
}

/** What a job gives back: a value that can be cloned between threads, and bytes that move. */
export interface JobResult<Value> {
  readonly value: Value;
  readonly bytes?: Uint8Array;
}

/** Work that runs in a thread of its own: it may eat memory, loop or crash, and takes nothing with it. */
export type Job<Input, Value> = (input: Input, context: JobContext) => Promise<JobResult<Value>> | JobResult<Value>;

/** An outside file on this machine: where it lies, and its name for people. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
  /** The files it came with (dropped together); of its folder, when absent. */
  readonly beside?: readonly NamedFile[] | undefined;
}
