// Files a planner would bring to the sample village, made for the pictures of the guide.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lotsGeoJson, wellsKml } from "#tests/helpers/import-samples";
import { withExif } from "#tests/helpers/photos";
import { makeHgt, makePng } from "#tests/helpers/rasters";

/** Writes them into a folder. @returns their paths */
export function writeMadeFiles(folder) {
  const files = {
    lots: join(folder, "lots.geojson"),
    wells: join(folder, "forages.kml"),
    scan: join(folder, "plan-1974.png"),
    relief: join(folder, "N12W009.hgt"),
  };
  writeFileSync(files.lots, lotsGeoJson().buffer);
  writeFileSync(files.wells, wellsKml().buffer);
  writeFileSync(files.scan, makePng(900, 640, oldPlan));
  writeFileSync(
    files.relief,
    makeHgt((column, row) => 318 + Math.round(5 * Math.sin(column / 1.3) + 4 * Math.sin(row / 1.7))),
  );
  return files;
}

/** An old plan on yellowed paper: a frame, a grid of crosses every 100 pixels, îlots of lots. */
function oldPlan(x, y) {
  const ink = [74, 58, 44, 255];
  if (x < 12 || y < 12 || x > 887 || y > 627) return [246, 238, 220, 255];
  if (x < 15 || y < 15 || x > 884 || y > 624) return ink;
  // How far from the nearest cross.
  const [crossX, crossY] = [Math.abs((x % 100) - 50), Math.abs((y % 100) - 50)];
  if (Math.min(crossX, crossY) < 1.5 && Math.max(crossX, crossY) < 10) return [150, 40, 30, 255];
  const [ilotX, ilotY] = [(x - 60) % 190, (y - 50) % 130];
  const inside = x > 60 && y > 50 && x < 820 && y < 570 && ilotX < 160 && ilotY < 100;
  if (inside && (ilotX % 40 < 2 || ilotX > 157 || ilotY < 2 || ilotY > 97 || Math.abs(ilotY - 50) < 1.5)) return ink;
  return inside ? [238, 222, 190, 255] : [246, 238, 220, 255];
}

/** A photo of a yard as a telephone writes it, with the place it was taken at. @returns {Promise<number[]>} */
export async function yardPhoto(page, exif) {
  const drawn = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1200, 800];
    const pen = canvas.getContext("2d");
    const fill = (colour, ...box) => {
      pen.fillStyle = colour;
      pen.fillRect(...box);
    };
    const sky = pen.createLinearGradient(0, 0, 0, 430);
    sky.addColorStop(0, "#8fb8d8");
    sky.addColorStop(1, "#e9e2cf");
    fill(sky, 0, 0, 1200, 430);
    fill("#c98f5c", 0, 430, 1200, 370);
    fill("#b5764a", 0, 380, 520, 120);
    fill("#a9673e", 560, 240, 460, 280);
    fill("#8c5331", 560, 240, 460, 26);
    fill("#5a3a26", 740, 360, 90, 160);
    fill("#4b5f73", 880, 340, 70, 60);
    fill("#6b4a2e", 200, 300, 26, 150);
    pen.fillStyle = "#5d7a3a";
    for (const [x, y, r] of [
      [213, 250, 90],
      [150, 290, 60],
      [280, 285, 65],
    ]) {
      pen.beginPath();
      pen.arc(x, y, r, 0, 2 * Math.PI);
      pen.fill();
    }
    fill("#d9d4c8", 420, 600, 46, 60);
    fill("#b8322a", 420, 600, 46, 14);
    return canvas.toDataURL("image/jpeg").split(",")[1] ?? "";
  });
  return [...withExif(Buffer.from(drawn, "base64"), exif)];
}
