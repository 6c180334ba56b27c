import type { Job } from "#services/jobs/job";

/**
 * Every job, by name. Each brings its own readers and writers in only when it is asked for: a thread that surveys a
 * GeoPackage need not load the printer.
 */
export const jobs = {
  "osm.inspect": async () => (await import("#services/jobs/osm-jobs")).inspectOsmJob,
  "osm.read": async () => (await import("#services/jobs/osm-jobs")).readOsmJob,
  "outside.read": async () => (await import("#services/jobs/outside-job")).readOutsideJob,
  "outside.look": async () => (await import("#services/jobs/look-job")).lookJob,
  convert: async () => (await import("#services/jobs/convert-job")).convertJob,
  survey: async () => (await import("#services/jobs/survey-job")).surveyJob,
  "project.open": async () => (await import("#services/jobs/open-project-job")).openProjectJob,
  "pack.build": async () => (await import("#services/jobs/pack-job")).buildPackJob,
  "export.make": async () => (await import("#services/jobs/export-job")).makeExportJob,
  "document.write": async () => (await import("#services/jobs/write-document-job")).writeDocumentJob,
  "attachments.adopt": async () => (await import("#services/jobs/adopt-attachments-job")).adoptAttachmentsJob,
  "attachments.copy": async () => (await import("#services/jobs/copy-attachments-job")).copyAttachmentsJob,
  "journal.snapshot": async () => (await import("#services/jobs/snapshot-job")).snapshotJob,
  "snapshot.list": async () => (await import("#services/jobs/snapshot-job")).listSnapshotsJob,
  "snapshot.read": async () => (await import("#services/jobs/snapshot-job")).readSnapshotJob,
} as const;

export type JobName = keyof typeof jobs;
type JobOf<N extends JobName> = Awaited<ReturnType<(typeof jobs)[N]>>;
export type JobInput<N extends JobName> = JobOf<N> extends Job<infer Input, infer _Value> ? Input : never;
export type JobValue<N extends JobName> = JobOf<N> extends Job<infer _Input, infer Value> ? Value : never;
