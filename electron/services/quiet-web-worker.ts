/**
 * What a thread that may load `geotiff` must be started with. That package brings `web-worker` in, which in any thread
 * believes to be its own child and runs the module it is told of here: this one, empty. We start no worker of its kind.
 */
export const quietWebWorker = { mod: "data:text/javascript,", type: "classic" } as const;
