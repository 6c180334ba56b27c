import type { Job } from "#services/jobs/job";
import { inspectOsmJob, readOsmJob } from "#services/jobs/osm-jobs";
import { makeExportJob, openProjectJob, writeProjectJob } from "#services/jobs/project-jobs";
import { surveyJob } from "#services/jobs/survey-job";

/** Every job, by name. */
export const jobs = {
  "osm.inspect": inspectOsmJob,
  "osm.read": readOsmJob,
  survey: surveyJob,
  "project.open": openProjectJob,
  "project.write": writeProjectJob,
  "export.make": makeExportJob,
} as const;

export type JobName = keyof typeof jobs;
export type JobInput<N extends JobName> = (typeof jobs)[N] extends Job<infer Input, infer _Value> ? Input : never;
export type JobValue<N extends JobName> = (typeof jobs)[N] extends Job<infer _Input, infer Value> ? Value : never;
