import fc from "fast-check";

// Laws draw the same samples at every run, so that one change is judged by itself and a failure comes again. To
// hunt with others: MAILLAGE_LAW_SEED=17, or MAILLAGE_LAW_SEED=any for a new seed each time.
const asked = process.env["MAILLAGE_LAW_SEED"] ?? "20261122";
if (asked !== "any") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
