/** Ways to reach a person, as tags and columns name them. */
const REACHES = /(^|[:_ .-])(contact|phone|mobile|fax|e?-?mail|whatsapp|tel|telephone|portable)([:_ .-]|$)/i;

/** Whose a thing is, or who someone is. */
const NAMES =
  /(^|[:_ .-])(owner|holder|proprietaire|détenteur|detenteur|titulaire|attributaire|beneficiaire|bénéficiaire|occupant|nom|prenoms?|prénoms?|nina|cni|passeport)([:_ .-]|$)/i;

/** Whether a tag of an outside source reaches or names a person (law 2013-015). `addr:*` says where, not who. */
export function tagNamesPerson(key: string): boolean {
  return REACHES.test(key) || /(^|[:_])(owner|holder|operator:person)(:|$)/i.test(key);
}

/** Whether a column that no class declares names or reaches a person: in a cadastre's table `nom` is one. */
export function columnNamesPerson(column: string): boolean {
  return REACHES.test(column) || NAMES.test(column);
}
