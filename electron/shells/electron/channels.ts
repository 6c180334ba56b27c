/** Names of the messages between the window's preload script and the main side. */
export const CALL_CHANNEL = "bridge:call";
export const CANCEL_CHANNEL = "bridge:cancel";
export const PROGRESS_CHANNEL = "bridge:progress";
