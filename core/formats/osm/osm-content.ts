import { classOfTable } from "#core/features/classes";
import { profiledDocument } from "#core/formats/export-profile";
import { osmTags } from "#core/formats/osm/class-tags";
import type { OutsideContent, OutsideObject } from "#core/formats/outside-content";
import { type ProjectContentOptions, projectContent } from "#core/formats/project-content";
import type { ProjectDocument } from "#core/model/document";

/** A project in OSM's words: the values of an object are its tags. Classes OSM has no words for are left out. */
export function osmContent(document: ProjectDocument, options: ProjectContentOptions): OutsideContent {
  const content = projectContent(document, options);
  const features = new Map(
    profiledDocument(document, options.profile).features.map((feature) => [feature.id, feature]),
  );
  const layers = content.layers.flatMap((layer) => {
    const id = classOfTable(layer.name)?.id;
    const objects = layer.objects.flatMap((object): OutsideObject[] => {
      const feature = features.get(object.feature);
      const tags = id && feature && osmTags(id, feature.fields, feature.tags);
      return tags && Object.keys(tags).length > 0 && object.shapes.length > 0 ? [{ ...object, values: tags }] : [];
    });
    return objects.length > 0 ? [{ ...layer, fields: [], objects }] : [];
  });
  return { ...content, layers };
}
