// One run of one bench in a process of its own; started by run.ts. Prints the run as JSON.
import { benches } from "./benches.ts";

const [name, folder, size] = process.argv.slice(2);
const bench = benches.find((each) => each.name === name);
if (!bench || !folder) throw new RangeError(`no bench ${name}`);
const run = await bench.run(folder, Number(size));
process.stdout.write(JSON.stringify({ ...run, peakMiB: process.resourceUsage().maxRSS / 1024 }));
