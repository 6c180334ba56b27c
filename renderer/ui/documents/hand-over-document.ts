import type { Feature } from "#core/model/feature";
import type { AttachmentState } from "#store/attachments";
import { preferences } from "#store/preferences";
import { notify } from "#ui/controls/notices.tsx";
import { failureSentence } from "#ui/failure";
import { handOver } from "#ui/files";
import { languageNamed } from "#ui/language.tsx";
import type { Bench } from "#ui/workbench/bench";

/** Hands a document's file over as a download, as it came; says why when it is no longer whole. */
export async function handOverDocument({ documents }: Bench, { fields }: Feature): Promise<void> {
  const { sha256, fileName, mediaType } = fields;
  try {
    const bytes = await documents.attachments.read(String(sha256));
    handOver(bytes, String(fileName ?? sha256), String(mediaType ?? "application/octet-stream"));
  } catch (error) {
    tell(error);
  }
}

/** Reads documents' files again and says which are what they were. */
export async function checkDocuments(
  { documents: { attachments } }: Bench,
  documents: readonly Feature[],
): Promise<ReadonlyMap<string, AttachmentState> | undefined> {
  const sha256 = documents.map(({ fields }) => String(fields["sha256"]));
  try {
    const states = await attachments.check(sha256);
    const sound = states.filter((state) => state === "intact").length;
    const { speak } = languageNamed(preferences.tongue.get());
    const bad = states.length - sound;
    notify(
      bad > 0 ? speak("documents.checked.bad", { count: bad }) : speak("documents.checked.good", { count: sound }),
      {
        id: "documents",
        kind: bad > 0 ? "bad" : "good",
      },
    );
    return new Map(sha256.map((one, i) => [one, states[i] ?? "missing"]));
  } catch (error) {
    tell(error);
    return undefined;
  }
}

function tell(error: unknown): void {
  const { speak } = languageNamed(preferences.tongue.get());
  notify(failureSentence(speak, error), { kind: "bad", id: "documents" });
}
