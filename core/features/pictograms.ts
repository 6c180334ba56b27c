/** Rings of a sign in a box of 12 × 12, y down, flat; filled even-odd. */
export type Pictogram = readonly (readonly number[])[];

/** An arc as vertices: centre, radius, from and to in degrees, clockwise from the right as the sign is seen. */
function arc(x: number, y: number, radius: number, fromDeg: number, toDeg: number): number[] {
  const steps = Math.max(2, Math.round(Math.abs(toDeg - fromDeg) / 20));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((fromDeg + ((toDeg - fromDeg) * i) / steps) * Math.PI) / 180;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  }).flat();
}

const box = (x: number, y: number, width: number, height: number): number[] => [
  ...[x, y, x + width, y],
  ...[x + width, y + height, x, y + height],
];

const roof = [6, 0.5, 12, 4.5, 0, 4.5];

/** What stands for a kind of facility on map and paper, by the values of `facilityKinds`. `autre` has none. */
const SIGNS: Readonly<Record<string, Pictogram>> = {
  // A graduate's cap.
  ecole: [
    [6, 1.5, 12, 4.5, 6, 7.5, 0, 4.5],
    [2.6, 6.9, 6, 8.6, 9.4, 6.9, 9.4, 9.4, 6, 11, 2.6, 9.4],
  ],
  sante: [[4, 0.5, 8, 0.5, 8, 4, 11.5, 4, 11.5, 8, 8, 8, 8, 11.5, 4, 11.5, 4, 8, 0.5, 8, 0.5, 4, 4, 4]],
  // A stall under its awning.
  marche: [[1.8, 1, 10.2, 1, 12, 5.2, 0, 5.2], box(1, 6.2, 1.6, 5), box(9.4, 6.2, 1.6, 5), box(2.6, 8, 6.8, 3.2)],
  eau: [[6, 0.3, ...arc(6, 7.6, 3.9, -35, 215)]],
  // A crescent: a disc less another.
  mosquee: [[...arc(5.6, 6, 5.3, 50, 310), ...arc(7.4, 6, 4.2, 295, 65)]],
  eglise: [
    [4.9, 0, 7.1, 0, 7.1, 3.2, 10, 3.2, 10, 5.4, 7.1, 5.4, 7.1, 12, 4.9, 12, 4.9, 5.4, 2, 5.4, 2, 3.2, 4.9, 3.2],
  ],
  culte: [roof, [1.4, 5.4, 10.6, 5.4, 10.6, 11.5, 7.4, 11.5, 7.4, 8, 4.6, 8, 4.6, 11.5, 1.4, 11.5]],
  // A pediment on its columns.
  administration: [
    roof,
    box(1.2, 5.3, 1.9, 4.2),
    box(5.05, 5.3, 1.9, 4.2),
    box(8.9, 5.3, 1.9, 4.2),
    box(0, 10.1, 12, 1.6),
  ],
  sport: [arc(6, 6, 5.5, 0, 342), arc(6, 6, 3.9, 0, 342), arc(6, 6, 1.7, 0, 342)],
  "espace-vert": [arc(6, 4.4, 4.3, 0, 342), box(5.1, 8.2, 1.8, 3.6)],
  cimetiere: [[2.4, 10.4, ...arc(6, 4.3, 3.6, 180, 360), 9.6, 10.4], box(0.8, 10.9, 10.4, 1)],
  securite: [[6, 0.4, 11, 2, 11, 6.2, 9.2, 9.4, 6, 11.7, 2.8, 9.4, 1, 6.2, 1, 2]],
  dechets: [box(1.2, 1.6, 9.6, 1.5), box(4.6, 0.4, 2.8, 1.2), [2, 4, 10, 4, 9.2, 11.7, 2.8, 11.7]],
  industrie: [[0.4, 11.4, 0.4, 5.2, 4, 2.8, 4, 5.2, 7.6, 2.8, 7.6, 5.2, 9, 4.3, 9, 0.6, 11.4, 0.6, 11.4, 11.4]],
};

/** The sign of a kind of facility; `undefined` where none stands for it. */
export function pictogramOf(kind: unknown): Pictogram | undefined {
  return typeof kind === "string" && Object.hasOwn(SIGNS, kind) ? SIGNS[kind] : undefined;
}
